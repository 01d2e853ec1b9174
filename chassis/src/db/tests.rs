//! Tests on both engines.

use std::os::unix::fs::PermissionsExt;

use pki::{Digest, Id, SerialNumber, SystemRandom, Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};

use super::*;
use test_databases::{Log, on_both_engines};

const THINGS: Migration = Migration {
    name: "things",
    sqlite: "create table thing (id integer primary key not null, name text unique, octets blob, number integer) strict;
             create table counter (one integer primary key not null, value integer not null) strict;
             insert into counter values (1, 0);",
    postgres: "create table thing (id bigint primary key, name text unique, octets bytea, number bigint);
               create table counter (one bigint primary key, value bigint not null);
               insert into counter values (1, 0);",
};

const PARTS: Migration = Migration {
    name: "parts",
    sqlite: "create table part (thing integer not null references thing (id)) strict;",
    postgres: "create table part (thing bigint not null references thing (id));",
};

async fn opened(url: &DatabaseUrl) -> Db {
    let db = Db::open(url).await.unwrap();
    db.migrate(&[THINGS, PARTS]).await.unwrap();
    db
}

async fn named(tx: &mut Tx, id: i64, name: &str) -> Result<u64, StoreError> {
    tx.execute("insert into thing (id, name) values ($1, $2)", &[id.into(), name.into()]).await
}

async fn count(tx: &mut Tx) -> i64 {
    tx.row("select count(*) as things from thing", &[]).await.unwrap().unwrap().int("things").unwrap()
}

#[tokio::test]
async fn committed_values_are_read_back() {
    on_both_engines(async |url| {
        let db = opened(&url).await;
        let (moment, digest) = (Timestamp::from_millis(-1), Digest::of(b"abc"));
        let mut tx = db.begin_write().await.unwrap();
        let insert = "insert into thing (id, name, octets, number) values ($1, $2, $3, $4)";
        let full = [Value::from(i64::MIN), "Ægir's naïve 名".into(), digest.into(), moment.into()];
        assert_eq!(tx.execute(insert, &full).await, Ok(1));
        assert_eq!(tx.execute(insert, &[7u32.into(), Value::NoText, Value::NoBlob, Value::NoInt]).await, Ok(1));
        tx.commit().await.unwrap();
        db.close().await;

        let mut tx = Db::open(&url).await.unwrap().begin_read().await.unwrap();
        let rows = tx.rows("select id, name, octets, number from thing order by id", &[]).await.unwrap();
        let [full, empty] = rows.as_slice() else { panic!("{} rows", rows.len()) };
        assert_eq!(full.int("id"), Ok(i64::MIN));
        assert_eq!(full.text("name").as_deref(), Ok("Ægir's naïve 名"));
        assert_eq!(full.digest("octets"), Ok(digest));
        assert_eq!(full.timestamp("number"), Ok(moment));
        assert_eq!(empty.int("id"), Ok(7));
        assert_eq!(empty.optional("name", Row::text), Ok(None));
        assert_eq!(empty.optional("octets", Row::blob), Ok(None));
        assert_eq!(empty.optional("number", Row::int), Ok(None));
    })
    .await;
}

/// A variant without fields.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Shape {
    Round,
    NotQuiteRound,
}

impl Shape {
    const fn name(self) -> &'static str {
        match self {
            Self::Round => "a circle",
            Self::NotQuiteRound => "an ellipse",
        }
    }
}

#[tokio::test]
async fn domain_values_are_read_as_they_were_written() {
    on_both_engines(async |url| {
        let mut tx = opened(&url).await.begin_write().await.unwrap();
        let id = Id::<Shape>::generate(Timestamp::from_millis(1), &mut SystemRandom);
        let serial = SerialNumber::from_magnitude(&[0x7f, 0, 1]).unwrap();
        let rows: [[Value; 3]; 4] = [
            ["ST-0112".into(), id.into(), true.into()],
            [Value::json(&[1, 2]).unwrap(), (&serial).into(), Value::number(u64::from(u8::MAX)).unwrap()],
            [Value::word(&Shape::NotQuiteRound).unwrap(), [7; 16].into(), false.into()],
            [Shape::Round.name().into(), Some(id).into(), Value::NoInt],
        ];
        let insert = "insert into thing (id, name, octets, number) values ($1, $2, $3, $4)";
        for (place, [name, octets, number]) in (1i64..).zip(rows) {
            tx.execute(insert, &[place.into(), name, octets, number]).await.unwrap();
        }
        let rows = tx.rows("select name, octets, number from thing order by id", &[]).await.unwrap();
        assert_eq!(rows[0].parsed::<TokenNumber>("name"), Ok("ST-0112".parse().unwrap()));
        assert_eq!(rows[0].id("octets"), Ok(id));
        assert_eq!(rows[0].flag("number"), Ok(true));
        assert_eq!(rows[1].json("name"), Ok(vec![1, 2]));
        assert_eq!(rows[1].serial("octets"), Ok(serial));
        assert_eq!(rows[1].number("number"), Ok(u8::MAX));
        assert_eq!(rows[2].text("name").as_deref(), Ok("not-quite-round"));
        assert_eq!(rows[2].word("name"), Ok(Shape::NotQuiteRound));
        assert_eq!(rows[2].octets("octets"), Ok([7; 16]));
        assert_eq!(rows[2].flag("number"), Ok(false));
        assert_eq!(rows[3].named("name", [Shape::NotQuiteRound, Shape::Round], Shape::name), Ok(Shape::Round));
        assert_eq!(rows[3].optional("octets", Row::id), Ok(Some(id)));
        assert_eq!(rows[3].optional("number", Row::timestamp), Ok(None));
    })
    .await;
}

#[tokio::test]
async fn an_error_about_an_invalid_value_names_the_column_and_not_the_value() {
    on_both_engines(async |url| {
        let mut tx = opened(&url).await.begin_write().await.unwrap();
        let insert = "insert into thing (id, name, octets, number) values (1, $1, $2, $3)";
        tx.execute(insert, &["secret".into(), b"secret".into(), 256i64.into()]).await.unwrap();
        let row = tx.row("select name, octets, number from thing", &[]).await.unwrap().unwrap();
        let faults = [
            row.number::<u8>("number").map(drop),
            row.flag("number").map(drop),
            row.parsed::<TokenNumber>("name").map(drop),
            row.json::<Vec<u8>>("name").map(drop),
            row.word::<Shape>("name").map(drop),
            row.named("name", [Shape::Round], Shape::name).map(drop),
            row.octets::<16>("octets").map(drop),
            row.digest("octets").map(drop),
            row.id::<Shape>("octets").map(drop),
            row.certificate("octets").map(drop),
            row.optional("octets", Row::id::<Shape>).map(drop),
        ];
        for (place, fault) in faults.into_iter().enumerate() {
            let fault = fault.unwrap_err();
            assert!(matches!(fault, StoreError::Inconsistent(_)), "{place}: {fault:?}");
            assert!(!format!("{fault} {fault:?}").contains("secret"), "{place}: {fault:?}");
        }
        assert_eq!(row.serial("octets").unwrap().magnitude(), b"secret");
        assert!(matches!(Value::number(u64::MAX), Err(StoreError::Unwritable { .. })));
        assert!(matches!(Value::word(&Shape::Round.name().len()), Err(StoreError::Unwritable { .. })));
    })
    .await;
}

#[tokio::test]
async fn an_error_from_reading_through_a_table_names_the_row() {
    const THINGS: Table = Table::new("thing", &["id"]);
    const NAMED: Table = Table::new("thing", &["name", "octets"]);
    on_both_engines(async |url| {
        let mut tx = opened(&url).await.begin_write().await.unwrap();
        let insert = "insert into thing (id, name, octets, number) values ($1, $2, $3, 7)";
        for (id, name) in [(41i64, "[]"), (42, "secret")] {
            tx.execute(insert, &[id.into(), name.into(), [0xab, 1].into()]).await.unwrap();
        }
        let said = |fault: StoreError| fault.to_string();
        let all = "select id, name, octets, number from thing order by id";
        let listed = THINGS.list(&mut tx, all, &[], |row| row.json::<Vec<u8>>("name")).await.map_err(said);
        let broken = "the database contains a value that this program does not write: thing.name is not the JSON of its type (row: id 42)";
        assert_eq!(listed, Err(broken.to_owned()));
        let one = "select name, octets, number from thing where id = 41";
        let found = NAMED.find(&mut tx, one, &[], |row| row.flag("number")).await.map_err(said);
        let broken =
            "the database contains a value that this program does not write: thing.number is neither 0 nor 1 (row: name [], octets ab01)";
        assert_eq!(found, Err(broken.to_owned()));
        let row = tx.row("select number from thing where id = 41", &[]).await.unwrap().unwrap();
        let inner = NAMED.read(&row, |row| THINGS.read(row, |row| row.flag("number"))).map_err(said);
        let broken = "the database contains a value that this program does not write: thing.number is neither 0 nor 1";
        assert_eq!(inner, Err(broken.to_owned()), "the key was not selected");
        assert_eq!(THINGS.find(&mut tx, one, &[], |row| row.text("name")).await.map_err(said), Ok(Some("[]".to_owned())));
    })
    .await;
}

#[tokio::test]
async fn statements_composed_at_run_time_bind_their_values() {
    on_both_engines(async |url| {
        let mut tx = opened(&url).await.begin_write().await.unwrap();
        let names = ["one", "two'; delete from thing; --", "three"];
        let places: Vec<_> = (1..=names.len()).map(|place| format!("({place}, ${place})")).collect();
        let sql = format!("insert into thing (id, name) values {}", places.join(", "));
        assert_eq!(tx.execute(AssertSqlSafe(sql), &names.map(Value::from)).await, Ok(3));
        let sql = format!("select name from thing where id in ({}) order by id", ["$1", "$2"].join(", "));
        let rows = tx.rows(AssertSqlSafe(sql), &[2i64.into(), 3i64.into()]).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.text("name").unwrap()).collect::<Vec<_>>(), names[1..]);
        let row = tx.row(AssertSqlSafe("select name from thing where id = $1".to_owned()), &[1i64.into()]).await.unwrap();
        assert_eq!(row.unwrap().text("name").as_deref(), Ok("one"));
    })
    .await;
}

#[tokio::test]
async fn an_error_about_a_column_names_it() {
    on_both_engines(async |url| {
        let mut tx = opened(&url).await.begin_write().await.unwrap();
        named(&mut tx, 1, "one").await.unwrap();
        let row = tx.row("select id, name, octets from thing", &[]).await.unwrap().unwrap();
        let inconsistent = StoreError::inconsistent;
        assert_eq!(row.blob("octets"), Err(inconsistent("octets", "is null")));
        assert_eq!(row.int("name"), Err(inconsistent("name", "is of another type")));
        assert_eq!(row.int("number"), Err(inconsistent("number", "is missing")));
        named(&mut tx, 2, "two").await.unwrap();
        let several = tx.row("select id from thing", &[]).await.err();
        assert!(matches!(several, Some(StoreError::Inconsistent(Inconsistency { column: "*", .. }))), "{several:?}");
    })
    .await;
}

#[tokio::test]
async fn a_dropped_transaction_has_no_effect() {
    on_both_engines(async |url| {
        let db = opened(&url).await;
        let mut tx = db.begin_write().await.unwrap();
        named(&mut tx, 1, "one").await.unwrap();
        drop(tx);
        assert_eq!(count(&mut db.begin_write().await.unwrap()).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_failed_statement_ends_the_transaction() {
    on_both_engines(async |url| {
        let db = opened(&url).await;
        let mut tx = db.begin_write().await.unwrap();
        named(&mut tx, 1, "one").await.unwrap();
        assert_eq!(named(&mut tx, 2, "one").await, Err(StoreError::Duplicate));
        assert_eq!(named(&mut tx, 2, "two").await, Err(StoreError::Aborted));
        assert_eq!(tx.commit().await, Err(StoreError::Aborted));
        assert_eq!(count(&mut db.begin_read().await.unwrap()).await, 0);
    })
    .await;
}

#[tokio::test]
async fn refusals_are_distinguished_and_quote_no_value() {
    on_both_engines(async |url| {
        let db = opened(&url).await;
        let mut tx = db.begin_write().await.unwrap();
        let orphan = tx.execute("insert into part (thing) values ($1)", &[4711i64.into()]).await;
        assert_eq!(orphan, Err(StoreError::Forbidden));
        drop(tx);
        let mut tx = db.begin_read().await.unwrap();
        assert!(matches!(named(&mut tx, 1, "one").await, Err(StoreError::Statement { .. })), "a reader cannot write");
        let mut tx = db.begin_write().await.unwrap();
        let mistaken = tx.execute("update thing set nmae = $1", &["secret".into()]).await.unwrap_err().to_string();
        assert!(mistaken.contains("nmae") && !mistaken.contains("secret"), "{mistaken}");
    })
    .await;
}

#[tokio::test]
async fn writers_take_turns() {
    on_both_engines(async |url| {
        let db = opened(&url).await;
        let writers = (0..20).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin_write().await.unwrap();
                let value = tx.row("select value from counter", &[]).await.unwrap().unwrap().int("value").unwrap();
                tx.execute("update counter set value = $1", &[(value + 1).into()]).await.unwrap();
                tx.commit().await.unwrap();
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        let mut tx = db.begin_read().await.unwrap();
        assert_eq!(tx.row("select value from counter", &[]).await.unwrap().unwrap().int("value"), Ok(20));
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_one_state_until_it_ends() {
    on_both_engines(async |url| {
        let db = opened(&url).await;
        let mut reader = db.begin_read().await.unwrap();
        assert_eq!(count(&mut reader).await, 0);
        let mut writer = db.begin_write().await.unwrap();
        named(&mut writer, 1, "one").await.unwrap();
        writer.commit().await.unwrap();
        assert_eq!(count(&mut reader).await, 0);
        assert_eq!(count(&mut db.begin_read().await.unwrap()).await, 1);
    })
    .await;
}

#[tokio::test]
async fn migrations_are_pending_until_applied_and_applied_once() {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        assert_eq!(db.pending(&[THINGS, PARTS]).await, Ok(vec!["things", "parts"]));
        db.migrate(&[THINGS]).await.unwrap();
        assert_eq!(db.pending(&[THINGS, PARTS]).await, Ok(vec!["parts"]));
        db.migrate(&[THINGS, PARTS]).await.unwrap();
        db.migrate(&[THINGS, PARTS]).await.unwrap();
        assert_eq!(db.pending(&[THINGS, PARTS]).await, Ok(vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_migration_that_was_edited_or_is_unknown_is_refused() {
    on_both_engines(async |url| {
        let db = opened(&url).await;
        let edited = Migration { sqlite: "select 1;", postgres: "select 1;", ..THINGS };
        let problem = |result: Result<_, StoreError>| match result {
            Err(StoreError::Migration { name, problem }) => (name, problem),
            other => panic!("{other:?}"),
        };
        let refusal = ("things".to_owned(), "was edited after it was applied");
        assert_eq!(problem(db.migrate(&[edited, PARTS]).await), refusal);
        assert_eq!(problem(db.pending(&[edited, PARTS]).await.map(drop)), refusal);
        let refusal = ("2".to_owned(), "was applied by a newer program and is unknown to this one");
        assert_eq!(problem(db.migrate(&[THINGS]).await), refusal);
        assert_eq!(problem(db.pending(&[THINGS]).await.map(drop)), refusal);
    })
    .await;
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_and_can_be_tried_again() {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        let text = "create table half (id bigint); create table half (id bigint);";
        let failing = Migration { name: "parts", sqlite: text, postgres: text };
        let refusal = StoreError::Migration { name: "parts".to_owned(), problem: "failed" };
        assert_eq!(db.migrate(&[THINGS, failing]).await, Err(refusal));
        assert_eq!(db.pending(&[THINGS, failing]).await, Ok(vec!["parts"]));
        db.migrate(&[THINGS, PARTS]).await.unwrap();
        let mut tx = db.begin_read().await.unwrap();
        assert!(tx.rows("select id from half", &[]).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn one_text_serves_both_engines() {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        let leaves = "create table leaf (id {bytes} primary key, thing bigint not null, name text);
            alter table leaf add column seal {bytes};";
        let leaves = Migration::of_one_text("leaves", leaves);
        db.migrate(&[THINGS, leaves]).await.unwrap();
        assert_eq!(db.pending(&[THINGS, leaves]).await, Ok(vec![]));
        let mut tx = db.begin_write().await.unwrap();
        let sql = "insert into leaf (id, thing, name, seal) values ($1, $2, $3, $4)";
        tx.execute(sql, &[[7_u8; 16].into(), i64::MAX.into(), "leaf".into(), [0xff_u8; 32].into()]).await.unwrap();
        let row = tx.row("select id, thing, seal from leaf", &[]).await.unwrap().unwrap();
        assert_eq!((row.octets("id"), row.int("thing")), (Ok([7; 16]), Ok(i64::MAX)));
        assert_eq!(row.octets("seal"), Ok([0xff; 32]));
    })
    .await;
}

#[tokio::test]
async fn a_new_file_belongs_to_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.db");
    let db = Db::open(&DatabaseUrl::sqlite(&path)).await.unwrap();
    db.migrate(&[THINGS]).await.unwrap();
    for file in ["ca.db", "ca.db-wal", "ca.db-shm"] {
        let mode = std::fs::metadata(folder.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let nowhere = folder.path().join("nowhere").join("ca.db");
    assert!(matches!(Db::open(&DatabaseUrl::sqlite(nowhere)).await, Err(StoreError::File { .. })));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let url = "postgres:///ca?host=/nowhere&user=app".parse().unwrap();
    assert_eq!(Db::open(&url).await.err(), Some(StoreError::Unavailable));
}

#[tokio::test]
async fn a_list_of_readable_rows_leaves_out_and_reports_the_others() {
    const THING: Table = Table::new("thing", &["id"]);
    // The same row of the other engine is the same incident, which is logged once.
    let log = Log::start();
    on_both_engines(async |url| {
        let mut tx = opened(&url).await.begin_write().await.unwrap();
        for (id, name) in [(71_001, "1"), (71_002, "garbage"), (71_003, "3")] {
            named(&mut tx, id, name).await.unwrap();
        }
        let sql = "select id, name from thing order by id";
        let number = |row: &Row| row.parsed::<u32>("name");
        assert_eq!(THING.readable(&mut tx, sql, &[], number).await, Ok(vec![1, 3]));
        let lines = log.lines_with(&["thing.name", "71002"]);
        assert!(matches!(lines.as_slice(), [line] if line.contains("ERROR") && !line.contains("garbage")), "{lines:?}");
        assert!(matches!(THING.list(&mut tx, sql, &[], number).await, Err(StoreError::Inconsistent(_))));
        // Any other failure ends the list: rows that were not read are not to be mistaken for rows that are not there.
        let unavailable = |_: &Row| Err::<u32, _>(StoreError::Unavailable);
        assert_eq!(THING.readable(&mut tx, sql, &[], unavailable).await, Err(StoreError::Unavailable));
    })
    .await;
}
