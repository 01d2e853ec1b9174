//! The four-eyes principle on the desk, and changes after a review.

use demo::actors::KERVADEC;

use super::officers::{Newcomer, leaves};
use super::on_every_office;
use super::people::{KERVADEC_EMAIL, desk, mailed, today};
use super::placed::Placed;

/// Attempts a decision for which no button is shown, and asserts the reason on the page.
async fn refused(desk: &demo::actors::OfficerPages, order: &Placed, act: &str, why: &str) {
    let page = desk.order(&order.number).await.expect("the order");
    assert!(page.form(&format!("/{act}")).is_err(), "there is no button");
    let request = desk.browser.request(http::Method::POST, &format!("/officer/orders/{}/{act}", order.id));
    let answer = request.form(&[("seen", "")]).send().await.expect("an answer");
    assert_eq!(answer.status(), 422, "{act}");
    let said = answer.text().await.expect("a page");
    assert!(said.contains(why), "{act}: {why}\n{said}");
}

#[tokio::test]
async fn one_person_decides_once_and_a_change_after_the_review_invalidates_it() {
    on_every_office(async |office| {
        let order = Placed::by(office, KERVADEC_EMAIL, KERVADEC).await;
        order.pay().await;
        order.hand_in().await;
        let (first, second) = (desk(office, 1), desk(office, 2));
        refused(&first, &order, "review", "Tous les justificatifs ne sont pas acceptés").await;
        first.accept_pieces(&order.number).await.expect("accepted");
        refused(&first, &order, "review", "vérifiée").await;
        let [day, month, _] = today(office);
        let form = first.order(&order.number).await.expect("the order").form("/identity-check").expect("a form");
        let form = form.with("on-day", &day).with("on-month", &month).with("on-year", "2031").with("place", "Rennes");
        let wrong =
            form.with("document", "").with("number-end", "4X7").send().await.expect("an answer").answered(422).expect("wrong");
        for field in ["on", "document", "number-end", "document-expires"] {
            assert!(!wrong.texts(&format!("#{field}-error")).is_empty(), "{field}");
        }
        assert_eq!(wrong.form("/identity-check").expect("the form").value("place"), Some("Rennes"));
        order.examined_identity(office).await;
        first.review(&order.number).await.expect("reviewed");
        refused(&first, &order, "authorise", "une autre personne doit").await;

        // The same person with another certificate, then a colleague.
        let twin = Newcomer::joins(office, "Ines VAUTRIN", "i.vautrin@sceau.example.org").await;
        refused(&twin.desk, &order, "authorise", "une autre personne doit").await;
        let third = Newcomer::joins(office, "Solveig Arnoux", "solveig.arnoux@sceau.example.org").await;

        let birth = order.page("/birth").await.saying("cet examen est annulé et sera refait").expect("a warning");
        let birth = birth.saying("vous devrez le télécharger, le signer et l’ajouter de nouveau").expect("a warning");
        let corrected = birth.form("/birth").expect("a form").with("birth-place", "Brest").send().await.expect("an answer");
        corrected.answered(200).expect("corrected").saying("Examen annulé").expect("the timeline says so");
        refused(&second, &order, "authorise", "n’a pas été examinée").await;
        let outdated =
            order.page("/dossier").await.saying("À signer de nouveau").expect("the signed dossier has the former answers");
        assert!(outdated.form("/dossier/hand-in").is_err(), "it has to be signed again first");
        let paper = order.expert.file(&order.path, "dossier.pdf").await.expect("the new paper");
        let added = order.expert.add(&order.path, "signed-dossier", "dossier-signe-2.pdf", paper).await.expect("an answer");
        let handed_in = added.answered(200).expect("added").form("/dossier/hand-in").expect("a button").send().await;
        handed_in.expect("an answer").answered(200).expect("handed in again");
        let mut page =
            first.order(&order.number).await.expect("the order").saying("À examiner de nouveau").expect("the desk says so");
        first.open_files(&page).await.expect("the files");
        for piece in ["signed-dossier", "identity-document"] {
            let form =
                page.form(&format!("/pieces/{piece}/accept")).expect("the piece that proved the data has to be examined again");
            page = form.send().await.expect("an answer").answered(200).expect("accepted again");
        }
        order.examined_identity(office).await;
        first.review(&order.number).await.expect("reviewed again");

        leaves(office, "Inès Vautrin", &second, &third.desk).await;
        first.browser.open("/officer").await.expect("an answer").answered(403).expect("no access any more");
        refused(&third.desk, &order, "authorise", "a quitté ses fonctions").await;
        refused(&third.desk, &order, "review", "identité").await;
        let [day, month, year] = today(office);
        third.desk.check_identity(&order.number, [&day, &month, &year]).await.expect("checked again");
        third.desk.review(&order.number).await.expect("reviewed by the other officer");
        let page = second.order(&order.number).await.expect("the order");
        let unseen = page.form("/authorise").expect("a button").send().await.expect("an answer").answered(422).expect("unseen");
        unseen.saying("chaque fichier").expect("files have to be opened first");
        second.open_files(&page).await.expect("the files");
        let form = page.form("/authorise").expect("a button");
        let (one, other) = tokio::join!(form.clone().send(), form.send());
        for page in [one, other] {
            page.expect("an answer").answered(200).expect("authorised once");
        }
        assert_eq!(mailed(office, KERVADEC_EMAIL, &format!("Commande {} acceptée", order.number)).await, 1);
        let authorised = office.ledger().await.iter().filter(|row| row.action == "order.authorised").count();
        assert_eq!(authorised, 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_decides_on_an_order_of_their_own() {
    on_every_office(async |office| {
        // The account belongs to the second officer, but the names are another person's.
        let order = Placed::by(office, "octave.delmas@sceau.example.org", KERVADEC).await;
        order.pay().await;
        order.hand_in().await;
        order.examined(office).await;
        refused(&desk(office, 2), &order, "review", "Vous ne pouvez pas décider de votre propre commande").await;
        desk(office, 1).review(&order.number).await.expect("the first officer may decide");
        refused(&desk(office, 2), &order, "authorise", "Vous ne pouvez pas décider de votre propre commande").await;
        let third = Newcomer::joins(office, "Maëlle Kervadec", "m.kervadec@sceau.example.org").await;
        refused(&third.desk, &order, "authorise", "Vous ne pouvez pas décider de votre propre commande").await;
    })
    .await;
}
