//! The CA aborted at each boundary of a revocation and of the CRLs after it.

use ca::Boundary;
use ca_contract::revocation::{Account, Contact, RevocationSummary, RevokeByCode, RevokedByCode};
use ca_contract::{CertificateAuthority, IdempotencyKey};
use pki::SystemRandom;
use pki::ocsp::CertStatus;
use stage::{CODES, Cast, Engine, Held, Stage, Transport};

use crate::child::{AbortAt, Act, End, Part};
use crate::databases::postgres;
use crate::record::{nothing_is_lost_or_doubled, rows, told_of};

/// A revocation causes one CRL per hierarchy, so each boundary of a CRL is reached twice.
const REACHES: [(u32, Boundary); 5] = [
    (1, Boundary::RevocationDecided),
    (1, Boundary::CrlSigned),
    (2, Boundary::CrlSigned),
    (1, Boundary::CrlStored),
    (2, Boundary::CrlStored),
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
    let mut stage = Stage::open(engine, Transport::InProcess).await;
    for (number, (reach, boundary)) in REACHES.into_iter().enumerate() {
        let order = format!("SC-2026-{:06}", number + 1);
        let held = Cast::produce(&stage, &order, "expert-card", Cast::person(&stage)).await;
        Cast::define_codes(&stage, &held).await;
        let before = crl_numbers(&stage, &held).await;
        let token = held.issued.token.to_string();
        let key = IdempotencyKey::generate(&mut SystemRandom);

        let suspended = stage.suspend().await;
        let act = Act::Revoke { token: token.clone(), key: key.to_string() };
        let part = Part { folder: suspended.path(""), act, abort_at: AbortAt::the(reach, boundary) };
        assert_eq!(part.play().await, End::Aborted, "{boundary:?} {reach}");
        stage = suspended.resume(Transport::InProcess).await;

        let question = answers(&held);
        let first = revoke(&stage.callers.portal, &question, key).await;
        assert!(first.effective, "{boundary:?} {reach}: the act is the aborted one");
        let account = account(&stage, &first).await;
        assert_eq!((account.request, account.decided_at), (first.request, first.decided_at));
        assert!(account.decided_at <= account.signed_at && account.signed_at <= account.live_at);
        assert_eq!(revoke(&stage.callers.portal, &question, key).await, first, "the same key, the same request");

        let after = crl_numbers(&stage, &held).await;
        let one_more: Vec<u64> = before.iter().map(|number| number + 1).collect();
        assert_eq!(after, one_more, "{boundary:?} {reach}: one CRL a hierarchy");
        for (certificate, told_in) in held.issued.certificates.iter().zip(&account.certificates) {
            let told = stage.told(certificate).await;
            assert!(matches!(told.status, CertStatus::Revoked { .. }) && told.listed.is_some(), "{boundary:?} {reach}");
            assert_eq!((&told_in.issuer, told_in.crl_number), (&certificate.issuer, told.crl_number));
        }

        let late = revoke(&stage.callers.portal, &question, IdempotencyKey::generate(&mut SystemRandom)).await;
        assert_eq!((late.effective, late.decided_at), (false, first.decided_at), "another key finds it done");
        assert_ne!(late.request, first.request);
        let requests = "select q.id from revocation_requests q join revocations v on v.id = q.revocation where v.token = $1";
        assert_eq!(rows(&stage, requests, &[token.as_str().into()]).await.len(), 2);
        assert_eq!(told_of(&stage, "token.revoked", &token).await, 1);
        nothing_is_lost_or_doubled(&stage).await;
    }
    stage.close().await;
}

/// The right answers, with the token number as contact, because the holders of these stories share an e-mail address.
pub(crate) fn answers(held: &Held) -> RevokeByCode {
    RevokeByCode { contact: Contact::Token(held.issued.token.clone()), ..Cast::answers(CODES[0]) }
}

pub(crate) async fn revoke(ca: &CertificateAuthority, question: &RevokeByCode, key: IdempotencyKey) -> RevocationSummary {
    match ca.call(question, key).await.expect("the answers are right") {
        RevokedByCode::Revoked(summary) => summary,
        RevokedByCode::Choose { tokens } => panic!("the question names the token, not {tokens:?}"),
    }
}

async fn account(stage: &Stage, summary: &RevocationSummary) -> Account {
    let receipt = stage::account(&stage.callers.portal, summary.request).await.receipt.0;
    // The content precedes certificates and signature in clear.
    let start = receipt.windows(2).position(|octets| octets == b"{\n").expect("JSON is enclosed");
    let mut documents = serde_json::Deserializer::from_slice(&receipt[start..]).into_iter();
    documents.next().expect("one document").expect("an account")
}

async fn crl_numbers(stage: &Stage, held: &Held) -> Vec<u64> {
    let mut numbers = Vec::new();
    for certificate in &held.issued.certificates {
        numbers.push(stage.crl(certificate.issuer.as_str()).await.number);
    }
    numbers
}
