//! Requests for which the standards leave the response open (docs/profiles.md#ocsp-requests).

use pki::ocsp::{CertId, CertStatus, OcspRequest};

use super::{MALFORMED_REQUEST, UNAUTHORIZED, cert_id, read, serial, status};
use crate::fake_authority::FakeIssuer;
use crate::replica::Replica;

async fn replica() -> Replica {
    let mut replica = Replica::start();
    replica.fake.issue("advanced", &serial(1));
    replica.fake.issue("classe-3-plus", &serial(2));
    replica.settle().await;
    replica
}

#[tokio::test]
async fn unknown_and_impossible_serials_are_unknown_and_not_cached() {
    let replica = replica().await;
    assert_eq!(status(&replica, "advanced", &serial(9)).await, CertStatus::Unknown);
    // The other CA's serial number was not issued by this CA.
    assert_eq!(status(&replica, "advanced", &serial(2)).await, CertStatus::Unknown);
    let request = OcspRequest::encode(&[cert_id(&replica, "advanced", &serial(9))], None);
    // The last two octets of 0x40 0x09 become the INTEGER -28663.
    let impossible: Vec<u8> = replace(&request, &[0x02, 0x02, 0x40, 0x09], &[0x02, 0x02, 0x90, 0x09]);
    let reply = replica.post("/ocsp/advanced", impossible).await;
    let (singles, ..) = read(&replica, "advanced", &reply);
    assert_eq!((singles[0].1, singles[0].0.serial()), (CertStatus::Unknown, None));
    let path = format!("/ocsp/advanced/{}", super::transport::base64(&request));
    assert_eq!(replica.get(&path).await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn several_cert_ids_get_one_response_in_their_order() {
    let replica = replica().await;
    let first = CertId::sha256(&replica.fake.issuer("advanced").certificate, &serial(1));
    let second = cert_id(&replica, "advanced", &serial(9));
    let request = OcspRequest::encode(&[first.clone(), second.clone(), first.clone()], None);
    let reply = replica.post("/ocsp/advanced", request).await;
    let (singles, ..) = read(&replica, "advanced", &reply);
    assert_eq!(singles, [(first.clone(), CertStatus::Good), (second, CertStatus::Unknown), (first, CertStatus::Good)]);
}

#[tokio::test]
async fn of_several_issuers_the_first_is_answered_and_signs() {
    let replica = replica().await;
    let advanced = cert_id(&replica, "advanced", &serial(1));
    let other = CertId::sha256(&replica.fake.issuer("classe-3-plus").certificate, &serial(2));
    let again = cert_id(&replica, "advanced", &serial(9));
    for (issuer, ids, answered) in [
        ("advanced", vec![&advanced, &other], vec![(&advanced, CertStatus::Good)]),
        ("classe-3-plus", vec![&other, &advanced, &again], vec![(&other, CertStatus::Good)]),
        ("advanced", vec![&again, &other, &advanced], vec![(&again, CertStatus::Unknown), (&advanced, CertStatus::Good)]),
    ] {
        let ids: Vec<_> = ids.into_iter().cloned().collect();
        let reply = replica.post("/ocsp/advanced", OcspRequest::encode(&ids, None)).await;
        let (singles, ..) = read(&replica, issuer, &reply);
        assert!(singles.iter().map(|(id, status)| (id, *status)).eq(answered), "{singles:?}");
    }
}

#[tokio::test]
async fn a_cert_id_of_another_issuer_or_of_a_ca_without_ocsp_is_unauthorized() {
    let replica = replica().await;
    let stranger = FakeIssuer::new("stranger", pki::Clock::now(&*replica.clock));
    let ours = cert_id(&replica, "advanced", &serial(1));
    let foreign = CertId::sha1(&stranger.certificate, &serial(1));
    let root = cert_id(&replica, "root", &serial(1));
    let other = cert_id(&replica, "classe-3-plus", &serial(2));
    let beside = [vec![ours.clone(), foreign.clone()], vec![ours, other, foreign.clone()]];
    for ids in [vec![foreign], vec![root]].into_iter().chain(beside) {
        let reply = replica.post("/ocsp/advanced", OcspRequest::encode(&ids, None)).await;
        assert_eq!((reply.body.as_slice(), reply.header("cache-control")), (UNAUTHORIZED.as_slice(), "no-store"));
    }
}

#[tokio::test]
async fn sixteen_cert_ids_are_answered_and_one_more_is_unauthorized() {
    let replica = replica().await;
    let ids = |count| vec![cert_id(&replica, "advanced", &serial(1)); count];
    let reply = replica.post("/ocsp/advanced", OcspRequest::encode(&ids(16), None)).await;
    assert_eq!(read(&replica, "advanced", &reply).0.len(), 16);
    let reply = replica.post("/ocsp/advanced", OcspRequest::encode(&ids(17), None)).await;
    assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (200, "no-store"));
    assert_eq!(reply.body, UNAUTHORIZED);
    let malformed = [OcspRequest::encode(&ids(17), None), vec![0]].concat();
    assert_eq!(replica.post("/ocsp/advanced", malformed).await.body, MALFORMED_REQUEST);
}

#[tokio::test]
async fn a_nonce_is_echoed_ignored_or_refused_by_its_length() {
    let replica = replica().await;
    let ids = [cert_id(&replica, "advanced", &serial(1))];
    for (length, echoed) in [(1, false), (15, false), (16, true), (32, true), (128, true)] {
        let nonce = vec![0xa5; length];
        let reply = replica.post("/ocsp/advanced", OcspRequest::encode(&ids, Some(&nonce))).await;
        let (_, answered, _) = read(&replica, "advanced", &reply);
        assert_eq!(answered, echoed.then_some(nonce), "{length} octets");
        assert_eq!(reply.header("cache-control"), "no-store");
    }
    for length in [0, 129] {
        let reply = replica.post("/ocsp/advanced", OcspRequest::encode(&ids, Some(&vec![0xa5; length]))).await;
        assert_eq!(reply.body, MALFORMED_REQUEST, "{length} octets");
    }
}

#[tokio::test]
async fn octets_that_are_not_a_request_are_malformed() {
    let replica = replica().await;
    let good = OcspRequest::encode(&[cert_id(&replica, "advanced", &serial(1))], None);
    let trailing = [good.as_slice(), &[0]].concat();
    for bad in [trailing, good[..good.len() - 1].to_vec(), Vec::new(), b"not DER".to_vec()] {
        let reply = replica.post("/ocsp/advanced", bad).await;
        assert_eq!((reply.status.as_u16(), reply.body.as_slice()), (200, MALFORMED_REQUEST.as_slice()));
    }
    for path in ["/ocsp/advanced", "/ocsp/advanced/", "/ocsp/advanced/%zz", "/ocsp/advanced/MAA"] {
        assert_eq!(replica.get(path).await.body, MALFORMED_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn the_path_must_name_a_known_ca_but_not_that_of_the_certificate() {
    let replica = replica().await;
    let request = OcspRequest::encode(&[cert_id(&replica, "advanced", &serial(1))], None);
    let reply = replica.post("/ocsp/classe-3-plus", request.clone()).await;
    assert_eq!(read(&replica, "advanced", &reply).0[0].1, CertStatus::Good);
    for path in ["/ocsp/nobody", "/ocsp/root", "/ocsp/Advanced"] {
        let reply = replica.post(path, request.clone()).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (404, "application/problem+json"), "{path}");
    }
}

fn replace(octets: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = octets.windows(from.len()).position(|window| window == from).unwrap();
    [&octets[..at], to, &octets[at + from.len()..]].concat()
}
