//! Repeated calls: refusals are repeated like other responses, and an idempotency key belongs to one request.

use ca_contract::holder::{CodeFault, ReleasePuk, SetCode, SetCodeError};
use ca_contract::issuance::{Approve, ApproveError, Issue, SlotRequest};
use ca_contract::revocation::{Contact, RevokeByCode, RevokeByCodeError};
use ca_contract::{Confidential, Der, Failed, IdempotencyKey};
use pki::SystemRandom;
use testbed::{CODES, Scenario, ask};

use super::on_every_testbed;

fn fresh() -> IdempotencyKey {
    IdempotencyKey::generate(&mut SystemRandom)
}

#[tokio::test]
async fn a_wrong_code_repeated_with_the_same_idempotency_key_counts_as_one_attempt() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000140", "expert-card", Scenario::person(testbed)).await;
        Scenario::define_codes(testbed, &held).await;
        let (wrong, key) = (Scenario::answers("W7MP3WQ"), fresh());
        for _ in 0..8 {
            let answer = testbed.callers.portal.call(&wrong, key).await;
            assert_eq!(answer, Err(Failed::Refused(RevokeByCodeError::NotRecognised)));
        }
        let other = testbed.callers.portal.call(&Scenario::answers("X7MP3WQ"), key).await;
        assert_eq!(other, Err(Failed::KeyReused));
        for _ in 0..4 {
            let answer = ask(&testbed.callers.portal, &wrong).await;
            assert_eq!(answer, Err(Failed::Refused(RevokeByCodeError::NotRecognised)));
        }
        let sixth = ask(&testbed.callers.portal, &wrong).await;
        assert!(matches!(sixth, Err(Failed::Refused(RevokeByCodeError::RateLimited { .. }))), "{sixth:?}");
    })
    .await;
}

#[tokio::test]
async fn the_idempotency_key_of_a_refused_call_cannot_be_used_for_another_request() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000141", "expert-card", Scenario::person(testbed)).await;
        let key = fresh();
        let set = |code: &str| SetCode { certificate: held.fingerprint(0), code: Confidential::new(code) };
        let unsuitable = Err(Failed::Refused(SetCodeError::Unsuitable { fault: CodeFault::DigitsOnly }));
        assert_eq!(testbed.callers.portal.call(&set("72946385"), key).await, unsuitable);
        assert_eq!(testbed.callers.portal.call(&set("72946385"), key).await, unsuitable);
        let other = testbed.callers.portal.call(&set(CODES[0]), key).await;
        assert_eq!(other, Err(Failed::KeyReused));
    })
    .await;
}

#[tokio::test]
async fn the_idempotency_key_of_a_released_puk_releases_no_other() {
    on_every_testbed(async |testbed| {
        let key = fresh();
        let first = Scenario::produce(testbed, "SC-2026-000142", "expert-card", Scenario::person(testbed)).await;
        let second = Scenario::produce(testbed, "SC-2026-000143", "expert-card", Scenario::person(testbed)).await;
        let release = |certificate| ReleasePuk { certificate };
        testbed.callers.portal.call(&release(first.fingerprint(0)), key).await.expect("the first PUK is released");
        let other = testbed.callers.portal.call(&release(second.fingerprint(0)), key).await;
        assert!(matches!(other, Err(Failed::Invalid(_))), "{other:?}");
        testbed.callers.portal.call(&release(second.fingerprint(0)), fresh()).await.expect("a call of its own releases it");
    })
    .await;
}

#[tokio::test]
async fn a_model_that_cannot_be_stored_is_refused_before_anything_is_signed() {
    on_every_testbed(async |testbed| {
        let statement = Scenario::statement(testbed, "SC-2026-000144", "expert-card", Scenario::person(testbed));
        let approved = Scenario::approve(testbed, statement).await;
        for model in ["", "x\0y", "ключ", &"m".repeat(65)] {
            let request = |slot| SlotRequest { slot, request: Der(Vec::new()) };
            let question = Issue {
                order: "SC-2026-000144".parse().expect("an order number"),
                statement: approved,
                token: "T-0144".parse().expect("a token number"),
                model: model.to_owned(),
                requests: vec![request(0), request(1)],
            };
            let answer = ask(&testbed.callers.station, &question).await;
            assert!(matches!(answer, Err(Failed::Invalid(_))), "{answer:?}");
        }
    })
    .await;
}

/// A name with nine words, three of them given names.
#[tokio::test]
async fn a_holder_with_a_long_name_can_revoke_with_all_of_it_or_without_the_further_given_names() {
    on_every_testbed(async |testbed| {
        let mut statement = Scenario::statement(testbed, "SC-2026-000145", "expert-card", Scenario::person(testbed));
        statement.subject.given_name = Some("Maria da Conceição".to_owned());
        statement.subject.surname = "Pereira de Sousa e Silva Ramos".to_owned();
        let held = Scenario::produce_stated(testbed, statement).await;
        Scenario::define_codes(testbed, &held).await;
        for (name, fits) in [
            ("Pereira Ramos", false),
            ("PEREIRA DE SOUSA E SILVA RAMOS Maria", true),
            ("Maria da Conceição Pereira de Sousa e Silva Ramos", true),
        ] {
            let mut answers = RevokeByCode { name: Confidential::new(name), ..Scenario::answers(CODES[0]) };
            answers.contact = Contact::Token(held.issued.token.clone());
            assert_eq!(ask(&testbed.callers.portal, &answers).await.is_ok(), fits, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_name_with_characters_that_change_its_display_is_not_approved() {
    on_every_testbed(async |testbed| {
        for surname in ["Ker\u{202e}vadec", "Ker\u{200b}vadec", "Ker\u{e000}vadec", "Ker\u{a0}vadec", "Kervadec\u{1f600}"] {
            let mut statement = Scenario::statement(testbed, "SC-2026-000146", "expert-card", Scenario::person(testbed));
            statement.subject.surname = surname.to_owned();
            let [reviewed_by, authorised_by] = [0, 1].map(|place| testbed.bootstrapped.officers[place].id);
            let approve = Approve { statement, reviewed_by, authorised_by };
            let answer = ask(&testbed.callers.portal, &approve).await;
            let refused = matches!(answer, Err(Failed::Refused(ApproveError::Subject { .. })));
            assert!(refused, "{surname:?}: {answer:?}");
        }
    })
    .await;
}
