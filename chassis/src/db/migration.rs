//! Schema migrations: applied in order, each once, and never edited afterwards.

use sqlx::Connection;
use sqlx::migrate::{Migrate, MigrateError, MigrationType, Migrator};

use super::{AssertSqlSafe, Db, Engine, StoreError};

/// A migration. Its position in the list is its version.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its name, the same on both engines.
    pub name: &'static str,
    /// The statements for SQLite.
    pub sqlite: &'static str,
    /// The statements for PostgreSQL.
    pub postgres: &'static str,
}

/// The type of octets in a migration that is one text for both engines. Their other types have the same names.
const BYTES: &str = "{bytes}";

const TABLE: &str = "_sqlx_migrations";

impl Migration {
    /// One text for both engines, with columns of the types `bigint`, `text` and `{bytes}`, which stands for `blob` on SQLite and
    /// `bytea` on PostgreSQL.
    #[must_use]
    pub const fn of_one_text(name: &'static str, sql: &'static str) -> Self {
        Self { name, sqlite: sql, postgres: sql }
    }
}

impl Db {
    /// Applies the pending migrations, each in its own transaction.
    ///
    /// # Errors
    /// [`StoreError::Migration`] if one fails, was edited after it was applied, or is unknown to this program.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<(), StoreError> {
        let migrator = self.migrator(migrations);
        let done = match &self.0 {
            Engine::Sqlite { writer, .. } => migrator.run_direct(None, &mut *writer.acquire().await?, false).await,
            Engine::Postgres(pool) => {
                // The migrator's lock belongs to the session and is kept after a failure, so the connection must not return to
                // the pool.
                let mut connection = pool.acquire().await?.detach();
                let done = migrator.run_direct(None, &mut connection, false).await;
                connection.close().await?;
                done
            }
        };
        done.map_err(|error| contradiction(migrations, error))
    }

    /// The names of the pending migrations, in order.
    ///
    /// # Errors
    /// [`StoreError::Migration`] if one was edited after it was applied, or is unknown to this program.
    pub async fn pending(&self, migrations: &[Migration]) -> Result<Vec<&'static str>, StoreError> {
        let migrator = self.migrator(migrations);
        let applied = self.applied().await?;
        for (version, checksum) in &applied {
            let known = migrator.iter().find(|known| known.version == *version);
            let known = known.ok_or_else(|| contradiction(migrations, MigrateError::VersionMissing(*version)))?;
            if *known.checksum != **checksum {
                return Err(contradiction(migrations, MigrateError::VersionMismatch(*version)));
            }
        }
        let seen = |version: i64| applied.iter().any(|(applied, _)| *applied == version);
        Ok(migrations.iter().zip(1..).filter(|(_, version)| !seen(*version)).map(|(migration, _)| migration.name).collect())
    }

    /// Versions and checksums of the applied migrations; empty if the database was never migrated.
    async fn applied(&self) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        let exists = match &self.0 {
            Engine::Sqlite { readers, .. } => {
                sqlx::query("select 1 from sqlite_schema where name = $1").bind(TABLE).fetch_optional(readers).await?.is_some()
            }
            Engine::Postgres(pool) => {
                sqlx::query("select 1 where to_regclass($1) is not null").bind(TABLE).fetch_optional(pool).await?.is_some()
            }
        };
        if !exists {
            return Ok(Vec::new());
        }
        let listed = match &self.0 {
            Engine::Sqlite { readers, .. } => readers.acquire().await?.list_applied_migrations(TABLE).await,
            Engine::Postgres(pool) => pool.acquire().await?.list_applied_migrations(TABLE).await,
        };
        let listed = listed.map_err(|error| contradiction(&[], error))?;
        Ok(listed.into_iter().map(|applied| (applied.version, applied.checksum.into_owned())).collect())
    }

    fn migrator(&self, migrations: &[Migration]) -> Migrator {
        let steps = migrations.iter().zip(1..).map(|(migration, version)| {
            let (sql, bytes) = match self.0 {
                Engine::Sqlite { .. } => (migration.sqlite, "blob"),
                Engine::Postgres(_) => (migration.postgres, "bytea"),
            };
            let sql = sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(sql.replace(BYTES, bytes)));
            sqlx::migrate::Migration::new(version, migration.name.into(), MigrationType::Simple, sql, false)
        });
        Migrator::with_migrations(steps.collect())
    }
}

fn contradiction(migrations: &[Migration], error: MigrateError) -> StoreError {
    let (version, problem) = match error {
        MigrateError::VersionMissing(version) => (version, "was applied by a newer program and is unknown to this one"),
        MigrateError::VersionMismatch(version) => (version, "was edited after it was applied"),
        MigrateError::ExecuteMigration(error, version) => {
            let error = StoreError::from(error);
            if error.is_transient() {
                return error;
            }
            tracing::error!(version, %error, "a migration failed");
            (version, "failed")
        }
        MigrateError::Dirty(version) => (version, "was applied in part"),
        MigrateError::Execute(error) => return error.into(),
        _ => (0, "cannot be applied"),
    };
    let known = usize::try_from(version - 1).ok().and_then(|index| migrations.get(index));
    StoreError::Migration { name: known.map_or_else(|| version.to_string(), |known| known.name.to_owned()), problem }
}
