//! The published status that is required after a fault.

use std::path::{Path, PathBuf};

use ca_contract::issuance::{Issue, IssueError, Issued, IssuedCertificate, ListIssuers};
use ca_contract::{AuthorityName, Failed};
use pki::ocsp::{CertId, CertStatus, OcspRequest, OcspResponse};
use pki::{Certificate, SerialNumber};
use testbed::{Scenario, Testbed, ask, until};
use token::{SlotIndex, SoftwareToken, TokenState};

use crate::record::{self, rows};

/// Waits until OCSP says `revoked` for a serial number and its issuer's CRL lists it; for a root, only the CRL.
pub(crate) async fn shows_as_revoked(testbed: &Testbed, (issuer, serial): &record::Issued) {
    let name: AuthorityName = issuer.parse().expect("a name");
    let serial: SerialNumber = serial.parse().expect("a serial");
    let issuers = ask(&testbed.callers.portal, &ListIssuers {}).await.expect("the issuers");
    let authority = issuers.iter().find(|known| known.name == name).expect("the issuer is in force");
    let certificate = Certificate::from_der(&authority.certificate.0).expect("a certificate");
    let asks_ocsp = authority.issued_by.is_some();
    until("the serial shows as revoked", async || {
        let crl = testbed.crl(issuer).await;
        assert!(crl.is_signed_by(&certificate), "the issuing CA signed its CRL");
        let told = crl.find(&serial).is_some() && (!asks_ocsp || ocsp_says_revoked(testbed, issuer, &certificate, &serial).await);
        told.then_some(())
    })
    .await;
}

async fn ocsp_says_revoked(testbed: &Testbed, name: &str, issuer: &Certificate, serial: &SerialNumber) -> bool {
    let request = OcspRequest::encode(&[CertId::sha256(issuer, serial)], None);
    match ocsp(testbed.status, name, request).await {
        OcspResponse::Basic { singles, .. } => matches!(singles[0].status, CertStatus::Revoked { .. }),
        OcspResponse::Error(_) => false,
    }
}

/// Sends one OCSP request.
pub(crate) async fn ocsp(status: std::net::SocketAddr, name: &str, request: Vec<u8>) -> OcspResponse {
    let url = format!("http://{status}/ocsp/{name}");
    let post = reqwest::Client::new().post(url).header("content-type", "application/ocsp-request").body(request);
    let reply = post.send().await.expect("the responder answers");
    OcspResponse::from_der(&reply.bytes().await.expect("a body")).expect("an OCSP response")
}

/// A station's pending request.
pub(crate) fn pending_question(token: &Path) -> Issue {
    let file = std::fs::read(pending_file(token)).expect("the station has stored its request");
    let mut pending: serde_json::Value = serde_json::from_slice(&file).expect("JSON");
    serde_json::from_value(pending["question"].take()).expect("a question")
}

/// The file with the pending request of a token.
pub(crate) fn pending_file(token: &Path) -> PathBuf {
    token.with_extension("pending")
}

/// Asserts that the token contains exactly the certificates that the database knows, that all are good, and that their approval is used.
pub(crate) async fn is_produced(testbed: &Testbed, order: &str, path: &Path, issued: &Issued) {
    let token = SoftwareToken::open(path).expect("the token");
    assert!(matches!(token.state(), TokenState::Personalised { .. }), "PIN and PUK are set");
    assert!(!pending_file(path).exists(), "no request is pending");
    let stored =
        rows(testbed, "select der from certificates where token = $1 order by slot", &[token.number().as_str().into()]).await;
    let stored: Vec<Vec<u8>> = stored.iter().map(|row| row.blob("der").expect("a certificate")).collect();
    let held = |issued: &IssuedCertificate| token.read_certificate(SlotIndex::try_from(issued.slot).expect("a slot"));
    let on_token: Vec<Vec<u8>> =
        issued.certificates.iter().map(|issued| held(issued).expect("a certificate").der().to_vec()).collect();
    assert_eq!((stored.len(), &stored), (2, &on_token), "the database has exactly the certificates on the token");
    for certificate in &issued.certificates {
        let told = testbed.status_of(certificate).await;
        assert_eq!((told.status, told.listed.is_none()), (CertStatus::Good, true), "{}", certificate.issuer);
    }
    let outcomes =
        "select o.outcome from issuances i left join issuance_outcomes o on o.issuance = i.id where i.order_number = $1";
    let outcomes = rows(testbed, outcomes, &[order.into()]).await;
    let issued = outcomes.iter().filter(|row| row.text("outcome").is_ok_and(|outcome| outcome == "issued"));
    assert_eq!(issued.count(), 1, "the approval is used once");
    let statement = rows(testbed, "select statement_digest from approvals where order_number = $1", &[order.into()]).await;
    let statement = statement[0].digest("statement_digest").expect("a digest");
    let again = ask(&testbed.callers.station, &Scenario::question(order, statement, "ST-0A0B0C0D0E0F")).await;
    assert_eq!(again.err(), Some(Failed::Refused(IssueError::ApprovalUsed)), "another token for the same approval");
}
