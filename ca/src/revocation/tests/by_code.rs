//! Revocation by code, over the contract.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::holder::SetCode;
use ca_contract::issuance::Issued;
use ca_contract::revocation::{Contact, FurtherFacts, HolderReason, RevokeByCode, RevokeByCodeError, RevokedByCode, Source};
use jiff::civil::date;
use pki::Digest;

use super::serials;
use crate::bootstrapped::{Zone, in_a_zone};

const CODES: [&str; 2] = ["K7MP3WQ", "R4TX9HB"];

/// A token whose certificates have a code each.
async fn with_codes(zone: &Zone, number: u32) -> Issued {
    let issued = zone.produced(number).await;
    for (issued, code) in issued.certificates.iter().zip(CODES) {
        let certificate = Digest::of(&issued.certificate.0);
        zone.ask(&SetCode { certificate, code: Confidential::new(code) }).await.unwrap();
    }
    issued
}

/// The four right answers about the holder of the fixture, from one network.
fn answers(issued: &Issued, code: &str) -> RevokeByCode {
    RevokeByCode {
        name: Confidential::new("Maëlle Kervadec"),
        contact: Contact::Token(issued.token.clone()),
        birth_date: date(1971, 4, 23),
        code: Confidential::new(code),
        further: None,
        reason: HolderReason::Stolen,
        source: Source::Web("192.0.2.7".parse().unwrap()),
        token: None,
    }
}

#[tokio::test]
async fn either_code_revokes_both_certificates_and_no_other_token() {
    for code in CODES {
        in_a_zone(
            |_| {},
            async |zone| {
                let (issued, _other) = (with_codes(zone, 1).await, with_codes(zone, 2).await);
                let revoked = zone.ask(&answers(&issued, code)).await.unwrap();
                let RevokedByCode::Revoked(first) = revoked else { panic!("{revoked:?}") };
                assert_eq!((&first.token, first.effective), (&issued.token, true));
                assert_eq!(zone.revoked_serials().await, serials(&issued), "both of the token (M17)");
                let again = zone.ask(&answers(&issued, code)).await.unwrap();
                let RevokedByCode::Revoked(again) = again else { panic!("{again:?}") };
                assert_eq!((again.effective, again.decided_at), (false, first.decided_at));
                assert_eq!(zone.revoked_serials().await, serials(&issued), "once in the status feed");
            },
        )
        .await;
    }
}

/// A change of a request.
type Change = fn(&mut RevokeByCode);

#[tokio::test]
async fn each_of_the_four_answers_must_be_right() {
    let changes: [(&str, Change); 4] = [
        ("name", |question| question.name = Confidential::new("Maëlle Kervella")),
        ("contact", |question| question.contact = Contact::Email(Confidential::new("maelle@sceau.example.org"))),
        ("birth date", |question| question.birth_date = date(1971, 4, 24)),
        ("code", |question| question.code = Confidential::new("K7MP3WR")),
    ];
    in_a_zone(
        |_| {},
        async |zone| {
            let issued = with_codes(zone, 1).await;
            for (answer, change) in changes {
                let mut question = answers(&issued, CODES[0]);
                change(&mut question);
                assert_eq!(zone.refusal(&question).await, RevokeByCodeError::NotRecognised, "{answer}");
                assert_eq!(zone.revoked_serials().await, [], "{answer}");
            }
            let right = zone.ask(&answers(&issued, CODES[0])).await.unwrap();
            assert!(matches!(right, RevokedByCode::Revoked(summary) if summary.effective), "after wrong ones");
        },
    )
    .await;
}

/// docs/codes.md#throttling: five wrong answers with one contact from one source within an hour; nobody is locked out.
#[tokio::test]
async fn a_source_waits_after_five_wrong_answers_and_another_one_does_not() {
    in_a_zone(
        |_| {},
        async |zone| {
            let issued = with_codes(zone, 1).await;
            let wrong = answers(&issued, "K7MP3WR");
            for _ in 0..5 {
                assert_eq!(zone.refusal(&wrong).await, RevokeByCodeError::NotRecognised);
                zone.pass(Duration::from_secs(60));
            }
            let right = answers(&issued, CODES[0]);
            // The first of them counts for an hour, of which five minutes have passed.
            assert_eq!(zone.refusal(&right).await, RevokeByCodeError::RateLimited { retry_after_seconds: 55 * 60 });
            assert_eq!(zone.revoked_serials().await, []);
            let elsewhere = RevokeByCode { source: Source::Web("198.51.100.7".parse().unwrap()), ..answers(&issued, CODES[0]) };
            assert!(matches!(zone.ask(&elsewhere).await.unwrap(), RevokedByCode::Revoked(summary) if summary.effective));
        },
    )
    .await;
}

#[tokio::test]
async fn further_facts_that_are_given_must_be_right_too() {
    in_a_zone(
        |_| {},
        async |zone| {
            let issued = with_codes(zone, 1).await;
            let further = |place: &str, year: i16| {
                let further = FurtherFacts { birth_place: Confidential::new(place), document_expires: date(year, 9, 30) };
                RevokeByCode { further: Some(further), ..answers(&issued, CODES[0]) }
            };
            for wrong in [further("Saint-Malo", 2031), further("Saint-Brieuc", 2032)] {
                assert_eq!(zone.refusal(&wrong).await, RevokeByCodeError::NotRecognised);
            }
            let right = zone.ask(&further("Saint-Brieuc", 2031)).await.unwrap();
            assert!(matches!(right, RevokedByCode::Revoked(summary) if summary.effective));
        },
    )
    .await;
}
