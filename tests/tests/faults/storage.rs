//! The database fails after certificates were signed, while the CA keeps running.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ca::{Failpoint, Failpoints};
use ca_contract::Failed;
use chassis::db::Db;
use station::{self, StationError};
use testbed::{Engine, Scenario, Testbed, Transport, until};

use crate::databases::postgres;
use crate::outcome::{is_produced, shows_as_revoked};
use crate::record::{closed_of, nothing_is_lost_or_doubled, rows};

const TAKEN_AWAY: &str = "alter table certificates rename to certificates_taken_away";
const PUT_BACK: &str = "alter table certificates_taken_away rename to certificates";
const CUT: &str = "select count(pg_terminate_backend(pid, 10000)) as cut from pg_stat_activity \
     where datname = current_database() and pid <> pg_backend_pid()";
const ORDER: &str = "SC-2026-000001";
/// An intent without outcome is abandoned after two minutes.
const ABANDONED: Duration = Duration::from_secs(121);

/// Injects a failure of the database once, when the next certificates are signed.
#[derive(Clone, Default)]
struct Sabotage(Arc<Mutex<Option<(Db, &'static str)>>>);

impl Sabotage {
    fn failpoints(&self) -> Failpoints {
        let sabotage = self.clone();
        Failpoints::observed(move |failpoint| {
            if failpoint != Failpoint::IssuanceSigned {
                return;
            }
            if let Some((db, sql)) = sabotage.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
                tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(execute(&db, sql)));
            }
        })
    }

    async fn arm(&self, testbed: &Testbed, sql: &'static str) {
        let planned = (testbed.database().await, sql);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(planned);
    }
}

async fn execute(db: &Db, sql: &'static str) {
    let mut tx = db.begin_write().await.expect("a transaction");
    tx.execute(sql, &[]).await.expect("the statement runs");
    tx.commit().await.expect("it is committed");
    db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_signed_but_not_stored_are_closed_as_possibly_issued_on_sqlite() {
    is_closed_as_possibly_issued(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_signed_but_not_stored_are_closed_as_possibly_issued_on_postgresql() {
    is_closed_as_possibly_issued(postgres().await).await;
}

async fn is_closed_as_possibly_issued(engine: Engine) {
    let sabotage = Sabotage::default();
    let testbed = Testbed::open_observed(engine, Transport::InProcess, sabotage.failpoints()).await;
    let (order, token) = approved(&testbed).await;
    sabotage.arm(&testbed, TAKEN_AWAY).await;
    let failed = station::personalise(&testbed.callers.station, Some(&order), &token).await;
    assert!(matches!(failed, Err(StationError::Issue(Failed::Incident { .. }))), "{failed:?}");
    execute(&testbed.database().await, PUT_BACK).await;
    assert!(rows(&testbed, "select serial from certificates where token is not null", &[]).await.is_empty());
    assert!(closed_of(&testbed, ORDER).await.is_empty(), "the intent is still open");

    testbed.clock.forward(ABANDONED);
    let goes_on = async || match station::personalise(&testbed.callers.station, Some(&order), &token).await {
        Ok(produced) => Some(produced),
        Err(StationError::NothingApproved(_) | StationError::Issue(Failed::Refused(_))) => None,
        Err(fault) => panic!("{fault}"),
    };
    let produced = until("the order waits for a token again", goes_on).await;
    let closed = closed_of(&testbed, ORDER).await;
    assert_eq!(closed.len(), 2);
    for closed in &closed {
        shows_as_revoked(&testbed, closed).await;
    }
    is_produced(&testbed, ORDER, &token, &produced.issued).await;
    nothing_is_lost_or_doubled(&testbed).await;
    testbed.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_cut_after_signing_are_reopened() {
    let sabotage = Sabotage::default();
    let testbed = Testbed::open_observed(postgres().await, Transport::InProcess, sabotage.failpoints()).await;
    let (order, token) = approved(&testbed).await;
    sabotage.arm(&testbed, CUT).await;
    let produced = station::personalise(&testbed.callers.station, Some(&order), &token).await.expect("it is stored nevertheless");
    is_produced(&testbed, ORDER, &token, &produced.issued).await;
    nothing_is_lost_or_doubled(&testbed).await;
    testbed.close().await;
}

async fn approved(testbed: &Testbed) -> (ca_contract::statement::OrderNumber, std::path::PathBuf) {
    let statement = Scenario::statement(testbed, ORDER, "expert-card", Scenario::person(testbed));
    Scenario::approve(testbed, statement).await;
    (ORDER.parse().expect("an order number"), testbed.path("holder.token"))
}
