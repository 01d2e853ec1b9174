//! A caller and a certificate authority of different versions: what is skipped, what is refused, and which faults are
//! distinguished.

use bytes::Bytes;
use ca_contract::events::TokenEvent;
use ca_contract::issuance::{Issuer, ListIssuers};
use ca_contract::operation::NeverRefused;
use ca_contract::status::{FetchCrl, FollowStatus, SnapshotCursor, StatusChange, StatusEvent, StatusEvents, StatusSnapshot};
use ca_contract::{CertificateAuthority, ContractVersion, Failed, IdempotencyKey, Unreachable, VERSION_HEADER};
use http::{Request, Response, StatusCode};
use pki::SystemRandom;
use serde_json::{Value, json};

fn event(content: Value) -> Result<StatusEvent, serde_json::Error> {
    serde_json::from_value(json!({ "sequence": 7, "critical": true, "change": content }))
}

#[test]
fn a_known_change_may_have_additional_fields() {
    let told = json!({ "kind": "crl-signed", "issuer": "advanced", "number": 4, "delta": true });
    let StatusChange::CrlSigned(crl) = event(told).unwrap().change else { panic!("a CRL") };
    assert_eq!((crl.issuer.as_str(), crl.number), ("advanced", 4));
    let answer = json!({ "feed": "gap", "authority": "0193584a-1c40-7000-8000-0123456789ab", "since": 3 });
    assert!(matches!(serde_json::from_value(answer), Ok(StatusEvents::Gap { .. })));
}

#[test]
fn an_unknown_change_is_passed_on_unchanged() {
    let told = json!({ "kind": "issuer-retired", "issuer": "advanced", "at": "2030-01-01T00:00:00.000Z" });
    let read = event(told.clone()).unwrap();
    let StatusChange::Unknown(unknown) = &read.change else { panic!("{read:?}") };
    assert_eq!(unknown.kind, "issuer-retired");
    assert_eq!(serde_json::to_value(&read).unwrap(), json!({ "sequence": 7, "critical": true, "change": told }));
    let of_a_token = json!({
        "sequence": 1, "at": "2026-11-22T09:00:00.000Z", "order": "SC-2026-000001", "token": "T-0000-0001", "critical": false,
        "change": { "kind": "polished", "by": "hand" },
    });
    let read: TokenEvent = serde_json::from_value(of_a_token.clone()).unwrap();
    assert!(!read.critical);
    assert_eq!(serde_json::to_value(&read).unwrap(), of_a_token);
}

#[test]
fn a_known_change_without_a_field_is_malformed_and_not_unknown() {
    for malformed in
        [json!({ "kind": "revoked" }), json!({ "kind": "crl-signed", "issuer": "advanced", "number": "four" }), json!({})]
    {
        assert!(event(malformed.clone()).is_err(), "{malformed}");
    }
}

#[test]
fn requests_are_strict() {
    let strict = |read: Result<(), serde_json::Error>| assert!(read.unwrap_err().to_string().contains("unknown field"));
    let follow = json!({ "after": 0, "at_most": 1, "wait_ms": 0, "filter": "revoked" });
    strict(serde_json::from_value::<FollowStatus>(follow).map(drop));
    strict(serde_json::from_value::<FetchCrl>(json!({ "issuer": "advanced", "number": 4, "delta": true })).map(drop));
    let snapshot = json!({ "page": null, "at_most": 1, "since": 3 });
    strict(serde_json::from_value::<StatusSnapshot>(snapshot).map(drop));
}

#[test]
fn a_cursor_is_returned_unchanged() {
    for text in ["\"12-7-issued\"", "\"12-0-revoked\""] {
        let cursor: SnapshotCursor = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&cursor).unwrap(), text);
    }
    for other in ["\"12-7\"", "\"12-7-issued-1\"", "\"-1-7-issued\"", "\"12-7-lost\"", "12", "{}"] {
        assert!(serde_json::from_str::<SnapshotCursor>(other).is_err(), "{other}");
    }
}

/// Calls a certificate authority that responds like this.
async fn ask(status: StatusCode, version: Option<&'static str>, body: &'static str) -> Result<Vec<Issuer>, Failed<NeverRefused>> {
    let answers = move |request: Request<Bytes>| async move {
        assert_eq!(
            request.headers()[VERSION_HEADER].to_str().expect("a header and a response are well formed"),
            ContractVersion::OURS.to_string()
        );
        let mut response = Response::builder().status(status);
        if let Some(version) = version {
            response = response.header(VERSION_HEADER, version);
        }
        Ok::<_, Unreachable>(response.body(Bytes::from_static(body.as_bytes())).expect("a header and a response are well formed"))
    };
    let authority = CertificateAuthority::over(tower::service_fn(answers));
    authority.call(&ListIssuers {}, IdempotencyKey::generate(&mut SystemRandom)).await
}

#[tokio::test]
async fn an_unreadable_answer_is_distinguished_from_none() {
    let ours = ContractVersion::OURS;
    assert_eq!(ask(StatusCode::OK, Some("1"), "[]").await, Ok(Vec::new()));
    let later = "7".parse().unwrap();
    assert_eq!(ask(StatusCode::OK, Some("7"), "{}").await, Err(Failed::UnreadableAnswer { theirs: later, ours }));
    assert_eq!(ask(StatusCode::OK, None, "[]").await, Err(Failed::Unavailable), "not the certificate authority");
    assert_eq!(ask(StatusCode::OK, Some("one"), "[]").await, Err(Failed::Unavailable), "not the certificate authority");
    assert_eq!(ask(StatusCode::SERVICE_UNAVAILABLE, Some("1"), "").await, Err(Failed::Unavailable));
}
