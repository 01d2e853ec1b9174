//! Invariants of the CA's rows after interruptions.

use std::collections::BTreeSet;

use ca_contract::status::StatusChange;
use chassis::db::{Row, Tx, Value};
use pki::SerialNumber;
use testbed::Testbed;

/// A serial number and its issuer, whether or not the certificate was issued.
pub(crate) type Issued = (String, String);

/// Reads rows in a separate transaction.
pub(crate) async fn rows(testbed: &Testbed, sql: &'static str, values: &[Value]) -> Vec<Row> {
    let db = testbed.database().await;
    let mut tx = db.begin_read().await.expect("the database is read");
    let rows = tx.rows(sql, values).await.expect("the statement runs");
    drop(tx);
    db.close().await;
    rows
}

/// How many ledger rows there are with this actor, action and subject.
pub(crate) async fn told_of(testbed: &Testbed, action: &str, subject: &str) -> usize {
    testbed.ledger().await.iter().filter(|row| row.action == action && row.subject == subject).count()
}

/// The serial numbers of an order's intents that were closed as possibly issued.
pub(crate) async fn closed_of(testbed: &Testbed, order: &str) -> Vec<Issued> {
    let sql = "select r.issuer, r.serial from revoked_serials r join intents i on i.issuer = r.issuer and i.serial = r.serial \
         join issuances s on s.id = i.issuance where s.order_number = $1 and r.revocation is null";
    rows(testbed, sql, &[order.into()]).await.iter().map(named).collect()
}

/// The serial numbers of the product hierarchies that were closed as possibly issued.
pub(crate) async fn closed(testbed: &Testbed) -> Vec<Issued> {
    let sql = "select issuer, serial from revoked_serials where revocation is null and feed_sequence is not null";
    rows(testbed, sql, &[]).await.iter().map(named).collect()
}

fn named(row: &Row) -> Issued {
    let serial = SerialNumber::from_magnitude(&row.blob("serial").expect("a serial")).expect("a serial");
    (row.text("issuer").expect("an issuer"), serial.to_string())
}

/// Asserts that every intent has exactly one outcome and one feed event, that no CRL number is missing, and that the ledger is intact.
pub(crate) async fn nothing_is_lost_or_doubled(testbed: &Testbed) {
    testbed.ledger().await;
    let db = testbed.database().await;
    let mut tx = db.begin_read().await.expect("the database is read");
    let open = "select i.issuer, i.serial from intents i \
         where not exists (select 1 from certificates c where c.issuer = i.issuer and c.serial = i.serial) \
         and not exists (select 1 from revoked_serials r where r.issuer = i.issuer and r.serial = i.serial)";
    assert_eq!(select(&mut tx, open).await, BTreeSet::new(), "open intents");
    let both = "select c.issuer, c.serial from certificates c join revoked_serials r \
         on r.issuer = c.issuer and r.serial = c.serial where r.revocation is null";
    assert_eq!(select(&mut tx, both).await, BTreeSet::new(), "closed as possibly issued, and stored");
    let twice = "select order_number as name from issuances i join issuance_outcomes o on o.issuance = i.id \
         where o.outcome = 'issued' group by order_number having count(*) > 1";
    assert!(tx.rows(twice, &[]).await.expect("orders").is_empty(), "an approval was used twice");
    let feed = Feed::read(&mut tx).await;
    let stored = "select issuer, serial from certificates where feed_sequence is not null";
    assert_eq!(feed.issued, select(&mut tx, stored).await, "the feed reports what is stored");
    let revoked = "select issuer, serial from revoked_serials where feed_sequence is not null";
    assert_eq!(feed.revoked, select(&mut tx, revoked).await, "the feed reports what is revoked");
    let crls = tx.rows("select issuer, number from crls", &[]).await.expect("CRLs");
    let crls = crls.iter().map(|row| (row.text("issuer").expect("an issuer"), row.int("number").expect("a number")));
    assert_eq!(feed.crls, crls.collect(), "the feed reports each CRL");
    for (issuer, number) in &feed.crls {
        assert!(*number == 1 || feed.crls.contains(&(issuer.clone(), number - 1)), "{issuer} left out CRL {}", number - 1);
    }
    drop(tx);
    db.close().await;
}

async fn select(tx: &mut Tx, sql: &'static str) -> BTreeSet<Issued> {
    tx.rows(sql, &[]).await.expect("the statement runs").iter().map(named).collect()
}

/// The events of the feed, asserting that none occurs twice.
#[derive(Default)]
struct Feed {
    issued: BTreeSet<Issued>,
    revoked: BTreeSet<Issued>,
    crls: BTreeSet<(String, i64)>,
}

impl Feed {
    async fn read(tx: &mut Tx) -> Self {
        let mut feed = Self::default();
        let rows = tx.rows("select sequence, change from feed order by sequence", &[]).await.expect("the feed");
        for (place, row) in (1..).zip(&rows) {
            assert_eq!(row.int("sequence").expect("a sequence"), place, "the feed has no gaps");
            let change = row.text("change").expect("a change");
            let fresh = match serde_json::from_str(&change).expect("a change") {
                StatusChange::IssuerAdded(_) => true,
                StatusChange::Issued(issued) => feed.issued.insert((issued.issuer.to_string(), issued.serial.to_string())),
                StatusChange::Revoked(revoked) => feed.revoked.insert((revoked.issuer.to_string(), revoked.serial.to_string())),
                StatusChange::CrlSigned(crl) => feed.crls.insert((crl.issuer.to_string(), crl.number.cast_signed())),
                StatusChange::Unknown(unknown) => panic!("{unknown:?}"),
            };
            assert!(fresh, "reported twice: {change}");
        }
        feed
    }
}
