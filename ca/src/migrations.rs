//! The zone's schema, in one text for each engine.

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
    Migration {
        name: "0009_officer_roles",
        sqlite: include_str!("../migrations/sqlite/0009_officer_roles.sql"),
        postgres: include_str!("../migrations/postgres/0009_officer_roles.sql"),
    },
];

#[cfg(test)]
mod tests {
    use chassis::db::Db;
    use test_databases::on_both_engines;

    use super::*;

    /// An installation from before officers had roles: its officers can still do all that they could.
    #[tokio::test]
    async fn officers_from_before_roles_hold_every_role() {
        on_both_engines(async |url| {
            let db = Db::open(&url).await.unwrap();
            let before = MIGRATIONS.iter().position(|migration| migration.name == "0009_officer_roles").unwrap();
            db.migrate(&MIGRATIONS[..before]).await.unwrap();
            let mut tx = db.begin_write().await.unwrap();
            for number in [1_u8, 2, 3] {
                let sql = "insert into officers (id, name, email, fingerprint, enrolled_at) values ($1, 'O', 'o', $2, 0)";
                tx.execute(sql, &[[number; 16].into(), [number; 32].into()]).await.unwrap();
            }
            tx.commit().await.unwrap();
            db.migrate(MIGRATIONS).await.unwrap();
            let mut tx = db.begin_read().await.unwrap();
            for number in [1_u8, 2, 3] {
                let sql = "select role from officer_roles where officer = $1 order by role";
                let rows = tx.rows(sql, &[[number; 16].into()]).await.unwrap();
                let roles: Vec<_> = rows.iter().map(|row| row.text("role").unwrap()).collect();
                assert_eq!(roles, ["accountant", "production-operator", "registration-officer", "security-officer"]);
            }
            drop(tx);
            db.close().await;
        })
        .await;
    }
}
