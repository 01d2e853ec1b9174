//! Officers find orders that have left the queue, and read their history.

use demo::actors::KERVADEC;
use demo::browser::{Browser, Page};

use super::on_every_office;
use super::people::{CODES, KERVADEC_EMAIL, desk, holder};
use super::placed::Placed;

async fn search(officer: &Browser, typed: &str) -> Page {
    let escaped: String = typed.bytes().map(|octet| format!("%{octet:02X}")).collect();
    officer.open(&format!("/officer/search?q={escaped}")).await.expect("an answer")
}

#[tokio::test]
async fn an_order_is_found_for_life_and_tells_its_history() {
    on_every_office(async |office| {
        let order = Placed::by(office, KERVADEC_EMAIL, KERVADEC).await;
        let sent = order.sent(office).await;
        let visit = holder(office, &sent);
        visit.accept().await.expect("accepted");
        visit.define_codes(CODES[0], CODES[1]).await.expect("defined");
        let token = sent.issued.token.to_string();

        let officer = desk(office, 1).browser;
        officer.open("/officer").await.expect("the queue").follow("/officer/search").await.expect("the search");
        assert!(!officer.open("/officer").await.expect("the queue").text().contains(&order.number), "it has left the queue");
        for typed in [order.number.as_str(), &order.number.replace('-', " ").to_lowercase(), &token, &token.replace('-', "")] {
            let page = search(&officer, typed).await.answered(200).expect("found");
            assert_eq!(page.path(), format!("/officer{}", order.path), "{typed}");
        }
        for typed in [KERVADEC_EMAIL, "MAELLE.kervadec@Sceau.example.org", "kervadec", "KERVADEC maelle", "kerv", "maë ker"] {
            let page = search(&officer, typed).await.answered(200).expect("found");
            assert_eq!(page.texts("table th a"), [order.number.as_str()], "{typed}");
        }
        for (typed, status, said) in [("ke", 422, "au moins trois lettres"), ("Quéméner", 200, "Aucune commande trouvée")] {
            search(&officer, typed).await.answered(status).expect("nothing").saying(said).expect("said");
        }

        let page = officer.open(&format!("/officer{}", order.path)).await.expect("an answer").answered(200).expect("the order");
        for said in [
            "Commande examinée",
            "Inès Vautrin",
            "Commande autorisée",
            "Octave Delmas",
            "Certificats acceptés",
            "Titulaire",
            &token,
        ] {
            page.clone().saying(said).expect("the history");
        }
        let searched: Vec<_> = office.ledger().await.into_iter().filter(|row| row.action == "orders.searched").collect();
        assert_eq!(searched.len(), 11);
        assert!(searched.iter().all(|row| !row.detail.to_lowercase().contains("kerv")), "the text is not on the ledger");
        let applicant = order.expert.browser.open("/officer/search?q=kervadec").await.expect("an answer");
        applicant.answered(404).expect("the public entrance has no such page");
    })
    .await;
}
