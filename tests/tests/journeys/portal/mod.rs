//! The portal's stories: told at its pages, in its mails and with client certificates, on every stage.

mod accounts;
mod admissions;
mod captured;
mod desk;
mod dossiers;
mod emergency;
mod holder;
mod officer_renewal;
mod officers;
mod orders;
mod payments;
mod people;
mod placed;
mod production;
mod revocations;
mod secrecy;

use stage::office::Office;
use stage::{Engine, Transport, until};

use super::fresh_postgres;

/// Tells a story on each engine and over each transport, from an empty folder each time; what both zones recorded must hold at its end,
/// and every zone end well.
async fn on_every_office(story: impl AsyncFn(&Office)) {
    for transport in [Transport::InProcess, Transport::MutualTls] {
        for engine in [Engine::Sqlite, fresh_postgres().await] {
            // Read from the output when the story fails.
            println!("on {} over {transport:?}", if matches!(engine, Engine::Sqlite) { "SQLite" } else { "PostgreSQL" });
            let office = Office::open(engine, transport).await;
            // The portal asks the certificate authority who they are as soon as it has started.
            let known = async || office.registration.officers.officers().await.expect("the officers").officers;
            until("the officers are known", async || (!known().await.is_empty()).then_some(())).await;
            Box::pin(story(&office)).await;
            assert!(!office.ledger().await.is_empty(), "what happened at the portal is on record");
            assert!(!office.stage.ledger().await.is_empty(), "what the certificate authority did is on record");
            office.close().await;
        }
    }
}
