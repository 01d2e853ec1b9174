//! Requests that state their host not at all, twice, or in a broken form.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A router that counts the requests that reach it.
fn counted() -> (Router, Arc<AtomicUsize>) {
    let reached = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&reached);
    let router = Router::new().fallback(async move || {
        counter.fetch_add(1, Ordering::SeqCst);
        "reached"
    });
    (router, reached)
}

/// Fields that state one valid host.
const VALID: &[&str] = &[
    "Host: sceau.example.org\r\n",
    "host:sceau.example.org:8443\r\n",
    "HOST:   Sceau.Example.ORG.   \r\n",
    "Host: localhost\r\n",
    "Host: a_b.example.org:\r\n",
    "Host: 127.0.0.1:00443\r\n",
    "Host: [::1]\r\n",
    "Host: [2001:db8::7]:65535\r\n",
];

const BROKEN: &[&str] = &[
    "Host:\r\n",
    "Host:   \r\n",
    "Host: sceau.example.org\r\nHost: sceau.example.org\r\n",
    "Host: sceau.example.org\r\nAccept: */*\r\nhost: evil.example\r\n",
    "Host: sceau.example.org, evil.example\r\n",
    "Host: sceau.example.org,evil.example\r\n",
    "Host: sceau.example.org evil.example\r\n",
    "Host: ada@sceau.example.org\r\n",
    "Host: https://sceau.example.org\r\n",
    "Host: sceau.example.org/path\r\n",
    "Host: sceau.example.org?q\r\n",
    "Host: sceau.example.org#f\r\n",
    "Host: sceau.example.org\\evil\r\n",
    "Host: sceau..example.org\r\n",
    "Host: .\r\n",
    "Host: :8443\r\n",
    "Host: sceau.example.org:65536\r\n",
    "Host: sceau.example.org:-1\r\n",
    "Host: sceau.example.org:+1\r\n",
    "Host: sceau.example.org:https\r\n",
    "Host: sceau.example.org:1:2\r\n",
    "Host: ::1\r\n",
    "Host: [::1\r\n",
    "Host: ::1]\r\n",
    "Host: []\r\n",
    "Host: [::1]x\r\n",
    "Host: [fe80::1%25eth0]\r\n",
    "Host: [127.0.0.1]\r\n",
    "Host: \"sceau.example.org\"\r\n",
    "Host: <script>\r\n",
    "Host: %73ceau.example.org\r\n",
    "Host: scéau.example.org\r\n",
];

#[tokio::test]
async fn exactly_one_valid_host_is_required_and_other_requests_reach_no_route() {
    let (router, reached) = counted();
    let served = served(router, Security::Plain, Limits::default());
    let longest = ["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61)].join(".");
    let valid = VALID.iter().map(|fields| (*fields).to_owned()).chain([format!("Host: {longest}\r\n")]);
    let too_long = [format!("Host: {longest}d\r\n"), format!("Host: {}.example.org\r\n", "a".repeat(64))];
    let broken = BROKEN.iter().map(|fields| (*fields).to_owned()).chain(too_long);
    let absent = || [String::new()].into_iter();

    let good: Vec<_> = valid.clone().flat_map(|fields| [("1.0", fields.clone()), ("1.1", fields)]).collect();
    let good: Vec<_> = good.into_iter().chain(absent().map(|fields| ("1.0", fields))).collect();
    for (version, fields) in &good {
        let request = format!("GET /x HTTP/{version}\r\n{fields}Connection: close\r\n\r\n");
        let answer = exchanged(served.address, &request).await;
        assert!(answer.ends_with("\r\n\r\nreached"), "{version} {fields:?}: {answer}");
    }
    assert_eq!(reached.load(Ordering::SeqCst), good.len());

    let bad = broken.flat_map(|fields| [("1.0", fields.clone()), ("1.1", fields)]).chain(absent().map(|fields| ("1.1", fields)));
    for (version, fields) in bad {
        for target in ["/x", "http://sceau.example.org/x"] {
            let request = format!("GET {target} HTTP/{version}\r\n{fields}Connection: close\r\n\r\n");
            let answer = exchanged(served.address, &request).await;
            assert!(answer.starts_with(&format!("HTTP/{version} 400 ")), "{version} {fields:?}: {answer}");
            assert!(answer.contains("/problems/http."), "{version} {fields:?}: {answer}");
        }
    }
    for target in ["http://ada@sceau.example.org/x", "http://sceau.example.org:99999/x", "http://a,b/x"] {
        let request = format!("GET {target} HTTP/1.1\r\nHost: sceau.example.org\r\nConnection: close\r\n\r\n");
        let answer = exchanged(served.address, &request).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{target}: {answer}");
    }
    assert_eq!(reached.load(Ordering::SeqCst), good.len(), "no refused request reached a route");
}

#[tokio::test]
async fn a_person_gets_a_page_and_the_connection_stays_usable() {
    let (router, _) = counted();
    let served = served(router, Security::Plain, Limits::default());
    let bad = "POST /x HTTP/1.1\r\nAccept: text/html\r\nContent-Length: 5\r\n\r\nhello";
    let good = "GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let answer = exchanged(served.address, &format!("{bad}{good}")).await;
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("<h1>Demande refusée</h1>"), "{answer}");
    assert!(answer.ends_with("\r\n\r\nreached"), "{answer}");
}

/// A literal header field without indexing and a new name (RFC 7541 §6.2.2).
fn literal(name: &str, value: &str) -> Vec<u8> {
    let length = |text: &str| u8::try_from(text.len()).unwrap();
    [&[0, length(name)], name.as_bytes(), &[length(value)], value.as_bytes()].concat()
}

/// Status of the response to `GET http://…/x` over HTTP/2 with these additional fields; `None` if the stream is reset.
async fn over_http2(address: SocketAddr, fields: &[(&str, &str)]) -> Option<u16> {
    let mut block = vec![0x82, 0x86];
    block.extend(literal(":path", "/x"));
    block.extend(fields.iter().flat_map(|(name, value)| literal(name, value)));
    let length = u8::try_from(block.len()).unwrap();
    let mut sent = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec();
    sent.extend([0, 0, length, 1, 5, 0, 0, 0, 1]);
    sent.extend(block);
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(&sent).await.unwrap();
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.ok()?;
        let mut payload = vec![0; usize::from(head[1]) << 8 | usize::from(head[2])];
        stream.read_exact(&mut payload).await.unwrap();
        match head[3] {
            // HEADERS: the first field is the status, from HPACK's static table or as a literal with its index.
            1 => {
                return Some(match payload[0] {
                    0x88 => 200,
                    0x8c => 400,
                    other => panic!("{other:x}"),
                });
            }
            // RST_STREAM or GOAWAY.
            3 | 7 => return None,
            _ => {}
        }
    }
}

#[tokio::test]
async fn over_http2_authority_or_host_is_required_and_they_agree() {
    let (router, reached) = counted();
    let served = served(router, Security::Plain, Limits::default());
    let ours = "sceau.example.org";
    for fields in [
        &[(":authority", ours)][..],
        &[(":authority", ours), ("host", ours)],
        &[(":authority", ours), ("host", "SCEAU.example.org")],
        &[("host", ours)],
        &[(":authority", "[::1]:8443")],
    ] {
        assert_eq!(over_http2(served.address, fields).await, Some(200), "{fields:?}");
    }
    assert_eq!(reached.load(Ordering::SeqCst), 5);
    for fields in [
        &[][..],
        &[(":authority", ours), ("host", "evil.example")],
        &[(":authority", ours), ("host", ours), ("host", ours)],
        &[("host", ours), ("host", ours)],
        &[("host", "")],
        &[(":authority", "ada@sceau.example.org")],
        &[(":authority", "sceau.example.org:99999")],
        &[(":authority", "a,b")],
        &[(":authority", "")],
        &[(":authority", "a b")],
    ] {
        let status = over_http2(served.address, fields).await;
        assert!(matches!(status, Some(400) | None), "{fields:?}: {status:?}");
    }
    assert_eq!(reached.load(Ordering::SeqCst), 5, "no refused request reached a route");
}
