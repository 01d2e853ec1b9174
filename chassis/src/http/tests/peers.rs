//! Where a connection comes from: proxies state it, strangers cannot; and what only the operator learns.

use std::time::Duration;

use tokio::time::sleep;

use super::*;

fn whose() -> Router {
    Router::new().route("/", get(async |ConnectInfo(PeerNetwork(network)): ConnectInfo<PeerNetwork>| network.to_string()))
}

fn behind(proxies: &str) -> KnownPeers {
    KnownPeers { proxies: proxies.parse().unwrap(), ..KnownPeers::default() }
}

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

const V1: &[u8] = b"PROXY TCP4 203.0.113.9 198.51.100.1 54321 443\r\n";

/// Version 2, TCP over IPv6 from 2001:db8:5::9.
fn v2() -> Vec<u8> {
    let addresses = [[0x20, 0x01, 0x0d, 0xb8, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], [0; 16]].concat();
    [b"\r\n\r\n\0\r\nQUIT\n\x21\x21\x00\x24".as_slice(), &addresses, &[0, 1, 0, 2]].concat()
}

/// Writes the octets in pieces of this size, and reads until the connection ends.
async fn said(address: SocketAddr, octets: &[u8], at_once: usize) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    for piece in octets.chunks(at_once) {
        if stream.write_all(piece).await.is_err() {
            break;
        }
        tokio::task::yield_now().await;
    }
    let mut answer = Vec::new();
    // A connection that is closed with octets unread is reset.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_known_proxy_states_where_a_connection_comes_from() {
    let served = served_to(behind("192.0.2.1, 127.0.0.0/8"), whose(), Security::Plain, Limits::default());
    for at_once in [1, 7, 4096] {
        for (header, network) in
            [(V1.to_vec(), "203.0.113.9"), (v2(), "2001:db8:5::/64"), (b"PROXY UNKNOWN\r\n".to_vec(), "127.0.0.1")]
        {
            let answer = said(served.address, &[&header, REQUEST].concat(), at_once).await;
            assert!(answer.ends_with(&format!("\r\n\r\n{network}")), "{header:?}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_known_proxy_without_a_valid_header_gets_no_answer() {
    let limits = Limits { header_timeout: Duration::from_millis(100), ..Limits::default() };
    let served = served_to(behind("127.0.0.1"), whose(), Security::Plain, limits);
    let cut = &V1[..20];
    for octets in [REQUEST, b"", cut, b"PROXY TCP4 a b c d\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", &v2()[..30]] {
        assert_eq!(said(served.address, octets, 4096).await, "", "{octets:?}");
    }
    // A second header is not one of HTTP.
    let twice = said(served.address, &[V1, V1, REQUEST].concat(), 4096).await;
    assert!(!twice.contains("203.0.113.9\n") && !twice.contains("200 OK"), "{twice}");
    assert!(said(served.address, &[V1, REQUEST].concat(), 4096).await.ends_with("203.0.113.9"), "others are served");
}

#[tokio::test]
async fn a_stranger_cannot_pretend_an_address() {
    for known in [KnownPeers::default(), behind("127.0.0.2,192.0.2.0/24")] {
        let served = served_to(known, whose(), Security::Plain, Limits::default());
        for header in [V1.to_vec(), v2()] {
            let answer = said(served.address, &[&header, REQUEST].concat(), 4096).await;
            assert!(!answer.contains("200 OK") && !answer.contains("203.0.113.9"), "{answer}");
        }
        for field in ["X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP"] {
            let value = if field == "Forwarded" { "for=203.0.113.9" } else { "203.0.113.9" };
            let request = format!("GET / HTTP/1.1\r\nHost: x\r\n{field}: {value}\r\nConnection: close\r\n\r\n");
            let answer = said(served.address, request.as_bytes(), 4096).await;
            assert!(answer.ends_with("\r\n\r\n127.0.0.1"), "{field}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_proxy_that_says_nothing_occupies_a_place_for_a_limited_time() {
    let limits = Limits { header_timeout: Duration::from_millis(200), connections: 1, ..Limits::default() };
    let served = served_to(behind("127.0.0.1"), whose(), Security::Plain, limits);
    let _silent = TcpStream::connect(served.address).await.unwrap();
    sleep(Duration::from_millis(50)).await;
    assert_eq!(said(served.address, &[V1, REQUEST].concat(), 4096).await, "", "the place is taken");
    while said(served.address, &[V1, REQUEST].concat(), 4096).await.is_empty() {}
}

#[tokio::test]
async fn strangers_learn_only_whether_it_works() {
    let request = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let through = |client: &str| format!("PROXY TCP4 {client} 198.51.100.1 54321 80\r\n").into_bytes();
    let operators = || "192.0.2.0/24".parse::<Networks>().unwrap();
    let known = KnownPeers { operators: operators(), ..behind("127.0.0.1") };
    let down = async || Health { ok: false, facts: json!({"lag": 900}) };
    for (router, ok, status) in [(health(up), true, 200), (health(down), false, 503)] {
        let served = served_to(known.clone(), router, Security::Plain, Limits::default());
        let inside = said(served.address, &[&through("192.0.2.7"), request.as_slice()].concat(), 4096).await;
        assert!(inside.starts_with(&format!("HTTP/1.1 {status} ")) && inside.contains("\"lag\":"), "{inside}");
        for stranger in ["203.0.113.9", "127.0.0.1"] {
            let answer = said(served.address, &[&through(stranger), request.as_slice()].concat(), 4096).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
            assert!(answer.ends_with(&format!("\r\n\r\n{{\"ok\":{ok}}}")), "{answer}");
        }
    }
    let served =
        served_to(KnownPeers { operators: operators(), ..KnownPeers::default() }, health(up), Security::Plain, Limits::default());
    assert!(said(served.address, request, 4096).await.ends_with("{\"ok\":true}"), "without a proxy too");
}
