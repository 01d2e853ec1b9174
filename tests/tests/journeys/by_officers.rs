//! Revocation by two officers, with evidence.

use std::time::Duration;

use ca_contract::revocation::{
    OfficersReason, RequestChannel, RequestReason, RevocationSummary, RevokeByCode, RevokeByOfficers, RevokeByOfficersError,
};
use ca_contract::{Failed, IdempotencyKey};
use pki::crl::RevocationReason;
use pki::ocsp::CertStatus;
use pki::{Clock, Id, SystemRandom, Timestamp, TokenNumber};
use testbed::{CODES, Scenario, Testbed, ask};

use super::{on_every_testbed, receipt};

const EVIDENCE: &str = "Acte de décès reçu de la famille, photocopie au dossier";
const DAY: Duration = Duration::from_secs(24 * 3600);

fn question(testbed: &Testbed, token: &TokenNumber, reason: OfficersReason) -> RevokeByOfficers {
    RevokeByOfficers {
        token: token.clone(),
        reason,
        evidence: EVIDENCE.parse().expect("evidence"),
        recorded_by: testbed.bootstrapped.officers[0].id,
        confirmed_by: testbed.bootstrapped.officers[1].id,
        received_at: testbed.clock.now().minus(DAY),
    }
}

async fn revoked(testbed: &Testbed, question: &RevokeByOfficers) -> RevocationSummary {
    ask(&testbed.callers.portal, question).await.expect("the token is revoked")
}

async fn refused(testbed: &Testbed, question: &RevokeByOfficers) -> RevokeByOfficersError {
    match ask(&testbed.callers.portal, question).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn two_officers_revoke_both_certificates_and_the_receipt_states_channel_and_reason() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000350", "expert-card", Scenario::person(testbed)).await;
        Scenario::define_codes(testbed, &held).await;
        let death = question(testbed, &held.issued.token, OfficersReason::Death);
        let key = IdempotencyKey::generate(&mut SystemRandom);
        let summary = testbed.callers.portal.call(&death, key).await.expect("the token is revoked");
        assert_eq!(
            testbed.callers.portal.call(&death, key).await.as_ref(),
            Ok(&summary),
            "a repeated call returns the first answer"
        );
        assert_eq!((&summary.token, summary.effective), (&held.issued.token, true));
        assert_eq!(summary.received_at, death.received_at, "T0 is when it reached the officers");

        let receipt = receipt::verified(testbed, summary.request).await;
        assert_eq!((receipt.channel, receipt.reason), (RequestChannel::Officers, RequestReason::Death));
        assert_eq!((receipt.received_at, receipt.certificates.len()), (death.received_at, 2));
        for issued in &held.issued.certificates {
            assert!(matches!(testbed.status_of(issued).await.status, CertStatus::Revoked { .. }), "{}", issued.role);
        }
        // Later requests, by other officers and by the holder's code, find it already revoked.
        let again = revoked(testbed, &question(testbed, &held.issued.token, OfficersReason::StruckOff)).await;
        assert_eq!((again.effective, again.decided_at), (false, summary.decided_at));
        let by_code = Scenario::revoke(testbed, CODES[0]).await;
        let receipt = receipt::verified(testbed, by_code.request).await;
        assert_eq!((receipt.channel, receipt.reason), (RequestChannel::Web, RequestReason::Stolen));
        assert_eq!((receipt.effective, receipt.effective_reason), (false, RequestReason::Death));

        let ledger = testbed.ledger().await;
        assert!(ledger.iter().all(|row| !row.detail.contains("décès")), "evidence is not in the ledger");
        assert_eq!(ledger.iter().filter(|row| row.action == "token.revoked").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_key_compromise_and_superseded_are_published_as_reasons() {
    on_every_testbed(async |testbed| {
        // docs/profiles.md#revocation-reasons: codes 1 and 4 are published, the others are not.
        let reasons = [
            (OfficersReason::LostInPost, RevocationReason::KeyCompromise),
            (OfficersReason::Compromised, RevocationReason::KeyCompromise),
            (OfficersReason::WrongData, RevocationReason::Superseded),
            (OfficersReason::StruckOff, RevocationReason::Unspecified),
            (OfficersReason::HolderRequest, RevocationReason::Unspecified),
        ];
        for (number, (reason, published)) in reasons.into_iter().enumerate() {
            let (order, token) = (format!("SC-2026-00036{number}"), format!("ST-036{number}"));
            let issued = Scenario::issue(testbed, &order, Scenario::person(testbed), &token).await;
            let summary = revoked(testbed, &question(testbed, &issued.token, reason)).await;
            receipt::verified(testbed, summary.request).await;
            let told = testbed.status_of(&issued.certificates[0]).await;
            assert_eq!(told.listed.expect("on the CRL").reason, published, "{reason:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_officer_twice_an_unknown_officer_or_an_invalid_time_is_refused() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000351", "expert-card", Scenario::person(testbed)).await;
        let asked = || question(testbed, &held.issued.token, OfficersReason::LostInPost);
        let stranger = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
        let alone = RevokeByOfficers { confirmed_by: asked().recorded_by, ..asked() };
        assert_eq!(refused(testbed, &alone).await, RevokeByOfficersError::FourEyes);
        for with_a_stranger in
            [RevokeByOfficers { recorded_by: stranger, ..asked() }, RevokeByOfficers { confirmed_by: stranger, ..asked() }]
        {
            let refusal = refused(testbed, &with_a_stranger).await;
            assert_eq!(refusal, RevokeByOfficersError::UnknownOfficer { officer: stranger });
        }
        let now = testbed.clock.now();
        for received_at in [now.plus(DAY), now.minus(31 * DAY)] {
            assert_eq!(refused(testbed, &RevokeByOfficers { received_at, ..asked() }).await, RevokeByOfficersError::Received);
        }
        let nowhere = "ST-NOBODY".parse().expect("a token number");
        let unknown = question(testbed, &nowhere, OfficersReason::LostInPost);
        assert_eq!(refused(testbed, &unknown).await, RevokeByOfficersError::UnknownToken);
        let by_station = ask(&testbed.callers.station, &asked()).await;
        assert!(matches!(by_station, Err(Failed::NotAllowed)), "{by_station:?}");
        for issued in &held.issued.certificates {
            assert_eq!(testbed.status_of(issued).await.status, CertStatus::Good, "{}", issued.role);
        }
        let nothing = RevokeByCode { token: Some(held.issued.token.clone()), ..Scenario::answers(CODES[0]) };
        ask(&testbed.callers.portal, &nothing).await.expect_err("no code was set");
        let codes = ["four-eyes", "unknown-officer", "unknown-officer", "received", "received", "unknown-token"];
        let mut recorded: Vec<String> = codes.iter().map(|code| format!("portal RevokeByOfficers {code}")).collect();
        recorded.push("station RevokeByOfficers not-allowed".to_owned());
        recorded.push("portal RevokeByCode not-recognised".to_owned());
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}
