//! Invariants of an order after interruptions: everything exists exactly once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chassis::db::{Db, Row};
use chassis::ledger::{self, Recorded};
use deployment::configuration::PortalFile;
use pki::{Digest, Id};
use testbed::{Testbed, until};

use super::in_hand::{Hits, InHand};
use super::site::Site;
use super::steps::{Order, Step};
use crate::record;

/// The order's timeline until the token is shipped.
const HAPPENED: [&str; 10] = [
    "placed",
    "payment-received",
    "paid",
    "dossier-received",
    "identity-checked",
    "reviewed",
    "authorised",
    "produced",
    "pin-letter-sent",
    "shipped",
];
/// Its actions in the ledger.
const RECORDED: [&str; 17] = [
    "account.created",
    "order.placed",
    "transfer.recorded",
    "transfer.assigned",
    "payment.received",
    "invoice.issued",
    "dossier.handed-in",
    "identity.checked",
    "order.reviewed",
    "order.authorised",
    "order.approved",
    "order.produced",
    "pin-letter.stored",
    "pin-letter.printed",
    "order.shipped",
    "piece.added",
    "piece.accepted",
];
/// The actions of a revocation in the ledger.
const RECORDED_OF_REVOCATION: [&str; 4] = ["revocation.recorded", "revocation.confirmed", "revocation.answered", "order.revoked"];
/// The mails: received, paid, dossier received, authorised, shipped, activate.
const TOLD: usize = 6;
/// The price, VAT included.
const PRICE_CENTS: i64 = 19_080;

/// Checks the portal's database, its pages and its folder of dossiers.
pub(super) async fn is_done_once(site: &Site, order: &Order, step: Step) {
    let revoked = step == Step::Revocation;
    until_recorded(site, if revoked { "order.revoked" } else { "order.shipped" }, 1).await;
    if revoked {
        until_recorded(site, "revocation.answered", 1).await;
    }
    let recorded = recorded(site).await;
    for action in RECORDED.into_iter().chain(RECORDED_OF_REVOCATION.into_iter().filter(|_| revoked)) {
        let times = recorded.iter().filter(|row| row.action == action).count();
        assert_eq!(times, if action.starts_with("piece.") { 3 } else { 1 }, "{action}");
    }
    let mut expected = HAPPENED.to_vec();
    expected.extend(revoked.then_some("revoked"));
    let placed = rows(site, "select id, account from orders").await;
    let (id, account) = (placed[0].id("id").expect("an order"), placed[0].id("account").expect("an account"));
    let progress = site.registration.orders.progress(account, id).await.expect("the order");
    assert_eq!(progress.events.iter().map(|event| event.what.name()).collect::<Vec<_>>(), expected);

    assert_eq!(texts(site, "select number from orders", "number").await, std::slice::from_ref(&order.number));
    assert_eq!(number(site, "select cast(sum(last) as bigint) as found from order_numbers").await, 1, "numbers have no gaps");
    let invoices = texts(site, "select number from invoices", "number").await;
    assert!(matches!(invoices.as_slice(), [invoice] if invoice.ends_with("000001")), "{invoices:?}");
    assert_eq!(number(site, "select cast(sum(last) as bigint) as found from invoice_numbers").await, 1, "numbers have no gaps");
    assert_eq!(number(site, "select count(*) as found from payments").await, 1);
    assert_eq!(number(site, "select cast(sum(amount_cents) as bigint) as found from payments").await, PRICE_CENTS);
    assert_eq!(number(site, "select count(*) as found from transfers where order_id is not null").await, 1);
    assert_eq!(number(site, "select count(*) as found from transfers").await, 1);
    let approved = "select count(*) as found from authorisations where settled_at is not null and refusal is null";
    assert_eq!(number(site, approved).await, 1);
    assert_eq!(number(site, "select count(*) as found from authorisations").await, 1);
    let letters = "select count(*) as found from pin_letters where printed_at is not null and lost_at is null and sealed is null";
    assert_eq!(number(site, letters).await, 1);
    let invoice = site.page(&format!("{}/invoice.pdf", order.path)).await;
    assert!(invoice.bytes().starts_with(b"%PDF"));
    pieces_are_there_and_nothing_else(site, order).await;
}

async fn pieces_are_there_and_nothing_else(site: &Site, order: &Order) {
    site.registration.dossiers.sweep_dossiers().await.expect("the folder is swept");
    assert_eq!(number(site, "select count(*) as found from loose_files").await, 0);
    let files = rows(site, "select id, digest, pages from piece_files join page_pictures on file_id = id").await;
    let id = |row: &Row| Id::<()>::from_slice(&row.blob("id").expect("an identifier")).expect("an identifier").to_string();
    let lie = std::fs::read_dir(site.path("portal/dossiers").join(&order.id)).expect("the dossier's folder");
    let lie: BTreeSet<String> = lie.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    let pages = |row: &Row| (1..=row.int("pages").expect("a number")).map(|page| format!(".{page}")).chain([String::new()]);
    let kept = files.iter().flat_map(|row| pages(row).map(move |part| format!("{}{part}", id(row))));
    assert_eq!(lie, kept.collect(), "the folder contains exactly the files of the pieces, each with its pages");
    assert_eq!(number(site, "select count(*) as found from piece_files").await, i64::try_from(files.len()).expect("few"));

    let desk = site.at_desk(1, order, "").await;
    let links: BTreeSet<String> =
        desk.attributes(".piece a", "href").into_iter().filter(|link| link.contains("/pieces/")).collect();
    let links: Vec<String> = links.into_iter().filter(|link| !link.contains('?')).collect();
    let mut read = BTreeSet::new();
    for link in &links {
        let file = site.desk(1).browser.open(link).await.and_then(|file| file.answered(200)).expect("the file is readable");
        read.insert(Digest::of(file.bytes()).to_string());
    }
    let digests = files.iter().map(|row| row.digest("digest").expect("a digest").to_string());
    assert_eq!((files.len(), read), (3, digests.collect()), "each file exists and can be decrypted");
}

/// Checks the mails: each message was sent under one `Message-ID`, once, plus once for each process that was aborted while sending it.
pub(super) async fn is_told_once(site: &Site, step: Step, in_hand: &InHand) {
    site.until_nothing_waits().await;
    let mails = site.mails();
    let mut of_id: BTreeMap<&str, Vec<&super::mails::Mail>> = BTreeMap::new();
    for mail in &mails {
        of_id.entry(&mail.id).or_default().push(mail);
    }
    for (id, sent) in &of_id {
        let Hits { claimed, taken } = in_hand.hits(id);
        // A code has expired an hour later and is not sent again.
        let again = if sent[0].code().is_some() { 0..=0 } else { taken..=claimed };
        let copies = sent.len() - 1;
        assert!(again.contains(&copies), "{id} came {copies} times again, which may be {again:?}: {sent:#?}");
        assert!(sent.iter().all(|mail| *mail == sent[0]), "one message: {sent:#?}");
    }
    let news: Vec<_> = of_id.values().map(|sent| sent[0]).filter(|mail| mail.code().is_none()).collect();
    let subjects: BTreeSet<&str> = news.iter().map(|mail| mail.subject.as_str()).collect();
    let expected = TOLD + usize::from(step == Step::Revocation);
    assert_eq!((news.len(), subjects.len()), (expected, expected), "{subjects:#?}");
}

/// Checks the CA's database.
pub(super) async fn is_certified_once(testbed: &Testbed, order: &Order, step: Step) {
    let of_order = |sql| async move { record::rows(testbed, sql, &[order.number.as_str().into()]).await.len() };
    assert_eq!(of_order("select order_number from approvals where order_number = $1").await, 1, "approved once");
    assert_eq!(of_order("select number from tokens where order_number = $1").await, 1, "one token");
    let certificates = "select c.serial from certificates c join tokens t on t.number = c.token where t.order_number = $1";
    assert_eq!(of_order(certificates).await, 2, "a pair of certificates");
    let released = "select p.token from pin_releases p join tokens t on t.number = p.token where t.order_number = $1";
    assert_eq!(of_order(released).await, 1, "its PIN was released once");
    let revoked = "select r.id from revocations r join tokens t on t.number = r.token where t.order_number = $1";
    assert_eq!(of_order(revoked).await, usize::from(step == Step::Revocation), "revoked once");
    let asked = "select q.id from revocation_requests q join revocations r on r.id = q.revocation \
         join tokens t on t.number = r.token where t.order_number = $1";
    assert_eq!(of_order(asked).await, usize::from(step == Step::Revocation), "requested once");
    let recorded = testbed.ledger().await;
    for action in ["statement.approved", "issuance.issued"] {
        let times = recorded.iter().filter(|row| row.action == action && row.subject == order.number).count();
        assert_eq!(times, 1, "{action}");
    }
}

/// Waits until the portal's ledger contains an action this many times.
pub(super) async fn until_recorded(site: &Site, action: &str, times: usize) {
    let so_far = async || recorded(site).await.iter().filter(|row| row.action == action).count();
    until(&format!("{action} on record {times} times"), async || (so_far().await >= times).then_some(())).await;
}

/// The portal's ledger, after verifying its chain.
async fn recorded(site: &Site) -> Vec<Recorded> {
    let db = database(&site.path("")).await;
    let mut tx = db.begin_read().await.expect("the database is read");
    ledger::verify(&mut tx).await.expect("the chain of the ledger is intact");
    let rows = ledger::entries(&mut tx, 0, 100_000).await.expect("the ledger is read");
    drop(tx);
    db.close().await;
    rows
}

async fn database(folder: &Path) -> Db {
    let file = PortalFile::read(&folder.join("portal/sceau.toml")).expect("the configuration");
    Db::open(&file.database().expect("a database")).await.expect("the database opens")
}

async fn rows(site: &Site, sql: &'static str) -> Vec<Row> {
    rows_in(&site.path(""), sql).await
}

/// Opens the portal's database in an installation's folder.
pub(super) async fn rows_in(folder: &Path, sql: &'static str) -> Vec<Row> {
    let db = database(folder).await;
    let mut tx = db.begin_read().await.expect("the database is read");
    let rows = tx.rows(sql, &[]).await.expect("the statement runs");
    drop(tx);
    db.close().await;
    rows
}

async fn texts(site: &Site, sql: &'static str, column: &'static str) -> Vec<String> {
    rows(site, sql).await.iter().map(|row| row.text(column).expect("a text")).collect()
}

/// The number in the column `found` of the single row.
async fn number(site: &Site, sql: &'static str) -> i64 {
    rows(site, sql).await[0].int("found").expect("a number")
}
