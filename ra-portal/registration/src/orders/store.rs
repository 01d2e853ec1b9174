//! Orders and their events.

use chassis::db::{Row, StoreError, Tx, Value};
use pki::Timestamp;
use policies::ProductName;

use super::{Event, EventKind, Order, OrderId, OrderNumber, OrderState, Placed, Price};
use crate::account_id::AccountId;
use crate::tables::{ORDER_EVENTS, ORDER_NUMBERS, ORDERS};

pub(crate) async fn find(tx: &mut Tx, id: OrderId) -> Result<Option<Order>, StoreError> {
    ORDERS.find(tx, "select * from orders where id = $1", &[id.into()], read).await
}

pub(crate) async fn find_by_number(tx: &mut Tx, number: &OrderNumber) -> Result<Option<Order>, StoreError> {
    ORDERS.find(tx, "select * from orders where number = $1", &[number.as_str().into()], read).await
}

/// The open draft of a product in an account.
pub(crate) async fn find_draft(tx: &mut Tx, account: AccountId, product: &ProductName) -> Result<Option<Order>, StoreError> {
    let sql = "select * from orders where account = $1 and product = $2 and state = 'draft'";
    ORDERS.find(tx, sql, &[account.into(), product.as_str().into()], read).await
}

/// The account's orders, newest first.
pub(crate) async fn of_account(tx: &mut Tx, account: AccountId, at_most: u32) -> Result<Vec<Order>, StoreError> {
    let sql = "select * from orders where account = $1 order by begun_at desc, id desc limit $2";
    ORDERS.readable(tx, sql, &[account.into(), at_most.into()], read).await
}

pub(crate) async fn insert(tx: &mut Tx, order: &Order) -> Result<(), StoreError> {
    let mut values = vec![
        order.id.into(),
        order.account.into(),
        order.person.into(),
        order.product.as_str().into(),
        order.begun_at.into(),
        order.version().into(),
    ];
    values.extend(changing(order)?);
    tx.execute(
        "insert into orders (id, account, person, product, begun_at, version, application, state, since, facts, number, placed_at, \
         price_excluding_vat_cents, vat_per_mille) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        &values,
    )
    .await?;
    Ok(())
}

/// Writes the changed columns, and returns the order with its new version.
///
/// # Errors
/// [`StoreError::Stale`] when the order was changed since this version was read; nothing is written.
pub(crate) async fn update(tx: &mut Tx, order: Order) -> Result<Order, StoreError> {
    let mut values = vec![order.id.into(), order.version().into()];
    values.extend(changing(&order)?);
    let touched = tx
        .execute(
            "update orders set version = version + 1, application = $3, state = $4, since = $5, facts = $6, number = $7, \
             placed_at = $8, price_excluding_vat_cents = $9, vat_per_mille = $10 where id = $1 and version = $2",
            &values,
        )
        .await?;
    if touched == 1 { Ok(order.written()) } else { Err(StoreError::Stale) }
}

/// The values of the columns that change during an order's life, in the order of the statements above.
fn changing(order: &Order) -> Result<[Value; 8], StoreError> {
    let placed = order.placed();
    Ok([
        Value::json(&order.application)?,
        order.state().name().into(),
        order.since().into(),
        Value::json(order.state())?,
        placed.map(|placed| placed.number.as_str()).into(),
        placed.map(|placed| placed.at).into(),
        placed.map(|placed| placed.price.excluding_vat_cents).into(),
        placed.map(|placed| placed.price.vat_per_mille).into(),
    ])
}

/// Reads a row with every column of `orders`.
pub(crate) fn read(row: &Row) -> Result<Order, StoreError> {
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
    let state: OrderState = row.json("facts")?;
    // Statements select by this column: an order that it places elsewhere than its facts would be missing where it is awaited.
    if row.text("state")? != state.name() {
        return Err(StoreError::inconsistent("state", "is not the state of its facts"));
    }
    let draft = Order::draft(row.id("id")?, row.id("account")?, row.id("person")?, product, row.timestamp("begun_at")?);
    Ok(draft.stored(row.json("application")?, state, placed, row.int("version")?))
}

/// Adds an event to an order's timeline.
pub(crate) async fn record_event(tx: &mut Tx, order: OrderId, at: Timestamp, what: &EventKind) -> Result<(), StoreError> {
    tx.execute(
        "insert into order_events (order_id, position, at, event) \
         values ($1, (select coalesce(max(position), 0) + 1 from order_events where order_id = $1), $2, $3)",
        &[order.into(), at.into(), Value::json(what)?],
    )
    .await?;
    Ok(())
}

/// The events of an order, oldest first.
pub(crate) async fn events(tx: &mut Tx, order: OrderId) -> Result<Vec<Event>, StoreError> {
    let sql = "select order_id, position, at, event from order_events where order_id = $1 order by position";
    let event = |row: &Row| Ok(Event { at: row.timestamp("at")?, what: row.json("event")? });
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
