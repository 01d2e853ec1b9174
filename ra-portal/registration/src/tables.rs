//! The zone's tables, and what identifies their rows in the log. No key says anything about a person.

use chassis::db::Table;

pub(crate) const ACCOUNTS: Table = Table::new("accounts", &["id"]);
pub(crate) const AUTHORISATIONS: Table = Table::new("authorisations", &["id", "order_id"]);
pub(crate) const CODES_TOLD: Table = Table::new("codes_told", &["token"]);
pub(crate) const DOSSIERS: Table = Table::new("dossiers", &["order_id"]);
pub(crate) const EXCESSES: Table = Table::new("excesses", &["id", "order_id"]);
pub(crate) const IDENTITY_CHECKS: Table = Table::new("identity_checks", &["id", "order_id"]);
pub(crate) const INVOICES: Table = Table::new("invoices", &["number"]);
pub(crate) const INVOICE_NUMBERS: Table = Table::new("invoice_numbers", &["year"]);
pub(crate) const LOOSE_FILES: Table = Table::new("loose_files", &["id", "order_id"]);
pub(crate) const OFFICERS: Table = Table::new("officers", &["id"]);
pub(crate) const OFFICER_PROPOSALS: Table = Table::new("officer_proposals", &["id"]);
pub(crate) const OFFICER_REVOCATIONS: Table = Table::new("officer_revocations", &["id", "order_id"]);
pub(crate) const ORDERS: Table = Table::new("orders", &["id"]);
pub(crate) const ORDER_EVENTS: Table = Table::new("order_events", &["order_id", "position"]);
pub(crate) const ORDER_NUMBERS: Table = Table::new("order_numbers", &["year"]);
pub(crate) const PAYMENTS: Table = Table::new("payments", &["id", "order_id"]);
pub(crate) const PENDING_LOGINS: Table = Table::new("pending_logins", &["token"]);
pub(crate) const PEOPLE: Table = Table::new("people", &["id"]);
pub(crate) const PIECES: Table = Table::new("pieces", &["order_id", "kind"]);
pub(crate) const PIECE_FILES: Table = Table::new("piece_files", &["id", "order_id"]);
pub(crate) const PIN_LETTERS: Table = Table::new("pin_letters", &["order_id"]);
pub(crate) const SESSIONS: Table = Table::new("sessions", &["account"]);
pub(crate) const TOKEN_FEED: Table = Table::new("token_feed", &["id"]);
pub(crate) const TRANSFERS: Table = Table::new("transfers", &["id"]);
