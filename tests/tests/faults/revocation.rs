//! The CA aborted at each failpoint of a revocation and of the CRLs after it.

use ca::Failpoint;
use ca_contract::revocation::{Contact, RevocationReceipt, RevocationSummary, RevokeByCode, RevokedByCode};
use ca_contract::{CertificateAuthority, IdempotencyKey};
use pki::SystemRandom;
use pki::ocsp::CertStatus;
use testbed::{CODES, Engine, ProducedToken, Scenario, Testbed, Transport};

use crate::child::{AbortAt, Act, End, Part};
use crate::databases::postgres;
use crate::record::{nothing_is_lost_or_doubled, rows, told_of};

/// A revocation causes one CRL per hierarchy, so each failpoint of a CRL is reached twice.
const HITS: [(u32, Failpoint); 5] = [
    (1, Failpoint::RevocationDecided),
    (1, Failpoint::CrlSigned),
    (2, Failpoint::CrlSigned),
    (1, Failpoint::CrlStored),
    (2, Failpoint::CrlStored),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_revocation_aborted_at_any_boundary_is_completed_on_sqlite() {
    comes_to_its_end_wherever_it_was_aborted(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revocation_aborted_at_any_boundary_is_completed_on_postgresql() {
    comes_to_its_end_wherever_it_was_aborted(postgres().await).await;
}

async fn comes_to_its_end_wherever_it_was_aborted(engine: Engine) {
    let mut testbed = Testbed::open(engine, Transport::InProcess).await;
    for (number, (hit, failpoint)) in HITS.into_iter().enumerate() {
        let order = format!("SC-2026-{:06}", number + 1);
        let held = Scenario::produce(&testbed, &order, "expert-card", Scenario::person(&testbed)).await;
        Scenario::define_codes(&testbed, &held).await;
        let before = crl_numbers(&testbed, &held).await;
        let token = held.issued.token.to_string();
        let key = IdempotencyKey::generate(&mut SystemRandom);

        let suspended = testbed.suspend().await;
        let act = Act::Revoke { token: token.clone(), key: key.to_string() };
        let part = Part { folder: suspended.path(""), act, abort_at: AbortAt::the(hit, failpoint) };
        assert_eq!(part.play().await, End::Aborted, "{failpoint:?} {hit}");
        testbed = suspended.resume(Transport::InProcess).await;

        let question = answers(&held);
        let first = revoke(&testbed.callers.portal, &question, key).await;
        assert!(first.effective, "{failpoint:?} {hit}: the act is the aborted one");
        let receipt = receipt(&testbed, &first).await;
        assert_eq!((receipt.request, receipt.decided_at), (first.request, first.decided_at));
        assert!(receipt.decided_at <= receipt.signed_at && receipt.signed_at <= receipt.published_at);
        assert_eq!(
            revoke(&testbed.callers.portal, &question, key).await,
            first,
            "the same idempotency key gives the same request"
        );

        let after = crl_numbers(&testbed, &held).await;
        let one_more: Vec<u64> = before.iter().map(|number| number + 1).collect();
        assert_eq!(after, one_more, "{failpoint:?} {hit}: one CRL a hierarchy");
        for (certificate, told_in) in held.issued.certificates.iter().zip(&receipt.certificates) {
            let told = testbed.status_of(certificate).await;
            assert!(matches!(told.status, CertStatus::Revoked { .. }) && told.listed.is_some(), "{failpoint:?} {hit}");
            assert_eq!((&told_in.issuer, told_in.crl_number), (&certificate.issuer, told.crl_number));
        }

        let late = revoke(&testbed.callers.portal, &question, IdempotencyKey::generate(&mut SystemRandom)).await;
        assert_eq!(
            (late.effective, late.decided_at),
            (false, first.decided_at),
            "another idempotency key finds it already revoked"
        );
        assert_ne!(late.request, first.request);
        let requests = "select q.id from revocation_requests q join revocations v on v.id = q.revocation where v.token = $1";
        assert_eq!(rows(&testbed, requests, &[token.as_str().into()]).await.len(), 2);
        assert_eq!(told_of(&testbed, "token.revoked", &token).await, 1);
        nothing_is_lost_or_doubled(&testbed).await;
    }
    testbed.close().await;
}

/// The right answers, with the token number as contact, because the holders of these scenarios share an e-mail address.
pub(crate) fn answers(held: &ProducedToken) -> RevokeByCode {
    RevokeByCode { contact: Contact::Token(held.issued.token.clone()), ..Scenario::answers(CODES[0]) }
}

pub(crate) async fn revoke(ca: &CertificateAuthority, question: &RevokeByCode, key: IdempotencyKey) -> RevocationSummary {
    match ca.call(question, key).await.expect("the answers are right") {
        RevokedByCode::Revoked(summary) => summary,
        RevokedByCode::Choose { tokens } => panic!("the request names the token, but got {tokens:?}"),
    }
}

async fn receipt(testbed: &Testbed, summary: &RevocationSummary) -> RevocationReceipt {
    let receipt = testbed::signed_receipt(&testbed.callers.portal, summary.request).await.receipt.0;
    // The content precedes certificates and signature in clear.
    let start = receipt.windows(2).position(|octets| octets == b"{\n").expect("JSON is enclosed");
    let mut documents = serde_json::Deserializer::from_slice(&receipt[start..]).into_iter();
    documents.next().expect("one document").expect("a receipt")
}

async fn crl_numbers(testbed: &Testbed, held: &ProducedToken) -> Vec<u64> {
    let mut numbers = Vec::new();
    for certificate in &held.issued.certificates {
        numbers.push(testbed.crl(certificate.issuer.as_str()).await.number);
    }
    numbers
}
