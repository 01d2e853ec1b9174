//! Stories of the portal, with pages, mails and client certificates, on every stage.

mod accounts;
mod admissions;
mod another_product;
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

/// Runs a story on each engine and over each transport, each time in an empty folder, then verifies both ledgers and stops every zone.
async fn on_every_office(story: impl AsyncFn(&Office)) {
    for transport in [Transport::InProcess, Transport::MutualTls] {
        for engine in [Engine::Sqlite, fresh_postgres().await] {
            // Shown in the output if the story fails.
            println!("on {} over {transport:?}", if matches!(engine, Engine::Sqlite) { "SQLite" } else { "PostgreSQL" });
            let office = Office::open(engine, transport).await;
            // The portal requests the list of officers from the CA as soon as it has started.
            let known = async || office.registration.officers.officers().await.expect("the officers").officers;
            until("the officers are known", async || (!known().await.is_empty()).then_some(())).await;
            Box::pin(story(&office)).await;
            assert!(!office.ledger().await.is_empty(), "what happened at the portal is on record");
            assert!(!office.stage.ledger().await.is_empty(), "what the certificate authority did is on record");
            office.close().await;
        }
    }
}
