//! The CA's database and ledger, read directly.

use chassis::db::Db;
use chassis::ledger::{self, Recorded};
use deployment::configuration::AuthorityFile;
use serde_json::Value;

use super::Testbed;

/// More rows than any scenario writes.
const ALL: u32 = 100_000;

impl Testbed {
    /// The CA's database, over separate connections.
    pub async fn database(&self) -> Db {
        let file = AuthorityFile::read(&self.installation.authority_file()).expect("the configuration that was written");
        Db::open(&file.database().expect("a database")).await.expect("the database opens")
    }

    /// All rows of the CA's ledger, after verifying its chain.
    pub async fn ledger(&self) -> Vec<Recorded> {
        let db = self.database().await;
        let mut tx = db.begin_read().await.expect("the database is read");
        let verified = ledger::verify(&mut tx).await.expect("every row is bound to the one before");
        let rows = ledger::entries(&mut tx, 0, ALL).await.expect("the ledger is read");
        assert_eq!(i64::try_from(rows.len()).ok(), Some(verified.entries), "all rows were verified");
        drop(tx);
        db.close().await;
        rows
    }

    /// The recorded refusals in order, such as `station Issue not-approved`.
    pub async fn refusals(&self) -> Vec<String> {
        let rows = self.ledger().await;
        let refused = rows.iter().filter(|row| row.action == "refused");
        refused
            .map(|row| {
                let detail: Value = serde_json::from_str(&row.detail).expect("a detail is JSON");
                format!("{} {} {}", row.actor, row.subject, detail["code"].as_str().unwrap_or_default())
            })
            .collect()
    }
}
