//! Nonces of every length (RFC 9654 §2.1, docs/profiles.md#ocsp-requests).

use testbed::Transport;

use super::{MALFORMED_REQUEST, request_with_nonce};
use crate::specimens::Specimens;

#[tokio::test]
async fn a_nonce_of_16_to_128_octets_is_echoed() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    for length in [16, 32, 128] {
        let request = request_with_nonce(&specimens, &vec![0xa5; length]).await;
        let reply = specimens.post(request.clone()).await;
        // OpenSSL warns if the response lacks the request's nonce, and refuses a different one.
        let checked = specimens.verify("advanced", &request, &reply).await;
        assert!(checked.says(&["Response verify OK", "Cert Status: good", "OCSP Nonce:"]), "{length} octets: {checked:?}");
        assert!(
            !checked.text.contains("WARNING") && !checked.text.contains("Nonce Verify error"),
            "{length} octets: {checked:?}"
        );
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_shorter_nonce_is_not_echoed() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    for length in [1, 15] {
        let request = request_with_nonce(&specimens, &vec![0xa5; length]).await;
        let reply = specimens.post(request.clone()).await;
        let checked = specimens.verify("advanced", &request, &reply).await;
        assert!(
            checked.says(&["Response verify OK", "Cert Status: good", "WARNING: no nonce in response"]),
            "{length} octets: {checked:?}"
        );
        assert!(!checked.text.contains("OCSP Nonce:"), "{length} octets: {checked:?}");
    }
}

#[tokio::test]
async fn an_empty_nonce_or_one_of_more_than_128_octets_is_malformed() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    for length in [0, 129] {
        let reply = specimens.post(request_with_nonce(&specimens, &vec![0xa5; length]).await).await;
        assert!(reply.is_error(MALFORMED_REQUEST), "{length} octets: {reply:?}");
    }
}
