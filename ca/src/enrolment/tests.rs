//! Who becomes, stays and stops being an officer, and who may say so: asked over the contract.

use ca_contract::officers::{
    DismissOfficer, DismissOfficerError, EnrolOfficer, EnrolOfficerError, OfficerKeyError, OfficerRole, OfficerRoles,
    RenewOfficer, RenewOfficerError,
};
use ca_contract::statement::Officer;
use pki::certificate::NotAdmitted;
use pki::name::Attribute;
use pki::{Certificate, Curve, Digest, Id};

use crate::bootstrapped::{Zone, in_a_zone, request};
use crate::fixtures::fresh;

/// A third officer, by both.
fn third(zone: &Zone) -> EnrolOfficer {
    let [proposed_by, confirmed_by] = zone.officers;
    EnrolOfficer {
        request: request(Curve::P256),
        name: "Yvon Le Guellec".to_owned(),
        email: "yvon.le-guellec@sceau.example.org".to_owned(),
        roles: OfficerRoles::all(),
        proposed_by,
        confirmed_by,
    }
}

fn dismiss(officer: Id<Officer>, [proposed_by, confirmed_by]: [Id<Officer>; 2]) -> DismissOfficer {
    DismissOfficer { officer, proposed_by, confirmed_by }
}

fn renew(officer: Id<Officer>, [proposed_by, confirmed_by]: [Id<Officer>; 2]) -> RenewOfficer {
    RenewOfficer { officer, request: request(Curve::P256), proposed_by, confirmed_by }
}

/// The last second of an officer's certificate (RFC 5280 §4.1.2.5) has passed.
async fn let_expire(zone: &Zone, officer: Id<Officer>) {
    let officers = zone.listed().await;
    let ends = officers.iter().find(|known| known.id == officer).unwrap().validity.not_after();
    zone.pass(ends.since(zone.now()) + std::time::Duration::from_secs(1));
}

#[tokio::test]
async fn two_officers_enrol_a_third_who_counts_from_then_on() {
    in_a_zone(
        |_| {},
        async |zone| {
            let question = EnrolOfficer { roles: vec![OfficerRole::SecurityOfficer].try_into().unwrap(), ..third(zone) };
            let enrolled = zone.ask(&question).await.unwrap();
            let listed = zone.listed().await;
            let officer = listed.iter().find(|officer| officer.id == enrolled.officer).unwrap();
            assert_eq!((&officer.name, &officer.email), (&question.name, &question.email));
            assert_eq!(officer.roles, [OfficerRole::SecurityOfficer]);
            assert_eq!(officer.fingerprint, Digest::of(&enrolled.certificate.0));
            let certificate = Certificate::from_der(&enrolled.certificate.0).unwrap();
            assert_eq!(certificate.subject().first(Attribute::CommonName), Some("Yvon Le Guellec"));

            let [first, second] = zone.officers;
            zone.ask(&renew(second, [first, enrolled.officer])).await.unwrap();
        },
    )
    .await;
}

#[tokio::test]
async fn nobody_is_enrolled_by_one_officer_or_by_somebody_without_the_role() {
    in_a_zone(
        |_| {},
        async |zone| {
            for officer in zone.officers {
                let alone = EnrolOfficer { proposed_by: officer, confirmed_by: officer, ..third(zone) };
                assert_eq!(zone.refusal(&alone).await, EnrolOfficerError::FourEyes);
            }
            let others = [OfficerRole::RegistrationOfficer, OfficerRole::ProductionOperator, OfficerRole::Accountant];
            let officer = zone.enrolled("Maud Treguier", &others).await;
            let expected = EnrolOfficerError::OfficerRole { officer, role: OfficerRole::SecurityOfficer };
            assert_eq!(zone.refusal(&EnrolOfficer { proposed_by: officer, ..third(zone) }).await, expected);
            assert_eq!(zone.refusal(&EnrolOfficer { confirmed_by: officer, ..third(zone) }).await, expected);
            assert_eq!(zone.listed().await.len(), 3);
        },
    )
    .await;
}

#[tokio::test]
async fn an_officer_has_a_first_name_a_surname_and_an_address_of_their_own() {
    in_a_zone(
        |_| {},
        async |zone| {
            for name in
                ["", "Yvon", "Yvon ", " Guellec", "Yvon  Guellec", "Yvon\u{7} Guellec", "Yvon Gu\u{2013}ellec", "Ивон Guellec"]
            {
                let why = zone.refusal(&EnrolOfficer { name: name.to_owned(), ..third(zone) }).await;
                assert!(matches!(why, EnrolOfficerError::InvalidName { .. }), "{name:?}: {why:?}");
            }
            // RFC 5321 §4.5.3.1.3: 256 octets with the angle brackets.
            let of_length = |length: usize| format!("{}@sceau.example.org", "y".repeat(length - "@sceau.example.org".len()));
            for email in ["", "yvon", "@sceau.example.org", "yvon@", "yvon@a@b", "yvon le@sceau.example.org", &of_length(255)] {
                let why = zone.refusal(&EnrolOfficer { email: email.to_owned(), ..third(zone) }).await;
                assert!(matches!(why, EnrolOfficerError::InvalidName { .. }), "{email:?}: {why:?}");
            }
            for taken in ["ines.vautrin@sceau.example.org", "Ines.Vautrin@Sceau.example.org"] {
                let why = zone.refusal(&EnrolOfficer { email: taken.to_owned(), ..third(zone) }).await;
                assert_eq!(why, EnrolOfficerError::AddressInUse, "{taken}");
            }
            zone.ask(&EnrolOfficer { email: of_length(254), ..third(zone) }).await.unwrap();
        },
    )
    .await;
}

#[tokio::test]
async fn a_key_of_an_officer_is_certified_once() {
    in_a_zone(
        |_| {},
        async |zone| {
            let question = third(zone);
            let enrolled = zone.ask(&question).await.unwrap().officer;
            let again =
                EnrolOfficer { request: question.request.clone(), email: "y2@sceau.example.org".to_owned(), ..third(zone) };
            assert_eq!(zone.refusal(&again).await, EnrolOfficerError::KeyCertifiedBefore);
            let renewal = RenewOfficer { request: question.request, ..renew(enrolled, zone.officers) };
            assert_eq!(zone.refusal(&renewal).await, RenewOfficerError::Key { fault: OfficerKeyError::KeyCertifiedBefore });
        },
    )
    .await;
}

#[tokio::test]
async fn a_certificate_is_renewed_by_two_others_whose_own_has_not_expired() {
    in_a_zone(
        |_| {},
        async |zone| {
            let ([first, second], stranger) = (zone.officers, fresh());
            let officer = zone.enrolled("Yvon Le Guellec", &[OfficerRole::RegistrationOfficer]).await;
            for by in [[first, first], [officer, first], [first, officer], [officer, officer]] {
                assert_eq!(zone.refusal(&renew(officer, by)).await, RenewOfficerError::FourEyes, "{by:?}");
            }
            let unknown = RenewOfficerError::UnknownOfficer { officer: stranger };
            for question in [renew(stranger, zone.officers), renew(officer, [stranger, first]), renew(officer, [first, stranger])]
            {
                assert_eq!(zone.refusal(&question).await, unknown);
            }
            let before = fingerprint(zone, officer).await;
            let renewed = zone.ask(&renew(officer, [first, second])).await.unwrap();
            let now = fingerprint(zone, officer).await;
            assert_eq!(now, Digest::of(&renewed.certificate.0));
            assert_ne!(now, before);

            let_expire(zone, officer).await;
            let why = zone.refusal(&renew(officer, [first, second])).await;
            assert!(matches!(why, RenewOfficerError::OfficerCertificate { fault: NotAdmitted::Expired { .. }, .. }), "{why:?}");
        },
    )
    .await;
}

async fn fingerprint(zone: &Zone, officer: Id<Officer>) -> Digest {
    zone.listed().await.iter().find(|known| known.id == officer).unwrap().fingerprint
}

#[tokio::test]
async fn an_officer_is_dismissed_by_two_others_and_counts_no_more() {
    in_a_zone(
        |_| {},
        async |zone| {
            let [first, second] = zone.officers;
            let officer = zone.ask(&third(zone)).await.unwrap().officer;
            for by in [[first, first], [officer, first], [first, officer], [officer, officer]] {
                assert_eq!(zone.refusal(&dismiss(officer, by)).await, DismissOfficerError::FourEyes, "{by:?}");
            }
            let at = zone.ask(&dismiss(officer, [first, second])).await.unwrap().at;
            let listed = zone.listed().await;
            let dismissed = listed.iter().filter_map(|known| Some((known.id, known.dismissed_at?)));
            assert_eq!(dismissed.collect::<Vec<_>>(), [(officer, at)]);

            let unknown = DismissOfficerError::UnknownOfficer { officer };
            assert_eq!(zone.refusal(&dismiss(officer, [first, second])).await, unknown, "twice");
            assert_eq!(zone.refusal(&dismiss(second, [officer, first])).await, unknown, "as the one who proposes");
            assert_eq!(zone.refusal(&dismiss(second, [first, officer])).await, unknown, "as the one who confirms");
            let renewal = zone.refusal(&renew(officer, [first, second])).await;
            assert_eq!(renewal, RenewOfficerError::UnknownOfficer { officer });
            zone.ask(&third(zone)).await.expect("the address of somebody dismissed is free again");
        },
    )
    .await;
}

#[tokio::test]
async fn two_officers_remain() {
    in_a_zone(
        |_| {},
        async |zone| {
            let [first, second] = zone.officers;
            for officer in zone.officers {
                assert_eq!(zone.refusal(&dismiss(officer, [first, second])).await, DismissOfficerError::LastTwo);
            }
            let officer = zone.ask(&third(zone)).await.unwrap().officer;
            zone.ask(&dismiss(first, [second, officer])).await.unwrap();
            assert_eq!(zone.refusal(&dismiss(second, [second, officer])).await, DismissOfficerError::LastTwo);
        },
    )
    .await;
}
