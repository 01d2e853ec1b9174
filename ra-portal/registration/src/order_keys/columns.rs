//! What is encrypted of an order, and under which of its keys.

use super::purpose::Purpose;
use crate::encrypted_columns::{EncryptedColumns, KeyColumn};
use crate::tables::{ACCEPTANCES, IDENTITY_CHECKS, INVOICES, ORDER_EVENTS, ORDERS, PIECE_FILES, PIECES};

/// Columns of a table with rows of orders.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderColumns {
    pub(super) columns: EncryptedColumns,
    /// A condition that holds for the rows of the order `$1`.
    pub(super) of: &'static str,
    pub(super) purpose: Purpose,
}

impl OrderColumns {
    /// Columns under the key for an order's data, in a table with the column `order_id`.
    const fn data(columns: EncryptedColumns) -> Self {
        Self { columns, of: "order_id = $1", purpose: Purpose::Data }
    }
}

/// The answers, and the state with its facts.
pub(crate) const ORDER: OrderColumns = OrderColumns {
    columns: EncryptedColumns { table: ORDERS, key: KeyColumn::Blob("id"), columns: &["application", "facts"] },
    of: "id = $1",
    purpose: Purpose::Data,
};

pub(crate) const EVENT: OrderColumns =
    OrderColumns::data(EncryptedColumns { table: ORDER_EVENTS, key: KeyColumn::Int("position"), columns: &["event"] });

pub(crate) const FILE: OrderColumns =
    OrderColumns::data(EncryptedColumns { table: PIECE_FILES, key: KeyColumn::Blob("id"), columns: &["name"] });

/// The state with the reason of a refusal.
pub(crate) const PIECE: OrderColumns =
    OrderColumns::data(EncryptedColumns { table: PIECES, key: KeyColumn::Text("kind"), columns: &["state"] });

pub(crate) const CHECK: OrderColumns = OrderColumns::data(EncryptedColumns {
    table: IDENTITY_CHECKS,
    key: KeyColumn::Blob("id"),
    columns: &["met_on", "place", "document", "number_end", "document_expires"],
});

pub(crate) const ACCEPTANCE: OrderColumns =
    OrderColumns::data(EncryptedColumns { table: ACCEPTANCES, key: KeyColumn::Blob("order_id"), columns: &["wrong_data"] });

pub(crate) const INVOICE: OrderColumns = OrderColumns {
    columns: EncryptedColumns { table: INVOICES, key: KeyColumn::Text("number"), columns: &["billing", "holder"] },
    of: "order_id = $1",
    purpose: Purpose::Billing,
};

/// Everything that is encrypted of an order. Its own row is the last: as long as that is clear, other rows may be.
pub(super) const ALL: [OrderColumns; 7] = [EVENT, FILE, PIECE, CHECK, ACCEPTANCE, INVOICE, ORDER];
