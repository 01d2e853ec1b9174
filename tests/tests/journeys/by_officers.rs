//! Revocation by two officers, with evidence.

use std::time::Duration;

use ca_contract::revocation::{
    OfficersReason, RequestChannel, RequestReason, RevocationSummary, RevokeByCode, RevokeByOfficers, RevokeByOfficersError,
};
use ca_contract::{Failed, IdempotencyKey};
use pki::crl::RevocationReason;
use pki::ocsp::CertStatus;
use pki::{Clock, Id, SystemRandom, Timestamp, TokenNumber};
use stage::{CODES, Cast, Stage, ask};

use super::{on_every_stage, receipt};

const EVIDENCE: &str = "Acte de décès reçu de la famille, photocopie au dossier";
const DAY: Duration = Duration::from_secs(24 * 3600);

fn question(stage: &Stage, token: &TokenNumber, reason: OfficersReason) -> RevokeByOfficers {
    RevokeByOfficers {
        token: token.clone(),
        reason,
        evidence: EVIDENCE.parse().expect("evidence"),
        recorded_by: stage.established.officers[0].id,
        confirmed_by: stage.established.officers[1].id,
        received_at: stage.clock.now().minus(DAY),
    }
}

async fn revoked(stage: &Stage, question: &RevokeByOfficers) -> RevocationSummary {
    ask(&stage.callers.portal, question).await.expect("the token is revoked")
}

async fn refused(stage: &Stage, question: &RevokeByOfficers) -> RevokeByOfficersError {
    match ask(&stage.callers.portal, question).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("it was to be refused: {other:?}"),
    }
}

#[tokio::test]
async fn two_officers_revoke_both_certificates_and_the_receipt_states_channel_and_reason() {
    on_every_stage(async |stage| {
        let held = Cast::produce(stage, "SC-2026-000350", "expert-card", Cast::person(stage)).await;
        Cast::define_codes(stage, &held).await;
        let death = question(stage, &held.issued.token, OfficersReason::Death);
        let key = IdempotencyKey::generate(&mut SystemRandom);
        let summary = stage.callers.portal.call(&death, key).await.expect("the token is revoked");
        assert_eq!(stage.callers.portal.call(&death, key).await.as_ref(), Ok(&summary), "asked twice, it happens once");
        assert_eq!((&summary.token, summary.effective), (&held.issued.token, true));
        assert_eq!(summary.received_at, death.received_at, "T0 is when it reached the officers");

        let account = receipt::account(stage, summary.request).await;
        assert_eq!((account.channel, account.reason), (RequestChannel::Officers, RequestReason::Death));
        assert_eq!((account.received_at, account.certificates.len()), (death.received_at, 2));
        for issued in &held.issued.certificates {
            assert!(matches!(stage.told(issued).await.status, CertStatus::Revoked { .. }), "{}", issued.role);
        }
        // Later requests, by other officers and by the holder's code, find it already revoked.
        let again = revoked(stage, &question(stage, &held.issued.token, OfficersReason::StruckOff)).await;
        assert_eq!((again.effective, again.decided_at), (false, summary.decided_at));
        let by_code = Cast::revoke(stage, CODES[0]).await;
        let account = receipt::account(stage, by_code.request).await;
        assert_eq!((account.channel, account.reason), (RequestChannel::Web, RequestReason::Stolen));
        assert_eq!((account.effective, account.effective_reason), (false, RequestReason::Death));

        let ledger = stage.ledger().await;
        assert!(ledger.iter().all(|row| !row.detail.contains("décès")), "evidence is not in the ledger");
        assert_eq!(ledger.iter().filter(|row| row.action == "token.revoked").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_key_compromise_and_superseded_are_published_as_reasons() {
    on_every_stage(async |stage| {
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
            let issued = Cast::issue(stage, &order, Cast::person(stage), &token).await;
            let summary = revoked(stage, &question(stage, &issued.token, reason)).await;
            receipt::account(stage, summary.request).await;
            let told = stage.told(&issued.certificates[0]).await;
            assert_eq!(told.listed.expect("on the CRL").reason, published, "{reason:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_officer_twice_an_unknown_officer_or_an_invalid_time_is_refused() {
    on_every_stage(async |stage| {
        let held = Cast::produce(stage, "SC-2026-000351", "expert-card", Cast::person(stage)).await;
        let asked = || question(stage, &held.issued.token, OfficersReason::LostInPost);
        let stranger = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
        let alone = RevokeByOfficers { confirmed_by: asked().recorded_by, ..asked() };
        assert_eq!(refused(stage, &alone).await, RevokeByOfficersError::FourEyes);
        for with_a_stranger in
            [RevokeByOfficers { recorded_by: stranger, ..asked() }, RevokeByOfficers { confirmed_by: stranger, ..asked() }]
        {
            let refusal = refused(stage, &with_a_stranger).await;
            assert_eq!(refusal, RevokeByOfficersError::UnknownOfficer { officer: stranger });
        }
        let now = stage.clock.now();
        for received_at in [now.plus(DAY), now.minus(31 * DAY)] {
            assert_eq!(refused(stage, &RevokeByOfficers { received_at, ..asked() }).await, RevokeByOfficersError::Received);
        }
        let nowhere = "ST-NOBODY".parse().expect("a token number");
        let unknown = question(stage, &nowhere, OfficersReason::LostInPost);
        assert_eq!(refused(stage, &unknown).await, RevokeByOfficersError::UnknownToken);
        let by_station = ask(&stage.callers.station, &asked()).await;
        assert!(matches!(by_station, Err(Failed::NotAllowed)), "{by_station:?}");
        for issued in &held.issued.certificates {
            assert_eq!(stage.told(issued).await.status, CertStatus::Good, "{}", issued.role);
        }
        let nothing = RevokeByCode { token: Some(held.issued.token.clone()), ..Cast::answers(CODES[0]) };
        ask(&stage.callers.portal, &nothing).await.expect_err("no code was set");
        let codes = ["four-eyes", "unknown-officer", "unknown-officer", "received", "received", "unknown-token"];
        let mut recorded: Vec<String> = codes.iter().map(|code| format!("portal RevokeByOfficers {code}")).collect();
        recorded.push("station RevokeByOfficers not-allowed".to_owned());
        recorded.push("portal RevokeByCode not-recognised".to_owned());
        assert_eq!(stage.refusals().await, recorded);
    })
    .await;
}
