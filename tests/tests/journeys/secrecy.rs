//! Secrets and personal data are in no log, and in the database only as digests or encrypted.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use ca_contract::holder::ReleasePuk;
use ca_contract::issuance::Issued;
use chassis::db::{AssertSqlSafe, Db};
use demo::actors::{pin_in, text_of};
use pki::Digest;
use testbed::{CODES, Engine, Scenario, Testbed, Transport, ask};

use super::{on_testbed, program};

/// The names, birth data and code of the holder of every scenario.
const PERSONAL: [&str; 11] = [
    CODES[0],
    CODES[1],
    "sept brumes sur la rade",
    "Kervadec",
    "kervadec",
    "Maëlle",
    "maelle",
    "1971-04-23",
    "Saint-Brieuc",
    "quai des Deux-Rives",
    "2031-12-31",
];

/// Panics unless only the owner can access what is in a folder, whatever the umask.
fn assert_private(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let metadata = std::fs::symlink_metadata(&path).expect("an entry");
        let mode = metadata.permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{} has mode {mode:o}", path.display());
        if metadata.is_dir() {
            assert_private(&path);
        }
    }
}

#[tokio::test]
async fn the_demonstration_logs_nothing_about_its_holder_at_any_level() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("probe"), b"").expect("a file");
    let probe = std::fs::metadata(folder.path().join("probe")).expect("a file").permissions().mode();
    assert_eq!(probe & 0o044, 0o044, "the umask would hide what this test looks for");
    let data = folder.path().join("demo");
    let data = data.to_str().expect("UTF-8");
    let output = program::run_talkatively(&["demo", "--exit", "--data", data, "--port-base", "0"]).await;
    let (said, logged) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{logged}");
    assert!(said.contains("revoke on the emergency page"), "the main job was not completed");
    assert_private(Path::new(data));
    assert!(logged.contains("TRACE"), "the log has no trace level");
    assert!(!logged.contains('\u{1b}'), "a log that is not written to a terminal must have no colours");
    for secret in PERSONAL {
        assert!(!said.contains(secret) && !logged.contains(secret), "{secret} was said or logged");
    }
    let letter = std::fs::read(Path::new(data).join("journey/pin-letter.pdf")).expect("the letter");
    let pin = pin_in(&text_of(&letter).expect("a PDF")).expect("its PIN");
    let words = |text: &str| text.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    assert!(!words(&said).contains(&pin) && !words(&logged).contains(&pin), "the PIN was printed or logged");
}

/// Every column, of any table and type, that contains `text`, in a SQLite database.
pub(super) async fn columns_with(db: Db, text: &str) -> Vec<String> {
    columns_on_engine_with(&Engine::Sqlite, db, text).await
}

/// Every column, of any table and type, that contains `text`.
pub(super) async fn columns_on_engine_with(engine: &Engine, db: Db, text: &str) -> Vec<String> {
    let mut tx = db.begin_read().await.expect("the database is read");
    let sqlite = matches!(engine, Engine::Sqlite);
    let sql = if sqlite {
        "select m.name as place, p.name as part from sqlite_schema m, pragma_table_info(m.name) p where m.type = 'table'"
    } else {
        "select cast(c.table_name as text) as place, cast(c.column_name as text) as part from information_schema.columns c \
         join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name \
         where c.table_schema = 'public' and t.table_type = 'BASE TABLE'"
    };
    let columns = tx.rows(sql, &[]).await.expect("the tables");
    let mut found = Vec::new();
    for column in &columns {
        let (place, part) = (column.text("place").expect("a name"), column.text("part").expect("a name"));
        let sql = if sqlite {
            format!("select count(*) as found from \"{place}\" where instr(cast(\"{part}\" as blob), $1) > 0")
        } else {
            // A `bytea` as text has hexadecimal digits.
            format!(
                "select count(*) as found from \"{place}\" where position($1 in convert_to(cast(\"{part}\" as text), 'UTF8')) > 0 \
                 or position(encode($1, 'hex') in cast(\"{part}\" as text)) > 0"
            )
        };
        let row = tx.row(AssertSqlSafe(sql), &[text.as_bytes().into()]).await.expect("a count").expect("a row");
        if row.int("found").expect("a count") > 0 {
            found.push(format!("{place}.{part}"));
        }
    }
    drop(tx);
    db.close().await;
    found.sort();
    found
}

fn puk(issued: &Issued) -> ReleasePuk {
    ReleasePuk { certificate: Digest::of(&issued.certificates[0].certificate.0) }
}

#[tokio::test]
async fn the_database_contains_no_code_pin_puk_or_personal_data_in_clear() {
    let scenario = async |testbed: &Testbed| {
        let person = Scenario::person(testbed);
        let issued = Scenario::issue(testbed, "SC-2026-000110", person, "ST-0110").await;
        ask(&testbed.callers.station, &Scenario::activation("ST-0110", "739251")).await.expect("PIN and PUK are in escrow");
        let released = ask(&testbed.callers.portal, &puk(&issued)).await.expect("the PUK is released");
        assert_eq!(released.puk.expose(), "739251");
        let held = Scenario::produce(testbed, "SC-2026-000111", "backup-key", person).await;
        Scenario::define_codes(testbed, &held).await;
        let wrong = Scenario::answers("W7MP3WQ");
        assert!(ask(&testbed.callers.portal, &wrong).await.is_err());
        Scenario::revoke(testbed, CODES[0]).await;

        for secret in [CODES[0], CODES[1], "W7MP3WQ", "48151623", "739251", "1971-04-23", "Saint-Brieuc", "2031-09-30"] {
            assert_eq!(columns_with(testbed.database().await, secret).await, Vec::<String>::new(), "{secret}");
        }
        for fact in ["maelle.kervadec@", "MAELLE", "KERVADEC", "kervadec", "192.0.2.7"] {
            assert_eq!(columns_with(testbed.database().await, fact).await, Vec::<String>::new(), "{fact}");
        }
        // The holder's data in the certificate are also in the stored certificates and intents.
        for name in ["Kervadec", "Maëlle"] {
            assert_eq!(columns_with(testbed.database().await, name).await, ["certificates.der", "intents.tbs"], "{name}");
        }
    };
    on_testbed(Testbed::open(Engine::Sqlite, Transport::InProcess).await, &scenario).await;
}
