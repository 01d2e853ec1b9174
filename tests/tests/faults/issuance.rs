//! The CA aborted at each failpoint of an issuance.

use ca::Failpoint;
use ca_contract::Failed;
use ca_contract::issuance::IssueError;
use testbed::{Engine, Scenario, Testbed, Transport, ask};

use crate::child::{AbortAt, Act, End, Part};
use crate::databases::postgres;
use crate::outcome::{is_produced, pending_question, shows_as_revoked};
use crate::record::{closed_of, nothing_is_lost_or_doubled, told_of};

const FAILPOINTS: [Failpoint; 3] = [Failpoint::IssuanceIntended, Failpoint::IssuanceSigned, Failpoint::IssuanceStored];

#[tokio::test(flavor = "multi_thread")]
async fn an_issuance_aborted_at_any_boundary_continues_with_new_keys_on_sqlite() {
    goes_on_wherever_it_was_aborted(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuance_aborted_at_any_boundary_continues_with_new_keys_on_postgresql() {
    goes_on_wherever_it_was_aborted(postgres().await).await;
}

async fn goes_on_wherever_it_was_aborted(engine: Engine) {
    let mut testbed = Testbed::open(engine, Transport::InProcess).await;
    for (number, failpoint) in FAILPOINTS.into_iter().enumerate() {
        let order = format!("SC-2026-{:06}", number + 1);
        let statement = Scenario::statement(&testbed, &order, "expert-card", Scenario::person(&testbed));
        Scenario::approve(&testbed, statement).await;
        let suspended = testbed.suspend().await;
        let token = suspended.path(&format!("{order}.token"));
        let act = Act::Personalise { order: order.clone(), token: token.clone() };
        let part = Part { folder: suspended.path(""), act, abort_at: AbortAt::the(1, failpoint) };
        assert_eq!(part.play().await, End::Aborted, "{failpoint:?}");
        testbed = suspended.resume(Transport::InProcess).await;

        let stored = failpoint == Failpoint::IssuanceStored;
        let closed = closed_of(&testbed, &order).await;
        assert_eq!(closed.len(), if stored { 0 } else { 2 }, "{failpoint:?}: closed as possibly issued");
        for closed in &closed {
            shows_as_revoked(&testbed, closed).await;
            assert_eq!(told_of(&testbed, "intent.closed-as-possibly-issued", &closed.1).await, 1);
        }
        let same_keys = ask(&testbed.callers.station, &pending_question(&token)).await.err();
        let refusal = if stored { IssueError::ApprovalUsed } else { IssueError::KeyCertifiedBefore { slot: 0 } };
        assert_eq!(same_keys, Some(Failed::Refused(refusal)), "{failpoint:?}");

        let wanted = order.parse().expect("an order number");
        let produced =
            station::personalise(&testbed.callers.station, Some(&wanted), &token).await.expect("the command continues");
        is_produced(&testbed, &order, &token, &produced.issued).await;
        assert_eq!(closed_of(&testbed, &order).await, closed, "{failpoint:?}: nothing else was closed");
        assert_eq!(told_of(&testbed, "issuance.intended", &order).await, if stored { 1 } else { 2 });
        assert_eq!(told_of(&testbed, "issuance.issued", &order).await, 1);
        nothing_is_lost_or_doubled(&testbed).await;
    }
    testbed.close().await;
}
