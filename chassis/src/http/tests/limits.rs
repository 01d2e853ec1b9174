//! The limits of a listener.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::routing::post;
use tokio::sync::Notify;

use super::*;

fn counting() -> Router {
    Router::new().route("/count", post(async |body: Bytes| body.len().to_string()))
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whether_its_length_is_declared_or_not() {
    let served = served(counting(), Security::Plain, Limits { body: 8, ..Limits::default() });
    let declared = "POST /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 9\r\n\r\n123456789";
    let chunked = "POST /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n\
        5\r\n12345\r\n4\r\n6789\r\n0\r\n\r\n";
    for request in [declared, chunked] {
        let answer = exchanged(served.address, request).await;
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
        assert!(answer.contains("application/problem+json") && answer.contains("/problems/http.body-too-large"), "{answer}");
    }
    let fitting = "POST /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 8\r\n\r\n12345678";
    assert!(exchanged(served.address, fitting).await.ends_with("\r\n\r\n8"));
}

#[tokio::test]
async fn a_limit_above_two_megabytes_also_applies_to_extractors() {
    let served = served(counting(), Security::Plain, Limits { body: 4 << 20, ..Limits::default() });
    let body = "x".repeat(3 << 20);
    let request = format!("POST /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    assert!(exchanged(served.address, &request).await.ends_with("\r\n\r\n3145728"));
}

#[tokio::test]
async fn a_request_that_no_handler_answers_gets_503() {
    let limits = Limits { request_timeout: Duration::from_millis(50), ..Limits::default() };
    let never = Router::new().route("/never", axum::routing::any(std::future::pending::<()>));
    let served = served(never, Security::Plain, limits);
    for request in [
        "GET /never HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST /never HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n1234",
    ] {
        let answer = exchanged(served.address, request).await;
        assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("/problems/http.no-answer"), "{answer}");
    }
}

#[tokio::test]
async fn a_connection_without_a_complete_header_is_closed() {
    let limits = Limits { header_timeout: Duration::from_millis(50), ..Limits::default() };
    let served = served(counting(), Security::Plain, limits);
    for beginning in ["", "P", "POST /count HTTP/1.1\r\nHost: x\r\n"] {
        let answer = exchanged(served.address, beginning).await;
        assert!(!answer.contains("200 OK"), "{beginning:?}: {answer}");
    }
}

#[tokio::test]
async fn an_idle_kept_connection_is_closed() {
    let limits = Limits { header_timeout: Duration::from_millis(50), ..Limits::default() };
    let served = served(counting(), Security::Plain, limits);
    let kept = "POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1";
    assert!(exchanged(served.address, kept).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn an_idle_http2_connection_is_closed() {
    let limits =
        Limits { header_timeout: Duration::from_millis(50), request_timeout: Duration::from_millis(50), ..Limits::default() };
    let served = served(counting(), Security::Plain, limits);
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    // The client's preface, an empty SETTINGS frame, and a request: HEADERS on stream 1 with END_STREAM and
    // END_HEADERS, GET / over http from HPACK's static table (RFC 7541 appendix A, indices 2, 6 and 4).
    let frames = [
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice(),
        &[0, 0, 0, 4, 0, 0, 0, 0, 0],
        &[0, 0, 3, 1, 5, 0, 0, 0, 1, 0x82, 0x86, 0x84],
    ];
    stream.write_all(&frames.concat()).await.unwrap();
    let mut answer = Vec::new();
    // Ends with the connection, whichever way the server closes it.
    let _ = stream.read_to_end(&mut answer).await;
    assert!(
        answer.windows(9).any(|frame| frame[3] == 1 && frame[5..] == [0, 0, 0, 1]),
        "a HEADERS frame on stream 1: {answer:?}"
    );
}

/// A connection over which a request was sent, though it may have been refused.
async fn asked(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let _ = stream.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n").await;
    stream
}

#[tokio::test]
async fn a_connection_beyond_the_limit_is_closed_and_places_become_free_again() {
    let served = served(health(up), Security::Plain, Limits { connections: 1, ..Limits::default() });
    let mut first = asked(served.address).await;
    assert!(first.read_u8().await.is_ok_and(|octet| octet == b'H'));
    assert!(asked(served.address).await.read_u8().await.is_err(), "the connection ends without an answer");

    drop(first);
    while asked(served.address).await.read_u8().await.is_err() {}
}

#[tokio::test]
async fn a_request_in_progress_is_answered_after_the_listener_is_stopped() {
    let (started, finish) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (telling, waiting) = (Arc::clone(&started), Arc::clone(&finish));
    let slow = move || {
        let (telling, waiting) = (Arc::clone(&telling), Arc::clone(&waiting));
        async move {
            telling.notify_one();
            waiting.notified().await;
            "done"
        }
    };
    let router = Router::new().route("/slow", axum::routing::get(slow));
    let served = served(router, Security::Plain, Limits::default());
    let request = tokio::spawn(exchanged(served.address, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"));
    started.notified().await;
    served.stop.cancel();
    while TcpStream::connect(served.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!served.ended.is_finished());
    finish.notify_one();
    assert!(request.await.unwrap().ends_with("\r\n\r\ndone"));
    served.ended.await.unwrap().unwrap();
}
