//! Malformed requests, and unusual but valid ones.

use reqwest::StatusCode;
use testbed::Transport;

use super::{MALFORMED_REQUEST, der, request_list};
use crate::specimens::Specimens;

#[tokio::test]
async fn malformed_requests_are_answered_with_malformed_request() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let list = request_list(&specimens).await;
    let good = der(0x30, &der(0x30, &list));
    assert_eq!(specimens.request("-issuer advanced.pem -cert main.pem -no_nonce").await, good, "encoded as OpenSSL encodes it");
    let trailing = [good.as_slice(), &[0]].concat();
    let trailing_inside = der(0x30, &[der(0x30, &list), vec![0x05, 0x00]].concat());
    let cut = good[..good.len() - 1].to_vec();
    let nobody = der(0x30, &der(0x30, &der(0x30, &[])));
    // BER: the outer length is encoded with one byte more than necessary.
    let not_der = [&[0x30, 0x82, 0x00, good[1]], &good[2..]].concat();
    for (what, request) in [
        ("trailing bytes", trailing),
        ("trailing bytes inside", trailing_inside),
        ("cut off", cut),
        ("about nobody", nobody),
        ("BER", not_der),
        ("text", b"Is this certificate good?".to_vec()),
        ("nothing", Vec::new()),
    ] {
        let reply = specimens.post(request).await;
        assert!(reply.is_error(MALFORMED_REQUEST), "{what}: {reply:?}");
    }
    for path in ["ocsp/advanced", "ocsp/advanced/", "ocsp/advanced/%25", "ocsp/advanced/MAA", "ocsp/advanced/Is%20it%20good"] {
        let reply = specimens.get(path).await;
        assert!(reply.is_error(MALFORMED_REQUEST), "{path}: {reply:?}");
    }
}

#[tokio::test]
async fn a_body_of_a_megabyte_is_too_large_and_the_next_request_is_answered() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    for octets in [1 << 20, 3 << 20] {
        let reply = specimens.post(vec![0x30; octets]).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::PAYLOAD_TOO_LARGE, "application/problem+json"));
    }
    let request = specimens.request("-issuer advanced.pem -cert main.pem").await;
    let reply = specimens.post(request.clone()).await;
    let checked = specimens.verify("advanced", &request, &reply).await;
    assert!(checked.says(&["Response verify OK", "Cert Status: good"]), "{checked:?}");
}

#[tokio::test]
async fn a_signed_request_is_answered_and_its_signature_ignored() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout client.key";
    specimens.openssl(&format!("req -x509 {key} -out client.pem -subj /CN=Client -days 1")).await.accepted();
    let signed = specimens.request("-issuer advanced.pem -cert main.pem -signer client.pem -signkey client.key").await;
    let mut forged = signed.clone();
    *forged.last_mut().expect("a request") ^= 1;
    for request in [signed, forged] {
        let reply = specimens.post(request.clone()).await;
        let checked = specimens.verify("advanced", &request, &reply).await;
        assert!(checked.says(&["Response verify OK", "Cert Status: good"]), "{checked:?}");
        assert!(!checked.text.contains("WARNING"), "{checked:?}");
    }
}
