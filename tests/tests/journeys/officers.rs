//! Enrolment and dismissal of officers by two others.

use ca_contract::issuance::{Approve, ApproveError};
use ca_contract::officers::{
    DismissOfficer, DismissOfficerError, EnrolOfficer, EnrolOfficerError, EnrolledOfficer, ListOfficers, OfficerEnrolled,
    OfficerRoles,
};
use ca_contract::revocation::{OfficersReason, RevokeByOfficers, RevokeByOfficersError};
use ca_contract::statement::Officer;
use ca_contract::{Der, Failed, IdempotencyKey};
use pki::name::Attribute;
use pki::{Certificate, Clock, Curve, Digest, Id, SoftwareKey, SystemRandom, Timestamp, csr};
use testbed::{Scenario, Testbed, anchor, ask};

use super::on_every_testbed;

type OfficerId = Id<Officer>;

fn first_two(testbed: &Testbed) -> [OfficerId; 2] {
    [0, 1].map(|place| testbed.bootstrapped.officers[place].id)
}

fn request(key: &SoftwareKey) -> Der {
    Der(csr::request(key).expect("a request"))
}

fn newcomer(testbed: &Testbed) -> EnrolOfficer {
    let [proposed_by, confirmed_by] = first_two(testbed);
    EnrolOfficer {
        request: request(&Scenario::key()),
        name: "Solveig Arnoux".to_owned(),
        email: "solveig.arnoux@sceau.example.org".to_owned(),
        roles: OfficerRoles::all(),
        proposed_by,
        confirmed_by,
    }
}

async fn enrolled(testbed: &Testbed, question: &EnrolOfficer) -> OfficerEnrolled {
    ask(&testbed.callers.portal, question).await.expect("the officer is enrolled")
}

async fn not_enrolled(testbed: &Testbed, question: &EnrolOfficer) -> EnrolOfficerError {
    match ask(&testbed.callers.portal, question).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

async fn not_dismissed(testbed: &Testbed, officer: OfficerId, by: [OfficerId; 2]) -> DismissOfficerError {
    let question = DismissOfficer { officer, proposed_by: by[0], confirmed_by: by[1] };
    match ask(&testbed.callers.portal, &question).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

async fn listed(testbed: &Testbed) -> Vec<EnrolledOfficer> {
    ask(&testbed.callers.portal, &ListOfficers {}).await.expect("the officers")
}

async fn approved(testbed: &Testbed, order: &str, by: [OfficerId; 2]) -> Result<(), ApproveError> {
    let mut statement = Scenario::statement(testbed, order, "expert-card", Scenario::person(testbed));
    statement.identity_check.officer = by[0];
    let question = Approve { statement, reviewed_by: by[0], authorised_by: by[1] };
    match ask(&testbed.callers.portal, &question).await {
        Ok(_) => Ok(()),
        Err(Failed::Refused(refusal)) => Err(refusal),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn two_officers_enrol_a_third_whose_approvals_count_until_two_others_dismiss_them() {
    on_every_testbed(async |testbed| {
        let [first, second] = first_two(testbed);
        let (question, key) = (newcomer(testbed), IdempotencyKey::generate(&mut SystemRandom));
        let third = testbed.callers.portal.call(&question, key).await.expect("the officer is enrolled");
        assert_eq!(
            testbed.callers.portal.call(&question, key).await.as_ref(),
            Ok(&third),
            "a repeated call returns the first answer"
        );
        let certificate = Certificate::from_der(&third.certificate.0).expect("a certificate");
        assert_eq!(third.chain, [Der(anchor(&testbed.installation).der().to_vec())]);
        assert!(certificate.is_signed_by(&anchor(&testbed.installation)), "the internal authority signed it");
        assert_eq!(certificate.subject().first(Attribute::CommonName), Some("Solveig Arnoux"));

        let officers = listed(testbed).await;
        let names: Vec<&str> = officers.iter().map(|officer| officer.name.as_str()).collect();
        assert_eq!(names, ["Inès Vautrin", "Octave Delmas", "Solveig Arnoux"]);
        assert_eq!((officers[2].id, officers[2].fingerprint), (third.officer, Digest::of(&third.certificate.0)));
        assert_eq!(officers[0].fingerprint, Digest::of(&testbed.bootstrapped.officers[0].certificate));
        assert!(officers.iter().all(|officer| officer.dismissed_at.is_none()));

        approved(testbed, "SC-2026-000370", [third.officer, second]).await.expect("the third one's approval counts");
        let dismiss = DismissOfficer { officer: first, proposed_by: second, confirmed_by: third.officer };
        let dismissed = ask(&testbed.callers.portal, &dismiss).await.expect("the first is dismissed");
        assert_eq!(listed(testbed).await[0].dismissed_at, Some(dismissed.at));

        let unknown = ApproveError::UnknownOfficer { officer: first };
        for by in [[first, second], [second, first]] {
            assert_eq!(approved(testbed, "SC-2026-000371", by).await, Err(unknown.clone()));
        }
        let token = "ST-NOBODY".parse().expect("a token number");
        let evidence = "Courrier retourné".parse().expect("evidence");
        let received_at = testbed.clock.now();
        let reason = OfficersReason::LostInPost;
        let revoke = RevokeByOfficers { token, reason, evidence, recorded_by: first, confirmed_by: second, received_at };
        let refusal = ask(&testbed.callers.portal, &revoke).await;
        assert_eq!(refusal, Err(Failed::Refused(RevokeByOfficersError::UnknownOfficer { officer: first })));

        // Of the two that remain neither can be dismissed, and the address of the dismissed officer can be used again.
        assert_eq!(not_dismissed(testbed, third.officer, [second, third.officer]).await, DismissOfficerError::LastTwo);
        let back = EnrolOfficer {
            name: "Inès Vautrin".to_owned(),
            email: "ines.vautrin@sceau.example.org".to_owned(),
            proposed_by: second,
            confirmed_by: third.officer,
            ..newcomer(testbed)
        };
        let returned = enrolled(testbed, &back).await;
        approved(testbed, "SC-2026-000372", [returned.officer, second])
            .await
            .expect("an officer who was enrolled again may approve");
    })
    .await;
}

#[tokio::test]
async fn enrolment_by_oneself_by_one_officer_twice_without_a_name_or_with_a_used_key_is_refused() {
    on_every_testbed(async |testbed| {
        let [first, second] = first_two(testbed);
        let stranger = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
        let asked = || newcomer(testbed);
        let with = |email: &str| EnrolOfficer { email: email.to_owned(), ..asked() };
        let named = |name: &str| EnrolOfficer { name: name.to_owned(), ..asked() };
        let refusals = [
            (EnrolOfficer { confirmed_by: first, ..asked() }, EnrolOfficerError::FourEyes),
            (EnrolOfficer { proposed_by: stranger, ..asked() }, EnrolOfficerError::UnknownOfficer { officer: stranger }),
            (EnrolOfficer { confirmed_by: stranger, ..asked() }, EnrolOfficerError::UnknownOfficer { officer: stranger }),
            (with("Ines.Vautrin@sceau.example.org"), EnrolOfficerError::AddressInUse),
            (
                EnrolOfficer { request: request(&SoftwareKey::generate(Curve::P384).expect("a key")), ..asked() },
                EnrolOfficerError::Curve,
            ),
        ];
        for (question, refusal) in &refusals {
            assert_eq!(not_enrolled(testbed, question).await, *refusal);
        }
        for unfit in
            [named("Solveig"), named("Solveig "), named(&format!("Solveig {}", "A".repeat(65))), with("solveig"), with("a b@c")]
        {
            let refusal = not_enrolled(testbed, &unfit).await;
            let EnrolOfficerError::InvalidName { problem } = refusal else { panic!("{refusal:?}") };
            assert!(!problem.contains("AAA"), "{problem}");
        }
        let garbage = EnrolOfficer { request: Der(vec![0x30, 0x00]), ..asked() };
        assert!(matches!(not_enrolled(testbed, &garbage).await, EnrolOfficerError::Request { .. }));
        let key = Scenario::key();
        enrolled(testbed, &EnrolOfficer { request: request(&key), ..asked() }).await;
        let twice = EnrolOfficer { request: request(&key), ..with("other@sceau.example.org") };
        assert_eq!(not_enrolled(testbed, &twice).await, EnrolOfficerError::KeyCertifiedBefore);
        let by_station = ask(&testbed.callers.station, &with("other@sceau.example.org")).await;
        assert_eq!(by_station, Err(Failed::NotAllowed));
        assert_eq!(listed(testbed).await.len(), 3, "{second} and the others");
        assert_eq!(testbed.refusals().await.len(), refusals.len() + 5 + 3, "each refusal is on record");
    })
    .await;
}

#[tokio::test]
async fn an_officer_is_dismissed_by_two_others_and_at_least_two_remain() {
    on_every_testbed(async |testbed| {
        let [first, second] = first_two(testbed);
        assert_eq!(not_dismissed(testbed, first, [first, second]).await, DismissOfficerError::LastTwo);
        let third = enrolled(testbed, &newcomer(testbed)).await.officer;
        for by in [[second, second], [first, second], [second, first]] {
            assert_eq!(not_dismissed(testbed, first, by).await, DismissOfficerError::FourEyes);
        }
        let stranger = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
        let unknown = DismissOfficerError::UnknownOfficer { officer: stranger };
        assert_eq!(not_dismissed(testbed, stranger, [first, second]).await, unknown);
        assert_eq!(not_dismissed(testbed, first, [second, stranger]).await, unknown);
        let dismiss = DismissOfficer { officer: third, proposed_by: first, confirmed_by: second };
        ask(&testbed.callers.portal, &dismiss).await.expect("the third is dismissed");
        let gone = DismissOfficerError::UnknownOfficer { officer: third };
        assert_eq!(not_dismissed(testbed, third, [first, second]).await, gone, "a second dismissal is refused");
        assert_eq!(not_dismissed(testbed, first, [second, third]).await, gone, "and they may no longer confirm");
        let again = newcomer(testbed);
        let vouched = EnrolOfficer { proposed_by: third, ..again };
        assert_eq!(not_enrolled(testbed, &vouched).await, EnrolOfficerError::UnknownOfficer { officer: third });
    })
    .await;
}
