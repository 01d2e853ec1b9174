//! Emergency revocation codes: definition, change, and use.

use ca_contract::holder::{CodeFault, SetCode, SetCodeError};
use ca_contract::revocation::{Contact, FurtherFacts, RevocationSummary, RevokeByCode, RevokeByCodeError, RevokedByCode};
use ca_contract::{Confidential, Failed};
use pki::Digest;
use pki::ocsp::CertStatus;
use testbed::{CODES, ProducedToken, Scenario, Testbed, ask};

use super::{on_every_testbed, receipt};

pub(super) async fn not_recognised(testbed: &Testbed, answers: &RevokeByCode) {
    let answer = ask(&testbed.callers.portal, answers).await;
    assert_eq!(answer, Err(Failed::Refused(RevokeByCodeError::NotRecognised)));
}

async fn revoked(testbed: &Testbed, answers: &RevokeByCode) -> RevocationSummary {
    match ask(&testbed.callers.portal, answers).await {
        Ok(RevokedByCode::Revoked(summary)) => summary,
        other => panic!("the right answers were not accepted: {other:?}"),
    }
}

async fn set(testbed: &Testbed, certificate: Digest, code: &str) -> Result<bool, Failed<SetCodeError>> {
    let set = SetCode { certificate, code: Confidential::new(code) };
    ask(&testbed.callers.portal, &set).await.map(|set| set.changed)
}

async fn produced(testbed: &Testbed, order: &str) -> ProducedToken {
    Scenario::produce(testbed, order, "expert-card", Scenario::person(testbed)).await
}

#[tokio::test]
async fn either_code_revokes_both_certificates() {
    on_every_testbed(async |testbed| {
        for (order, code) in [("SC-2026-000040", CODES[0]), ("SC-2026-000041", CODES[1])] {
            let held = produced(testbed, order).await;
            Scenario::define_codes(testbed, &held).await;
            let contact = || Contact::Token(held.issued.token.clone());
            not_recognised(testbed, &RevokeByCode { contact: contact(), ..Scenario::answers("W7MP3WQ") }).await;
            let summary = revoked(testbed, &RevokeByCode { contact: contact(), ..Scenario::answers(code) }).await;
            assert_eq!((summary.effective, &summary.token), (true, &held.issued.token));
            let receipt = receipt::verified(testbed, summary.request).await;
            assert_eq!(receipt.certificates.len(), 2, "the receipt names both");
            for issued in &held.issued.certificates {
                let told = testbed.status_of(issued).await;
                assert!(matches!(told.status, CertStatus::Revoked { .. }) && told.listed.is_some(), "{}", issued.role);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_changed_code_replaces_the_old_one() {
    on_every_testbed(async |testbed| {
        let held = produced(testbed, "SC-2026-000042").await;
        not_recognised(testbed, &Scenario::answers(CODES[0])).await;
        assert_eq!(set(testbed, held.fingerprint(0), CODES[0]).await, Ok(false));
        assert_eq!(set(testbed, held.fingerprint(0), "R8VHN2TE").await, Ok(true));
        not_recognised(testbed, &Scenario::answers(CODES[0])).await;
        let summary = revoked(testbed, &Scenario::answers("r8vh-n2te")).await;
        assert!(summary.effective);

        // A repeated request finds it already revoked; a code for a revoked certificate is refused.
        let again = revoked(testbed, &Scenario::answers("R8VHN2TE")).await;
        assert_eq!((again.effective, again.decided_at), (false, summary.decided_at));
        assert_eq!(set(testbed, held.fingerprint(1), CODES[1]).await, Err(Failed::Refused(SetCodeError::Revoked)));
        assert_eq!(
            testbed.refusals().await,
            ["portal RevokeByCode not-recognised", "portal RevokeByCode not-recognised", "portal SetCode revoked"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_code_that_is_easily_guessed_or_misheard_is_refused() {
    on_every_testbed(async |testbed| {
        let held = produced(testbed, "SC-2026-000043").await;
        let faults = [
            ("K7MP3", CodeFault::Length),
            ("K7MP3WQ2X", CodeFault::Length),
            ("K7MP3W0", CodeFault::Symbol),
            ("72946385", CodeFault::DigitsOnly),
            ("ABABAB", CodeFault::Guessable),
            ("2AZERT7", CodeFault::Guessable),
        ];
        for (code, fault) in faults {
            let refusal = set(testbed, held.fingerprint(0), code).await;
            assert_eq!(refusal, Err(Failed::Refused(SetCodeError::Unsuitable { fault })), "{code}");
        }
        let unknown = set(testbed, Digest::of(b"no certificate"), CODES[0]).await;
        assert_eq!(unknown, Err(Failed::Refused(SetCodeError::UnknownCertificate)));
        assert_eq!(testbed.refusals().await.len(), faults.len() + 1);
    })
    .await;
}

#[tokio::test]
async fn all_four_answers_must_be_right_and_the_name_may_vary_in_order_case_and_accents() {
    on_every_testbed(async |testbed| {
        let held = produced(testbed, "SC-2026-000044").await;
        Scenario::define_codes(testbed, &held).await;
        let right = |from: &str| RevokeByCode { source: Scenario::at(from), ..Scenario::answers(CODES[0]) };
        let wrong = [
            RevokeByCode { name: Confidential::new("kervadec maud"), ..right("198.51.100.1") },
            RevokeByCode { name: Confidential::new("maelle"), ..right("198.51.100.2") },
            RevokeByCode { birth_date: jiff::civil::date(1971, 4, 24).into(), ..right("198.51.100.3") },
            RevokeByCode { contact: Contact::Email(Confidential::new("maelle@sceau.example.org")), ..right("198.51.100.4") },
            RevokeByCode { contact: Contact::Token("ST-NOBODY".parse().expect("a number")), ..right("198.51.100.5") },
            RevokeByCode {
                further: Some(FurtherFacts {
                    birth_place: Confidential::new("Quimper"),
                    document_expires: jiff::civil::date(2031, 9, 30),
                }),
                ..right("198.51.100.6")
            },
        ];
        for answers in &wrong {
            not_recognised(testbed, answers).await;
        }
        let number = || Contact::Token(held.issued.token.clone());
        let names = ["Maëlle Kervadec", "KERVADEC MAELLE", "kervadec, maëlle anne", "  Kervadec   Mae\u{308}lle "];
        for (place, name) in names.into_iter().enumerate() {
            let summary = revoked(testbed, &RevokeByCode { name: Confidential::new(name), ..right("198.51.100.7") }).await;
            assert_eq!(summary.effective, place == 0, "{name}");
        }
        let contacts = [Contact::Email(Confidential::new(" Maelle.Kervadec@Sceau.Example.ORG")), number()];
        for contact in contacts {
            assert_eq!(revoked(testbed, &RevokeByCode { contact, ..right("198.51.100.7") }).await.token, held.issued.token);
        }
        assert_eq!(testbed.refusals().await, vec!["portal RevokeByCode not-recognised"; wrong.len()]);
    })
    .await;
}

#[tokio::test]
async fn a_second_token_stays_valid_and_the_receipt_says_so() {
    on_every_testbed(async |testbed| {
        let person = Scenario::person(testbed);
        let card = Scenario::produce(testbed, "SC-2026-000045", "expert-card", person).await;
        let backup = Scenario::produce(testbed, "SC-2026-000046", "backup-key", person).await;
        assert_eq!(card.certificate(0).subject(), backup.certificate(0).subject(), "both tokens name the same person");
        Scenario::define_codes(testbed, &card).await;
        let summary = Scenario::revoke(testbed, CODES[0]).await;
        assert!(summary.other_tokens_stay_valid);
        let receipt = receipt::verified(testbed, summary.request).await;
        assert!(receipt.other_tokens_stay_valid);
        for issued in &backup.issued.certificates {
            let told = testbed.status_of(issued).await;
            assert_eq!((told.status, told.listed), (CertStatus::Good, None), "the backup token's {}", issued.role);
        }
        assert_eq!(set(testbed, backup.fingerprint(0), CODES[0]).await, Ok(false), "the backup token gets a code");
        let last = Scenario::revoke(testbed, CODES[0]).await;
        assert_eq!((last.token, last.other_tokens_stay_valid), (backup.issued.token, false));
    })
    .await;
}

#[tokio::test]
async fn a_code_that_fits_two_tokens_leads_to_a_choice() {
    on_every_testbed(async |testbed| {
        let person = Scenario::person(testbed);
        let card = Scenario::produce(testbed, "SC-2026-000047", "expert-card", person).await;
        let backup = Scenario::produce(testbed, "SC-2026-000048", "backup-key", person).await;
        for held in [&card, &backup] {
            assert_eq!(set(testbed, held.fingerprint(0), CODES[0]).await, Ok(false));
        }
        let Ok(RevokedByCode::Choose { mut tokens }) = ask(&testbed.callers.portal, &Scenario::answers(CODES[0])).await else {
            panic!("two tokens should match");
        };
        tokens.sort();
        let mut both = vec![card.issued.token.clone(), backup.issued.token.clone()];
        both.sort();
        assert_eq!(tokens, both);
        let named =
            |token: &ProducedToken| RevokeByCode { token: Some(token.issued.token.clone()), ..Scenario::answers(CODES[0]) };
        let summary = revoked(testbed, &named(&backup)).await;
        assert_eq!((&summary.token, summary.effective, summary.other_tokens_stay_valid), (&backup.issued.token, true, true));
        let told = testbed.status_of(&card.issued.certificates[0]).await;
        assert_eq!(told.status, CertStatus::Good, "the other token was not chosen");
    })
    .await;
}
