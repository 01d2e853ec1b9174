//! Invoices: numbered without gaps, and never changed.

use chassis::db::{StoreError, Tx};
use jiff::civil::Date;
use pki::Timestamp;
use policies::ProductName;

use super::{InvoiceNumber, PaymentMethod};
use crate::orders::{Billing, Identity, Order, OrderNumber, Price};
use crate::tables::INVOICE_NUMBERS;

/// An invoice: everything printed on it except the supplier. It is issued once the price is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    pub number: InvoiceNumber,
    /// When it was issued, which is when the full price was received.
    pub issued_at: Timestamp,
    pub order: OrderNumber,
    /// When the order was placed.
    pub ordered_at: Timestamp,
    pub product: ProductName,
    /// Given names and surname of the holder in Latin letters, as in the certificates.
    pub holder: String,
    /// The paying party.
    pub billing: Billing,
    pub price: Price,
    /// The method of the last payment.
    pub method: PaymentMethod,
}

/// Given names and surname of the holder, as in the certificates.
pub(super) fn holder(order: &Order) -> String {
    order.application.identity.as_ref().map_or_else(String::new, Identity::full_name_in_certificate)
}

/// The next number of a year, in the transaction that issues the invoice: a transaction that fails gives its number back.
pub(super) async fn next_number(tx: &mut Tx, issued: Date) -> Result<InvoiceNumber, StoreError> {
    let sql = "insert into invoice_numbers (year, last) values ($1, 1) \
         on conflict (year) do update set last = invoice_numbers.last + 1 returning year, last";
    let last = INVOICE_NUMBERS.one(tx, sql, &[i64::from(issued.year()).into()], |row| row.int("last")).await?;
    Ok(InvoiceNumber(format!("F-{:04}-{last:06}", issued.year())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations;
    use chassis::db::Db;
    use jiff::civil::date;
    use test_databases::on_both_engines;

    #[tokio::test]
    async fn numbers_have_no_gap_within_a_year_even_after_a_failed_transaction() {
        on_both_engines(async |url| {
            let db = Db::open(&url).await.unwrap();
            db.migrate(migrations::migrations()).await.unwrap();
            let mut given = Vec::new();
            for (day, kept) in
                [(date(2026, 12, 31), true), (date(2026, 12, 31), false), (date(2026, 12, 31), true), (date(2027, 1, 1), true)]
            {
                let mut tx = db.begin_write().await.unwrap();
                let number = next_number(&mut tx, day).await.unwrap();
                if kept {
                    tx.commit().await.unwrap();
                    given.push(number.0);
                }
            }
            assert_eq!(given, ["F-2026-000001", "F-2026-000002", "F-2027-000001"]);
            db.close().await;
        })
        .await;
    }
}
