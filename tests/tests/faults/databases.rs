//! Databases of the scenarios: durable, and outside the process that is aborted.

use test_databases::{Durability, Postgres};
use testbed::{Engine, Urls};
use tokio::sync::OnceCell;

static CLUSTER: OnceCell<Postgres> = OnceCell::const_new();

/// Empty PostgreSQL databases whose commits are flushed to disk.
pub(crate) async fn postgres() -> Engine {
    let cluster = CLUSTER.get_or_init(|| Postgres::start(Durability::Machine)).await;
    Engine::Postgres(Urls { authority: cluster.fresh_url().await, portal: cluster.fresh_url().await })
}
