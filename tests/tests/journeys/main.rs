//! End-to-end tests over the contract and HTTP, on both database engines and over both transports.

#![expect(clippy::panic, reason = "a story that goes wrong ends in a panic")]

mod approvals;
mod budgeted;
mod budgets;
mod by_officers;
mod captured_portal;
mod codes;
mod community;
mod configuration;
mod contract;
mod dossier_keys;
mod entrances;
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
mod receipt;
mod recognition;
mod refusals;
mod renewal;
mod requests;
mod retries;
mod secrecy;
mod site;
mod standing;
mod status;
mod token_events;
mod wire;

use stage::{Engine, Stage, Transport, Urls};
use test_databases::Postgres;

/// Runs a story on each engine and over each transport, each time in an empty folder, and verifies the ledger at its end.
async fn on_every_stage(story: impl AsyncFn(&Stage)) {
    for transport in [Transport::InProcess, Transport::MutualTls] {
        for engine in [Engine::Sqlite, fresh_postgres().await] {
            // Shown in the output if the story fails.
            println!("on {} over {transport:?}", if matches!(engine, Engine::Sqlite) { "SQLite" } else { "PostgreSQL" });
            on_stage(Stage::open(engine, transport).await, &story).await;
        }
    }
}

/// Runs a story on a stage, then verifies the ledger and stops every zone.
async fn on_stage(stage: Stage, story: &impl AsyncFn(&Stage)) {
    story(&stage).await;
    assert!(!stage.ledger().await.is_empty(), "what happened is on record");
    stage.close().await;
}

/// Empty databases in the cluster of this program.
async fn fresh_postgres() -> Engine {
    let cluster = Postgres::shared().await;
    Engine::Postgres(Urls { authority: cluster.fresh_url().await, portal: cluster.fresh_url().await })
}
