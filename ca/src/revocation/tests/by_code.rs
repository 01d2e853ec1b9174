//! Revocation by code, over the contract.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::events::{FollowTokens, TokenChange};
use ca_contract::holder::SetCode;
use ca_contract::issuance::Issued;
use ca_contract::revocation::{
    Contact, FurtherFacts, HolderReason, RevocationSummary, RevokeByCode, RevokeByCodeError, RevokedByCode, Source,
};
use ca_contract::statement::Statement;
use jiff::civil::date;
use pki::Digest;

use super::serials;
use crate::bootstrapped::{Zone, in_a_zone};

const CODES: [&str; 2] = ["K7MP3WQ", "R4TX9HB"];

/// A token whose certificates have a code each.
async fn with_codes(zone: &Zone, number: u32) -> Issued {
    let issued = zone.produced(number).await;
    set_codes(zone, &issued, CODES).await;
    issued
}

/// Sets a code for each of the token's certificates.
async fn set_codes(zone: &Zone, issued: &Issued, codes: [&str; 2]) {
    for (issued, code) in issued.certificates.iter().zip(codes) {
        let certificate = Digest::of(&issued.certificate.0);
        zone.ask(&SetCode { certificate, code: Confidential::new(code) }).await.unwrap();
    }
}

/// The four right answers about the holder of the fixture, from one network.
fn answers(issued: &Issued, code: &str) -> RevokeByCode {
    RevokeByCode {
        name: Confidential::new("Maëlle Kervadec"),
        contact: Contact::Token(issued.token.clone()),
        birth_date: date(1971, 4, 23).into(),
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
        ("birth date", |question| question.birth_date = date(1971, 4, 24).into()),
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
            // The law extended the document: holders give either the printed end or the one in law.
            let right = zone.ask(&further("Saint-Brieuc", 2026)).await.unwrap();
            assert!(matches!(right, RevokedByCode::Revoked(summary) if summary.effective));
            assert!(matches!(zone.ask(&further("Saint-Brieuc", 2031)).await.unwrap(), RevokedByCode::Revoked(_)));
        },
    )
    .await;
}

/// The e-mail address of the fixture.
fn by_email(issued: &Issued, code: &str) -> RevokeByCode {
    RevokeByCode { contact: Contact::Email(Confidential::new("maelle.kervadec@sceau.example.org")), ..answers(issued, code) }
}

async fn revoked(zone: &Zone, question: &RevokeByCode) -> RevocationSummary {
    match zone.ask(question).await.unwrap() {
        RevokedByCode::Revoked(summary) => summary,
        RevokedByCode::Choose { tokens } => panic!("to choose from {tokens:?}"),
    }
}

/// docs/codes.md#four-answers: with the same code for several valid tokens, the holder chooses; nothing is revoked before.
#[tokio::test]
async fn a_holder_whose_code_fits_several_tokens_chooses_one() {
    in_a_zone(
        |_| {},
        async |zone| {
            let holder = zone.statement("SC-2026-000001");
            let same =
                |statement: &mut Statement| (statement.person, statement.subject) = (holder.person, holder.subject.clone());
            let [first, second] = [zone.produced_with(1, same).await, zone.produced_with(2, same).await];
            for issued in [&first, &second] {
                set_codes(zone, issued, CODES).await;
            }
            let asked = |token: Option<&Issued>| RevokeByCode {
                token: token.map(|issued| issued.token.clone()),
                ..by_email(&first, CODES[0])
            };
            let RevokedByCode::Choose { mut tokens } = zone.ask(&asked(None)).await.unwrap() else { panic!("revoked") };
            tokens.sort_by(|one, other| one.as_str().cmp(other.as_str()));
            assert_eq!(tokens, [first.token.clone(), second.token.clone()]);
            assert_eq!(zone.revoked_serials().await, []);

            let stranger =
                zone.produced_with(3, |statement| statement.facts.email = Confidential::new("other@sceau.example.org"));
            let stranger = stranger.await;
            assert_eq!(zone.refusal(&asked(Some(&stranger))).await, RevokeByCodeError::NotRecognised, "another's token");
            let chosen = revoked(zone, &asked(Some(&second))).await;
            assert_eq!((&chosen.token, chosen.effective, chosen.other_tokens_stay_valid), (&second.token, true, true));
            assert_eq!(zone.revoked_serials().await, serials(&second));
            // Only one is valid now, so there is nothing to choose.
            let rest = revoked(zone, &asked(None)).await;
            assert_eq!((&rest.token, rest.effective, rest.other_tokens_stay_valid), (&first.token, true, false));
            assert!(!revoked(zone, &asked(None)).await.effective, "none is valid: one that was revoked");
        },
    )
    .await;
}

/// Several persons may share an address: each revokes what is theirs, and the other's code does not help.
#[tokio::test]
async fn of_two_persons_with_one_address_each_revokes_their_own_token() {
    in_a_zone(
        |_| {},
        async |zone| {
            let maelle = zone.produced(1).await;
            let yann = zone.produced_with(2, |statement| statement.subject.given_name = Some("Yann".to_owned())).await;
            set_codes(zone, &maelle, [CODES[0]; 2]).await;
            set_codes(zone, &yann, [CODES[1]; 2]).await;
            let by_yann = |code| RevokeByCode { name: Confidential::new("Yann Kervadec"), ..by_email(&yann, code) };
            for wrong in [by_email(&maelle, CODES[1]), by_yann(CODES[0])] {
                assert_eq!(zone.refusal(&wrong).await, RevokeByCodeError::NotRecognised);
            }
            assert_eq!(revoked(zone, &by_email(&maelle, CODES[0])).await.token, maelle.token);
            assert_eq!(revoked(zone, &by_yann(CODES[1])).await.token, yann.token);
        },
    )
    .await;
}

/// A holder who changed their name has tokens with either: the answers need to fit one of them.
#[tokio::test]
async fn either_name_of_a_holder_with_two_tokens_is_right() {
    in_a_zone(
        |_| {},
        async |zone| {
            let holder = zone.statement("SC-2026-000001");
            let named = |surname: &'static str| {
                let (person, subject) = (holder.person, holder.subject.clone());
                move |statement: &mut Statement| {
                    (statement.person, statement.subject) = (person, subject);
                    statement.subject.surname = surname.to_owned();
                }
            };
            let (old, new) = (zone.produced_with(1, named("Kervadec")).await, zone.produced_with(2, named("Le Bihan")).await);
            set_codes(zone, &old, [CODES[0]; 2]).await;
            set_codes(zone, &new, [CODES[1]; 2]).await;
            let by_new_name = RevokeByCode { name: Confidential::new("Maëlle Le Bihan"), ..by_email(&new, CODES[1]) };
            assert_eq!(revoked(zone, &by_new_name).await.token, new.token);
            assert_eq!(revoked(zone, &by_email(&old, CODES[0])).await.token, old.token);
        },
    )
    .await;
}

/// docs/codes.md#throttling: a hundred wrong answers about a holder, whichever contact leads to them and wherever they come from;
/// then two further facts are needed. The holder is told of the first ten.
#[tokio::test]
async fn after_a_hundred_wrong_answers_about_a_holder_further_facts_are_needed() {
    in_a_zone(
        |_| {},
        async |zone| {
            let issued = with_codes(zone, 1).await;
            let from = |network: u32| Source::Web(format!("192.0.2.{network}").parse().unwrap());
            for attempt in 0..100 {
                let wrong = if attempt % 2 == 0 { by_email(&issued, "K7MP3WR") } else { answers(&issued, "K7MP3WR") };
                let wrong = RevokeByCode { source: from(1 + attempt / 5), ..wrong };
                assert_eq!(zone.refusal(&wrong).await, RevokeByCodeError::NotRecognised, "{attempt}");
            }
            let right = RevokeByCode { source: from(200), ..answers(&issued, CODES[0]) };
            assert_eq!(zone.refusal(&right).await, RevokeByCodeError::FurtherFactsNeeded);
            let further = FurtherFacts { birth_place: Confidential::new("Saint-Brieuc"), document_expires: date(2031, 9, 30) };
            assert!(revoked(zone, &RevokeByCode { further: Some(further), ..right }).await.effective);

            let followed = zone.ask(&FollowTokens { after: 0, at_most: 100, wait_ms: 0 }).await.unwrap();
            let told = followed.events.iter().filter(|event| matches!(event.change, TokenChange::WrongCodes { count: 10 }));
            assert_eq!(told.map(|event| &event.token).collect::<Vec<_>>(), [&issued.token]);
        },
    )
    .await;
}
