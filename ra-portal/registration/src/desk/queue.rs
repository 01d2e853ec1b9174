//! The queue: open orders, late ones first.

use std::time::Duration;

use chassis::db::{Row, StoreError, Tx};
use pki::Timestamp;

use super::Desk;
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::lifecycle::{Expectation, Known, expectations, open_pieces};
use crate::orders::{self, Order, OrderId, OrderNumber, OrderState};
use crate::tables::ORDERS;

/// Orders on a page.
const PAGE: u32 = 50;
/// Pages that can be requested; a longer queue cannot be worked through page by page.
const PAGES: u32 = 100;

/// A page of the queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The orders, by due date.
    pub waiting: Vec<Waiting>,
    /// The page's number, from 1.
    pub page: u32,
    /// Whether there is another page.
    pub more: bool,
    /// When this was read.
    pub at: Timestamp,
}

/// An open order in the queue.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub id: OrderId,
    pub number: OrderNumber,
    /// The holder's name as typed.
    pub holder: String,
    /// The court on whose list the holder is.
    pub court: String,
    pub state: &'static str,
    /// When the state began.
    pub since: Timestamp,
    pub due: Timestamp,
    /// What is awaited, most urgent first.
    pub awaited: Vec<Expectation>,
}

impl Queue {
    #[must_use]
    pub fn is_late(&self, waiting: &Waiting) -> bool {
        waiting.due < self.at
    }
}

impl Desk {
    /// A page of the queue, counted from 1.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn queue(&self, page: u32) -> Result<Queue, Fault<Never>> {
        let core = &self.core;
        let page = page.clamp(1, PAGES);
        let mut tx = core.db.begin_read().await?;
        let (waiting, more) = core.open_orders(&mut tx, page).await?;
        Ok(Queue { waiting, page, more: more && page < PAGES, at: core.now() })
    }
}

/// The index yields each state's orders by due date; no more rows are merged than the requested pages hold. Orders in a state that
/// this program does not write are read too, so that they are reported instead of being missing without a word: `present` finds the
/// states that occur with one step in the index for each.
const OPEN: &str = "with recursive present (state) as (select min(state) from orders \
     union all select (select min(o.state) from orders o where o.state > p.state) from present p where p.state is not null), \
     unknown (state) as (select state from present where state not in ('draft', 'dossier-awaited', 'correction-asked', 'under-review', \
     'reviewed', 'wrong-data-reported', 'authorised', 'in-production', 'shipped', 'activated', 'accepted', 'revoked')) \
     select o.*, k.encrypted as order_key, u.due_at, \
     case when exists (select 1 from identity_checks c where c.order_id = o.id and c.voided_at is null) then cast(1 as bigint) else cast(0 as bigint) end \
     as checked, \
     case when exists (select 1 from invoices i where i.order_id = o.id) then cast(1 as bigint) else cast(0 as bigint) end as paid from (\
     select * from (select id, since + $3 as due_at from orders where state = 'dossier-awaited' order by since limit $1) a \
     union all select * from (select id, since + $3 as due_at from orders where state = 'correction-asked' order by since limit $1) b \
     union all select * from (select id, since + $4 as due_at from orders where state = 'under-review' order by since limit $1) c \
     union all select * from (select id, since + $4 as due_at from orders where state = 'reviewed' order by since limit $1) d \
     union all select * from (select id, since + $4 as due_at from orders where state = 'wrong-data-reported' order by since limit $1) e \
     union all select * from (select id, since + $5 as due_at from orders where state = 'authorised' order by since limit $1) f \
     union all select * from (select id, since + $5 as due_at from orders where state = 'in-production' order by since limit $1) g \
     union all select * from (select id, since as due_at from orders where state in (select state from unknown) \
     order by since limit $1) h\
     ) u join orders o on o.id = u.id left join order_keys k on k.order_id = o.id and k.purpose = 'data' order by u.due_at, o.id limit $6 offset $2";

impl Core {
    /// The orders of a page, and whether there are others after it.
    async fn open_orders(&self, tx: &mut Tx, page: u32) -> Result<(Vec<Waiting>, bool), StoreError> {
        let settings = &self.environment.settings;
        let milliseconds = |within: Duration| i64::try_from(within.as_millis()).unwrap_or(i64::MAX);
        let values = [
            (page * PAGE + 1).into(),
            ((page - 1) * PAGE).into(),
            milliseconds(settings.dossier_within).into(),
            milliseconds(settings.review_within).into(),
            milliseconds(settings.production_within).into(),
            (PAGE + 1).into(),
        ];
        // Rows are counted here, because those that cannot be read are missing in the result.
        let mut rows = 0;
        let read = |row: &Row| {
            rows += 1;
            if rows > PAGE { Ok(None) } else { self.read_open(row).map(Some) }
        };
        let read = ORDERS.readable(tx, OPEN, &values, read).await?;
        let mut waiting = Vec::new();
        for (order, mut known, due) in read.into_iter().flatten() {
            if matches!(order.state(), OrderState::UnderReview { .. }) {
                known.open_pieces = open_pieces(tx, &order).await?;
            }
            waiting.extend(self.waits(&order, &known, due));
        }
        Ok((waiting, rows > PAGE))
    }

    /// An order with what is known of it, and when it is due.
    fn read_open(&self, row: &Row) -> Result<(Order, Known, Timestamp), StoreError> {
        let order = orders::read(&self.order_keys, row)?;
        let known = Known {
            open_pieces: 0,
            paid: row.flag("paid")?,
            identity_checked: row.flag("checked")?,
            // The date only matters for a token that was sent, which is no longer in the queue.
            dossier_complete_at: None,
            delivery_days: None,
        };
        Ok((order, known, row.timestamp("due_at")?))
    }

    fn waits(&self, order: &Order, known: &Known, due: Timestamp) -> Option<Waiting> {
        let placed = order.placed()?;
        let application = &order.application;
        Some(Waiting {
            id: order.id,
            number: placed.number.clone(),
            holder: application.identity.as_ref().map_or_else(String::new, orders::Identity::greeting),
            court: application.listing.as_ref().map_or_else(String::new, |listing| listing.court.clone()),
            state: order.state().name(),
            since: order.since(),
            due,
            awaited: expectations(order, known, &self.environment.settings),
        })
    }
}
