//! What a stolen database of the portal holds in clear: no code, PIN, PUK, CRU or password.

use sceau::demo::cast::KERVADEC;
use tests::office::Office;
use tests::stage::{Engine, Transport};

use super::people::{CODES, KERVADEC_EMAIL, PASSWORD, holder, mailbox};
use super::placed::Placed;

/// Every column of every table that holds `text`, whatever its type.
async fn columns_with(office: &Office, text: &str) -> Vec<String> {
    let db = office.database().await;
    let mut tx = db.begin_read().await.expect("the database is read");
    let sql = "select m.name as place, p.name as part from sqlite_schema m, pragma_table_info(m.name) p where m.type = 'table'";
    let columns = tx.rows(sql, &[]).await.expect("the tables");
    let mut found = Vec::new();
    for column in &columns {
        let (place, part) = (column.text("place").expect("a name"), column.text("part").expect("a name"));
        // Statements are static; these few live as long as the test's process.
        let sql: &'static str = Box::leak(
            format!("select count(*) as found from \"{place}\" where instr(cast(\"{part}\" as blob), $1) > 0").into_boxed_str(),
        );
        let row = tx.row(sql, &[text.as_bytes().into()]).await.expect("a count").expect("a row");
        if row.int("found").expect("a count") > 0 {
            found.push(format!("{place}.{part}"));
        }
    }
    drop(tx);
    db.close().await;
    found.sort();
    found
}

#[tokio::test]
async fn neither_database_nor_ledger_holds_a_secret_in_clear() {
    let office = Office::open(Engine::Sqlite, Transport::InProcess).await;
    let order = Placed::by(&office, KERVADEC_EMAIL, KERVADEC).await;
    let code = mailbox(&office, KERVADEC_EMAIL).code(0).await.expect("the code that was mailed");
    let sent = order.sent(&office).await;
    let visit = holder(&office, &sent);
    visit.accept().await.expect("accepted");
    visit.define_codes(CODES[0], CODES[1]).await.expect("defined");
    let puk = visit.collect_puk().await.expect("the PUK");

    assert!(!columns_with(&office, &order.number).await.is_empty(), "what is in clear is found");
    // Six digits may turn up in a digest's octets by chance one time in ten million.
    for secret in [PASSWORD, CODES[0], CODES[1], &code, &puk, &sent.pin] {
        assert_eq!(columns_with(&office, secret).await, Vec::<String>::new());
    }
    let ledger = office.ledger().await;
    for personal in ["Kervadec", "KERVADEC", "Maëlle", "maelle", "Saint-Brieuc", "1971-04-23", "quai des Deux-Rives"] {
        let told = ledger
            .iter()
            .find(|row| row.detail.contains(personal) || row.actor.contains(personal) || row.subject.contains(personal));
        assert!(told.is_none(), "{personal}: {told:?}");
    }
    office.close().await;
}
