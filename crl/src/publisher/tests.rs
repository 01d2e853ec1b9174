//! CRLs and certificates as a relying party fetches them.

use std::time::Duration;

use axum::body::Body;
use http::{Request, StatusCode};
use pki::{Clock, SerialNumber};

use crate::crls::VerifiedCrl;
use crate::fake_authority::FakeIssuer;
use crate::replica::Replica;

fn serial(octet: u8) -> SerialNumber {
    SerialNumber::from_magnitude(&[octet]).unwrap()
}

#[tokio::test]
async fn the_newest_crl_and_the_certificate_are_served_unchanged() {
    let mut replica = Replica::settled().await;
    assert_eq!(replica.get("/crl/advanced.crl").await.status, StatusCode::NOT_FOUND);
    replica.fake.sign_crl("advanced", 1, &[]);
    let second = replica.fake.sign_crl("advanced", 2, &[&serial(7)]);
    replica.settle().await;
    let reply = replica.get("/crl/advanced.crl").await;
    assert_eq!((reply.status, &reply.body), (StatusCode::OK, &second));
    assert_eq!(reply.header("content-type"), "application/pkix-crl");
    assert_eq!(reply.header("cache-control"), "max-age=300, public, no-transform, must-revalidate");
    let reply = replica.get("/ca/advanced.cer").await;
    assert_eq!((reply.status, reply.body.as_slice()), (StatusCode::OK, replica.fake.issuer("advanced").certificate.der()));
    assert_eq!(reply.header("content-type"), "application/pkix-cert");
}

#[tokio::test]
async fn a_current_copy_gets_304_and_head_gets_no_body() {
    let mut replica = Replica::settled().await;
    replica.fake.sign_crl("advanced", 1, &[]);
    replica.settle().await;
    for path in ["/crl/advanced.crl", "/ca/advanced.cer"] {
        let reply = replica.get(path).await;
        let entity_tag = reply.header("etag").to_owned();
        assert!(entity_tag.starts_with('"') && !reply.header("last-modified").is_empty());
        for known in [entity_tag.clone(), format!("\"other\", W/{entity_tag}"), "*".to_owned()] {
            let again = Request::get(path).header("if-none-match", known).body(Body::empty()).unwrap();
            let again = replica.send(again).await;
            assert_eq!(
                (again.status, again.body.len(), again.header("etag")),
                (StatusCode::NOT_MODIFIED, 0, entity_tag.as_str())
            );
        }
        let head = replica.send(Request::head(path).body(Body::empty()).unwrap()).await;
        assert_eq!((head.status, head.body.len(), head.header("etag")), (StatusCode::OK, 0, entity_tag.as_str()));
    }
}

#[tokio::test]
async fn an_unknown_name_gets_404_with_problem_details() {
    let replica = Replica::settled().await;
    for path in ["/crl/nobody.crl", "/crl/advanced", "/crl/..%2Fmaster.crl", "/ca/nobody.cer", "/ca/advanced.crl"] {
        let reply = replica.get(path).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"), "{path}");
    }
}

#[tokio::test]
async fn a_crl_with_another_signer_or_number_is_not_published() {
    let mut replica = Replica::settled().await;
    let first = replica.fake.sign_crl("advanced", 1, &[]);
    replica.settle().await;
    replica.fake.sign_crl("advanced", 2, &[&serial(7)]);
    let announced = ("advanced".parse().unwrap(), 2);
    let now = replica.clock.now();
    let impostor = FakeIssuer::new("advanced", now).crl(2, &[], now);
    let other_number = replica.fake.issuer("advanced").crl(3, &[], now);
    let other_issuer = replica.fake.issuer("classe-3-plus").crl(2, &[], now);
    for bad in [impostor, other_number, other_issuer, first.clone(), b"no CRL".to_vec()] {
        replica.fake.state().crls.insert(announced.clone(), bad);
        replica.follow().await.unwrap();
        assert!(!replica.fetch_crls().await);
        assert_eq!(replica.get("/crl/advanced.crl").await.body, first);
    }
}

#[tokio::test]
async fn a_crl_announced_late_never_replaces_a_newer_one() {
    let mut replica = Replica::settled().await;
    let second = replica.fake.sign_crl("advanced", 2, &[]);
    replica.settle().await;
    replica.fake.sign_crl("advanced", 1, &[]);
    replica.settle().await;
    assert_eq!(replica.get("/crl/advanced.crl").await.body, second);
}

#[tokio::test]
async fn an_older_crl_is_not_published_over_a_newer_one() {
    let mut replica = Replica::settled().await;
    let second = replica.fake.sign_crl("advanced", 2, &[]);
    replica.settle().await;
    let issuer = replica.core().index.read().as_ref().unwrap().issuer(&"advanced".parse().unwrap()).unwrap().clone();
    let first = replica.fake.issuer("advanced").crl(1, &[], replica.clock.now());
    let first = VerifiedCrl::new(first, &issuer).unwrap();
    assert!(!replica.core().crls.publish(&issuer, &first.into()));
    assert_eq!(replica.get("/crl/advanced.crl").await.body, second);
}

#[tokio::test]
async fn a_crl_that_the_authority_no_longer_has_does_not_delay_the_next() {
    let mut replica = Replica::settled().await;
    replica.fake.sign_crl("advanced", 1, &[]);
    replica.fake.state().crls.clear();
    let other = replica.fake.sign_crl("classe-3-plus", 1, &[]);
    replica.settle().await;
    assert_eq!(replica.get("/crl/classe-3-plus.crl").await.body, other);
    let second = replica.fake.sign_crl("advanced", 2, &[]);
    replica.settle().await;
    assert_eq!(replica.get("/crl/advanced.crl").await.body, second);
}

#[tokio::test]
async fn caches_keep_a_crl_no_longer_than_it_is_valid() {
    let mut replica = Replica::settled().await;
    replica.fake.sign_crl("advanced", 1, &[]);
    replica.settle().await;
    for (later, age) in [(26 * 3600 - 120, "max-age=120,"), (3600, "max-age=0,")] {
        replica.clock.advance(Duration::from_secs(later));
        let reply = replica.get("/crl/advanced.crl").await;
        assert_eq!(reply.status, StatusCode::OK);
        assert!(reply.header("cache-control").starts_with(age), "{}", reply.header("cache-control"));
    }
}
