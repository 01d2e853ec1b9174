//! End-to-end tests over the contract and HTTP, on SQLite within the process and on PostgreSQL over mutual TLS. Those of the portal's
//! pages run on PostgreSQL; those of `browser` on SQLite.

#![expect(clippy::panic, reason = "a scenario that goes wrong ends in a panic")]

mod approvals;
mod budgeted;
mod budgets;
mod by_officers;
mod certificate_holder;
mod codes;
mod community;
mod compromised_portal;
mod configuration;
mod contract;
mod dossier_keys;
mod entrances;
mod exports;
mod feed;
mod flood;
mod issuance;
mod officer_renewal;
mod officer_roles;
mod officers;
mod officers_acts;
mod pins;
mod portal;
mod processes;
mod program;
mod puk;
mod quiet_log;
mod receipt;
mod recognition;
mod refusals;
mod renewal;
mod requests;
mod retries;
mod secrecy;
mod site;
mod status;
mod token_events;
mod wire;

use test_databases::Postgres;
use testbed::{Engine, Prepared, Testbed, Transport, Urls};
use tokio::sync::OnceCell;

/// Runs a scenario on [`every_testbed`], and verifies the ledger at its end.
async fn on_every_testbed(scenario: impl AsyncFn(&Testbed)) {
    for (engine, transport) in every_testbed().await {
        show(&engine, transport);
        on_testbed(Testbed::open(engine, transport).await, &scenario).await;
    }
}

/// Each engine and each transport once: what depends on one does not depend on the other.
async fn every_testbed() -> [(Engine, Transport); 2] {
    [(Engine::Sqlite, Transport::InProcess), (fresh_postgres().await, Transport::MutualTls)]
}

/// Shown in the output if the scenario fails.
fn show(engine: &Engine, transport: Transport) {
    println!("on {} over {transport:?}", if matches!(engine, Engine::Sqlite) { "SQLite" } else { "PostgreSQL" });
}

/// Runs a scenario on a testbed, then verifies the ledger and stops every zone.
async fn on_testbed(testbed: Testbed, scenario: &impl AsyncFn(&Testbed)) {
    scenario(&testbed).await;
    assert!(!testbed.ledger().await.is_empty(), "what happened is on record");
    testbed.close().await;
}

/// Databases in the cluster of this program, as `init` leaves them: it ran once, on those that are copied here.
async fn fresh_postgres() -> Engine {
    static INITIALISED: OnceCell<(Urls, Prepared)> = OnceCell::const_new();
    let cluster = Postgres::shared().await;
    let initialised = INITIALISED.get_or_init(async || {
        let urls = Urls { authority: cluster.fresh_url().await, portal: cluster.fresh_url().await };
        let prepared = Prepared::on(&Engine::Postgres(urls.clone())).await;
        (urls, prepared)
    });
    let (originals, prepared) = initialised.await;
    let authority = cluster.copy_url(&originals.authority).await;
    Engine::PostgresCopy(Urls { authority, portal: cluster.copy_url(&originals.portal).await }, prepared)
}
