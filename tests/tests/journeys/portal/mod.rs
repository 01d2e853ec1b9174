//! Scenarios of the portal, with pages, mails and client certificates.

mod accounts;
mod admissions;
mod another_product;
mod compromised;
mod desk;
mod dossiers;
mod emergency;
mod forms;
mod golden;
mod holder;
mod officer_renewal;
mod officers;
mod orders;
mod payments;
mod people;
mod placed;
mod production;
mod proxied;
mod revocations;
mod search;
mod secrecy;
mod uploads;

use testbed::office::Office;
use testbed::{Transport, until};

use super::{fresh_postgres, show};

/// Runs a scenario at an office on PostgreSQL over mutual TLS, as in production, then verifies both ledgers and stops every zone. Pages do
/// not depend on the engine: `registration` tests its statements on both, `browser` runs on SQLite.
async fn on_every_office(scenario: impl AsyncFn(&Office)) {
    let (engine, transport) = (fresh_postgres().await, Transport::MutualTls);
    show(&engine, transport);
    let office = Office::open(engine, transport).await;
    // The portal fetches the list of officers from the certificate authority after it has started.
    let known = async || office.registration.officers.officers().await.expect("the officers").officers;
    until("the officers are known", async || (!known().await.is_empty()).then_some(())).await;
    Box::pin(scenario(&office)).await;
    assert!(!office.ledger().await.is_empty(), "what happened at the portal is on record");
    assert!(!office.testbed.ledger().await.is_empty(), "what the certificate authority did is on record");
    office.close().await;
}
