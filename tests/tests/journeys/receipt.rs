//! Signed receipts, verified by OpenSSL before they are parsed.

use std::process::Command;

use ca_contract::issuance::ListIssuers;
use ca_contract::revocation::{RevocationReceipt, RevocationRequest};
use pki::{Clock, Id, Timestamp, pem};
use testbed::{Testbed, ask};

/// The content of the receipt of a request, once the revocation is published. Verifies its signature up to the roots.
pub(super) async fn verified(testbed: &Testbed, request: Id<RevocationRequest>) -> RevocationReceipt {
    let receipt = testbed::signed_receipt(&testbed.callers.portal, request).await.receipt;
    let issuers = ask(&testbed.callers.portal, &ListIssuers {}).await.expect("the issuers");
    let roots = issuers.iter().filter(|issuer| issuer.issued_by.is_none());
    let roots: String = roots.map(|root| pem::encode(pem::Label::Certificate, &root.certificate.0)).collect();
    read(&roots, &receipt.0, testbed.clock.now())
}

/// The content of a receipt whose signature verifies under one of `roots` (PEM) at the time `now`.
pub(super) fn read(roots: &str, receipt: &[u8], now: Timestamp) -> RevocationReceipt {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [anchors, signed, content] = ["roots.pem", "receipt.p7s", "receipt.json"].map(|name| folder.path().join(name));
    std::fs::write(&anchors, roots).expect("a file");
    std::fs::write(&signed, receipt).expect("a file");
    let checked = Command::new("openssl")
        .args(["cms", "-verify", "-binary", "-purpose", "any", "-inform", "DER"])
        .args(["-attime", &now.as_seconds().to_string()])
        .args(["-in".as_ref(), signed.as_os_str(), "-CAfile".as_ref(), anchors.as_os_str(), "-out".as_ref(), content.as_os_str()])
        .output()
        .expect("OpenSSL is installed");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let content = std::fs::read(content).expect("the content");
    serde_json::from_slice(&content).expect("a receipt")
}
