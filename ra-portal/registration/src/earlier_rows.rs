//! Encrypting the rows of earlier releases, which have personal data in clear, beside the portal's normal work.
//!
//! What is still clear is found in the database, so that an interruption loses only the transaction that it interrupts. Clear rows
//! are read like encrypted ones meanwhile, and whoever writes to a clear order encrypts the whole of it first.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::{Row, StoreError, Table, Value};
use serde_json::json;

use crate::core::Core;
use crate::fault::{Fault, Never, Settled};
use crate::orders::OrderId;
use crate::payments::{self, TransferId};
use crate::tables::{ORDERS, TRANSFERS};

/// Orders, or transfers, in one transaction: others wait for it.
const AT_ONCE: usize = 20;

impl Core {
    /// Encrypts every row that is still clear, a few at a time, with a rest in between in which others write.
    ///
    /// # Errors
    /// [`Fault::Failed`] only; a row that cannot be read is reported as an incident and does not stop the work on the others.
    pub(crate) async fn encrypt_earlier_rows(&self, rest: Duration) -> Result<(), Fault<Never>> {
        let mut settled = Settled::default();
        self.encrypt_each(rest, &mut settled, &ORDERS, "orders.encrypted", async |act, order| {
            let order = OrderId::from_slice(order).ok_or(StoreError::inconsistent("id", "is not an identifier"))?;
            act.zone().order_keys.encrypt_order(act.tx(), order).await
        })
        .await?;
        self.encrypt_each(rest, &mut settled, &TRANSFERS, "transfers.encrypted", async |act, transfer| {
            let transfer = TransferId::from_slice(transfer).ok_or(StoreError::inconsistent("id", "is not an identifier"))?;
            payments::encrypt_transfer(&act.zone().secrets.transfers, act.tx(), transfer).await
        })
        .await?;
        settled.end()
    }

    /// Encrypts what hangs on each clear row of a table, in the order of the identifiers.
    async fn encrypt_each(
        &self,
        rest: Duration,
        settled: &mut Settled,
        table: &Table,
        action: &'static str,
        encrypt: impl AsyncFn(&mut Act<'_, Self>, &[u8]) -> Result<(), StoreError>,
    ) -> Result<(), Fault<Never>> {
        let mut after = Vec::new();
        let mut total = 0_u64;
        loop {
            let clear = self.clear_rows(table, &after).await?;
            let Some(last) = clear.last() else { break };
            after.clone_from(last);
            let mut act = self.begin("portal").await?;
            let mut encrypted = 0_u32;
            for id in &clear {
                match encrypt(&mut act, id).await {
                    Ok(()) => encrypted += 1,
                    // Nothing failed in the database: the rest of the transaction is sound.
                    Err(fault @ StoreError::Inconsistent(_)) => settled.note(Err(fault.into()))?,
                    Err(fault) => return Err(fault.into()),
                }
            }
            if encrypted > 0 {
                act.record(action, "portal", json!({ "count": encrypted })).await?;
            }
            act.commit().await?;
            total += u64::from(encrypted);
            tokio::time::sleep(rest).await;
        }
        if total > 0 {
            tracing::info!(table = table.name(), total, "rows of an earlier release were encrypted");
        }
        Ok(())
    }

    /// The identifiers of rows that are clear, after an identifier.
    async fn clear_rows(&self, table: &Table, after: &[u8]) -> Result<Vec<Vec<u8>>, StoreError> {
        let sql = format!("select id from {} where encrypted is null and id > $1 order by id limit {AT_ONCE}", table.name());
        let mut tx = self.db.begin_read().await?;
        let rows = tx.rows(chassis::db::AssertSqlSafe(sql), &[Value::from(after)]).await?;
        rows.iter().map(|row: &Row| row.blob("id")).collect()
    }
}
