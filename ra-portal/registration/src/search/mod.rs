//! Finding orders, in every state and for ever: by order number, token number, e-mail address of the account, or the beginnings of
//! names.

mod keep;
mod query;

use std::sync::Arc;

use chassis::db::{StoreError, Tx};
use pki::{Timestamp, TokenNumber};
use policies::ProductName;
use serde_json::json;

use crate::access::Action;
use crate::accounts;
use crate::core::Core;
use crate::fault::Fault;
use crate::officers::{self, Officer};
use crate::orders::{self, Identity, Order, OrderId, OrderNumber};
use query::Query;

/// Orders that are shown; whoever gets as many is asked for another word.
const AT_MOST: usize = 50;

/// Finds orders for officers.
#[derive(Clone)]
pub struct Search {
    pub(crate) core: Arc<Core>,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The orders, latest first; at most 50.
    pub orders: Vec<FoundOrder>,
    /// Whether there are more.
    pub more: bool,
    /// Whether the text named one order by its number or by its token's.
    pub is_exact: bool,
    /// While names and token numbers are being read after a start: how many orders were read, and how many there are.
    pub loading: Option<(u64, u64)>,
}

/// An order that was found.
#[derive(Clone, Debug)]
pub struct FoundOrder {
    pub id: OrderId,
    /// None for a draft.
    pub number: Option<OrderNumber>,
    /// The holder's name as typed; empty before it was typed.
    pub holder: String,
    pub product: ProductName,
    pub state: &'static str,
    /// When the state began.
    pub since: Timestamp,
    pub token: Option<TokenNumber>,
}

/// Why nothing was searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// Neither a number nor an address, and no word of three letters; or too long.
    #[error("neither a number nor an address nor a word of three letters")]
    NoQuery,
    /// The officer was dismissed, or has no role that reads orders.
    #[error("not an officer who reads orders")]
    NotAllowed,
}

impl Search {
    /// The orders that the text names. The ledger records who searched by what kind of text and how many orders were found, and
    /// not the text.
    ///
    /// # Errors
    /// [`SearchError`]; [`Fault::Failed`] when the database is not available.
    pub async fn find(&self, officer: &Officer, typed: &str) -> Result<Found, Fault<SearchError>> {
        let core = &self.core;
        let query = Query::parse(typed).ok_or(Fault::Refused(SearchError::NoQuery))?;
        self.follow_changes().await.map_err(|fault| fault.map(|never| match never {}))?;
        let mut tx = core.db.begin_read().await?;
        if !officers::may(&mut tx, officer, Action::ReadOrders, core.now()).await? {
            return Err(Fault::Refused(SearchError::NotAllowed));
        }
        let found = core.search(&mut tx, &query).await?;
        drop(tx);
        let mut act = core.begin(officer.actor()).await?;
        let count = found.orders.len();
        act.record("orders.searched", "orders", json!({ "by": query.kind(), "found": count, "more": found.more })).await?;
        act.commit().await?;
        Ok(found)
    }
}

impl Core {
    async fn search(&self, tx: &mut Tx, query: &Query) -> Result<Found, StoreError> {
        let loading = self.loading(tx).await?;
        let mut found = Found { orders: Vec::new(), more: false, is_exact: false, loading };
        match query {
            Query::Number(number) => {
                found.orders.extend(orders::find_by_number(&self.order_keys, tx, number).await?.map(FoundOrder::from));
                found.is_exact = true;
            }
            Query::Email(address) => {
                if let Some(account) = accounts::account_of(tx, address).await? {
                    let at_most = u32::try_from(AT_MOST + 1).unwrap_or(u32::MAX);
                    let theirs = orders::of_account(&self.order_keys, tx, account, at_most).await?;
                    found.more = theirs.len() > AT_MOST;
                    found.orders.extend(theirs.into_iter().take(AT_MOST).map(FoundOrder::from));
                }
            }
            Query::Text { token, names } => {
                let of_token = token.as_ref().and_then(|token| self.order_index.of_token(token.as_str()));
                found.is_exact = of_token.is_some();
                let (ids, more) = match (of_token, names) {
                    (Some(order), _) => (vec![order], false),
                    (None, Some(names)) => self.order_index.of_names(names, AT_MOST),
                    (None, None) => (Vec::new(), false),
                };
                found.more = more;
                for id in ids {
                    found.orders.extend(orders::find(&self.order_keys, tx, id).await?.map(FoundOrder::from));
                }
            }
        }
        Ok(found)
    }
}

impl From<Order> for FoundOrder {
    fn from(order: Order) -> Self {
        Self {
            id: order.id,
            number: order.placed().map(|placed| placed.number.clone()),
            holder: order.application.identity.as_ref().map_or_else(String::new, Identity::greeting),
            state: order.state().name(),
            since: order.since(),
            token: order.state().token().cloned(),
            product: order.product,
        }
    }
}
