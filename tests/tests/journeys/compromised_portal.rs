//! Attacks by someone who has the portal's key (docs/threats.md).

use ca_contract::escrow::{DossierKey, ReleasePin};
use ca_contract::events::FollowTokens;
use ca_contract::holder::ReleasePuk;
use ca_contract::issuance::ListApproved;
use ca_contract::revocation::{Contact, RevokeByCode, RevokeByCodeError};
use ca_contract::{Confidential, Failed};
use pki::Digest;
use pki::ocsp::CertStatus;
use testbed::{CODES, Scenario, ask};

use super::budgeted::on_every_budgeted_testbed;
use super::on_every_testbed;

#[tokio::test]
async fn it_issues_nothing_without_the_station() {
    on_every_testbed(async |testbed| {
        let portal = &testbed.callers.portal;
        let statement = Scenario::statement(testbed, "SC-2026-000380", "expert-card", Scenario::person(testbed));
        let digest = Scenario::approve(testbed, statement).await;
        assert_eq!(ask(portal, &Scenario::question("SC-2026-000380", digest, "ST-0380")).await, Err(Failed::NotAllowed));
        assert_eq!(ask(portal, &Scenario::activation("ST-0380", "739251")).await, Err(Failed::NotAllowed));
        assert_eq!(ask(portal, &ListApproved { at_most: 100 }).await, Err(Failed::NotAllowed));
        let events = ask(portal, &FollowTokens { after: 0, at_most: 100, wait_ms: 0 }).await.expect("the events").events;
        assert_eq!(events, [], "no token was produced");
        let waiting = ask(&testbed.callers.station, &ListApproved { at_most: 100 }).await.expect("the orders");
        assert_eq!(waiting.len(), 1, "the order still waits for the station");
        assert!(testbed.ledger().await.iter().all(|row| !row.action.starts_with("issuance.")), "there is not even an intent");
    })
    .await;
}

#[tokio::test]
async fn it_reads_no_puk_pin_or_dossier_key_beyond_the_hourly_budgets() {
    let budgets = "puk_releases_per_hour = 2\npin_releases_per_hour = 2\ndossier_keys_per_hour = 2";
    on_every_budgeted_testbed(budgets, async |testbed| {
        let portal = &testbed.callers.portal;
        let mut secrets = [0; 3];
        for number in 0..5 {
            let (order, token) = (format!("SC-2026-00039{number}"), format!("ST-039{number}"));
            let issued = Scenario::issue(testbed, &order, Scenario::person(testbed), &token).await;
            ask(&testbed.callers.station, &Scenario::activation(&token, "739251")).await.expect("PIN and PUK are in escrow");
            // Each with several new idempotency keys, which must not circumvent the budget.
            for _ in 0..2 {
                let puk = ReleasePuk { certificate: Digest::of(&issued.certificates[0].certificate.0) };
                let pin = ReleasePin { order: order.parse().expect("an order number") };
                secrets[0] += usize::from(ask(portal, &puk).await.is_ok());
                secrets[1] += usize::from(ask(portal, &pin).await.is_ok());
            }
            let key = DossierKey { order: order.parse().expect("an order number") };
            secrets[2] += usize::from(ask(portal, &key).await.is_ok());
        }
        assert_eq!(secrets, [2, 2, 2]);
        let ledger = testbed.ledger().await;
        let on_record = |action: &str| ledger.iter().filter(|row| row.action == action).count();
        assert_eq!(["puk.released", "pin.released", "dossier-key.made"].map(on_record), [2, 2, 2], "each is on record");
    })
    .await;
}

#[tokio::test]
async fn it_revokes_by_code_only_on_all_four_answers() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000381", "expert-card", Scenario::person(testbed)).await;
        Scenario::define_codes(testbed, &held).await;
        let number = || Contact::Token(held.issued.token.clone());
        // The attacker knows the holder, the token and every fact, and can invent sources, but one answer is wrong each time.
        let from = |place: usize, code: &str| RevokeByCode {
            source: Scenario::at(&format!("198.51.100.{place}")),
            ..Scenario::answers(code)
        };
        let attempts = [
            from(1, ""),
            from(2, "W7MP3WQ"),
            RevokeByCode { token: Some(held.issued.token.clone()), contact: number(), ..from(3, "W7MP3WQ") },
            RevokeByCode { name: Confidential::new(""), ..from(4, CODES[0]) },
            RevokeByCode { name: Confidential::new("Kervadec"), contact: number(), ..from(5, CODES[0]) },
            RevokeByCode { contact: Contact::Email(Confidential::new("")), ..from(6, CODES[0]) },
            RevokeByCode { birth_date: jiff::civil::date(1971, 4, 22).into(), contact: number(), ..from(7, CODES[0]) },
        ];
        for answers in &attempts {
            let refusal = ask(&testbed.callers.portal, answers).await;
            assert_eq!(refusal, Err(Failed::Refused(RevokeByCodeError::NotRecognised)));
        }
        for issued in &held.issued.certificates {
            assert_eq!(testbed.status_of(issued).await.status, CertStatus::Good, "{}", issued.role);
        }
        assert_eq!(testbed.refusals().await, vec!["portal RevokeByCode not-recognised"; attempts.len()]);
        assert!(Scenario::revoke(testbed, CODES[0]).await.effective, "with all four right answers the token is revoked");
    })
    .await;
}
