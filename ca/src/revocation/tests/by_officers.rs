//! Revocation by two officers, over the contract.

use std::time::Duration;

use ca_contract::issuance::Issued;
use ca_contract::officers::OfficerRole;
use ca_contract::revocation::{OfficersReason, RevokeByOfficers, RevokeByOfficersError};
use ca_contract::{Caller, IdempotencyKey, access_to};
use chassis::act::Act;
use pki::certificate::NotAdmitted;
use pki::{Digest, SystemRandom};

use super::serials;
use crate::bootstrapped::{Zone, in_a_zone};
use crate::call::Call;
use crate::fixtures::{NOW, fresh, token, with_authority};
use crate::officers;

const MOMENT: Duration = Duration::from_millis(1);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Both officers, just now.
fn by_both(zone: &Zone, issued: &Issued) -> RevokeByOfficers {
    let [recorded_by, confirmed_by] = zone.officers;
    RevokeByOfficers {
        token: issued.token.clone(),
        reason: OfficersReason::StruckOff,
        evidence: "Décision de la cour d'appel du 20 novembre".parse().unwrap(),
        recorded_by,
        confirmed_by,
        received_at: zone.now(),
    }
}

/// Why the request, changed, revokes nothing.
async fn refused(zone: &Zone, issued: &Issued, change: impl FnOnce(&mut RevokeByOfficers)) -> RevokeByOfficersError {
    let mut question = by_both(zone, issued);
    change(&mut question);
    let why = zone.refusal(&question).await;
    assert_eq!(zone.revoked_serials().await, [], "{why}");
    why
}

#[tokio::test]
async fn two_officers_revoke_every_certificate_of_one_token() {
    in_a_zone(
        |_| {},
        async |zone| {
            let (revoked, _other) = (zone.produced(1).await, zone.produced(2).await);
            let (received_at, decided_at) = (zone.now(), zone.now().plus(2 * DAY));
            zone.pass(2 * DAY);
            let summary = zone.ask(&RevokeByOfficers { received_at, ..by_both(zone, &revoked) }).await.unwrap();
            assert_eq!((summary.token, summary.effective), (revoked.token.clone(), true));
            assert_eq!((summary.received_at, summary.decided_at), (received_at, decided_at));
            assert_eq!(zone.revoked_serials().await, serials(&revoked), "both certificates, none of another token (M17)");
        },
    )
    .await;
}

#[tokio::test]
async fn a_token_is_revoked_once_and_a_later_request_does_not_move_the_decision() {
    in_a_zone(
        |_| {},
        async |zone| {
            let issued = zone.produced(1).await;
            let first = zone.ask(&by_both(zone, &issued)).await.unwrap();
            zone.pass(DAY);
            let again = zone.ask(&RevokeByOfficers { reason: OfficersReason::Death, ..by_both(zone, &issued) }).await.unwrap();
            assert!(!again.effective);
            assert_eq!(again.decided_at, first.decided_at);
            assert_ne!(again.request, first.request, "each request has a receipt of its own");
            assert_eq!(zone.revoked_serials().await, serials(&issued), "once in the status feed");
        },
    )
    .await;
}

#[tokio::test]
async fn one_person_or_somebody_without_the_role_revokes_nothing() {
    in_a_zone(
        |_| {},
        async |zone| {
            let issued = zone.produced(1).await;
            for officer in zone.officers {
                let why =
                    refused(zone, &issued, |question| (question.recorded_by, question.confirmed_by) = (officer, officer)).await;
                assert_eq!(why, RevokeByOfficersError::FourEyes);
            }
            let (stranger, role) = (fresh(), OfficerRole::RegistrationOfficer);
            let others = [OfficerRole::ProductionOperator, OfficerRole::Accountant, OfficerRole::SecurityOfficer];
            let officer = zone.enrolled("Yvon Le Guellec", &others).await;
            for (named, expected) in [
                (stranger, RevokeByOfficersError::UnknownOfficer { officer: stranger }),
                (officer, RevokeByOfficersError::OfficerRole { officer, role }),
            ] {
                assert_eq!(refused(zone, &issued, |question| question.recorded_by = named).await, expected);
                assert_eq!(refused(zone, &issued, |question| question.confirmed_by = named).await, expected);
            }
        },
    )
    .await;
}

#[tokio::test]
async fn officers_with_expired_certificates_revoke_nothing() {
    in_a_zone(
        |_| {},
        async |zone| {
            let issued = zone.produced(1).await;
            let ends = zone.listed().await.iter().map(|officer| officer.validity.not_after()).min().unwrap();
            // notAfter is the last second of the validity (RFC 5280 §4.1.2.5).
            zone.pass(ends.since(zone.now()) + Duration::from_secs(1));
            let why = refused(zone, &issued, |_| {}).await;
            assert!(
                matches!(why, RevokeByOfficersError::OfficerCertificate { fault: NotAdmitted::Expired { .. }, .. }),
                "{why:?}"
            );
        },
    )
    .await;
}

#[tokio::test]
async fn a_request_was_received_within_the_last_thirty_days() {
    in_a_zone(
        |_| {},
        async |zone| {
            let issued = zone.produced(1).await;
            let now = zone.now();
            for received_at in [now.plus(MOMENT), now.minus(30 * DAY).minus(MOMENT)] {
                let why = refused(zone, &issued, |question| question.received_at = received_at).await;
                assert_eq!(why, RevokeByOfficersError::Received, "{received_at}");
            }
            let oldest = RevokeByOfficers { received_at: now.minus(30 * DAY), ..by_both(zone, &issued) };
            assert!(zone.ask(&oldest).await.unwrap().effective);
        },
    )
    .await;
}

#[tokio::test]
async fn a_token_that_was_never_produced_is_unknown() {
    in_a_zone(
        |_| {},
        async |zone| {
            let issued = zone.produced(1).await;
            let why = refused(zone, &issued, |question| question.token = "ST-00000000FFFF".parse().unwrap()).await;
            assert_eq!(why, RevokeByOfficersError::UnknownToken);
        },
    )
    .await;
}

/// The evidence is personal data: only the zone can read it.
#[tokio::test]
async fn who_decided_on_which_evidence_is_kept_encrypted() {
    with_authority(async |core| {
        let mut act = Act::begin(core, "test").await.unwrap();
        let token = token(act.tx(), "ST-000000000001", "SC-2026-000001", fresh()).await;
        act.commit().await.unwrap();
        let officers = officers::all(&mut core.db.begin_read().await.unwrap()).await.unwrap();
        let [recorded_by, confirmed_by] = [0, 1].map(|place| officers[place].id);
        let (key, access) = (IdempotencyKey::generate(&mut SystemRandom), access_to("RevokeByOfficers").unwrap());
        let call = Call { caller: Caller::Portal, key, access, request_digest: Digest::of(b"question"), received_at: NOW };
        let evidence = "Décision de la cour d'appel du 20 novembre";
        let question = RevokeByOfficers {
            token,
            reason: OfficersReason::StruckOff,
            evidence: evidence.parse().unwrap(),
            recorded_by,
            confirmed_by,
            received_at: NOW,
        };
        let summary = call.perform(core, question).await.unwrap();
        let mut tx = core.db.begin_read().await.unwrap();
        let sql = "select recorded_by, confirmed_by, evidence from officers_requests where request = $1";
        let row = tx.row(sql, &[summary.request.into()]).await.unwrap().unwrap();
        assert_eq!((row.id("recorded_by").unwrap(), row.id("confirmed_by").unwrap()), (recorded_by, confirmed_by));
        let ciphertext = row.blob("evidence").unwrap();
        assert!(!ciphertext.windows(4).any(|octets| octets == b"cour"));
        let decrypted = core.secrets.evidence.decrypt(summary.request.as_bytes(), &ciphertext).unwrap();
        assert_eq!(decrypted.as_slice(), evidence.as_bytes());
    })
    .await;
}
