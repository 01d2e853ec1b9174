//! Production: the PIN letter is printed once and the token shipped separately; before that it opens nothing.

use demo::actors::{KERVADEC, text_of};
use token::SlotIndex;

use super::on_every_office;
use super::people::{KERVADEC_EMAIL, desk, mailed};
use super::placed::Placed;

#[tokio::test]
async fn a_pin_letter_is_unavailable_after_printing_and_a_token_is_not_admitted_before_shipping() {
    on_every_office(async |office| {
        let order = Placed::by(office, KERVADEC_EMAIL, KERVADEC).await;
        order.authorised(office).await;
        let waiting = desk(office, 2).browser.open("/officer/production").await.expect("an answer");
        assert!(waiting.text().contains(&order.number), "the station's turn is shown: {}", waiting.text());
        let (token, issued) = order.produced_now(office).await;
        let letter = desk(office, 2).pin_letter(&order.number).await.expect("the letter");
        let text = text_of(&letter).expect("a PDF");
        assert!(text.contains(issued.token.as_str()), "the letter names its token");
        let pin = order.pin(office).await;

        let early = office.with_token(&token, &pin, SlotIndex::MAIN).open("/holder").await.expect("an answer");
        early.answered(403).expect("not sent yet").saying("pas encore été envoyée").expect("said");

        let operator = desk(office, 2);
        let page = operator.browser.open("/officer/production").await.expect("an answer");
        let printed = page.form(&format!("{}/letter-printed", order.id)).expect("a button");
        for _ in 0..2 {
            printed.clone().send().await.expect("an answer").answered(200).expect("marked once");
        }
        let path = format!("/officer/production/{}/pin-letter.pdf", order.id);
        operator.browser.open(&path).await.expect("an answer").answered(404).expect("it is deleted");

        let form = operator.browser.open("/officer/production").await.expect("an answer");
        let form = form.form(&format!("{}/shipped", order.id)).expect("a form");
        let field = format!("tracking-{}", order.id);
        let wrong = form.clone().with(&field, &"A".repeat(41)).send().await.expect("an answer").answered(422).expect("too long");
        assert!(!wrong.texts(&format!("#{field}-error")).is_empty());
        for _ in 0..2 {
            form.clone().with(&field, "6A21000123456").send().await.expect("an answer").answered(200).expect("sent once");
        }
        assert_eq!(mailed(office, KERVADEC_EMAIL, &format!("Commande {} expédiée", order.number)).await, 1);
        assert_eq!(mailed(office, KERVADEC_EMAIL, "Activez votre carte").await, 1);
        let page = order.page("").await.saying("6A21000123456").expect("the tracking number");
        page.saying(&order.number).expect("the order");
        let released = office.testbed.ledger().await.iter().filter(|row| row.action == "pin.released").count();
        assert_eq!(released, 1, "one release, however often the letter was opened");
    })
    .await;
}
