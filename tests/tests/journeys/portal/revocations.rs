//! Revocation by officers: recorded by one with reason and evidence, confirmed by another.

use demo::actors::MORVAN;
use pki::ocsp::CertStatus;

use super::on_every_office;
use super::people::{desk, holder, mailed};
use super::placed::Placed;

const ADDRESS: &str = "loic.morvan@sceau.example.org";
const EVIDENCE: &str = "Pli recommandé revenu le 20 novembre, non réclamé.";

#[tokio::test]
async fn one_officer_records_another_confirms_and_the_holder_is_informed_once() {
    on_every_office(async |office| {
        let order = Placed::by(office, ADDRESS, MORVAN).await;
        let sent = order.sent(office).await;
        let (first, second) = (desk(office, 1), desk(office, 2));
        let path = format!("/officer/orders/{}/revocation", order.id);
        let form = first.browser.open(&path).await.expect("an answer").form("/revocation").expect("a form");
        let wrong =
            form.clone().with("evidence", &"é".repeat(501)).send().await.expect("an answer").answered(422).expect("wrong");
        for field in ["reason", "evidence"] {
            assert!(!wrong.texts(&format!("#{field}-error")).is_empty(), "{field}");
        }
        let form = form.with("reason", "lost-in-post").with("evidence", EVIDENCE);
        let (one, other) = tokio::join!(form.clone().send(), form.clone().send());
        other.expect("an answer").answered(200).expect("recorded once");
        let used = form.clone().with("reason", "compromised").with("evidence", "Appel du 21 novembre.").send().await;
        let used = used.expect("an answer").answered(422).expect("another request with the key of the first form");
        let used = used.saying("Ce formulaire a déjà été envoyé").expect("said").form(&path).expect("the form");
        assert_eq!((used.value("reason"), used.value("evidence")), (Some("compromised"), Some("Appel du 21 novembre.")));
        assert_ne!(used.value("key"), form.value("key"));
        let stands = used.send().await.expect("an answer").answered(422).expect("one request per token");
        let stands = stands.saying("Une demande attend déjà").expect("said").form(&path).expect("the form");
        assert_eq!(stands.value("evidence"), Some("Appel du 21 novembre."), "the entered values are kept");
        let page = one.expect("an answer").saying(EVIDENCE).expect("recorded");
        assert!(page.form("/confirm").is_err(), "the same officer has no button");
        let waiting = second.browser.open(&path).await.expect("an answer").saying("Attend un deuxième agent").expect("it waits");
        let confirm = waiting.attributes("form[action$='/confirm']", "action");
        assert_eq!(confirm.len(), 1, "one request, sent twice");
        let own = first.browser.request(http::Method::POST, &confirm[0]).send().await.expect("an answer");
        assert_eq!(own.status(), 422, "and a request without the button is refused");
        for issued in &sent.issued.certificates {
            assert_eq!(office.testbed.status_of(issued).await.status, CertStatus::Good, "nothing is revoked yet");
        }

        // Withdrawn, recorded again, confirmed.
        waiting.form("/withdraw").expect("a button").send().await.expect("an answer").answered(200).expect("taken back");
        waiting.form("/confirm").expect("a button").send().await.expect("an answer").answered(409).expect("nothing is pending");
        let form = first.browser.open(&path).await.expect("an answer").form("/revocation").expect("a form");
        let form = form.with("reason", "lost-in-post").with("evidence", EVIDENCE);
        form.send().await.expect("an answer").answered(200).expect("recorded");
        let confirm = second.browser.open(&path).await.expect("an answer").form("/confirm").expect("a button");
        let (one, other) = tokio::join!(confirm.clone().send(), confirm.send());
        let statuses = [one, other].map(|page| page.expect("an answer").status());
        assert!(statuses.contains(&200), "{statuses:?}");
        for issued in &sent.issued.certificates {
            let status = async || office.testbed.status_of(issued).await.status;
            testbed::until("it is revoked", async || (status().await != CertStatus::Good).then_some(())).await;
        }
        assert_eq!(mailed(office, ADDRESS, "Certificats révoqués").await, 1);
        let page = second.browser.open(&path).await.expect("an answer").saying("Révoqué le").expect("it is done");
        assert!(page.form(&path).is_err(), "and cannot be requested again");
        order.page("").await.saying("Certificats révoqués").expect("the timeline says so");
        let shut = holder(office, &sent).browser.open("/holder").await.expect("an answer");
        shut.answered(403).expect("shut").saying("Ce certificat est révoqué").expect("said");
        let ledger = office.ledger().await;
        assert!(ledger.iter().all(|row| !row.detail.contains("recommandé")), "evidence is not in the ledger");
        assert_eq!(ledger.iter().filter(|row| row.action == "revocation.confirmed").count(), 1);
    })
    .await;
}
