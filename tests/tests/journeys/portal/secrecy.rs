//! The portal's database contains no code, PIN, PUK, emergency revocation code or password in clear.

use demo::actors::KERVADEC;
use testbed::office::Office;
use testbed::{Engine, Transport};

use super::people::{CODES, KERVADEC_EMAIL, PASSWORD, holder, mailbox};
use super::placed::Placed;
use crate::secrecy::columns_with;

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
