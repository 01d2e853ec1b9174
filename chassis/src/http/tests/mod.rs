//! Listeners, tested over sockets.

mod bodies;
mod formats;
mod host;
mod limits;
mod peers;
mod tls;

use std::net::{IpAddr, SocketAddr, TcpListener};

use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use http::StatusCode;
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::*;

/// A listener on loopback.
struct Served {
    address: SocketAddr,
    stop: CancellationToken,
    ended: JoinHandle<std::io::Result<()>>,
}

/// For a listener whose operator is on this machine.
fn served(router: Router, security: Security, limits: Limits) -> Served {
    served_to(KnownPeers { operators: Networks::loopback(), ..KnownPeers::default() }, router, security, limits)
}

fn served_to(known: KnownPeers, router: Router, security: Security, limits: Limits) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let ended = tokio::spawn(serve(listener, router, security, limits, known, stop.clone()));
    Served { address, stop, ended }
}

/// Sends these octets and reads until the server closes the connection.
async fn exchanged(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

async fn up() -> Health {
    Health { ok: true, facts: json!({"lag": 3}) }
}

#[tokio::test]
async fn a_target_in_absolute_form_reaches_the_same_route() {
    let served = served(health(up), Security::Plain, Limits::default());
    for target in ["/health", "http://status.sceau.example.org/health"] {
        let request = format!("GET {target} HTTP/1.1\r\nHost: status.sceau.example.org\r\nConnection: close\r\n\r\n");
        let answer = exchanged(served.address, &request).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{target}: {answer}");
        assert!(answer.ends_with(r#"{"facts":{"lag":3},"ok":true}"#), "{target}: {answer}");
    }
}

#[tokio::test]
async fn an_unhealthy_service_responds_503() {
    let down = async || Health { ok: false, facts: json!({"lag": 900}) };
    let served = served(health(down), Security::Plain, Limits::default());
    let answer = exchanged(served.address, "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.ends_with(r#"{"facts":{"lag":900},"ok":false}"#), "{answer}");
}

#[tokio::test]
async fn a_problem_includes_its_kind_and_the_refusal() {
    let refused = async || {
        Problem::new(StatusCode::CONFLICT, "ca.issue.approval-used", "The approval was used")
            .with_detail("Order SC-2026-000123")
            .with_refusal(json!({"refused": "approval-used"}))
    };
    let router = Router::new().route("/issue", axum::routing::post(refused));
    let served = served(router, Security::Plain, Limits::default());
    let answer = exchanged(served.address, "POST /issue HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 409 ") && head.contains("content-type: application/problem+json"), "{head}");
    let expected = json!({
        "type": "/problems/ca.issue.approval-used",
        "title": "The approval was used",
        "status": 409,
        "detail": "Order SC-2026-000123",
        "refusal": {"refused": "approval-used"},
    });
    assert_eq!(serde_json::from_str::<Json>(body).unwrap(), expected);
}

#[tokio::test]
async fn a_router_learns_only_the_network_of_its_peer() {
    let said = async |ConnectInfo(PeerNetwork(network)): ConnectInfo<PeerNetwork>| network.to_string();
    let served = served(Router::new().route("/", get(said)), Security::Plain, Limits::default());
    let answer = exchanged(served.address, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.ends_with("\r\n\r\n127.0.0.1"), "{answer}");

    let named = |peer: &str| PeerNetwork(peer.parse::<IpAddr>().unwrap().into()).0.to_string();
    assert_eq!(named("::ffff:192.0.2.7"), "192.0.2.7", "as a listener for both families sees IPv4 peers");
    for peer in ["2001:db8:0:1::7", "2001:db8:0:1:ffff:ffff:ffff:ffff"] {
        assert_eq!(named(peer), "2001:db8:0:1::/64");
    }
}
