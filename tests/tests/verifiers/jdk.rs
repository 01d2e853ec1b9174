//! The JDK's path validator, which finds OCSP and CRLs by the URLs in the certificates. The status responder acts as its HTTP proxy.

use crate::specimens::{HIERARCHIES, Specimens};
use crate::verifier::Verifier;

#[tokio::test]
async fn the_jdk_accepts_both_certificates_before_revocation_and_refuses_them_after() {
    let specimens = Specimens::complete().await;
    assert_judged(&specimens, "valid").await;
    specimens.revoke().await;
    assert_judged(&specimens, "revoked KEY_COMPROMISE at 0").await;
}

async fn assert_judged(specimens: &Specimens, verdict: &str) {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verifiers/java/ValidatePath.java");
    let status = specimens.testbed.status;
    let properties = [
        format!("-Dhttp.proxyHost={}", status.ip()),
        format!("-Dhttp.proxyPort={}", status.port()),
        "-Dcom.sun.security.enableCRLDP=true".to_owned(),
        program.to_owned(),
    ];
    let paths = HIERARCHIES.iter().flat_map(|of| [of.leaf, of.issuing, of.root].map(str::to_owned));
    let arguments = properties.into_iter().chain(paths);
    let said = Verifier::packaged("java").ask_about(&specimens.folder, arguments, "").await.accepted();
    let ways = ["ocsp-first", "crls-first", "ocsp-alone", "crls-alone"];
    let expected = HIERARCHIES.map(|of| ways.map(|way| format!("{} {way} {verdict}\n", of.leaf)).concat()).concat();
    assert_eq!(said, expected);
}
