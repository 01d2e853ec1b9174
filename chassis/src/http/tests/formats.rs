//! Errors of the listener and the framework: for people a page, for programs problem details.

use axum::body::Bytes;
use axum::routing::post;
use http::header::{ALLOW, RETRY_AFTER};

use super::*;

fn faulty() -> Router {
    let described = async || Problem::new(StatusCode::NOT_FOUND, "status.no-such-crl", "No CRL of this name is published");
    let waiting = async || (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "30")]);
    let own = async || (StatusCode::FORBIDDEN, axum::response::Html("<p>Accès refusé</p>"));
    let binary = async || (StatusCode::NOT_FOUND, [(http::header::CONTENT_TYPE, "application/ocsp-response")], "0");
    Router::new()
        .route("/crl", get(described))
        .route("/wait", get(waiting))
        .route("/full", get(async || StatusCode::TOO_MANY_REQUESTS))
        .route("/down", get(async || StatusCode::SERVICE_UNAVAILABLE))
        .route("/own", get(own))
        .route("/binary", get(binary))
        .route("/post", post(async |_: Bytes| "read"))
        .route("/broken", get(async || StatusCode::INTERNAL_SERVER_ERROR))
}

/// Every 429 and 503 says when to try again; a handler that does so itself knows better.
fn later(path: &str) -> Option<&'static [u8]> {
    match path {
        "/wait" => Some(b"30"),
        "/full" | "/down" => Some(b"60"),
        _ => None,
    }
}

#[tokio::test]
async fn accept_decides_the_format() {
    let served = served(faulty(), Security::Plain, Limits { body: 8, ..Limits::default() });
    let client = reqwest::Client::new();
    let cases = [
        ("GET", "/nowhere", 404, "http.not-found", "Page introuvable"),
        ("GET", "/crl", 404, "status.no-such-crl", "Page not found"),
        ("PUT", "/post", 405, "http.method-not-allowed", "Method not allowed"),
        ("POST", "/post", 413, "http.body-too-large", "Envoi trop volumineux"),
        ("GET", "/wait", 429, "http.too-many-requests", "Trop de demandes"),
        ("GET", "/full", 429, "http.too-many-requests", "Too many requests"),
        ("GET", "/down", 503, "http.unavailable", "Service unavailable at the moment"),
        ("GET", "/broken", 500, "http.error", "Service momentanément indisponible"),
    ];
    for (method, path, status, code, title) in cases {
        for (accept, page) in [
            (None, false),
            (Some("*/*"), false),
            (Some("application/json"), false),
            (Some("application/problem+json, text/html;q=0.5"), false),
            (Some("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"), true),
        ] {
            let request = client.request(method.parse().unwrap(), format!("http://{}{path}", served.address));
            let request = accept.into_iter().fold(request, |request, accept| request.header("accept", accept));
            let request = if method == "POST" { request.body("123456789") } else { request };
            let answer = request.send().await.unwrap();
            let (headers, said) = (answer.headers().clone(), format!("{method} {path} {accept:?}"));
            assert_eq!(answer.status(), status, "{said}");
            assert_eq!(headers["vary"], "accept", "{said}");
            assert_eq!(headers.get(ALLOW).is_some(), status == 405, "{said}");
            let retry = headers.get(RETRY_AFTER).map(http::HeaderValue::as_bytes);
            assert_eq!(retry, later(path), "{said}");
            let text = answer.text().await.unwrap();
            if page {
                assert_eq!(headers["content-type"], "text/html; charset=utf-8", "{said}");
                assert!(text.contains(title) && text.contains("lang=\"fr\"") && text.contains("lang=\"en\""), "{said}: {text}");
            } else {
                assert_eq!(headers["content-type"], "application/problem+json", "{said}");
                let problem: Json = serde_json::from_str(&text).unwrap();
                assert_eq!((&problem["type"], &problem["status"]), (&json!(format!("/problems/{code}")), &json!(status)));
            }
        }
    }
}

#[tokio::test]
async fn what_a_handler_says_itself_stays_and_head_has_no_body() {
    let served = served(faulty(), Security::Plain, Limits::default());
    let asked = |method: &str, path: &str| {
        format!("{method} {path} HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
    };
    let own = exchanged(served.address, &asked("GET", "/own")).await;
    assert!(own.ends_with("<p>Accès refusé</p>"), "{own}");
    let binary = exchanged(served.address, &asked("GET", "/binary")).await;
    assert!(binary.ends_with("\r\n\r\n0"), "{binary}");
    for path in ["/nowhere", "/crl"] {
        let head = exchanged(served.address, &asked("HEAD", path)).await;
        assert!(head.starts_with("HTTP/1.1 404 ") && head.ends_with("\r\n\r\n"), "{head}");
    }
}
