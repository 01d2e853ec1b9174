//! Bodies that arrive slowly, and bodies that no handler reads.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::routing::{any, post};
use http_body_util::BodyExt;
use tokio::time::{Instant, sleep};

use super::*;

const MEBIBYTE: usize = 1 << 20;

/// Fast enough for a test.
const PACE: Pace = Pace { grace: Duration::from_millis(300), octets_per_second: 2_000 };

fn quick() -> Limits {
    Limits { pace: PACE, body: 4 * MEBIBYTE, ..Limits::default() }
}

/// Routes that read a body whole, in part, or not at all.
fn readers() -> Router {
    let read = async |body: Bytes| body.len().to_string();
    let lazy = async |body: Body| {
        let mut body = body;
        let mut octets = 0;
        while let Some(Ok(frame)) = body.frame().await {
            octets += frame.data_ref().map_or(0, Bytes::len);
            sleep(2 * PACE.grace).await;
        }
        octets.to_string()
    };
    let forbidden = async || StatusCode::FORBIDDEN;
    let small = post(read).layer(axum::extract::DefaultBodyLimit::max(64));
    Router::new()
        .route("/count", post(read))
        .route("/lazy", post(lazy))
        .route("/small", small)
        .route("/forbidden", any(forbidden))
        .route("/ok", get(async || "fine"))
}

/// Sends the parts with pauses in between and reads until the server closes the connection. The server may close it early.
async fn in_parts(address: SocketAddr, head: &str, parts: impl IntoIterator<Item = Vec<u8>>, pause: Duration) -> String {
    let (mut reading, mut writing) = TcpStream::connect(address).await.unwrap().into_split();
    writing.write_all(head.as_bytes()).await.unwrap();
    let parts: Vec<_> = parts.into_iter().collect();
    let sent = async {
        for part in parts {
            if writing.write_all(&part).await.is_err() {
                return;
            }
            sleep(pause).await;
        }
        // Keeps the connection open.
        std::future::pending::<()>().await;
    };
    let mut answer = Vec::new();
    tokio::select! {
        () = sent => unreachable!(),
        read = reading.read_to_end(&mut answer) => drop(read.unwrap()),
    }
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_slow_but_steady_body_of_any_length_arrives() {
    let served = served(readers(), Security::Plain, quick());
    let begun = Instant::now();
    // Twice the minimum rate, for four times the grace.
    let parts = || std::iter::repeat_n(vec![b'x'; 200], 24);
    let declared = "POST /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4800\r\n\r\n";
    let answer = in_parts(served.address, declared, parts(), Duration::from_millis(50)).await;
    assert!(answer.ends_with("\r\n\r\n4800"), "{answer}");
    assert!(begun.elapsed() > 3 * PACE.grace, "the body was not slow");
    let chunked = "POST /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunks = parts().map(|part| [b"c8\r\n".as_slice(), &part, b"\r\n"].concat()).chain([b"0\r\n\r\n".to_vec()]);
    let answer = in_parts(served.address, chunked, chunks, Duration::from_millis(50)).await;
    assert!(answer.ends_with("\r\n\r\n4800"), "{answer}");
}

#[tokio::test]
async fn a_body_that_stops_or_trickles_gets_408_and_the_connection_is_closed() {
    let served = served(readers(), Security::Plain, quick());
    let begun = Instant::now();
    let stops = [vec![], vec![b"1234".to_vec()], vec![vec![b'x'; MEBIBYTE]]];
    // A body of which much has arrived is given up too if it stops; and one octet now and then is not a rate.
    let trickle = std::iter::repeat_n(vec![b'x'], 1000).collect();
    for parts in stops.into_iter().chain([trickle]) {
        let head = "POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n";
        let answer = in_parts(served.address, head, parts, Duration::from_millis(20)).await;
        assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("/problems/http.too-slow"), "{answer}");
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    }
    assert!(begun.elapsed() < 20 * PACE.grace, "each is given up soon");
}

#[tokio::test]
async fn the_time_that_a_handler_takes_for_what_has_arrived_does_not_count() {
    let served = served(readers(), Security::Plain, quick());
    let head = "POST /lazy HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 300\r\n\r\n";
    let parts = std::iter::repeat_n(vec![b'x'; 100], 3);
    let answer = in_parts(served.address, head, parts, Duration::from_millis(100)).await;
    assert!(answer.ends_with("\r\n\r\n300"), "{answer}");
}

#[tokio::test]
async fn a_handler_that_waits_less_long_ends_the_connection_with_408() {
    let impatient = async |body: Body| {
        let read = tokio::time::timeout(Duration::from_millis(50), axum::body::to_bytes(body, 100));
        read.await.map_or(StatusCode::REQUEST_TIMEOUT, |_| StatusCode::OK)
    };
    let served = served(Router::new().route("/", post(impatient)), Security::Plain, Limits::default());
    let begun = Instant::now();
    let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n";
    let answer = in_parts(served.address, head, [b"1234".to_vec()], Duration::ZERO).await;
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("\r\nconnection: close\r\n"), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(10), "the rest is not waited for");
}

/// Reads one response with a declared length.
async fn response(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text;
            }
        }
        let octet = stream.read_u8().await.unwrap_or_else(|fault| panic!("{fault} after {text}"));
        read.push(octet);
    }
}

/// A request with a body of this length, declared or in chunks of at most 64 KiB.
fn with_body(target: &str, length: usize, chunked: bool) -> Vec<u8> {
    let framing = if chunked { "Transfer-Encoding: chunked".to_owned() } else { format!("Content-Length: {length}") };
    let mut request = format!("{target} HTTP/1.1\r\nHost: x\r\n{framing}\r\n\r\n").into_bytes();
    if !chunked {
        request.resize(request.len() + length, b'x');
        return request;
    }
    let mut left = length;
    while left > 0 {
        let size = left.min(64 << 10);
        request.extend(format!("{size:x}\r\n").into_bytes());
        request.resize(request.len() + size, b'x');
        request.extend(b"\r\n");
        left -= size;
    }
    request.extend(b"0\r\n\r\n");
    request
}

#[tokio::test]
async fn after_a_refusal_the_connection_is_usable() {
    let served = served(readers(), Security::Plain, quick());
    let targets = [
        ("POST /count", 5 * MEBIBYTE, "413"),
        ("POST /small", 65, "413"),
        ("POST /small", 5 * MEBIBYTE, "413"),
        ("POST /nowhere", 1, "404"),
        ("POST /nowhere", 63 << 10, "404"),
        ("PUT /count", 2 * MEBIBYTE, "405"),
        ("POST /forbidden", 40 * MEBIBYTE, "403"),
        ("GET /ok", 100_000, "200"),
        ("GET /ok", 0, "200"),
    ];
    for (target, length, status) in targets {
        for chunked in [false, true] {
            let mut stream = TcpStream::connect(served.address).await.unwrap();
            stream.write_all(&with_body(target, length, chunked)).await.unwrap();
            let first = response(&mut stream).await;
            assert!(first.starts_with(&format!("HTTP/1.1 {status} ")), "{target} {length}: {first}");
            assert!(!first.contains("connection: close"), "{first}");
            stream.write_all(b"GET /ok HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
            let second = response(&mut stream).await;
            assert!(second.ends_with("\r\n\r\nfine"), "{target} {length} {chunked}: {second}");
        }
    }
    // Two requests at once: the body of the first is not taken for the second.
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    let both = [with_body("POST /forbidden", 200_000, true), with_body("GET /ok", 0, false)].concat();
    stream.write_all(&both).await.unwrap();
    assert!(response(&mut stream).await.starts_with("HTTP/1.1 403 "));
    assert!(response(&mut stream).await.ends_with("\r\n\r\nfine"));
}

#[tokio::test]
async fn a_client_that_asks_first_is_not_told_to_send_a_body_that_nobody_reads() {
    let served = served(readers(), Security::Plain, quick());
    let asking =
        |target: &str| format!("POST {target} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 70\r\n\r\n");
    for target in ["/forbidden", "/nowhere"] {
        let answer = exchanged(served.address, &asking(target)).await;
        assert!(answer.starts_with("HTTP/1.1 40") && answer.contains("\r\nconnection: close\r\n"), "{answer}");
    }
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    stream.write_all(asking("/count").as_bytes()).await.unwrap();
    assert_eq!(response(&mut stream).await, "HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(&[b'x'; 70]).await.unwrap();
    assert!(response(&mut stream).await.ends_with("\r\n\r\n70"));
}

#[tokio::test]
async fn a_body_without_end_is_not_read_for_ever() {
    let served = served(readers(), Security::Plain, quick());
    // Longer than anything that is discarded, and much of it is on its way when the connection is closed.
    let head = "POST /forbidden HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\n";
    let answer = in_parts(served.address, head, [vec![b'x'; 3 * MEBIBYTE]], Duration::ZERO).await;
    assert!(answer.starts_with("HTTP/1.1 403 ") && answer.contains("\r\nconnection: close\r\n"), "{answer}");
    // A rest that stops: the response is there at once, and the connection ends.
    let head = "POST /forbidden HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n";
    let answer = in_parts(served.address, head, [vec![b'x'; 10]], Duration::ZERO).await;
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
}

#[tokio::test]
async fn over_http2_a_refused_body_of_131_mebibytes_gets_its_response() {
    let served = served(readers(), Security::Plain, quick());
    let client = reqwest::Client::builder().http2_prior_knowledge().build().unwrap();
    for (path, status) in [("forbidden", 403), ("small", 413)] {
        let address = format!("http://{}/{path}", served.address);
        let answer = client.post(&address).body(vec![b'x'; 131 * MEBIBYTE]).send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        assert!(answer.text().await.unwrap().contains("/problems/http."), "{path}");
        let next = client.get(format!("http://{}/ok", served.address)).send().await.unwrap();
        assert_eq!(next.text().await.unwrap(), "fine");
    }
}
