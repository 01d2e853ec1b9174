//! Payments: reconciliation of transfers, and invoice numbers without gaps.

use demo::actors::{KERVADEC, MORVAN, OfficerPages};
use demo::browser::Page;
use testbed::office::Office;

use super::on_every_office;
use super::people::{KERVADEC_EMAIL, bank_date, desk, mailbox, mailed};
use super::placed::Placed;

const MORVAN_EMAIL: &str = "loic.morvan@sceau.example.org";

/// The invoice number on a payment page.
fn invoice(page: &Page) -> String {
    let text = page.text();
    let number = text.split_whitespace().find(|word| word.starts_with("F-20"));
    number.unwrap_or_else(|| panic!("no invoice: {text}")).trim_end_matches('.').to_owned()
}

#[tokio::test]
async fn a_transfer_is_recorded_once_and_assigned_and_authorisation_requires_full_payment() {
    on_every_office(async |office| {
        let order = Placed::by(office, KERVADEC_EMAIL, KERVADEC).await;
        order.hand_in().await;
        order.examined(office).await;
        let (first, second, date) = (desk(office, 1), desk(office, 2), bank_date(office));
        first.review(&order.number).await.expect("reviewed before it is paid");
        let page = second.order(&order.number).await.expect("the order");
        assert!(page.form("/authorise").is_err(), "there is no button");
        let path = format!("/officer/orders/{}/authorise", order.id);
        let refused = second.browser.request(http::Method::POST, &path).form(&[("seen", "")]).send().await.expect("an answer");
        assert_eq!(refused.status(), 422, "and a request without the button is refused");
        page.saying("La commande n’est pas payée").expect("said");
        order.page("/invoice.pdf").await.answered(404).expect("no invoice before payment");

        let form = first.browser.open("/officer/transfers").await.expect("an answer").form("/officer/transfers").expect("a form");
        let form = form.with("date", &date).with("amount", "100,00").with("payer", "M KERVADEC");
        let wrong = form.clone().with("amount", "cent").with("reference", &order.number).send().await.expect("an answer");
        let wrong = wrong.answered(422).expect("no amount");
        assert!(wrong.texts("#amount-error").concat().starts_with("Indiquez le montant"));
        assert_eq!(wrong.form("/officer/transfers").expect("the form").value("payer"), Some("M KERVADEC"));
        // With spaces and in lower case, as banks transmit it; the form is sent twice.
        let reference = format!("vir {}", order.number.to_lowercase().replace('-', " "));
        let form = form.with("reference", &reference);
        let (one, other) = tokio::join!(form.clone().send(), form.clone().send());
        for page in [one, other] {
            page.expect("an answer").saying(&format!("rattaché à la commande {}", order.number)).expect("it is recorded");
        }
        let used = form.clone().with("amount", "22,00").send().await.expect("an answer").answered(422).expect("another line");
        let used = used.saying("Ce formulaire a déjà été envoyé").expect("said").form("/officer/transfers").expect("the form");
        assert_eq!(
            (used.value("amount"), used.value("payer")),
            (Some("22,00"), Some("M KERVADEC")),
            "the entered values are kept"
        );
        assert_ne!(used.value("key"), form.value("key"), "the new form can be submitted");
        let twin = first.record_transfer(&date, "100,00", &reference).await.expect("an answer").answered(422).expect("a twin");
        assert!(twin.texts("#again-error").concat().starts_with("Une ligne identique"), "{}", twin.text());
        order.page("/payment").await.saying("Il manque 90,80 €").expect("counted once");
        assert_eq!(mailed(office, KERVADEC_EMAIL, "paiement incomplet").await, 1);

        let unknown = first.record_transfer(&date, "90,80", "HONORAIRES KERVADEC").await.expect("an answer");
        let unknown = unknown.saying("ne correspond à aucune commande connue").expect("it waits");
        let field = unknown.attributes("input[name^='order-']", "name").concat();
        let assign = unknown.form("/assign").expect("a form");
        for (number, words) in
            [("190", "Indiquez un numéro de commande"), ("SC-2026-999999", "Aucune commande ne porte ce numéro")]
        {
            let wrong = assign.clone().with(&field, number).send().await.expect("an answer").answered(422).expect("no order");
            assert!(wrong.texts(&format!("#{field}-error")).concat().starts_with(words), "{}", wrong.text());
        }
        for _ in 0..2 {
            let assigned = assign.clone().with(&field, &order.number).send().await.expect("an answer");
            assigned.answered(200).expect("assigned once");
        }
        let paid = order.page("/payment").await.saying("La commande est payée").expect("in full");
        assert_eq!(invoice(&paid), "F-2026-000001");
        assert_eq!(mailed(office, KERVADEC_EMAIL, &format!("Commande {} payée", order.number)).await, 1);
        second.authorise(&order.number).await.expect("authorised now");
    })
    .await;
}

/// Records the refund of the 9,20 € paid in excess, and asserts that the applicant is informed.
async fn given_back(office: &Office, accountant: &OfficerPages, order: &Placed) {
    let list = accountant.browser.open("/officer/transfers").await.expect("an answer");
    let list = list.saying("1 trop-perçu à rembourser").expect("it is listed");
    let row = list.texts("[aria-labelledby='overpayments'] tbody tr").concat();
    assert!([&order.number, "9,20 €", "Morvan-L"].iter().all(|part| row.contains(part)), "{row}");
    let form = list.form(&format!("{}/refund", order.id)).expect("a button");
    let stale = form.clone().with("amount", "919").send().await.expect("an answer");
    stale.answered(409).expect("the amount is outdated");
    let (one, other) = tokio::join!(form.clone().send(), form.send());
    for page in [one, other] {
        let page = page.expect("an answer").saying("Le remboursement est enregistré").expect("recorded");
        page.saying("Aucun trop-perçu à rembourser").expect("it is no longer listed");
    }
    let mail = mailbox(office, MORVAN_EMAIL).saying("trop-perçu remboursé", 0).await.expect("the applicant is told");
    assert!(mail.contains("Nous vous avons remboursé 9,20\u{a0}€, versés en trop"), "{mail}");
    assert_eq!(mailed(office, MORVAN_EMAIL, "trop-perçu remboursé").await, 1, "once");
    let page = order.page("/payment").await.saying("La commande est payée").expect("still paid");
    let page = page.saying("Trop-perçu de 9,20 € remboursé le").expect("and the date of the refund");
    assert!(!page.text().contains("de trop") && invoice(&page) == "F-2026-000001", "{}", page.text());
    order.page("").await.saying("Trop-perçu remboursé").expect("on the order's page");
}

#[tokio::test]
async fn overpayment_is_shown_and_concurrent_invoices_are_numbered_without_gaps() {
    on_every_office(async |office| {
        let mut orders = vec![Placed::by(office, MORVAN_EMAIL, MORVAN).await];
        for _ in 0..3 {
            orders.push(Placed::again(&orders[0].expert, MORVAN).await);
        }
        let (accountant, date) = (desk(office, 1), bank_date(office));
        let over = accountant.record_transfer(&date, "200,00", &orders[0].number).await.expect("an answer");
        over.answered(200).expect("recorded");
        let page = orders[0].page("/payment").await.saying("Nous avons reçu 9,20 € de trop").expect("said");
        assert_eq!(invoice(&page), "F-2026-000001");
        assert_eq!(mailed(office, MORVAN_EMAIL, "trop-perçu à rembourser").await, 1);
        given_back(office, &accountant, &orders[0]).await;

        // Each by card twice and by transfer, all concurrently.
        let by_card = |order: &Placed| {
            let (expert, path) = (order.expert.clone(), order.path.clone());
            async move {
                let card = expert.browser.open(&format!("{path}/payment/card")).await.expect("an answer");
                let form = card.form("/payment/card").expect("a form");
                let (one, other) = tokio::join!(form.clone().send(), form.send());
                one.expect("an answer").answered(200).expect("paid");
                other.expect("an answer").answered(200).expect("paid once");
            }
        };
        let transfer = accountant.record_transfer(&date, "190,80", &orders[3].number);
        let (_, _, transfer) = tokio::join!(by_card(&orders[1]), by_card(&orders[2]), transfer);
        transfer.expect("an answer").answered(200).expect("recorded");
        let mut numbers = Vec::new();
        for order in &orders {
            numbers.push(invoice(&order.page("/payment").await));
            assert_eq!(mailed(office, MORVAN_EMAIL, &format!("Commande {} payée", order.number)).await, 1, "one mail");
        }
        numbers.sort();
        assert_eq!(numbers, ["F-2026-000001", "F-2026-000002", "F-2026-000003", "F-2026-000004"]);
    })
    .await;
}
