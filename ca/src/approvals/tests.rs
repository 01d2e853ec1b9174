//! What may be approved and by whom, tested over the contract.

use std::time::Duration;

use ca_contract::Failed;
use ca_contract::issuance::{Approve, ApproveError, ListApproved};
use ca_contract::statement::{Organisation, Statement};
use pki::{Digest, Id};

use crate::Approvals;
use crate::bootstrapped::{Zone, in_a_zone};
use crate::fixtures::fresh;

const MOMENT: Duration = Duration::from_millis(1);

fn by_both(zone: &Zone, statement: Statement) -> Approve {
    Approve { statement, reviewed_by: zone.officers[0], authorised_by: zone.officers[1] }
}

/// Why a statement of this order, with a change, is not approved.
async fn refused(zone: &Zone, change: impl FnOnce(&mut Approve)) -> ApproveError {
    let mut question = by_both(zone, zone.statement("SC-2026-000123"));
    change(&mut question);
    match zone.ask(&question).await {
        Err(Failed::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_statement_approved_by_two_officers_is_listed_once() {
    in_a_zone(
        |_| {},
        async |zone| {
            let question = by_both(zone, zone.statement("SC-2026-000123"));
            let approved = zone.ask(&question).await.unwrap();
            assert_eq!(zone.ask(&question).await.unwrap().statement, approved.statement, "the same statement again");
            let other = by_both(zone, zone.statement("SC-2026-000123"));
            assert_eq!(zone.ask(&other).await, Err(Failed::Refused(ApproveError::AlreadyApproved)));
            let waiting = zone.station.call(&ListApproved { at_most: 10 }, key()).await.unwrap();
            let [order] = &waiting[..] else { panic!("{} orders", waiting.len()) };
            assert_eq!((order.order.as_str(), order.statement), ("SC-2026-000123", approved.statement));
        },
    )
    .await;
}

#[tokio::test]
async fn both_officers_and_the_one_who_checked_the_identity_must_be_enrolled() {
    in_a_zone(
        |_| {},
        async |zone| {
            let [first, second] = zone.officers;
            for officer in [first, second] {
                let why = refused(zone, |question| (question.reviewed_by, question.authorised_by) = (officer, officer)).await;
                assert_eq!(why, ApproveError::FourEyes);
            }
            let stranger = fresh();
            let changes: [fn(&mut Approve, Id<_>); 3] = [
                |question, stranger| question.reviewed_by = stranger,
                |question, stranger| question.authorised_by = stranger,
                |question, stranger| question.statement.identity_check.officer = stranger,
            ];
            for change in changes {
                let why = refused(zone, |question| change(question, stranger)).await;
                assert_eq!(why, ApproveError::UnknownOfficer { officer: stranger });
            }
        },
    )
    .await;
}

#[tokio::test]
async fn an_identity_check_must_be_in_the_past_and_still_valid() {
    in_a_zone(
        |_| {},
        async |zone| {
            let now = zone.now();
            for (at, until) in
                [(now.plus(MOMENT), now.plus(2 * MOMENT)), (now.minus(MOMENT), now), (now.minus(MOMENT), now.minus(MOMENT))]
            {
                let why = refused(zone, |question| {
                    question.statement.identity_check.at = at;
                    question.statement.identity_check.validated_until = until;
                });
                assert_eq!(why.await, ApproveError::IdentityCheck, "{at} to {until} at {now}");
            }
            let mut statement = zone.statement("SC-2026-000124");
            (statement.identity_check.at, statement.identity_check.validated_until) = (now, now.plus(MOMENT));
            zone.ask(&by_both(zone, statement)).await.unwrap();
        },
    )
    .await;
}

#[tokio::test]
async fn a_statement_needs_the_policies_in_force_and_a_subject_that_can_be_certified() {
    in_a_zone(
        |_| {},
        async |zone| {
            let why = refused(zone, |question| question.statement.policies = Digest::of(b"others")).await;
            assert_eq!(why, ApproveError::OtherPolicies);
            let product: ca_contract::ProductName = "no-such-card".parse().unwrap();
            let why = refused(zone, |question| question.statement.product = product.clone()).await;
            assert_eq!(why, ApproveError::UnknownProduct { product: product.clone() });
            for siren in ["12345678", "1234567890", "12345678x", ""] {
                let organisation = Organisation { name: "Expertises Inventées".to_owned(), siren: siren.to_owned() };
                let why = refused(zone, |question| question.statement.subject.organisation = Some(organisation)).await;
                assert!(matches!(why, ApproveError::Subject { .. }), "{siren:?}: {why:?}");
            }
            for name in ["", "-"] {
                let why = refused(zone, |question| question.statement.subject.surname = name.to_owned()).await;
                assert!(matches!(why, ApproveError::Subject { .. }), "{name:?}: {why:?}");
            }
        },
    )
    .await;
}

#[tokio::test]
async fn names_have_only_certifiable_characters_whatever_the_portal_sends() {
    in_a_zone(
        |_| {},
        async |zone| {
            // A dash, the ʻokina, a phonetic letter, a loose mark, Cyrillic, a no-break space, a symbol, a direction mark.
            for outside in ["–", "\u{2010}", "ʻ", "ə", "q\u{30b}", "Й", "\u{a0}", "☃", "\u{202e}", "1", "<"] {
                let name = format!("Kerva{outside}dec");
                let why = refused(zone, |question| question.statement.subject.surname = name.clone()).await;
                assert!(matches!(why, ApproveError::Subject { .. }), "surname {name:?}: {why:?}");
                let why = refused(zone, |question| question.statement.subject.given_name = Some(name.clone())).await;
                assert!(matches!(why, ApproveError::Subject { .. }), "given name {name:?}: {why:?}");
            }
            // The last is in approvals that release 0.1.0 stored.
            for (order, surname) in
                [("SC-2026-000201", "'t Hooft-Ørsted Jr."), ("SC-2026-000202", "Nguyễn Ngọc Dương"), ("SC-2026-000203", "Floc’h")]
            {
                let mut statement = zone.statement(order);
                statement.subject.surname = surname.to_owned();
                zone.ask(&by_both(zone, statement)).await.unwrap();
            }
        },
    )
    .await;
}

#[tokio::test]
async fn a_serial_number_belongs_to_one_person_for_ever() {
    in_a_zone(
        |_| {},
        async |zone| {
            let first = zone.statement("SC-2026-000124");
            let (person, number) = (first.person, first.subject.serial_number.clone());
            zone.ask(&by_both(zone, first)).await.unwrap();
            let why = refused(zone, |question| question.statement.person = person).await;
            assert_eq!(why, ApproveError::SerialNumber, "another number");
            let why = refused(zone, |question| question.statement.subject.serial_number = number.clone()).await;
            assert_eq!(why, ApproveError::SerialNumber, "another person");
        },
    )
    .await;
}

#[tokio::test]
async fn nothing_is_approved_where_signatures_are_required() {
    in_a_zone(
        |config| config.approvals = Approvals::Refused,
        async |zone| {
            assert_eq!(refused(zone, |_| {}).await, ApproveError::UnsignedApprovals);
        },
    )
    .await;
}

#[tokio::test]
async fn an_officer_with_an_expired_certificate_approves_nothing() {
    in_a_zone(
        |_| {},
        async |zone| {
            let ends = zone.listed().await.iter().map(|officer| officer.validity.not_after()).min().unwrap();
            // notAfter is the last second of the validity period (RFC 5280 §4.1.2.5).
            zone.pass(Duration::from_millis(u64::try_from(ends.as_millis() - zone.now().as_millis() + 1000).unwrap()));
            let why = refused(zone, |_| {}).await;
            assert!(matches!(why, ApproveError::OfficerCertificate { .. }), "{why:?}");
        },
    )
    .await;
}

fn key() -> ca_contract::IdempotencyKey {
    ca_contract::IdempotencyKey::generate(&mut pki::SystemRandom)
}
