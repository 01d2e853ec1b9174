//! Age limits of responses, and the choice of the signing key.

use std::time::Duration;

use ca_contract::UnknownChange;
use ca_contract::status::StatusChange;
use http::StatusCode;
use pki::crl::RevocationReason;
use pki::ocsp::{CertStatus, OcspRequest, OcspResponse};
use pki::{Certificate, Clock};

use axum::response::IntoResponse;

use super::{TRY_LATER, cert_id, read, serial, status};
use crate::fake_authority::DAY;
use crate::follower::FollowFault;
use crate::index::{FeedFault, SnapshotFault};
use crate::replica::{Replica, Reply};

async fn ask(replica: &Replica) -> Reply {
    let request = OcspRequest::encode(&[cert_id(replica, "advanced", &serial(1))], None);
    replica.post("/ocsp/advanced", request).await
}

async fn responder_certificate(replica: &Replica) -> Certificate {
    read(replica, "advanced", &ask(replica).await).2
}

async fn replica() -> Replica {
    let mut replica = Replica::start();
    replica.fake.issue("advanced", &serial(1));
    replica.fake.sign_crl("advanced", 1, &[]);
    replica.settle().await;
    replica
}

fn health(replica: &Replica) -> StatusCode {
    replica.responder.health().into_response().status()
}

#[tokio::test]
async fn before_the_feed_is_followed_responses_are_try_later() {
    let mut replica = Replica::start();
    assert_eq!((ask(&replica).await.body.as_slice(), health(&replica)), (TRY_LATER.as_slice(), StatusCode::SERVICE_UNAVAILABLE));
    replica.settle().await;
    assert_eq!((status(&replica, "advanced", &serial(1)).await, health(&replica)), (CertStatus::Unknown, StatusCode::OK));
}

#[tokio::test]
async fn ten_minutes_after_the_last_contact_ocsp_is_try_later_but_crls_are_served() {
    let mut replica = replica().await;
    replica.clock.advance(Duration::from_secs(600));
    assert_eq!((status(&replica, "advanced", &serial(1)).await, health(&replica)), (CertStatus::Good, StatusCode::OK));
    replica.clock.advance(Duration::from_millis(1));
    assert_eq!((ask(&replica).await.body.as_slice(), health(&replica)), (TRY_LATER.as_slice(), StatusCode::SERVICE_UNAVAILABLE));
    for path in ["/crl/advanced.crl", "/ca/advanced.cer"] {
        assert_eq!(replica.get(path).await.status, StatusCode::OK);
    }
    replica.settle().await;
    assert_eq!((status(&replica, "advanced", &serial(1)).await, health(&replica)), (CertStatus::Good, StatusCode::OK));
}

#[tokio::test]
async fn a_response_is_replaced_before_half_of_its_validity_has_passed() {
    let mut replica = replica().await;
    let this_update = |reply: &Reply| match OcspResponse::from_der(&reply.body).unwrap() {
        OcspResponse::Basic { this_update, .. } => this_update,
        OcspResponse::Error(status) => panic!("{status}"),
    };
    let first = ask(&replica).await;
    // A quarter of an hour is a quarter of the validity, so the next pass replaces the responses.
    replica.clock.advance(Duration::from_secs(899));
    replica.settle().await;
    assert_eq!(ask(&replica).await.body, first.body);
    replica.clock.advance(Duration::from_secs(2));
    replica.settle().await;
    let second = ask(&replica).await;
    assert_eq!(this_update(&second), replica.clock.now().truncated());
    // Without a pass, a response past half of its validity is signed again on request.
    replica.clock.advance(Duration::from_secs(1801));
    replica.follow().await.unwrap();
    assert_eq!(this_update(&ask(&replica).await), replica.clock.now().truncated());
}

#[tokio::test]
async fn a_revocation_is_stated_as_soon_as_it_is_known_even_if_good_was_signed_in_advance() {
    let mut replica = replica().await;
    assert_eq!(status(&replica, "advanced", &serial(1)).await, CertStatus::Good);
    let at = replica.clock.now().truncated();
    replica.fake.revoke("advanced", &serial(1), RevocationReason::KeyCompromise);
    replica.follow().await.unwrap();
    let revoked = CertStatus::Revoked { at, reason: RevocationReason::KeyCompromise };
    assert_eq!(status(&replica, "advanced", &serial(1)).await, revoked);
    replica.replace_stale().await;
    let (once, twice) = (ask(&replica).await, ask(&replica).await);
    assert_eq!((once.body == twice.body, status(&replica, "advanced", &serial(1)).await), (true, revoked));
}

#[tokio::test]
async fn keys_are_replaced_at_two_thirds_of_their_validity_and_the_old_one_signs_until_the_new_one_is_valid() {
    let mut replica = replica().await;
    let old = responder_certificate(&replica).await;
    replica.clock.advance(DAY * 8 - Duration::from_secs(1));
    replica.settle().await;
    assert_eq!((responder_certificate(&replica).await, replica.fake.state().certified), (old.clone(), 2));
    // The new certificate begins an hour from now.
    replica.fake.state().next_certificate = (Duration::from_secs(3600), DAY * 12);
    replica.clock.advance(Duration::from_secs(2));
    replica.settle().await;
    assert_eq!((responder_certificate(&replica).await, replica.fake.state().certified), (old.clone(), 4));
    replica.clock.advance(Duration::from_secs(3601));
    replica.settle().await;
    let new = responder_certificate(&replica).await;
    assert_ne!(new.public_key(), old.public_key());
    assert!(new.validity().contains(replica.clock.now()) && old.validity().contains(replica.clock.now()));
    // No certificate is requested again, not even after a restart, because the key was stored.
    let mut replica = replica.restart();
    replica.settle().await;
    assert_eq!((responder_certificate(&replica).await, replica.fake.state().certified), (new, 4));
}

#[tokio::test]
async fn a_response_expires_no_later_than_the_certificate_of_its_key() {
    let mut replica = Replica::start();
    replica.fake.issue("advanced", &serial(1));
    replica.fake.state().next_certificate = (Duration::ZERO, Duration::from_secs(5));
    replica.settle().await;
    let ends = responder_certificate(&replica).await.validity().not_after();
    let OcspResponse::Basic { next_update, .. } = OcspResponse::from_der(&ask(&replica).await.body).unwrap() else { panic!() };
    assert_eq!(next_update, ends);
    replica.clock.advance(Duration::from_secs(6));
    replica.follow().await.unwrap();
    assert_eq!((ask(&replica).await.body.as_slice(), health(&replica)), (TRY_LATER.as_slice(), StatusCode::SERVICE_UNAVAILABLE));
    // Certificates that are valid for seconds do not cause continuous requests.
    assert!(replica.certify().await);
    assert_eq!(replica.fake.state().certified, 2);
}

#[tokio::test]
async fn after_a_restart_without_the_ca_crls_are_served_and_ocsp_is_try_later() {
    let replica = replica().await;
    replica.save().await;
    replica.fake.state().is_down = true;
    let mut replica = replica.restart();
    assert!(matches!(replica.follow().await, Err(FollowFault::Unavailable)));
    assert_eq!(ask(&replica).await.body, TRY_LATER);
    for path in ["/crl/advanced.crl", "/ca/advanced.cer"] {
        assert_eq!(replica.get(path).await.status, StatusCode::OK, "{path}");
    }
    replica.fake.state().is_down = false;
    replica.settle().await;
    assert_eq!(status(&replica, "advanced", &serial(1)).await, CertStatus::Good);
}

#[tokio::test]
async fn a_damaged_snapshot_is_set_aside_and_fetched_again_from_the_same_authority_only() {
    let replica = replica().await;
    replica.save().await;
    let file = replica.folder.path().join("data/snapshot");
    let mut content = std::fs::read(&file).unwrap();
    // Another serial number, in a file that can still be parsed.
    let digit = content.windows(4).position(|digits| digits == b"4001").unwrap() + 3;
    content[digit] = b'2';
    std::fs::write(&file, content).unwrap();
    let mut replica = replica.restart();
    assert!(replica.core().index.read().is_none() && file.with_extension("set-aside").exists());
    let id = replica.fake.state().id;
    replica.fake.state().id = pki::Id::generate(replica.clock.now(), &mut pki::SystemRandom);
    assert!(matches!(replica.follow().await, Err(FollowFault::Feed(FeedFault::OtherAuthority { .. }))));
    assert!(replica.core().index.read().is_none());
    replica.fake.state().id = id;
    replica.settle().await;
    assert_eq!(status(&replica, "advanced", &serial(1)).await, CertStatus::Good);
}

#[tokio::test]
async fn an_authority_restored_from_an_old_copy_is_not_followed() {
    let mut replica = replica().await;
    replica.fake.revoke("advanced", &serial(1), RevocationReason::KeyCompromise);
    replica.settle().await;
    replica.fake.state().events.pop();
    assert!(matches!(replica.follow().await, Err(FollowFault::Snapshot(SnapshotFault::Backwards { .. }))));
    assert!(matches!(status(&replica, "advanced", &serial(1)).await, CertStatus::Revoked { .. }));
}

fn unknown(kind: &str) -> StatusChange {
    StatusChange::Unknown(UnknownChange { kind: kind.to_owned(), fields: serde_json::Map::new() })
}

#[tokio::test]
async fn a_critical_change_of_an_unknown_kind_stops_responses_and_health_reports_it() {
    let mut replica = replica().await;
    replica.fake.append(unknown("issuer-retired"));
    assert!(matches!(replica.follow().await, Err(FollowFault::Feed(FeedFault::UnknownChange { .. }))));
    assert_eq!((ask(&replica).await.body.as_slice(), health(&replica)), (TRY_LATER.as_slice(), StatusCode::SERVICE_UNAVAILABLE));
    // Neither a later outage nor a restart makes it known.
    replica.fake.state().is_down = true;
    assert!(matches!(replica.follow().await, Err(FollowFault::Unavailable)));
    assert_eq!(ask(&replica).await.body, TRY_LATER);
    replica.fake.state().is_down = false;
    let mut replica = replica.restart();
    assert_eq!(ask(&replica).await.body, TRY_LATER);
    assert!(matches!(replica.follow().await, Err(FollowFault::Snapshot(SnapshotFault::UnknownKind(_)))));
    assert_eq!(ask(&replica).await.body, TRY_LATER);
}

#[tokio::test]
async fn a_change_of_an_unknown_kind_that_is_not_critical_is_skipped() {
    let mut replica = replica().await;
    replica.fake.append(unknown("note"));
    replica.fake.state().events.last_mut().unwrap().critical = false;
    replica.fake.revoke("advanced", &serial(1), RevocationReason::KeyCompromise);
    replica.settle().await;
    assert!(matches!(status(&replica, "advanced", &serial(1)).await, CertStatus::Revoked { .. }));
    assert_eq!(health(&replica), StatusCode::OK);
}

#[tokio::test]
async fn a_snapshot_is_taken_if_the_feed_no_longer_has_the_next_event() {
    let mut replica = replica().await;
    for octet in 2..6 {
        replica.fake.issue("advanced", &serial(octet));
    }
    replica.fake.state().forgotten = 8;
    replica.settle().await;
    assert_eq!(status(&replica, "advanced", &serial(5)).await, CertStatus::Good);
}
