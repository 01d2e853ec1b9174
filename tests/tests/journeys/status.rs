//! Published status before and after a revocation, and the correctness of receipts.

use ca_contract::IdempotencyKey;
use ca_contract::revocation::{
    FetchRevocationReceipt, HolderReason, RequestReason, RevocationReceipt, RevocationSummary, RevokeByCode, RevokedByCode,
};
use pki::crl::RevocationReason;
use pki::ocsp::CertStatus;
use pki::{Clock, SystemRandom};
use testbed::{CODES, ProducedToken, Scenario, StatusResult, Testbed, ask};

use super::{on_every_testbed, receipt};

async fn ready(testbed: &Testbed, order: &str) -> ProducedToken {
    let held = Scenario::produce(testbed, order, "expert-card", Scenario::person(testbed)).await;
    Scenario::define_codes(testbed, &held).await;
    held
}

async fn told(testbed: &Testbed, held: &ProducedToken) -> [StatusResult; 2] {
    [testbed.status_of(&held.issued.certificates[0]).await, testbed.status_of(&held.issued.certificates[1]).await]
}

/// Asserts that a receipt contains both serial numbers, the CRLs that list them, and the times in order.
fn assert_truthful(receipt: &RevocationReceipt, held: &ProducedToken, before: &[StatusResult; 2]) {
    assert!(receipt.received_at <= receipt.decided_at || !receipt.effective, "T0 ≤ T1");
    assert!(receipt.decided_at <= receipt.signed_at, "T1 ≤ T2");
    assert!(receipt.signed_at <= receipt.published_at, "T2 ≤ T3");
    assert_eq!(receipt.token, held.issued.token);
    assert_eq!(receipt.certificates.len(), 2);
    for (place, named) in receipt.certificates.iter().enumerate() {
        let issued = &held.issued.certificates[place];
        assert_eq!((&named.issuer, &named.serial), (&issued.issuer, held.certificate(place).serial()));
        assert_eq!(named.crl_number, before[place].crl_number + 1, "the next CRL lists it");
        assert!(named.ocsp_valid_until > receipt.published_at && named.crl_valid_until > receipt.published_at);
    }
}

#[tokio::test]
async fn both_certificates_are_good_before_a_revocation_and_revoked_after_it() {
    on_every_testbed(async |testbed| {
        let held = ready(testbed, "SC-2026-000070").await;
        let before = told(testbed, &held).await;
        let believed = [0, 1].map(|place| held.issued.certificates[place].issuer.as_str().to_owned());
        for told in &before {
            assert_eq!((told.status, &told.listed), (CertStatus::Good, &None));
        }
        let crls_before = [testbed.crl(&believed[0]).await, testbed.crl(&believed[1]).await];

        let asked_at = testbed.clock.now();
        let summary = Scenario::revoke(testbed, CODES[1]).await;
        let receipt = receipt::verified(testbed, summary.request).await;
        let after = told(testbed, &held).await;
        assert_truthful(&receipt, &held, &before);
        assert!(asked_at <= receipt.received_at && receipt.published_at <= testbed.clock.now());
        assert_eq!((receipt.effective, receipt.reason), (true, RequestReason::Stolen));
        for (place, told) in after.iter().enumerate() {
            let at = receipt.decided_at.truncated();
            // A stolen key is compromised (docs/profiles.md#revocation-reasons), a reason that is published.
            assert_eq!(told.status, CertStatus::Revoked { at, reason: RevocationReason::KeyCompromise });
            let listed = told.listed.as_ref().expect("it is on its CRL");
            assert_eq!((listed.revoked_at, listed.reason), (at, RevocationReason::KeyCompromise));
            assert_eq!(told.crl_number, before[place].crl_number + 1);
            let valid_until = receipt.certificates[place].crl_valid_until;
            assert_eq!(valid_until.truncated(), crls_before[place].next_update, "the older CRL is valid until then");
        }
        for root in ["root-advanced", "root-classe-3-plus"] {
            assert_eq!(testbed.crl(root).await.number, 1, "no CA was revoked");
        }
    })
    .await;
}

async fn revoke(testbed: &Testbed, answers: &RevokeByCode) -> RevocationSummary {
    match ask(&testbed.callers.portal, answers).await.expect("the answers are right") {
        RevokedByCode::Revoked(summary) => summary,
        RevokedByCode::Choose { .. } => panic!("one token should match"),
    }
}

#[tokio::test]
async fn of_two_concurrent_revocations_one_is_effective_and_both_receipts_are_correct() {
    on_every_testbed(async |testbed| {
        let held = ready(testbed, "SC-2026-000071").await;
        let before = told(testbed, &held).await;
        let reasons = [HolderReason::Lost, HolderReason::EndOfActivity];
        let answers = [0, 1].map(|place| RevokeByCode { reason: reasons[place], ..Scenario::answers(CODES[place]) });
        let (first, second) = tokio::join!(revoke(testbed, &answers[0]), revoke(testbed, &answers[1]));
        let summaries = [first, second];
        assert_eq!(summaries.iter().filter(|summary| summary.effective).count(), 1, "exactly one is effective");
        assert_eq!(summaries[0].decided_at, summaries[1].decided_at);
        let winner = usize::from(summaries[1].effective);

        for (place, summary) in summaries.iter().enumerate() {
            let receipt = receipt::verified(testbed, summary.request).await;
            assert_truthful(&receipt, &held, &before);
            assert_eq!(receipt.request, summary.request);
            assert_eq!((receipt.reason, receipt.effective), (RequestReason::from(reasons[place]), place == winner));
            assert_eq!(receipt.effective_reason, RequestReason::from(reasons[winner]));
        }
        for (after, before) in told(testbed, &held).await.iter().zip(&before) {
            assert!(matches!(after.status, CertStatus::Revoked { .. }));
            assert_eq!(after.crl_number, before.crl_number + 1, "one revocation, one CRL");
        }
    })
    .await;
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_an_unknown_one_gets_no_receipt() {
    on_every_testbed(async |testbed| {
        let held = ready(testbed, "SC-2026-000072").await;
        let key = IdempotencyKey::generate(&mut SystemRandom);
        let answers = Scenario::answers(CODES[0]);
        let first = testbed.callers.portal.call(&answers, key).await;
        assert!(matches!(&first, Ok(RevokedByCode::Revoked(summary)) if summary.effective), "{first:?}");
        assert_eq!(testbed.callers.portal.call(&answers, key).await, first);
        let acts: Vec<_> = testbed.ledger().await.into_iter().filter(|row| row.action.starts_with("token.rev")).collect();
        assert_eq!(acts.len(), 1, "it was performed once");
        assert_eq!((acts[0].action.as_str(), acts[0].subject.as_str()), ("token.revoked", held.issued.token.as_str()));

        let nobodys = pki::Id::generate(testbed.clock.now(), &mut SystemRandom);
        let receipt = ask(&testbed.callers.portal, &FetchRevocationReceipt { request: nobodys, wait_ms: 0 }).await;
        assert_eq!(receipt, Err(ca_contract::Failed::Refused(ca_contract::revocation::RevocationReceiptError::UnknownRequest)));
    })
    .await;
}
