//! Databases as SQL text.

use std::fmt::Write;
use std::process::Command;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row, SqliteConnection};

use crate::postgres::binaries;

/// Schema and rows of a database as SQL text, for [`load`]. Nobody may be connected to it.
///
/// # Panics
/// If the database cannot be read.
pub async fn dump(url: &str) -> String {
    match url.strip_prefix("sqlite:") {
        Some(path) => dump_sqlite(&mut sqlite(path).await).await,
        None => dump_postgres(url),
    }
}

/// Fills an empty database from SQL text.
///
/// # Panics
/// If a statement fails.
pub async fn load(url: &str, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut connection = sqlite(path).await;
            sqlx::raw_sql(sql).execute(&mut connection).await.expect("the statements are executed");
            connection.close().await.expect("the connection can be closed");
        }
        None => {
            let mut connection = PgConnection::connect(url).await.expect("the cluster answers");
            sqlx::raw_sql(sql).execute(&mut connection).await.expect("the statements are executed");
            connection.close().await.expect("the connection can be closed");
        }
    }
}

/// Without checks of foreign keys, so that tables can be filled in any order.
async fn sqlite(path: &str) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true).foreign_keys(false);
    options.connect().await.expect("the database opens")
}

/// Tables with their rows, then indices and triggers.
async fn dump_sqlite(connection: &mut SqliteConnection) -> String {
    let objects = "select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%' \
        order by type = 'table' desc, rowid";
    let objects = sqlx::query(objects).fetch_all(&mut *connection).await.expect("the schema is read");
    let mut text = "begin;\n".to_owned();
    for object in objects {
        writeln!(text, "{};", object.get::<String, _>("sql")).expect("a text can grow");
        if object.get::<String, _>("type") == "table" {
            let table = object.get("name");
            rows(connection, table, &mut text).await;
        }
    }
    let numbered = sqlx::query("select 1 from sqlite_master where name = 'sqlite_sequence'");
    if numbered.fetch_optional(&mut *connection).await.expect("the schema is read").is_some() {
        // Numbers that were given out. Inserting the rows has counted those that are left.
        text += "delete from sqlite_sequence;\n";
        rows(connection, "sqlite_sequence", &mut text).await;
    }
    text + "commit;\n"
}

async fn rows(connection: &mut SqliteConnection, table: &str, text: &mut String) {
    let columns = sqlx::query("select name from pragma_table_info($1) order by cid").bind(table.to_owned());
    let columns = columns.fetch_all(&mut *connection).await.expect("the columns are read");
    let quoted: Vec<_> = columns.iter().map(|column| format!("quote(\"{}\")", column.get::<String, _>("name"))).collect();
    let select = format!("select {} as quoted from \"{table}\"", quoted.join(" || ',' || "));
    let rows = sqlx::query(AssertSqlSafe(select)).fetch_all(&mut *connection).await.expect("the rows are read");
    for row in rows {
        writeln!(text, "insert into \"{table}\" values ({});", row.get::<String, _>("quoted")).expect("a text can grow");
    }
}

fn dump_postgres(url: &str) -> String {
    let mut command = Command::new(binaries().join("pg_dump"));
    let output = command.args(["--inserts", "--no-owner", "--no-privileges", "--no-comments", url]).output();
    let output = output.expect("pg_dump can be started");
    assert!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("pg_dump writes UTF-8");
    // Commands for psql, which newer versions write.
    let is_sql = |line: &&str| !line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict ");
    text.lines().filter(is_sql).fold(String::new(), |text, line| text + line + "\n")
}
