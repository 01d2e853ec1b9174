//! The zone's schema, in one text for each engine or one for both.

use chassis::db::Migration;
use chassis::{ledger, outbox};

macro_rules! step {
    ($name:literal) => {
        Migration {
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

macro_rules! step_of_one_text {
    ($name:literal) => {
        Migration::of_one_text($name, include_str!(concat!("../migrations/", $name, ".sql")))
    };
}

const MIGRATIONS: &[Migration] = &[
    ledger::MIGRATION,
    outbox::MIGRATION,
    step!("0003_accounts"),
    step!("0004_orders"),
    step!("0005_payments"),
    step!("0006_dossiers"),
    step!("0007_desk"),
    step!("0008_production"),
    step!("0009_holders"),
    step!("0010_voided_checks"),
    step!("0011_refunds"),
    step!("0012_officer_certificates"),
    step_of_one_text!("0013_encrypted_orders"),
    step_of_one_text!("0014_piece_viewings"),
    step_of_one_text!("0015_kept_forms"),
    step_of_one_text!("0016_page_pictures"),
];

/// Every migration of the zone, in order.
#[must_use]
pub fn migrations() -> &'static [Migration] {
    MIGRATIONS
}
