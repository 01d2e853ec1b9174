//! Orders and their events.

use chassis::db::{AssertSqlSafe, Row, StoreError, Tx, Value};
use pki::Timestamp;
use policies::ProductName;

use super::{Event, EventKind, Order, OrderId, OrderNumber, OrderState, Placed, Price};
use crate::account_id::AccountId;
use crate::order_keys::{EVENT, ORDER, OrderKey, OrderKeys};
use crate::tables::{ORDER_EVENTS, ORDER_NUMBERS, ORDERS};

/// The columns and tables that [`read`] needs; the order is `o`.
pub(crate) const ORDER_WITH_KEY: &str = "select o.*, k.encrypted as order_key from orders o \
     left join order_keys k on k.order_id = o.id and k.purpose = 'data'";

pub(crate) async fn find(keys: &OrderKeys, tx: &mut Tx, id: OrderId) -> Result<Option<Order>, StoreError> {
    let sql = AssertSqlSafe(format!("{ORDER_WITH_KEY} where o.id = $1"));
    ORDERS.find(tx, sql, &[id.into()], |row| read(keys, row)).await
}

pub(crate) async fn find_by_number(keys: &OrderKeys, tx: &mut Tx, number: &OrderNumber) -> Result<Option<Order>, StoreError> {
    let sql = AssertSqlSafe(format!("{ORDER_WITH_KEY} where o.number = $1"));
    ORDERS.find(tx, sql, &[number.as_str().into()], |row| read(keys, row)).await
}

/// The open draft of a product in an account.
pub(crate) async fn find_draft(
    keys: &OrderKeys,
    tx: &mut Tx,
    account: AccountId,
    product: &ProductName,
) -> Result<Option<Order>, StoreError> {
    let sql = AssertSqlSafe(format!("{ORDER_WITH_KEY} where o.account = $1 and o.product = $2 and o.state = 'draft'"));
    ORDERS.find(tx, sql, &[account.into(), product.as_str().into()], |row| read(keys, row)).await
}

/// The account's orders, newest first.
pub(crate) async fn of_account(
    keys: &OrderKeys,
    tx: &mut Tx,
    account: AccountId,
    at_most: u32,
) -> Result<Vec<Order>, StoreError> {
    let sql = AssertSqlSafe(format!("{ORDER_WITH_KEY} where o.account = $1 order by o.begun_at desc, o.id desc limit $2"));
    ORDERS.readable(tx, sql, &[account.into(), at_most.into()], |row| read(keys, row)).await
}

/// Stores a new order, and generates its keys.
pub(crate) async fn insert(keys: &OrderKeys, tx: &mut Tx, order: &Order) -> Result<(), StoreError> {
    let keys = keys.generate(order.id);
    let mut values = vec![
        order.id.into(),
        order.account.into(),
        order.person.into(),
        order.product.as_str().into(),
        order.begun_at.into(),
        order.version().into(),
    ];
    values.extend(changing(keys.data(), order)?);
    tx.execute(
        "insert into orders (id, account, person, product, begun_at, version, application, facts, encrypted, state, since, number, \
         placed_at, price_excluding_vat_cents, vat_per_mille) \
         values ($1, $2, $3, $4, $5, $6, '', '', $7, $8, $9, $10, $11, $12, $13)",
        &values,
    )
    .await?;
    keys.insert(tx).await
}

/// Writes the changed columns, and returns the order with its new version.
///
/// # Errors
/// [`StoreError::Stale`] when the order was changed since this version was read; nothing is written.
pub(crate) async fn update(keys: &OrderKeys, tx: &mut Tx, order: Order) -> Result<Order, StoreError> {
    let key = keys.key_of(tx, order.id, &ORDER).await?;
    let mut values = vec![order.id.into(), order.version().into()];
    values.extend(changing(&key, &order)?);
    let touched = tx
        .execute(
            "update orders set version = version + 1, encrypted = $3, state = $4, since = $5, number = $6, placed_at = $7, \
             price_excluding_vat_cents = $8, vat_per_mille = $9 where id = $1 and version = $2",
            &values,
        )
        .await?;
    if touched == 1 { Ok(order.written()) } else { Err(StoreError::Stale) }
}

/// The values of the columns that change during an order's life, in the order of the statements above.
fn changing(key: &OrderKey, order: &Order) -> Result<[Value; 7], StoreError> {
    let placed = order.placed();
    let texts = [Value::json(&order.application)?, Value::json(order.state())?];
    Ok([
        key.encrypt(&ORDER, &order.id.into(), &texts)?,
        order.state().name().into(),
        order.since().into(),
        placed.map(|placed| placed.number.as_str()).into(),
        placed.map(|placed| placed.at).into(),
        placed.map(|placed| placed.price.excluding_vat_cents).into(),
        placed.map(|placed| placed.price.vat_per_mille).into(),
    ])
}

/// Reads a row of [`ORDER_WITH_KEY`].
pub(crate) fn read(keys: &OrderKeys, row: &Row) -> Result<Order, StoreError> {
    let id: OrderId = row.id("id")?;
    let texts = keys.texts(row, id, &ORDER, &id.into())?;
    let placed = match row.optional("number", Row::parsed)? {
        None => None,
        Some(number) => Some(Placed {
            number,
            at: row.timestamp("placed_at")?,
            price: Price {
                excluding_vat_cents: row.int("price_excluding_vat_cents")?,
                vat_per_mille: row.number("vat_per_mille")?,
            },
        }),
    };
    let product = row.parsed("product")?;
    let state: OrderState = texts.json("facts")?;
    // Statements select by this column: an order that it places elsewhere than its facts would be missing where it is awaited.
    if row.text("state")? != state.name() {
        return Err(StoreError::inconsistent("state", "is not the state of its facts"));
    }
    let draft = Order::draft(id, row.id("account")?, row.id("person")?, product, row.timestamp("begun_at")?);
    Ok(draft.stored(texts.json("application")?, state, placed, row.int("version")?))
}

/// Adds an event to an order's timeline.
pub(crate) async fn record_event(
    keys: &OrderKeys,
    tx: &mut Tx,
    order: OrderId,
    at: Timestamp,
    what: &EventKind,
) -> Result<(), StoreError> {
    let key = keys.key_of(tx, order, &EVENT).await?;
    // One writer at a time: nobody takes the position meanwhile.
    let sql = "select coalesce(max(position), 0) + 1 as position from order_events where order_id = $1";
    let position = ORDER_EVENTS.one(tx, sql, &[order.into()], |row| row.int("position")).await?;
    let event = key.encrypt(&EVENT, &position.into(), &[Value::json(what)?])?;
    let sql = "insert into order_events (order_id, position, at, event, encrypted) values ($1, $2, $3, '', $4)";
    tx.execute(sql, &[order.into(), position.into(), at.into(), event]).await.map(drop)
}

/// The events of an order, oldest first.
pub(crate) async fn events(keys: &OrderKeys, tx: &mut Tx, order: OrderId) -> Result<Vec<Event>, StoreError> {
    let sql = "select e.order_id, e.position, e.at, e.event, e.encrypted, k.encrypted as order_key from order_events e \
         left join order_keys k on k.order_id = e.order_id and k.purpose = 'data' where e.order_id = $1 order by e.position";
    let event = |row: &Row| {
        let texts = keys.texts(row, order, &EVENT, &row.int("position")?.into())?;
        Ok(Event { at: row.timestamp("at")?, what: texts.json("event")? })
    };
    ORDER_EVENTS.list(tx, sql, &[order.into()], event).await
}

/// The next order number of a year, without gaps: a transaction that fails gives its number back.
pub(crate) async fn next_number(tx: &mut Tx, year: i16) -> Result<OrderNumber, StoreError> {
    let sql = "insert into order_numbers (year, last) values ($1, 1) on conflict (year) do update set last = order_numbers.last + 1 \
         returning year, last";
    // The millionth order of a year gets no number, and its transaction fails.
    let number = |row: &Row| {
        let number = format!("SC-{year:04}-{:06}", row.int("last")?);
        number.parse().map_err(|_| StoreError::inconsistent("last", "has no number left in this year"))
    };
    ORDER_NUMBERS.one(tx, sql, &[i64::from(year).into()], number).await
}
