//! The zone's schema, one text an engine.

use chassis::db::Migration;
use chassis::ledger;

/// Every migration of the zone, in order.
pub const MIGRATIONS: &[Migration] = &[
    ledger::MIGRATION,
    Migration {
        name: "0002_authority",
        sqlite: include_str!("../migrations/sqlite/0002_authority.sql"),
        postgres: include_str!("../migrations/postgres/0002_authority.sql"),
    },
    Migration {
        name: "0003_issuance",
        sqlite: include_str!("../migrations/sqlite/0003_issuance.sql"),
        postgres: include_str!("../migrations/postgres/0003_issuance.sql"),
    },
    Migration {
        name: "0004_revocation",
        sqlite: include_str!("../migrations/sqlite/0004_revocation.sql"),
        postgres: include_str!("../migrations/postgres/0004_revocation.sql"),
    },
    Migration {
        name: "0005_registration",
        sqlite: include_str!("../migrations/sqlite/0005_registration.sql"),
        postgres: include_str!("../migrations/postgres/0005_registration.sql"),
    },
    Migration {
        name: "0006_fact_forms",
        sqlite: include_str!("../migrations/sqlite/0006_fact_forms.sql"),
        postgres: include_str!("../migrations/postgres/0006_fact_forms.sql"),
    },
    Migration {
        name: "0007_wrong_answers",
        sqlite: include_str!("../migrations/sqlite/0007_wrong_answers.sql"),
        postgres: include_str!("../migrations/postgres/0007_wrong_answers.sql"),
    },
    Migration {
        name: "0008_officer_renewals",
        sqlite: include_str!("../migrations/sqlite/0008_officer_renewals.sql"),
        postgres: include_str!("../migrations/postgres/0008_officer_renewals.sql"),
    },
];
