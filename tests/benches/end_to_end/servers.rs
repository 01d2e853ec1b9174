//! The servers, each a separate process: `--serve=static`, `--serve=status FOLDER`, `--serve=portal FOLDER`,
//! `--serve=page FOLDER OCTETS`.

use std::io::{Read, Write};
use std::path::Path;

use axum::Router;
use axum::routing::post;
use pki::ocsp::{CertId, OcspRequest};
use testbed::{Engine, Scenario, Testbed, Transport, ask};

use crate::portal;

/// Tokens whose certificates are queried.
const TOKENS: usize = 250;
const NONCE: [u8; 32] = [0x5c; 32];

/// Serves until standard input is closed.
pub(crate) fn serve(role: &str, rest: &[String]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        match role {
            "static" => serve_static().await,
            "status" => serve_status(Path::new(&rest[0])).await,
            "portal" => portal::serve_portal(Path::new(&rest[0])).await,
            "page" => portal::serve_page(Path::new(&rest[0]), rest[1].parse().expect("octets")).await,
            other => panic!("no role {other}"),
        }
    });
}

pub(crate) fn ready(address: &impl std::fmt::Display) {
    println!("{address}");
    std::io::stdout().flush().expect("standard output");
}

pub(crate) async fn until_told() {
    let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    ended.await.expect("the reader did not panic").expect("standard input");
}

/// Answers every POST with 1,000 octets, about the size of an OCSP response with its responder certificate.
async fn serve_static() {
    let router = Router::new().route("/ocsp/advanced", post(async |_: axum::body::Bytes| vec![0x30_u8; 1000]));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    ready(&listener.local_addr().expect("an address"));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    until_told().await;
    server.abort();
}

/// Serves the zones with some hundred certificates. Writes request files for the load generator to `folder`.
async fn serve_status(folder: &Path) {
    let testbed = Testbed::open(Engine::Sqlite, Transport::InProcess).await;
    let (mut plain, mut nonce) = (Vec::new(), Vec::new());
    for number in 0..TOKENS {
        let held = Scenario::produce(&testbed, &format!("SC-2026-{number:06}"), "expert-card", Scenario::person(&testbed)).await;
        let id = CertId::sha1(&held.issuer(0), held.certificate(0).serial());
        plain.push(OcspRequest::encode(std::slice::from_ref(&id), None));
        nonce.push(OcspRequest::encode(&[id], Some(&NONCE)));
    }
    let events = ca_contract::status::FollowStatus { after: 0, at_most: 1000, wait_ms: 0 };
    ask(&testbed.callers.responder, &events).await.expect("the feed");
    testbed.until_ready().await;
    for (name, requests) in [("plain", plain), ("nonce", nonce)] {
        let lines: String = requests.iter().map(|request| format!("  \"{}\",\n", escaped(request))).collect();
        std::fs::write(folder.join(format!("{name}.lua")), format!("bodies = {{\n{lines}}}\n{SCRIPT}"))
            .expect("the load's script");
    }
    ready(&testbed.status);
    until_told().await;
    testbed.close().await;
}

/// The octets as a Lua string literal.
fn escaped(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("\\{octet:03}")).collect()
}

/// Sends the bodies in turn, and reports responses that are too short to be OCSP responses.
const SCRIPT: &str = r#"
local requests, turn = {}, 0
function init()
  for k, body in ipairs(bodies) do
    requests[k] = wrk.format("POST", nil, {["Content-Type"] = "application/ocsp-request"}, body)
  end
end
function request() turn = turn % #requests + 1; return requests[turn] end
function done(summary)
  if summary.bytes / summary.requests < 700 then print("BAD ANSWER") end
end
"#;
