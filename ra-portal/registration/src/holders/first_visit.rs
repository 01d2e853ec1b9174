//! The order of the steps of a holder's first visit; the certificate authority is never called.

use std::sync::Arc;
use std::time::Duration;

use chassis::db::Value;
use pki::{Clock, Digest, SystemRandom, Timestamp, TokenNumber};
use test_databases::on_both_engines;

use super::{Acceptance, AcceptanceError, HeldCertificate, Holder, NextStep, PukNotShown, PukStatus};
use crate::Registration;
use crate::accounts::AccountId;
use crate::failpoint::Failpoints;
use crate::fault::{Failure, Fault};
use crate::internal_authority::TestAuthority;
use crate::orders::{self, Order, OrderState};
use crate::registration_authority;

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
const NOW: Timestamp = Timestamp::from_millis(1_795_338_000_000);

struct StoodClock;

impl Clock for StoodClock {
    fn now(&self) -> Timestamp {
        NOW
    }
}

fn token() -> TokenNumber {
    "T-0000-0001".parse().unwrap()
}

fn certificate(role: &str, code_set_at: Option<Timestamp>) -> HeldCertificate {
    HeldCertificate {
        role: role.to_owned(),
        issuer: "sceau-advanced-ca".parse().unwrap(),
        serial: "0A1B2C3D4E5F60718293A4B5C6D7E8F9".parse().unwrap(),
        not_before: NOW,
        not_after: NOW.plus(Duration::from_secs(3600)),
        fingerprint: Digest::of(role.as_bytes()),
        der: Vec::new(),
        chain: Vec::new(),
        code_set_at,
    }
}

/// A holder authenticated by the main certificate, with the times at which each certificate's code was set.
fn holder(order: &Order, acceptance: Acceptance, codes: [Option<Timestamp>; 2]) -> Holder {
    Holder {
        shown: TestAuthority::new(NOW).admit("Maëlle Kervadec", NOW).1,
        order: order.id,
        number: "SC-2026-000001".parse().unwrap(),
        product: "expert-card".parse().unwrap(),
        name: "Maëlle Kervadec".to_owned(),
        token: token(),
        model: "SoftToken 1".to_owned(),
        pair: vec![certificate("main", codes[0]), certificate("companion", codes[1])],
        puk: PukStatus::Available,
        acceptance,
    }
}

/// Runs a scenario on each engine, with an order in this state.
async fn with_an_order(state: &OrderState, scenario: impl AsyncFn(&Registration, &Order)) {
    on_both_engines(async |url| {
        let folder = tempfile::tempdir().unwrap();
        let registration = registration_authority::open(&url, folder.path(), Arc::new(StoodClock), Failpoints::none()).await;
        let account = AccountId::generate(NOW, &mut SystemRandom);
        let mut act = registration.core.begin("portal").await.unwrap();
        let tx = act.tx();
        tx.execute(
            "insert into accounts (id, email, address, language, salt, verifier, created_at, password_changed_at) \
             values ($1, 'maelle@sceau.example.org', 'maelle@sceau.example.org', 'fr', $2, $2, $3, $3)",
            &[account.into(), [0; 16].into(), Value::Int(NOW.as_millis())],
        )
        .await
        .unwrap();
        act.commit().await.unwrap();
        let order = registration.orders.begin_order(account, &"expert-card".parse().unwrap()).await.unwrap();
        let mut act = registration.core.begin("portal").await.unwrap();
        let order = orders::update(&registration.core.order_keys, act.tx(), order.forced_into(state.clone())).await.unwrap();
        act.commit().await.unwrap();
        scenario(&registration, &order).await;
        registration.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_report_after_acceptance_is_refused_and_not_dropped() {
    with_an_order(&OrderState::Accepted { token: token(), at: NOW }, async |registration, order| {
        // Sent from a page that was opened before.
        let holder = holder(order, Acceptance::Awaited, [None, None]);
        let reported = registration.holders.report_wrong_data(&holder, &"Mon prénom est faux.".parse().unwrap()).await;
        assert!(matches!(reported, Err(Fault::Refused(AcceptanceError::Accepted { at: NOW }))), "{reported:?}");
        registration.holders.accept_certificates(&holder).await.expect("a repetition is accepted");
    })
    .await;
}

#[tokio::test]
async fn acceptance_and_another_report_after_a_report_are_refused() {
    let said = "Mon prénom est faux.";
    let state = OrderState::WrongDataReported { token: token(), at: NOW, report: said.to_owned() };
    with_an_order(&state, async |registration, order| {
        let holder = holder(order, Acceptance::Awaited, [None, None]);
        registration.holders.report_wrong_data(&holder, &said.parse().unwrap()).await.expect("a repetition is accepted");
        let other = registration.holders.report_wrong_data(&holder, &"Mon nom aussi.".parse().unwrap()).await;
        for refused in [other, registration.holders.accept_certificates(&holder).await] {
            assert!(matches!(refused, Err(Fault::Refused(AcceptanceError::WrongDataReported { at: NOW }))), "{refused:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_puk_waits_until_every_certificate_has_a_code() {
    let accepted = Acceptance::Accepted { at: NOW };
    let reported = Acceptance::WrongDataReported { at: NOW, report: "Mon prénom est faux.".to_owned() };
    with_an_order(&OrderState::Accepted { token: token(), at: NOW }, async |registration, order| {
        for (acceptance, codes, first) in [
            (&Acceptance::Awaited, [Some(NOW), Some(NOW)], NextStep::Acceptance),
            (&accepted, [None, None], NextStep::Code),
            (&accepted, [Some(NOW), None], NextStep::Code),
            (&reported, [None, None], NextStep::Code),
        ] {
            let refused = registration.holders.collect_puk(&holder(order, acceptance.clone(), codes), &[7; 16]).await;
            assert!(
                matches!(refused, Err(Fault::Refused(PukNotShown::TooEarly { step })) if step == first),
                "{acceptance:?} {codes:?}: {refused:?}"
            );
        }
        // With codes set, the certificate authority is called; this one never answers.
        let asked = registration.holders.collect_puk(&holder(order, accepted.clone(), [Some(NOW), Some(NOW)]), &[7; 16]).await;
        assert!(matches!(asked, Err(Fault::Failed(Failure::Unavailable(_)))), "{asked:?}");
    })
    .await;
}
