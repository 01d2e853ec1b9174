//! Requests made and responses verified by OpenSSL.

use std::fs;
use std::process::Command;

use pki::crl::RevocationReason;
use pki::pem::{self, Label};

use super::serial;
use crate::replica::Replica;

/// Runs `openssl ocsp` in the replica's folder and returns everything that it prints.
pub(super) fn openssl(replica: &Replica, arguments: &str) -> String {
    let run = Command::new("openssl").args(arguments.split(' ')).current_dir(replica.folder.path()).output().unwrap();
    let text = [run.stdout, run.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    assert!(run.status.success(), "openssl {arguments}: {text}");
    text
}

#[tokio::test]
async fn openssl_verifies_the_responses_to_its_own_requests() {
    let mut replica = Replica::start();
    replica.fake.issue("advanced", &serial(1));
    replica.fake.issue("advanced", &serial(2));
    replica.fake.revoke("advanced", &serial(2), RevocationReason::KeyCompromise);
    replica.settle().await;
    let certificate = pem::encode(Label::Certificate, replica.fake.issuer("advanced").certificate.der());
    fs::write(replica.folder.path().join("ca.pem"), certificate).unwrap();
    for (octet, hash, nonce, said) in [
        (1, "-sha1", "-nonce", ": good"),
        (1, "-sha256", "-no_nonce", ": good"),
        (2, "-sha1", "-no_nonce", ": revoked\n"),
        (2, "-sha256", "-nonce", "Reason: keyCompromise"),
        (3, "-sha1", "-nonce", ": unknown"),
    ] {
        let number = format!("0x{}", serial(octet));
        openssl(&replica, &format!("ocsp {hash} -issuer ca.pem -serial {number} {nonce} -reqout request.der"));
        let request = fs::read(replica.folder.path().join("request.der")).unwrap();
        let path = format!("/ocsp/advanced/{}", super::transport::base64(&request));
        let answers = [replica.post("/ocsp/advanced", request).await, replica.get(&path).await];
        for answer in answers {
            fs::write(replica.folder.path().join("response.der"), &answer.body).unwrap();
            let checked = openssl(
                &replica,
                &format!(
                    "ocsp {hash} -issuer ca.pem -serial {number} -reqin request.der -respin response.der -CAfile ca.pem -no_nonce"
                ),
            );
            assert!(checked.contains("Response verify OK") && checked.contains(said), "{octet} {hash}: {checked}");
            assert!(!checked.contains("WARNING") && !checked.contains("Nonce"), "{octet} {hash} {nonce}: {checked}");
        }
    }
}

#[tokio::test]
async fn a_signed_request_is_answered_like_any_other() {
    let mut replica = Replica::start();
    replica.fake.issue("advanced", &serial(1));
    replica.settle().await;
    let certificate = pem::encode(Label::Certificate, replica.fake.issuer("advanced").certificate.der());
    fs::write(replica.folder.path().join("ca.pem"), certificate).unwrap();
    openssl(
        &replica,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout client.key -out client.pem -subj /CN=client -days 1",
    );
    let sign = format!("ocsp -issuer ca.pem -serial 0x{} -signer client.pem -signkey client.key -reqout request.der", serial(1));
    openssl(&replica, &sign);
    let request = fs::read(replica.folder.path().join("request.der")).unwrap();
    let answer = replica.post("/ocsp/advanced", request).await;
    fs::write(replica.folder.path().join("response.der"), &answer.body).unwrap();
    let checked = openssl(&replica, "ocsp -issuer ca.pem -reqin request.der -respin response.der -CAfile ca.pem");
    assert!(checked.contains("Response verify OK"), "{checked}");
}
