//! Published status before and after a revocation, and the correctness of receipts.

use ca_contract::IdempotencyKey;
use ca_contract::revocation::{
    Account, HolderReason, RequestReason, RevocationAccount, RevocationSummary, RevokeByCode, RevokedByCode,
};
use pki::crl::RevocationReason;
use pki::ocsp::CertStatus;
use pki::{Clock, SystemRandom};
use stage::{CODES, Cast, Held, Stage, Told, ask};

use super::{on_every_stage, receipt};

async fn ready(stage: &Stage, order: &str) -> Held {
    let held = Cast::produce(stage, order, "expert-card", Cast::person(stage)).await;
    Cast::define_codes(stage, &held).await;
    held
}

async fn told(stage: &Stage, held: &Held) -> [Told; 2] {
    [stage.told(&held.issued.certificates[0]).await, stage.told(&held.issued.certificates[1]).await]
}

/// Asserts that a receipt contains both serial numbers, the CRLs that list them, and the times in order.
fn assert_truthful(account: &Account, held: &Held, before: &[Told; 2]) {
    assert!(account.received_at <= account.decided_at || !account.effective, "T0 ≤ T1");
    assert!(account.decided_at <= account.signed_at, "T1 ≤ T2");
    assert!(account.signed_at <= account.live_at, "T2 ≤ T3");
    assert_eq!(account.token, held.issued.token);
    assert_eq!(account.certificates.len(), 2);
    for (place, named) in account.certificates.iter().enumerate() {
        let issued = &held.issued.certificates[place];
        assert_eq!((&named.issuer, &named.serial), (&issued.issuer, held.certificate(place).serial()));
        assert_eq!(named.crl_number, before[place].crl_number + 1, "one CRL more names it");
        assert!(named.ocsp_believed_until > account.live_at && named.crl_believed_until > account.live_at);
    }
}

#[tokio::test]
async fn both_certificates_are_good_before_a_revocation_and_revoked_after_it() {
    on_every_stage(async |stage| {
        let held = ready(stage, "SC-2026-000070").await;
        let before = told(stage, &held).await;
        let believed = [0, 1].map(|place| held.issued.certificates[place].issuer.as_str().to_owned());
        for told in &before {
            assert_eq!((told.status, &told.listed), (CertStatus::Good, &None));
        }
        let crls_before = [stage.crl(&believed[0]).await, stage.crl(&believed[1]).await];

        let asked_at = stage.clock.now();
        let summary = Cast::revoke(stage, CODES[1]).await;
        let account = receipt::account(stage, summary.request).await;
        let after = told(stage, &held).await;
        assert_truthful(&account, &held, &before);
        assert!(asked_at <= account.received_at && account.live_at <= stage.clock.now());
        assert_eq!((account.effective, account.reason), (true, RequestReason::Stolen));
        for (place, told) in after.iter().enumerate() {
            let at = account.decided_at.truncated();
            // A stolen key is compromised (docs/profiles.md#revocation-reasons), a reason that is published.
            assert_eq!(told.status, CertStatus::Revoked { at, reason: RevocationReason::KeyCompromise });
            let listed = told.listed.as_ref().expect("it is on its CRL");
            assert_eq!((listed.revoked_at, listed.reason), (at, RevocationReason::KeyCompromise));
            assert_eq!(told.crl_number, before[place].crl_number + 1);
            let believed_until = account.certificates[place].crl_believed_until;
            assert_eq!(believed_until.truncated(), crls_before[place].next_update, "the older CRL may be believed until then");
        }
        for root in ["root-advanced", "root-classe-3-plus"] {
            assert_eq!(stage.crl(root).await.number, 1, "no CA was revoked");
        }
    })
    .await;
}

async fn revoke(stage: &Stage, answers: &RevokeByCode) -> RevocationSummary {
    match ask(&stage.callers.portal, answers).await.expect("the answers are right") {
        RevokedByCode::Revoked(summary) => summary,
        RevokedByCode::Choose { .. } => panic!("one token fits"),
    }
}

#[tokio::test]
async fn of_two_concurrent_revocations_one_is_effective_and_both_receipts_are_correct() {
    on_every_stage(async |stage| {
        let held = ready(stage, "SC-2026-000071").await;
        let before = told(stage, &held).await;
        let reasons = [HolderReason::Lost, HolderReason::EndOfActivity];
        let answers = [0, 1].map(|place| RevokeByCode { reason: reasons[place], ..Cast::answers(CODES[place]) });
        let (first, second) = tokio::join!(revoke(stage, &answers[0]), revoke(stage, &answers[1]));
        let summaries = [first, second];
        assert_eq!(summaries.iter().filter(|summary| summary.effective).count(), 1, "one brought it about");
        assert_eq!(summaries[0].decided_at, summaries[1].decided_at);
        let winner = usize::from(summaries[1].effective);

        for (place, summary) in summaries.iter().enumerate() {
            let account = receipt::account(stage, summary.request).await;
            assert_truthful(&account, &held, &before);
            assert_eq!(account.request, summary.request);
            assert_eq!((account.reason, account.effective), (RequestReason::from(reasons[place]), place == winner));
            assert_eq!(account.effective_reason, RequestReason::from(reasons[winner]));
        }
        for (after, before) in told(stage, &held).await.iter().zip(&before) {
            assert!(matches!(after.status, CertStatus::Revoked { .. }));
            assert_eq!(after.crl_number, before.crl_number + 1, "one revocation, one CRL");
        }
    })
    .await;
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_an_unknown_one_gets_no_receipt() {
    on_every_stage(async |stage| {
        let held = ready(stage, "SC-2026-000072").await;
        let key = IdempotencyKey::generate(&mut SystemRandom);
        let answers = Cast::answers(CODES[0]);
        let first = stage.callers.portal.call(&answers, key).await;
        assert!(matches!(&first, Ok(RevokedByCode::Revoked(summary)) if summary.effective), "{first:?}");
        assert_eq!(stage.callers.portal.call(&answers, key).await, first);
        let acts: Vec<_> = stage.ledger().await.into_iter().filter(|row| row.action.starts_with("token.rev")).collect();
        assert_eq!(acts.len(), 1, "it happened once");
        assert_eq!((acts[0].action.as_str(), acts[0].subject.as_str()), ("token.revoked", held.issued.token.as_str()));

        let nobodys = pki::Id::generate(stage.clock.now(), &mut SystemRandom);
        let account = ask(&stage.callers.portal, &RevocationAccount { request: nobodys, wait_ms: 0 }).await;
        assert_eq!(account, Err(ca_contract::Failed::Refused(ca_contract::revocation::AccountError::UnknownRequest)));
    })
    .await;
}
