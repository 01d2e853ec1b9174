//! Transfers, payments and invoices.

use chassis::db::{Row, StoreError, Tx, Value};
use pki::{Id, SystemRandom, Timestamp};

use super::overpayment::{Overpayment, OverpaymentId, Refund};
use super::transfer::{StatementDate, Transfer, TransferAmount, TransferEntry, TransferId, TransferState};
use super::{Invoice, InvoiceNumber, PaymentMethod, PaymentState};
use crate::officers::Officer;
use crate::orders::{Order, OrderId, Placed, Price};
use crate::tables::{INVOICES, OVERPAYMENTS, PAYMENTS, TRANSFERS};

/// Marks identifiers of payments.
enum PaymentKind {}

/// The payment state of a placed order with that price.
pub(crate) async fn state(tx: &mut Tx, order: OrderId, price: Price) -> Result<PaymentState, StoreError> {
    let sql = "select number, issued_at from invoices where order_id = $1";
    let invoice = |row: &Row| Ok((row.timestamp("issued_at")?, InvoiceNumber(row.text("number")?)));
    let invoice = INVOICES.find(tx, sql, &[order.into()], invoice).await?;
    Ok(PaymentState::of(price.including_vat_cents(), received(tx, order).await?, invoice))
}

/// The sum received for an order less refunds, in cents.
pub(super) async fn received(tx: &mut Tx, order: OrderId) -> Result<i64, StoreError> {
    let sql = "select cast(coalesce(sum(amount_cents), 0) as bigint) as received from payments where order_id = $1";
    PAYMENTS.one(tx, sql, &[order.into()], |row| row.int("received")).await
}

pub(super) async fn insert_payment(
    tx: &mut Tx,
    order: OrderId,
    at: Timestamp,
    amount: TransferAmount,
    transfer: Option<TransferId>,
) -> Result<(), StoreError> {
    let method = if transfer.is_some() { PaymentMethod::Transfer } else { PaymentMethod::DemonstrationCard };
    insert(tx, order, at, amount.cents(), method, transfer).await
}

async fn insert(
    tx: &mut Tx,
    order: OrderId,
    at: Timestamp,
    cents: i64,
    method: PaymentMethod,
    transfer: Option<TransferId>,
) -> Result<(), StoreError> {
    let id = Id::<PaymentKind>::generate(at, &mut SystemRandom);
    tx.execute(
        "insert into payments (id, order_id, at, amount_cents, means, transfer) values ($1, $2, $3, $4, $5, $6)",
        &[id.into(), order.into(), at.into(), cents.into(), method.name().into(), transfer.into()],
    )
    .await
    .map(drop)
}

/// Lists an overpayment of an order; if one is listed already, it stays as it is.
pub(super) async fn list_excess(tx: &mut Tx, order: OrderId, since: Timestamp) -> Result<(), StoreError> {
    let id = OverpaymentId::generate(since, &mut SystemRandom);
    let sql = "insert into excesses (id, order_id, since) values ($1, $2, $3) \
         on conflict (order_id) where refunded_at is null do nothing";
    tx.execute(sql, &[id.into(), order.into(), since.into()]).await.map(drop)
}

/// Overpayments to be refunded, oldest first.
pub(super) async fn overpayments(tx: &mut Tx, at_most: u32) -> Result<Vec<Overpayment>, StoreError> {
    let sql = "select x.id, x.order_id, x.since, o.number, o.price_excluding_vat_cents, o.vat_per_mille, i.holder, \
         (select cast(sum(p.amount_cents) as bigint) from payments p where p.order_id = x.order_id) as received \
         from (select id, order_id, since from excesses where refunded_at is null order by since, id limit $1) x \
         join orders o on o.id = x.order_id join invoices i on i.order_id = x.order_id order by x.since, x.id";
    OVERPAYMENTS.readable(tx, sql, &[at_most.into()], read_overpayment).await
}

fn read_overpayment(row: &Row) -> Result<Overpayment, StoreError> {
    let price = Price { excluding_vat_cents: row.int("price_excluding_vat_cents")?, vat_per_mille: row.number("vat_per_mille")? };
    Ok(Overpayment {
        id: row.id("id")?,
        order: row.id("order_id")?,
        number: row.parsed("number")?,
        holder: row.text("holder")?,
        cents: row.int("received")? - price.including_vat_cents(),
        since: row.timestamp("since")?,
    })
}

/// Whether an overpayment of an order was refunded; none, if the order never had one with that identifier.
pub(super) async fn is_refunded(tx: &mut Tx, order: OrderId, overpayment: OverpaymentId) -> Result<Option<bool>, StoreError> {
    let sql = "select id, order_id, refunded_at from excesses where id = $1 and order_id = $2";
    let refunded_at = |row: &Row| row.optional("refunded_at", Row::timestamp);
    let found = OVERPAYMENTS.find(tx, sql, &[overpayment.into(), order.into()], refunded_at).await?;
    Ok(found.map(|refunded_at| refunded_at.is_some()))
}

/// Removes an overpayment from the list and from the sum received. The refund is a transfer, whatever the method of payment was.
pub(super) async fn insert_refund(
    tx: &mut Tx,
    order: OrderId,
    overpayment: OverpaymentId,
    refund: Refund,
) -> Result<(), StoreError> {
    tx.execute("update excesses set refunded_at = $2 where id = $1", &[overpayment.into(), refund.at.into()]).await?;
    insert(tx, order, refund.at, -refund.cents, PaymentMethod::Transfer, None).await
}

/// The refunds of an order, oldest first.
pub(super) async fn refunds(tx: &mut Tx, order: OrderId) -> Result<Vec<Refund>, StoreError> {
    let sql = "select id, order_id, at, amount_cents from payments where order_id = $1 and amount_cents < 0 order by at, id";
    let refund = |row: &Row| Ok(Refund { at: row.timestamp("at")?, cents: -row.int("amount_cents")? });
    PAYMENTS.list(tx, sql, &[order.into()], refund).await
}

pub(super) async fn insert_invoice(tx: &mut Tx, order: OrderId, invoice: &Invoice) -> Result<(), StoreError> {
    tx.execute(
        "insert into invoices (number, order_id, issued_at, billing, holder, means) values ($1, $2, $3, $4, $5, $6)",
        &[
            invoice.number.as_str().into(),
            order.into(),
            invoice.issued_at.into(),
            Value::json(&invoice.billing)?,
            invoice.holder.as_str().into(),
            invoice.method.name().into(),
        ],
    )
    .await
    .map(drop)
}

/// The invoice of an order; values that the order froze when it was placed are not stored twice.
pub(super) async fn invoice(tx: &mut Tx, order: &Order, placed: &Placed) -> Result<Option<Invoice>, StoreError> {
    let sql = "select number, issued_at, billing, holder, means from invoices where order_id = $1";
    let invoice = |row: &Row| {
        Ok(Invoice {
            number: InvoiceNumber(row.text("number")?),
            issued_at: row.timestamp("issued_at")?,
            order: placed.number.clone(),
            ordered_at: placed.at,
            product: order.product.clone(),
            holder: row.text("holder")?,
            billing: row.json("billing")?,
            price: placed.price,
            method: row.named("means", PaymentMethod::ALL, PaymentMethod::name)?,
        })
    };
    INVOICES.find(tx, sql, &[order.id.into()], invoice).await
}

fn read(row: &Row) -> Result<Transfer, StoreError> {
    let state = match (row.optional("number", Row::parsed)?, row.optional("returned_at", Row::timestamp)?) {
        (Some(order), _) => TransferState::Matched { order },
        (None, Some(at)) => TransferState::Returned { at, reason: row.text("return_reason")? },
        (None, None) => TransferState::Unmatched,
    };
    let amount = TransferAmount::from_cents(row.int("amount_cents")?);
    Ok(Transfer {
        id: row.id("id")?,
        entry: TransferEntry {
            date: StatementDate::on_record(row.parsed("statement_date")?),
            amount: amount.ok_or(StoreError::inconsistent("amount_cents", "is not an amount of a transfer"))?,
            reference: row.parsed("reference")?,
            payer: row.parsed("payer")?,
        },
        recorded_by: row.id("recorded_by")?,
        recorded_at: row.timestamp("recorded_at")?,
        state,
    })
}

/// A transfer, and the order that it pays for.
pub(super) async fn transfer(tx: &mut Tx, id: TransferId) -> Result<Option<Transfer>, StoreError> {
    TRANSFERS.find(tx, "select * from transfers_shown where id = $1", &[id.into()], read).await
}

/// The transfer that a form recorded.
pub(super) async fn transfer_of_form(tx: &mut Tx, form_key: &[u8; 16]) -> Result<Option<Transfer>, StoreError> {
    TRANSFERS.find(tx, "select * from transfers_shown where form_key = $1", &[form_key.into()], read).await
}

/// Whether an equal line is on record.
pub(super) async fn is_on_record(tx: &mut Tx, entry: &TransferEntry) -> Result<bool, StoreError> {
    let sql =
        "select id from transfers where statement_date = $1 and amount_cents = $2 and reference = $3 and payer = $4 limit 1";
    let values = [
        entry.date.date().to_string().into(),
        entry.amount.cents().into(),
        entry.reference.as_str().into(),
        entry.payer.as_str().into(),
    ];
    Ok(tx.row(sql, &values).await?.is_some())
}

/// Transfers without an order, oldest first.
pub(super) async fn unmatched(tx: &mut Tx, at_most: u32) -> Result<Vec<Transfer>, StoreError> {
    let sql = "select * from transfers_shown where order_id is null and returned_at is null order by statement_date, id limit $1";
    TRANSFERS.readable(tx, sql, &[at_most.into()], read).await
}

/// The transfers that were recorded last, newest first.
pub(super) async fn recent(tx: &mut Tx, at_most: u32) -> Result<Vec<Transfer>, StoreError> {
    let sql = "select * from transfers_shown order by recorded_at desc, id desc limit $1";
    TRANSFERS.readable(tx, sql, &[at_most.into()], read).await
}

pub(super) async fn insert_transfer(
    tx: &mut Tx,
    id: TransferId,
    form_key: &[u8; 16],
    entry: &TransferEntry,
    by: &Officer,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into transfers (id, form_key, statement_date, amount_cents, reference, payer, recorded_by, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            id.into(),
            form_key.into(),
            entry.date.date().to_string().into(),
            entry.amount.cents().into(),
            entry.reference.as_str().into(),
            entry.payer.as_str().into(),
            by.id().into(),
            at.into(),
        ],
    )
    .await
    .map(drop)
}

/// Assigns an open transfer to an order; false if it was no longer open.
pub(super) async fn match_transfer(tx: &mut Tx, id: TransferId, order: OrderId) -> Result<bool, StoreError> {
    let sql = "update transfers set order_id = $2 where id = $1 and order_id is null and returned_at is null";
    Ok(tx.execute(sql, &[id.into(), order.into()]).await? == 1)
}

/// Marks an open transfer as returned; false if it was no longer open.
pub(super) async fn return_transfer(tx: &mut Tx, id: TransferId, at: Timestamp, reason: &str) -> Result<bool, StoreError> {
    let sql =
        "update transfers set returned_at = $2, return_reason = $3 where id = $1 and order_id is null and returned_at is null";
    Ok(tx.execute(sql, &[id.into(), at.into(), reason.into()]).await? == 1)
}
