//! The portal's database contains no code, PIN, PUK, emergency revocation code or password in clear, and no personal data of an order.

use demo::actors::KERVADEC;
use testbed::office::Office;
use testbed::{Engine, Transport};

use super::people::{CODES, KERVADEC_EMAIL, PASSWORD, desk, holder, mailbox, today};
use super::placed::{Placed, Sent};
use crate::secrecy::{columns_on_engine_with, columns_with};
use crate::{fresh_postgres, show};

#[tokio::test]
async fn neither_database_nor_ledger_contains_a_secret_in_clear() {
    let office = Office::open(Engine::Sqlite, Transport::InProcess).await;
    let order = Placed::by(&office, KERVADEC_EMAIL, KERVADEC).await;
    let code = mailbox(&office, KERVADEC_EMAIL).code(0).await.expect("the code that was mailed");
    let sent = order.sent(&office).await;
    let visit = holder(&office, &sent);
    visit.accept().await.expect("accepted");
    visit.define_codes(CODES[0], CODES[1]).await.expect("defined");
    let puk = visit.collect_puk().await.expect("the PUK");

    assert!(!columns_with(office.database().await, &order.number).await.is_empty(), "the search finds text in clear");
    // Six digits occur by chance in the octets of a digest once in ten million.
    for secret in [PASSWORD, CODES[0], CODES[1], &code, &puk, &sent.pin] {
        assert_eq!(columns_with(office.database().await, secret).await, Vec::<String>::new());
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

/// What the order of the test says of its holder and payer: names, birth, addresses, names of files, what officers, bank and holder
/// wrote.
const PERSONAL: [&str; 17] = [
    "Kervadec",
    "KERVADEC",
    "Maëlle",
    "1971-04-23",
    "Saint-Brieuc",
    "Compagnie des experts",
    "2031-12-31",
    "quai des Deux-Rives",
    "Rennes",
    "dossier-signe.pdf",
    "carte recto.png",
    "liste de la cour",
    "autre liste",
    "La liste est celle de 2019",
    "2031-09-30",
    "4X71",
    "Mon prénom",
];

/// The database of a portal after an order in which much happened, up to the report of wrong data.
#[tokio::test]
async fn the_database_contains_no_personal_data_of_an_order_in_clear() {
    for engine in [Engine::Sqlite, fresh_postgres().await] {
        show(&engine, Transport::InProcess);
        let office = Office::open(engine.clone(), Transport::InProcess).await;
        let order = Placed::by(&office, KERVADEC_EMAIL, KERVADEC).await;
        let first = desk(&office, 1);
        let [day, month, year] = today(&office);
        let date = format!("{year}-{month:0>2}-{day:0>2}");
        let paid = first.record_transfer(&date, "200,00", &format!("Carte Kervadec {}", order.number)).await;
        paid.expect("an answer").answered(200).expect("overpaid");
        order.hand_in().await;
        first.refuse_piece(&order.number, "proof-of-listing", "La liste est celle de 2019.").await.expect("refused");
        let paper = order.expert.file(&order.path, "dossier.pdf").await.expect("a paper");
        let added =
            order.expert.add(&order.path, "proof-of-listing", "autre liste.pdf", [paper.as_slice(), b"\n"].concat()).await;
        let dossier = added.expect("an answer").answered(200).expect("added");
        dossier.form("/dossier/hand-in").expect("a form").send().await.expect("an answer").answered(200).expect("handed in");
        order.examined(&office).await;
        first.review(&order.number).await.expect("reviewed");
        desk(&office, 2).authorise(&order.number).await.expect("authorised");
        let (token, issued) = order.produced_now(&office).await;
        let pin = order.pin(&office).await;
        order.ship(&office).await;
        let visit = holder(&office, &Sent { token, pin, issued }).browser.open("/holder").await.expect("an answer");
        let report = visit.form("/holder/acceptance").expect("a form").with("answer", "report");
        report.with("report", "Mon prénom est faux.").send().await.expect("an answer").answered(200).expect("reported");

        assert!(!columns_on_engine_with(&engine, office.database().await, &order.number).await.is_empty(), "clear text is found");
        for personal in PERSONAL {
            let found = columns_on_engine_with(&engine, office.database().await, personal).await;
            assert_eq!(found, Vec::<String>::new(), "{personal}");
        }
        office.close().await;
    }
}
