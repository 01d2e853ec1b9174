//! Issuance: from an approved statement to two certificates on a token.

use ca_contract::issuance::{Issue, Issued, ListApproved};
use ca_contract::{Failed, IdempotencyKey};
use pki::{Certificate, SystemRandom};
use testbed::{Scenario, ask};
use token::{SlotIndex, SoftwareToken, TokenState};

use super::on_every_testbed;

#[tokio::test]
async fn an_approved_statement_leads_to_two_certificates_from_two_hierarchies_on_a_token() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000001", "expert-card", Scenario::person(testbed)).await;

        let roles: Vec<_> = held.issued.certificates.iter().map(|issued| (issued.slot, issued.role.as_str())).collect();
        assert_eq!(roles, [(0, "main"), (1, "companion")]);
        let [main, companion] = [0, 1].map(|place| held.certificate(place));
        assert_eq!(main.subject(), companion.subject(), "both name the same person");
        assert_ne!(main.public_key(), companion.public_key(), "each certificate has its own key pair");
        assert_eq!(main.validity().not_after(), companion.validity().not_after(), "both expire at the same time");
        assert_ne!(held.issuer(0).subject(), held.issuer(1).subject());
        for (place, other) in [(0, 1), (1, 0)] {
            assert_chain(&held.issued, place);
            assert!(!held.certificate(place).is_signed_by(&held.issuer(other)), "the other hierarchy did not sign it");
        }
        assert_ne!(held.issued.certificates[0].chain[1], held.issued.certificates[1].chain[1], "each hierarchy has its own root");

        let token = SoftwareToken::open(&held.token).expect("the token opens");
        assert_eq!(token.state(), TokenState::Personalised { pin_tries_left: 3, puk_tries_left: 3 });
        assert_eq!(token.read_certificate(SlotIndex::MAIN), Some(&main));
        assert_eq!(token.read_certificate(SlotIndex::COMPANION), Some(&companion));
        assert_eq!(*token.number(), held.issued.token);

        let waiting = ask(&testbed.callers.station, &ListApproved { at_most: 100 }).await;
        assert_eq!(waiting, Ok(Vec::new()), "no order waits for a token any more");
        let acts: Vec<_> = testbed.ledger().await.into_iter().map(|row| row.action).collect();
        for act in ["statement.approved", "issuance.intended", "issuance.issued", "activation-data.escrowed"] {
            assert_eq!(acts.iter().filter(|recorded| *recorded == act).count(), 1, "{act} is on record once");
        }
    })
    .await;
}

/// Asserts that the certificate is signed by its issuing CA, that by its root, and the root by itself.
fn assert_chain(issued: &Issued, place: usize) {
    let issued = &issued.certificates[place];
    let links = std::iter::once(&issued.certificate).chain(&issued.chain);
    let links: Vec<_> = links.map(|der| Certificate::from_der(&der.0).expect("a certificate")).collect();
    assert_eq!(links.len(), 3);
    assert!(links[0].is_signed_by(&links[1]) && links[1].is_signed_by(&links[2]) && links[2].is_signed_by(&links[2]));
}

#[tokio::test]
async fn a_repeated_call_with_the_same_idempotency_key_issues_once() {
    on_every_testbed(async |testbed| {
        let statement = Scenario::statement(testbed, "SC-2026-000002", "expert-card", Scenario::person(testbed));
        let digest = Scenario::approve(testbed, statement).await;
        let question = Scenario::question("SC-2026-000002", digest, "ST-TWICE");
        let key = IdempotencyKey::generate(&mut SystemRandom);
        let first = testbed.callers.station.call(&question, key).await.expect("the pair is issued");
        let again = testbed.callers.station.call(&question, key).await;
        assert_eq!(again, Ok(first));

        let other = Issue { token: "ST-OTHER".parse().expect("a token number"), ..question };
        let reused = testbed.callers.station.call(&other, key).await;
        assert_eq!(reused, Err(Failed::KeyReused));
        assert_eq!(testbed.refusals().await, ["station Issue key-reused"]);
        let issued = testbed.ledger().await.iter().filter(|row| row.action == "issuance.issued").count();
        assert_eq!(issued, 1, "it was issued once");
    })
    .await;
}

#[tokio::test]
async fn concurrent_calls_with_the_same_idempotency_key_issue_once() {
    on_every_testbed(async |testbed| {
        let statement = Scenario::statement(testbed, "SC-2026-000003", "expert-card", Scenario::person(testbed));
        let digest = Scenario::approve(testbed, statement).await;
        let question = Scenario::question("SC-2026-000003", digest, "ST-SIDES");
        let key = IdempotencyKey::generate(&mut SystemRandom);
        let station = &testbed.callers.station;
        let answers = tokio::join!(station.call(&question, key), station.call(&question, key), station.call(&question, key));
        let settled = station.call(&question, key).await.expect("the pair is issued");
        for answer in [answers.0, answers.1, answers.2] {
            assert_eq!(answer, Ok(settled.clone()), "a call waits for the one in progress");
        }
        let issued = testbed.ledger().await.iter().filter(|row| row.action == "issuance.intended").count();
        assert_eq!(issued, 1, "it was begun once");
    })
    .await;
}
