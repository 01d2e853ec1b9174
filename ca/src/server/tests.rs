//! Who may ask: identified by the key of the TLS handshake, over the router of the listener.

use axum::body::{Body, to_bytes};
use ca_contract::{Caller, ContractVersion, IdempotencyKey, VERSION_HEADER};
use chassis::http::PeerKey;
use http::StatusCode;
use pki::{Digest, SystemRandom};
use tower::ServiceExt;

use crate::bootstrapped::in_a_zone;

/// The contract's table allows `ListApproved` to the station only.
#[tokio::test]
async fn only_a_pinned_key_may_ask_and_only_what_its_caller_may() {
    in_a_zone(
        |_| {},
        async |zone| {
            let [station, portal, stranger] = ["station", "portal", "stranger"].map(|name| Digest::of(name.as_bytes()));
            let pinned = [(station, Caller::Station), (portal, Caller::Portal)].into_iter().collect();
            let router = zone.authority.router(pinned);
            let answered = async |peer: Option<Digest>| {
                let mut request = http::Request::post("/v1/ListApproved")
                    .header(VERSION_HEADER, ContractVersion::OURS.to_string())
                    .header("idempotency-key", IdempotencyKey::generate(&mut SystemRandom).to_string())
                    .body(Body::from(r#"{"at_most":10}"#))
                    .unwrap();
                if let Some(key) = peer {
                    request.extensions_mut().insert(PeerKey(key));
                }
                let response = router.clone().oneshot(request).await.unwrap();
                let status = response.status();
                let body = to_bytes(response.into_body(), 4096).await.unwrap();
                let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
                (status, body["type"].as_str().map(str::to_owned))
            };
            assert_eq!(answered(Some(station)).await, (StatusCode::OK, None));
            let refused = |code: &str| (StatusCode::FORBIDDEN, Some(code.to_owned()));
            assert_eq!(answered(Some(portal)).await, refused("/problems/ca.not-allowed"));
            assert_eq!(answered(Some(stranger)).await, refused("/problems/ca.not-pinned"));
            assert_eq!(answered(None).await, refused("/problems/ca.not-pinned"), "no certificate");
        },
    )
    .await;
}
