//! Transfers, payments and invoices.

use chassis::db::{Row, StoreError, Tx, Value};
use chassis::encryption::EncryptionKey;
use pki::{Id, SystemRandom, Timestamp};

use super::overpayment::{Overpayment, OverpaymentId, Refund};
use super::transfer::{StatementDate, Transfer, TransferAmount, TransferEntry, TransferId, TransferState};
use super::{Invoice, InvoiceNumber, PaymentMethod, PaymentState};
use crate::encrypted_columns::{EncryptedColumns, KeyColumn};
use crate::order_keys::{INVOICE, OrderKeys};
use crate::orders::{Order, OrderId, Placed, Price};
use crate::tables::{INVOICES, OVERPAYMENTS, PAYMENTS, TRANSFERS};

/// Marks identifiers of payments.
enum PaymentKind {}

/// What the bank's statement says of a transfer, and why it was returned. It is encrypted under a key of the portal, because a
/// transfer is recorded before anybody knows its order.
const TRANSFER: EncryptedColumns =
    EncryptedColumns { table: TRANSFERS, key: KeyColumn::Blob("id"), columns: &["reference", "payer", "return_reason"] };
const TRANSFER_CONTEXT: &str = "transfer";

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
pub(super) async fn overpayments(keys: &OrderKeys, tx: &mut Tx, at_most: u32) -> Result<Vec<Overpayment>, StoreError> {
    let sql = "select x.id, x.order_id, x.since, o.number, o.price_excluding_vat_cents, o.vat_per_mille, i.number as invoice, \
         i.holder, i.encrypted, k.encrypted as order_key, \
         (select cast(sum(p.amount_cents) as bigint) from payments p where p.order_id = x.order_id) as received \
         from (select id, order_id, since from excesses where refunded_at is null order by since, id limit $1) x \
         join orders o on o.id = x.order_id join invoices i on i.order_id = x.order_id \
         left join order_keys k on k.order_id = x.order_id and k.purpose = 'billing' order by x.since, x.id";
    OVERPAYMENTS.readable(tx, sql, &[at_most.into()], |row| read_overpayment(keys, row)).await
}

fn read_overpayment(keys: &OrderKeys, row: &Row) -> Result<Overpayment, StoreError> {
    let order: OrderId = row.id("order_id")?;
    let price = Price { excluding_vat_cents: row.int("price_excluding_vat_cents")?, vat_per_mille: row.number("vat_per_mille")? };
    Ok(Overpayment {
        id: row.id("id")?,
        order,
        number: row.parsed("number")?,
        holder: keys.texts(row, order, &INVOICE, &row.text("invoice")?.into())?.text("holder")?,
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

pub(super) async fn insert_invoice(keys: &OrderKeys, tx: &mut Tx, order: OrderId, invoice: &Invoice) -> Result<(), StoreError> {
    let key = keys.key_of(tx, order, &INVOICE).await?;
    let number = Value::from(invoice.number.as_str());
    let encrypted = key.encrypt(&INVOICE, &number, &[Value::json(&invoice.billing)?, invoice.holder.as_str().into()])?;
    tx.execute(
        "insert into invoices (number, order_id, issued_at, billing, holder, encrypted, means) values ($1, $2, $3, '', '', $4, $5)",
        &[number, order.into(), invoice.issued_at.into(), encrypted, invoice.method.name().into()],
    )
    .await
    .map(drop)
}

/// The invoice of an order; values that the order froze when it was placed are not stored twice.
pub(super) async fn invoice(
    keys: &OrderKeys,
    tx: &mut Tx,
    order: &Order,
    placed: &Placed,
) -> Result<Option<Invoice>, StoreError> {
    let sql = "select i.*, k.encrypted as order_key from invoices i \
         left join order_keys k on k.order_id = i.order_id and k.purpose = 'billing' where i.order_id = $1";
    let invoice = |row: &Row| {
        let number = row.text("number")?;
        let texts = keys.texts(row, order.id, &INVOICE, &number.as_str().into())?;
        Ok(Invoice {
            number: InvoiceNumber(number),
            issued_at: row.timestamp("issued_at")?,
            order: placed.number.clone(),
            ordered_at: placed.at,
            product: order.product.clone(),
            holder: texts.text("holder")?,
            billing: texts.json("billing")?,
            price: placed.price,
            method: row.named("means", PaymentMethod::ALL, PaymentMethod::name)?,
        })
    };
    INVOICES.find(tx, sql, &[order.id.into()], invoice).await
}

fn read(key: &EncryptionKey, row: &Row) -> Result<Transfer, StoreError> {
    let texts = TRANSFER.texts(key, TRANSFER_CONTEXT, row)?;
    let state = match (row.optional("number", Row::parsed)?, row.optional("returned_at", Row::timestamp)?) {
        (Some(order), _) => TransferState::Matched { order },
        (None, Some(at)) => TransferState::Returned { at, reason: texts.text("return_reason")? },
        (None, None) => TransferState::Unmatched,
    };
    let amount = TransferAmount::from_cents(row.int("amount_cents")?);
    Ok(Transfer {
        id: row.id("id")?,
        entry: TransferEntry {
            date: StatementDate::on_record(row.parsed("statement_date")?),
            amount: amount.ok_or(StoreError::inconsistent("amount_cents", "is not an amount of a transfer"))?,
            reference: texts.parsed("reference")?,
            payer: texts.parsed("payer")?,
        },
        recorded_by: row.id("recorded_by")?,
        recorded_at: row.timestamp("recorded_at")?,
        state,
    })
}

/// What is encrypted of a transfer.
fn encrypted(
    key: &EncryptionKey,
    id: TransferId,
    entry: &TransferEntry,
    return_reason: Option<&str>,
) -> Result<Value, StoreError> {
    let texts = [entry.reference.as_str().into(), entry.payer.as_str().into(), return_reason.into()];
    TRANSFER.encrypt(key, TRANSFER_CONTEXT, &id.into(), &texts)
}

/// A transfer, and the order that it pays for.
pub(super) async fn transfer(key: &EncryptionKey, tx: &mut Tx, id: TransferId) -> Result<Option<Transfer>, StoreError> {
    let sql = "select * from transfers_shown where id = $1";
    TRANSFERS.find(tx, sql, &[id.into()], |row| read(key, row)).await
}

/// The transfer that a form recorded.
pub(super) async fn transfer_of_form(
    key: &EncryptionKey,
    tx: &mut Tx,
    form_key: &[u8; 16],
) -> Result<Option<Transfer>, StoreError> {
    let sql = "select * from transfers_shown where form_key = $1";
    TRANSFERS.find(tx, sql, &[form_key.into()], |row| read(key, row)).await
}

/// Whether an equal line is on record.
pub(super) async fn is_on_record(key: &EncryptionKey, tx: &mut Tx, entry: &TransferEntry) -> Result<bool, StoreError> {
    let sql = "select * from transfers_shown where statement_date = $1 and amount_cents = $2";
    let values = [entry.date.date().to_string().into(), entry.amount.cents().into()];
    let similar = TRANSFERS.readable(tx, sql, &values, |row| read(key, row)).await?;
    Ok(similar.iter().any(|transfer| transfer.entry == *entry))
}

/// Transfers without an order, oldest first.
pub(super) async fn unmatched(key: &EncryptionKey, tx: &mut Tx, at_most: u32) -> Result<Vec<Transfer>, StoreError> {
    let sql = "select * from transfers_shown where order_id is null and returned_at is null order by statement_date, id limit $1";
    TRANSFERS.readable(tx, sql, &[at_most.into()], |row| read(key, row)).await
}

/// The transfers that were recorded last, newest first.
pub(super) async fn recent(key: &EncryptionKey, tx: &mut Tx, at_most: u32) -> Result<Vec<Transfer>, StoreError> {
    let sql = "select * from transfers_shown order by recorded_at desc, id desc limit $1";
    TRANSFERS.readable(tx, sql, &[at_most.into()], |row| read(key, row)).await
}

pub(super) async fn insert_transfer(
    key: &EncryptionKey,
    tx: &mut Tx,
    form_key: &[u8; 16],
    transfer: &Transfer,
) -> Result<(), StoreError> {
    let Transfer { id, entry, .. } = transfer;
    tx.execute(
        "insert into transfers (id, form_key, statement_date, amount_cents, reference, payer, encrypted, recorded_by, recorded_at) \
         values ($1, $2, $3, $4, '', '', $5, $6, $7)",
        &[
            (*id).into(),
            form_key.into(),
            entry.date.date().to_string().into(),
            entry.amount.cents().into(),
            encrypted(key, *id, entry, None)?,
            transfer.recorded_by.into(),
            transfer.recorded_at.into(),
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
pub(super) async fn return_transfer(
    key: &EncryptionKey,
    tx: &mut Tx,
    transfer: &Transfer,
    at: Timestamp,
    reason: &str,
) -> Result<bool, StoreError> {
    let sql = "update transfers set returned_at = $2, encrypted = $3, reference = '', payer = '', return_reason = null \
         where id = $1 and order_id is null and returned_at is null";
    let encrypted = encrypted(key, transfer.id, &transfer.entry, Some(reason))?;
    Ok(tx.execute(sql, &[transfer.id.into(), at.into(), encrypted]).await? == 1)
}

/// Encrypts a transfer of an earlier release. Idempotent.
pub(crate) async fn encrypt_transfer(key: &EncryptionKey, tx: &mut Tx, id: TransferId) -> Result<(), StoreError> {
    TRANSFER.encrypt_rows(tx, ("id = $1", id.into()), key, TRANSFER_CONTEXT).await
}
