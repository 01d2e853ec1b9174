//! GET, POST and caching headers (RFC 9919).

use axum::body::Body;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::{Request, StatusCode};
use pki::crl::RevocationReason;
use pki::ocsp::{CertId, CertStatus, IssuerId, OcspRequest, OcspResponse};
use pki::pem::{self, Label};
use pki::{Clock, SerialNumber, Timestamp};

use super::verified_by_openssl::openssl;
use super::{cert_id, read, serial};
use crate::replica::Replica;

pub(super) fn base64(octets: &[u8]) -> String {
    BASE64_STANDARD.encode(octets)
}

fn escaped(text: &str) -> String {
    text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}

async fn replica() -> Replica {
    let mut replica = Replica::start();
    replica.fake.issue("advanced", &serial(1));
    replica.settle().await;
    replica
}

#[tokio::test]
async fn a_get_is_decoded_with_or_without_escapes_and_padding() {
    let mut replica = replica().await;
    // A serial number whose base64 contains the relevant characters.
    let serial = SerialNumber::from_magnitude(&[0x7f, 0xff, 0xff, 0xff, 0xff, 0xfb, 0xef, 0xbe, 0xff, 0x00, 0xff, 0xff]).unwrap();
    replica.fake.revoke("advanced", &serial, RevocationReason::KeyCompromise);
    replica.settle().await;
    let written = base64(&OcspRequest::encode(&[cert_id(&replica, "advanced", &serial)], None));
    assert!(written.contains("//") && written.contains('+') && written.ends_with('='), "{written}");
    for written in [written.clone(), escaped(&written), written.trim_end_matches('=').to_owned(), format!("/{written}")] {
        let reply = replica.get(&format!("/ocsp/advanced/{written}")).await;
        assert!(matches!(read(&replica, "advanced", &reply).0[0].1, CertStatus::Revoked { .. }), "{written}");
    }
    let written = escaped(&written);
    for target in
        [format!("/ocsp/advanced?{written}"), format!("//ocsp/advanced/{written}"), format!("//ocsp///advanced//{written}//")]
    {
        let reply = replica.get(&target).await;
        assert!(matches!(read(&replica, "advanced", &reply).0[0].1, CertStatus::Revoked { .. }), "{target}");
    }
}

/// A client that has a copy of what was said before a revocation, with the date of the same second.
#[tokio::test]
async fn a_revocation_in_the_same_second_is_not_hidden_by_a_date() {
    let mut replica = replica().await;
    let ask = OcspRequest::encode(&[cert_id(&replica, "advanced", &serial(1))], None);
    let path = format!("/ocsp/advanced/{}", escaped(&base64(&ask)));
    let since = async |replica: &Replica, path: &str, date: &str| {
        replica.send(Request::get(path).header("if-modified-since", date).body(Body::empty()).unwrap()).await
    };
    let copy = replica.get(&path).await.header("last-modified").to_owned();
    assert_eq!(since(&replica, &path, &copy).await.status, StatusCode::NOT_MODIFIED);
    replica.fake.sign_crl("advanced", 1, &[]);
    replica.settle().await;
    assert_eq!(since(&replica, "/crl/advanced.crl", &copy).await.status, StatusCode::NOT_MODIFIED);

    replica.fake.revoke("advanced", &serial(1), RevocationReason::KeyCompromise);
    let second = replica.fake.sign_crl("advanced", 2, &[&serial(1)]);
    replica.follow().await.unwrap();
    // First signed for the request, then in advance.
    for _ in 0..2 {
        let reply = since(&replica, &path, &copy).await;
        assert!(matches!(read(&replica, "advanced", &reply).0[0].1, CertStatus::Revoked { .. }));
        replica.settle().await;
    }
    assert_eq!(since(&replica, "/crl/advanced.crl", &copy).await.body, second);
    // Another responder may say `good` until it has not heard from the authority for `max_lag`. After that, a date tells again.
    replica.clock.advance(std::time::Duration::from_secs(1000));
    replica.settle().await;
    let copy = replica.get(&path).await.header("last-modified").to_owned();
    assert_eq!(since(&replica, &path, &copy).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn head_says_what_get_says_without_the_body() {
    let mut replica = replica().await;
    replica.fake.sign_crl("advanced", 1, &[]);
    replica.settle().await;
    let get_path = |id| format!("/ocsp/advanced/{}", escaped(&base64(&OcspRequest::encode(&[id], None))));
    let known = get_path(cert_id(&replica, "advanced", &serial(1)));
    let unknown = get_path(cert_id(&replica, "advanced", &serial(9)));
    for path in [
        &known,
        &unknown,
        "/ocsp/advanced/MAA",
        "/ocsp/nobody",
        "/crl/advanced.crl",
        "//crl//advanced.crl",
        "/crl/nobody.crl",
        "/ca/advanced.cer",
    ] {
        let (get, head) = (replica.get(path).await, replica.send(Request::head(path).body(Body::empty()).unwrap()).await);
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        for name in ["content-type", "cache-control", "etag", "last-modified", "expires"] {
            // What is not cached is signed for each request.
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
        if path != unknown {
            assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
        }
        let again = Request::head(path).header("if-none-match", "*").body(Body::empty()).unwrap();
        let cached = !get.header("etag").is_empty();
        assert_eq!(replica.send(again).await.status == StatusCode::NOT_MODIFIED, cached, "{path}");
    }
}

#[tokio::test]
async fn responses_state_how_long_to_cache_them_and_a_current_copy_gets_304() {
    let replica = replica().await;
    let request = OcspRequest::encode(&[cert_id(&replica, "advanced", &serial(1))], None);
    let path = format!("/ocsp/advanced/{}", escaped(&base64(&request)));
    let reply = replica.get(&path).await;
    let OcspResponse::Basic { this_update, next_update, .. } = OcspResponse::from_der(&reply.body).unwrap() else { panic!() };
    assert_eq!((this_update, next_update), (replica.clock.now().truncated(), this_update.plus(replica.core().response_validity)));
    assert_eq!(reply.header("cache-control"), "max-age=300, public, no-transform, must-revalidate");
    assert_eq!(reply.header("last-modified"), http_date(this_update));
    assert_eq!(reply.header("expires"), http_date(next_update));
    let entity_tag = reply.header("etag").to_owned();
    let again = replica.send(Request::get(&path).header("if-none-match", &entity_tag).body(Body::empty()).unwrap()).await;
    assert_eq!((again.status, again.body.len(), again.header("etag")), (StatusCode::NOT_MODIFIED, 0, entity_tag.as_str()));
    let posted = replica.post("/ocsp/advanced", request).await;
    assert_eq!((posted.body, posted.headers["cache-control"].as_bytes()), (reply.body, b"no-store".as_slice()));
}

/// The time as formatted by the program `date`.
fn http_date(moment: Timestamp) -> String {
    let moment = format!("@{}", moment.as_seconds());
    let date =
        std::process::Command::new("date").env("LC_ALL", "C").args(["-u", "-d", &moment, "+%a, %d %b %Y %H:%M:%S GMT"]).output();
    String::from_utf8(date.unwrap().stdout).unwrap().trim().to_owned()
}

#[tokio::test]
async fn every_usual_cert_id_is_answered_with_a_response_signed_in_advance() {
    let replica = replica().await;
    assert_eq!(replica.core().responses.count(), 3);
    let issuer = &replica.fake.issuer("advanced").certificate;
    let ids = IssuerId::of(issuer).usual_cert_ids(&serial(1));
    assert!(ids.contains(&CertId::sha1(issuer, &serial(1))) && ids.contains(&CertId::sha256(issuer, &serial(1))));
    for cert_id in ids {
        let request = OcspRequest::encode(&[cert_id], None);
        // ECDSA signatures differ each time, so equal octets come from the same signature.
        let (once, twice) =
            (replica.post("/ocsp/advanced", request.clone()).await, replica.post("/ocsp/advanced", request).await);
        assert_eq!(once.body, twice.body);
    }
}

/// OpenSSL and Go write NULL as the parameters of SHA-256, Java's JDK and most others ask by SHA-1.
#[tokio::test]
async fn what_openssl_asks_is_answered_from_what_was_signed_in_advance() {
    let replica = replica().await;
    let certificate = pem::encode(Label::Certificate, replica.fake.issuer("advanced").certificate.der());
    std::fs::write(replica.folder.path().join("ca.pem"), certificate).unwrap();
    for hash in ["-sha1", "-sha256"] {
        openssl(&replica, &format!("ocsp {hash} -issuer ca.pem -serial 0x{} -no_nonce -reqout request.der", serial(1)));
        let request = std::fs::read(replica.folder.path().join("request.der")).unwrap();
        let asked = replica.clock.now().truncated();
        let first = replica.post("/ocsp/advanced", request.clone()).await;
        replica.clock.advance(std::time::Duration::from_secs(2));
        assert_eq!(replica.post("/ocsp/advanced", request).await.body, first.body, "{hash}");
        let OcspResponse::Basic { this_update, .. } = OcspResponse::from_der(&first.body).unwrap() else { panic!() };
        assert!(this_update <= asked, "{hash}");
    }
}

#[tokio::test]
async fn a_request_that_is_too_large_is_refused_before_it_is_read() {
    let replica = replica().await;
    for (octets, status) in
        [(64 << 10, StatusCode::OK), ((64 << 10) + 1, StatusCode::PAYLOAD_TOO_LARGE), (1 << 20, StatusCode::PAYLOAD_TOO_LARGE)]
    {
        let reply = replica.post("/ocsp/advanced", vec![0x30; octets]).await;
        assert_eq!(reply.status, status, "{octets} octets");
    }
    let reply = replica.get(&format!("/ocsp/advanced/{}", "M".repeat(4096))).await;
    assert_eq!(reply.status, StatusCode::URI_TOO_LONG);
    // 16 CertIDs are the maximum, and take more than 255 octets.
    let ids: Vec<_> = (0..16).map(|octet| cert_id(&replica, "advanced", &serial(octet))).collect();
    let reply = replica.get(&format!("/ocsp/advanced/{}", base64(&OcspRequest::encode(&ids, None)))).await;
    assert_eq!(read(&replica, "advanced", &reply).0.len(), 16);
}
