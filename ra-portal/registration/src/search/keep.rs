//! Keeping the index of orders: built from the rows at each start, and changed with them.

use std::time::Duration;

use chassis::db::{AssertSqlSafe, StoreError, Tx, Value};

use super::Search;
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::order_index::Indexed;
use crate::orders::{self, Identity, ORDER_WITH_KEY, Order, OrderId};
use crate::tables::ORDERS;

/// Orders that are decrypted before others get the thread.
const AT_ONCE: usize = 100;
/// How often everything is read again, in case somebody else changed the database.
const ANEW: Duration = Duration::from_secs(24 * 3600);

impl Search {
    /// Reads every order after a start and once a day, and the orders that changed.
    ///
    /// # Errors
    /// [`Fault::Failed`] only; what was not read is read at the next call.
    pub(crate) async fn keep_index(&self) -> Result<(), Fault<Never>> {
        let index = &self.core.order_index;
        let now = self.core.now();
        if index.loaded_at().is_none_or(|at| now.since(at) >= ANEW) {
            self.load().await?;
            index.set_loaded(now);
        }
        self.follow_changes().await
    }

    /// Reads every placed order.
    async fn load(&self) -> Result<(), Fault<Never>> {
        let core = &self.core;
        let sql = format!("{ORDER_WITH_KEY} where o.number is not null and o.id > $1 order by o.id limit {AT_ONCE}");
        let mut after = Vec::new();
        loop {
            let mut tx = core.db.begin_read().await?;
            let mut last = None;
            let read = |row: &chassis::db::Row| {
                last = Some(row.blob("id")?);
                orders::read(&core.order_keys, row)
            };
            let orders = ORDERS.readable(&mut tx, AssertSqlSafe(sql.clone()), &[Value::from(&after)], read).await?;
            drop(tx);
            core.order_index.insert(orders.iter().filter_map(indexed).collect());
            let Some(last) = last else { return Ok(()) };
            after = last;
            tokio::task::yield_now().await;
        }
    }

    /// Reads the orders that changed since the last call.
    ///
    /// # Errors
    /// [`Fault::Failed`] only; the orders stay noted.
    pub(super) async fn follow_changes(&self) -> Result<(), Fault<Never>> {
        let changed = self.core.order_index.take_changed();
        let followed = self.core.index_again(changed.iter().copied()).await;
        if followed.is_err() {
            changed.into_iter().for_each(|order| self.core.order_index.note_change(order));
        }
        Ok(followed?)
    }
}

impl Core {
    async fn index_again(&self, changed: impl ExactSizeIterator<Item = OrderId>) -> Result<(), StoreError> {
        if changed.len() == 0 {
            return Ok(());
        }
        let mut tx = self.db.begin_read().await?;
        let mut read = Vec::with_capacity(changed.len());
        for order in changed {
            let order = chassis::db::Table::readable_only(orders::find(&self.order_keys, &mut tx, order).await)?.flatten();
            read.extend(order.as_ref().and_then(indexed));
        }
        self.order_index.insert(read);
        Ok(())
    }

    /// While the index is not complete: how many orders it has, and how many there are.
    pub(super) async fn loading(&self, tx: &mut Tx) -> Result<Option<(u64, u64)>, StoreError> {
        if self.order_index.loaded_at().is_some() {
            return Ok(None);
        }
        let sql = "select count(*) as placed from orders where number is not null";
        let placed = ORDERS.one(tx, sql, &[], |row| row.number("placed")).await?;
        Ok(Some((self.order_index.len() as u64, placed)))
    }
}

/// What the index knows of an order; none of a draft.
fn indexed(order: &Order) -> Option<Indexed> {
    let number = order.placed()?.number.to_string();
    let token = order.state().token().map(ToString::to_string);
    let names = order.application.identity.as_ref().map(names).unwrap_or_default();
    Some(Indexed { order: order.id, number, version: order.version(), names, token })
}

/// Every name of the holder, in the letters of the identity document and of the certificate.
fn names(identity: &Identity) -> Vec<String> {
    let mut names = vec![identity.birth_name.to_string()];
    names.extend(identity.given_names.as_ref().map(ToString::to_string));
    names.extend(identity.name_in_use.as_ref().map(ToString::to_string));
    if let Some(latin) = &identity.latin {
        names.push(latin.surname.to_string());
        names.extend(latin.given_names.as_ref().map(ToString::to_string));
    }
    names
}
