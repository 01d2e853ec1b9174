//! Every form of the portal: what a success and a refusal are answered with, and that the same form sent three times at once is
//! answered the same.

use demo::actors::{Holder, KERVADEC, identity_picture};
use demo::browser::{Browser, Form, Page};
use http::Method;
use ra_portal::web::table;
use testbed::office::Office;

use super::on_every_office;
use super::people::{CODES, KERVADEC_EMAIL, PASSWORD, bank_date, desk, expert, holder, mailbox, today};
use super::placed::{Placed, Sent};

/// How the forms of a route are answered when they succeed.
#[derive(Clone, Copy, PartialEq)]
enum Success {
    /// With a redirect (303).
    Redirect,
    /// With the page itself, which is never stored: secrets, and the emergency pages.
    Direct,
}

/// Every form of the portal. [`every_form_is_listed_here`] compares it with the table of routes.
const FORMS: &[(&str, Success)] = &[
    ("/forgotten-password", Success::Redirect),
    ("/forgotten-password/code", Success::Redirect),
    ("/forgotten-password/code/resend", Success::Redirect),
    ("/forgotten-password/new", Success::Redirect),
    ("/holder/acceptance", Success::Redirect),
    ("/holder/code", Success::Redirect),
    ("/holder/puk", Success::Direct),
    ("/language", Success::Redirect),
    ("/officer/officers/propose", Success::Redirect),
    ("/officer/officers/{officer}/leave", Success::Redirect),
    ("/officer/officers/{officer}/renewal", Success::Redirect),
    ("/officer/officers/{proposal}/confirm", Success::Redirect),
    ("/officer/orders/{order}/authorise", Success::Redirect),
    ("/officer/orders/{order}/identity-check", Success::Redirect),
    ("/officer/orders/{order}/pieces/{piece}/accept", Success::Redirect),
    ("/officer/orders/{order}/pieces/{piece}/refuse", Success::Redirect),
    ("/officer/orders/{order}/review", Success::Redirect),
    ("/officer/orders/{order}/revocation", Success::Redirect),
    ("/officer/production/{order}/letter-printed", Success::Redirect),
    ("/officer/production/{order}/shipped", Success::Redirect),
    ("/officer/revocations/{request}/confirm", Success::Redirect),
    ("/officer/revocations/{request}/withdraw", Success::Redirect),
    ("/officer/transfers", Success::Redirect),
    ("/officer/transfers/{order}/refund", Success::Redirect),
    ("/officer/transfers/{transfer}/assign", Success::Redirect),
    ("/officer/transfers/{transfer}/return", Success::Redirect),
    ("/orders", Success::Redirect),
    ("/orders/{id}/billing", Success::Redirect),
    ("/orders/{id}/birth", Success::Redirect),
    ("/orders/{id}/contact", Success::Redirect),
    ("/orders/{id}/delivery", Success::Redirect),
    ("/orders/{id}/dossier/hand-in", Success::Redirect),
    ("/orders/{id}/dossier/{piece}", Success::Redirect),
    ("/orders/{id}/dossier/{piece}/{file}/remove", Success::Redirect),
    ("/orders/{id}/identity", Success::Redirect),
    ("/orders/{id}/listing", Success::Redirect),
    ("/orders/{id}/payment/card", Success::Redirect),
    ("/orders/{id}/place", Success::Redirect),
    ("/orders/{id}/spelling", Success::Redirect),
    ("/orders/{id}/terms", Success::Redirect),
    ("/revocation", Success::Direct),
    ("/revocation/confirm", Success::Direct),
    ("/revocation/receipt.pdf", Success::Direct),
    ("/sign-in", Success::Redirect),
    ("/sign-in/code", Success::Redirect),
    ("/sign-in/code/resend", Success::Redirect),
    ("/sign-out", Success::Redirect),
    ("/sign-up", Success::Redirect),
    ("/sign-up/code", Success::Redirect),
    ("/sign-up/code/resend", Success::Redirect),
];

#[test]
fn every_form_is_listed_here() {
    let mut routes: Vec<_> = table().into_iter().filter(|row| row.method == Method::POST).map(|row| row.path).collect();
    routes.sort_unstable();
    routes.dedup();
    assert_eq!(FORMS.iter().map(|(path, _)| *path).collect::<Vec<_>>(), routes);
}

/// Whether a path is one of a route.
fn is_of(route: &str, path: &str) -> bool {
    let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len() && route.iter().zip(&path).all(|(part, of)| part.starts_with('{') || part == of)
}

/// The success of the form with this action; the fixed path before one with parameters.
fn success(action: &str) -> Success {
    let fitting = || FORMS.iter().filter(|(route, _)| is_of(route, action));
    let exact = fitting().find(|(route, _)| *route == action);
    exact.or_else(|| fitting().next()).unwrap_or_else(|| panic!("{action} is no form")).1
}

/// The text of a page without the keys of its forms, which differ each time.
fn read(page: &Page) -> (u16, String, String) {
    (page.status(), page.path().to_owned(), page.text())
}

/// Sends a form three times at once. Each time it succeeds, in the way of its route, with the same answer, which is returned.
async fn thrice(form: Form) -> Page {
    let action = form.action().to_owned();
    let (one, two, three) = tokio::join!(form.clone().send(), form.clone().send(), form.send());
    let [one, two, three] = [one, two, three].map(|page| page.expect("an answer"));
    for other in [&two, &three] {
        assert_eq!(read(&one), read(other), "{action}");
    }
    let one = one.answered(200).expect("it succeeded");
    match success(&action) {
        // The page of an officers' revocation has the address of its form.
        Success::Redirect if action.ends_with("/revocation") => {}
        Success::Redirect => assert_ne!(one.path(), action, "it succeeds with a redirect"),
        Success::Direct => {
            assert_eq!(one.path(), action, "it succeeds directly");
            assert_eq!(one.headers()[http::header::CACHE_CONTROL], "no-store", "{action}");
        }
    }
    one
}

async fn opened(browser: &Browser, path: &str) -> Page {
    browser.open(path).await.expect("an answer").answered(200).expect("a page")
}

#[tokio::test]
async fn every_form_sent_three_times_at_once_is_answered_the_same() {
    on_every_office(async |office| {
        // An account.
        let mails = mailbox(office, KERVADEC_EMAIL);
        let person = expert(office, KERVADEC_EMAIL);
        let form = person.browser.open("/sign-up").await.expect("an answer").form("/sign-up").expect("a form");
        let asked = thrice(form.with("email", KERVADEC_EMAIL).with("password", PASSWORD)).await;
        let asked = asked.saying(KERVADEC_EMAIL).expect("the address that was just typed is shown");
        mails.code(0).await.expect("a code");
        let asked = thrice(asked.form("/resend").expect("a button")).await;
        let code = mails.code(1).await.expect("another code");
        let inside = thrice(asked.form("/sign-up/code").expect("a form").with("code", &code)).await;
        assert_eq!(inside.path(), "/orders");
        assert_eq!(mails.messages().len(), 2, "each form sent one mail");

        // Signing in, and a new password.
        let signed_out = thrice(inside.form("/sign-out").expect("a button")).await;
        assert_eq!(signed_out.path(), "/");
        let form = person.browser.open("/sign-in").await.expect("an answer").form("/sign-in").expect("a form");
        let asked = thrice(form.with("email", KERVADEC_EMAIL).with("password", PASSWORD)).await;
        assert!(!asked.text().contains(KERVADEC_EMAIL), "masked: {}", asked.text());
        let code = mails.code(2).await.expect("a code");
        let inside = thrice(asked.form("/sign-in/code").expect("a form").with("code", &code)).await;
        thrice(inside.form("/sign-out").expect("a button")).await;
        let form =
            person.browser.open("/forgotten-password").await.expect("an answer").form("/forgotten-password").expect("a form");
        let asked = thrice(form.with("email", KERVADEC_EMAIL)).await;
        let code = mails.code(3).await.expect("a code");
        let asked = thrice(asked.form("/forgotten-password/code").expect("a form").with("code", &code)).await;
        let inside = thrice(asked.form("/forgotten-password/new").expect("a form").with("password", PASSWORD)).await;
        assert_eq!(inside.path(), "/orders");

        // An order.
        let mut page_of = thrice(inside.form("/orders").expect("a form").with("product", "expert-card")).await;
        for (section, fields) in KERVADEC {
            let form = page_of.form(&format!("/{section}")).expect("a form");
            page_of = thrice(fields.iter().fold(form, |form, (field, value)| form.with(field, value))).await;
        }
        let placed = thrice(page_of.form("/place").expect("a button")).await;
        let placed =
            placed.saying("Prochaine étape").expect("what comes next").saying("Commande passée").expect("that it is placed");
        let order = Placed::at(&person, &placed);
        let card = opened(&person.browser, &format!("{}/payment/card", order.path)).await;
        thrice(card.form("/payment/card").expect("a button")).await;
        let paper = person.file(&order.path, "dossier.pdf").await.expect("the paper");
        let dossier = opened(&person.browser, &format!("{}/dossier", order.path)).await;
        let form = dossier.form("/dossier/signed-dossier").expect("a form").with_file("files", "dossier.pdf", paper.clone());
        // At most two uploads of one account are received at once.
        let (one, other) = tokio::join!(form.clone().send(), form.send());
        for page in [one, other] {
            let page = page.expect("an answer").answered(200).expect("it succeeded");
            assert_eq!(page.attributes("form[action$='/remove']", "action").len(), 1, "one file");
        }
        person.add(&order.path, "proof-of-listing", "liste.pdf", paper).await.expect("an answer").answered(200).expect("added");
        let picture = identity_picture(KERVADEC_EMAIL);
        let dossier = person.add(&order.path, "identity-document", "carte.png", picture).await.expect("an answer");
        thrice(dossier.form("/dossier/hand-in").expect("a button")).await;
        at_the_desk(office, &order).await;
        with_the_token(office, &order).await;
    })
    .await;
}

/// The officers' decisions, and a transfer.
async fn at_the_desk(office: &Office, order: &Placed) {
    let (first, second) = (desk(office, 1), desk(office, 2));
    for officer in [&first, &second] {
        let page = officer.order(&order.number).await.expect("the order");
        for file in page.attributes(".piece a", "href").into_iter().filter(|link| link.contains("/pieces/")) {
            opened(&officer.browser, &file).await;
        }
    }
    let mut page = first.order(&order.number).await.expect("the order");
    for accept in page.attributes("form[action$='/accept']", "action") {
        let form = page.form(&accept).expect("a button");
        let form = match accept.contains("proof-of-listing") {
            true => form.with("looked-up-address-proof-of-listing", "https://courts.sceau.example.org/rennes.pdf"),
            false => form,
        };
        page = thrice(form).await;
    }
    let [day, month, year] = today(office);
    let form = page.form("/identity-check").expect("a form").with("on-day", &day).with("on-month", &month).with("on-year", &year);
    let form = form.with("place", "Rennes").with("document", "passport").with("number-end", "4X71");
    let form = form.with("document-expires-day", "30").with("document-expires-month", "9").with("document-expires-year", "2031");
    let page = thrice(form).await;
    thrice(page.form("/review").expect("a button")).await;
    let page = second.order(&order.number).await.expect("the order");
    thrice(page.form("/authorise").expect("a button")).await;

    let form = opened(&first.browser, "/officer/transfers").await.form("/officer/transfers").expect("a form");
    let form =
        form.with("date", &bank_date(office)).with("amount", "100,00").with("reference", "VIR 1").with("payer", "M DURAND");
    let page = thrice(form).await;
    let transfer = page.attributes("form[action$='/return']", "action").remove(0);
    let form = page.form(&transfer).expect("a form");
    let field = transfer.split('/').nth(3).map(|transfer| format!("reason-{transfer}")).expect("a transfer");
    thrice(form.with(&field, "Aucune commande")).await;
}

/// From production to the revocation by the holder.
async fn with_the_token(office: &Office, order: &Placed) {
    let (token, issued) = order.produced_now(office).await;
    let pin = order.pin(office).await;
    let officer = desk(office, 2);
    let page = opened(&officer.browser, "/officer/production").await;
    let page = thrice(page.form("/letter-printed").expect("a button")).await;
    let form = page.form("/shipped").expect("a form").with(&format!("tracking-{}", order.id), "6A21000123456");
    thrice(form).await;
    let visit = holder(office, &Sent { token, pin, issued });
    let page = opened(&visit.browser, "/holder").await.saying("étape 1 sur 3").expect("counted");
    let page = thrice(page.form("/holder/acceptance").expect("a button").with("answer", "accept")).await;
    let form = page.saying("étape 2 sur 3").expect("counted").form("/holder/code").expect("a form");
    let page = thrice(form.with("code", CODES[0]).with("code-again", CODES[0])).await;
    let page = thrice(page.saying("étape 3 sur 3").expect("counted").form("/holder/puk").expect("a button")).await;
    assert_eq!(page.texts(".secret").len(), 1, "the PUK");

    let officer = desk(office, 1);
    let page = opened(&officer.browser, &format!("/officer/orders/{}/revocation", order.id)).await;
    let form = page.form("/revocation").expect("a form").with("reason", "death").with("evidence", "Acte de décès");
    let page = thrice(form).await;
    thrice(page.form("/withdraw").expect("a button")).await;

    let birth = ["23", "4", "1971"];
    let page = Holder::answer_emergency(&office.visitor(), "Maëlle Kervadec", KERVADEC_EMAIL, birth, CODES[0]).await;
    let form = page.expect("an answer").form("/revocation/confirm").expect("the red button");
    let (one, two, three) = tokio::join!(form.clone().send(), form.clone().send(), form.send());
    for page in [one, two, three] {
        // The receipt follows at its own time.
        let page = page.expect("an answer").answered(200).expect("revoked");
        assert_eq!(page.texts("h1"), ["Vos certificats sont révoqués"]);
        assert!(page.texts(".done p")[0].contains("sont révoqués depuis"), "{}", page.text());
    }
}

#[tokio::test]
async fn what_was_sent_after_the_session_had_ended_comes_back_to_its_account_only() {
    on_every_office(async |office| {
        let person = expert(office, KERVADEC_EMAIL);
        person.sign_up().await.expect("an account");
        let form = opened(&person.browser, "/orders").await.form("/orders").expect("a form").with("product", "expert-card");
        let page = form.send().await.expect("an answer").answered(200).expect("the first page");
        let names = page.form("/identity").expect("a form").with("given-names", "Maëlle").with("birth-name", "Kervadec");
        office.testbed.clock.forward(std::time::Duration::from_secs(46 * 60));
        office.testbed.until_reachable().await;
        let asked = names.send().await.expect("an answer").answered(200).expect("a page");
        assert!(asked.path().starts_with("/sign-in?next=/orders/"), "{}", asked.path());

        let other = expert(office, "loic.morvan@sceau.example.org");
        other.sign_up().await.expect("an account");
        other.browser.open(page.path()).await.expect("an answer").answered(404).expect("not the other account's order");

        let mails = mailbox(office, KERVADEC_EMAIL);
        let seen = mails.messages().len();
        let form = asked.form("/sign-in").expect("a form").with("email", KERVADEC_EMAIL).with("password", PASSWORD);
        let asked = form.send().await.expect("an answer").answered(200).expect("a page for the code");
        let code = mails.code(seen).await.expect("a code");
        let back = asked.form("/sign-in/code").expect("a form").with("code", &code).send().await.expect("an answer");
        let back = back.answered(200).expect("signed in").saying("Votre session avait expiré").expect("why it is shown");
        assert_eq!(back.path(), page.path());
        let form = back.form("/identity").expect("a form");
        assert_eq!((form.value("given-names"), form.value("birth-name")), (Some("Maëlle"), Some("Kervadec")));
        let next = form.send().await.expect("an answer").answered(200).expect("saved");
        assert!(next.path().ends_with("/birth"), "{}", next.path());
        let saved = opened(&person.browser, page.path()).await;
        assert!(!saved.text().contains("Votre session avait expiré"), "{}", saved.text());
    })
    .await;
}

/// Sends a form that was overtaken: 409, with what was typed.
async fn overtaken(form: Form, typed: &str) {
    let action = form.action().to_owned();
    let page = form.send().await.expect("an answer");
    assert_eq!(page.status(), 409, "{action}: {}", page.text());
    let values = page.attributes("input", "value").join(" ");
    assert!(page.text().contains(typed) || values.contains(typed), "{action}: {}", page.text());
    assert!(!page.texts("[role=alert]").is_empty() || page.texts("h1") == ["Modifié entre-temps"], "{action}: {}", page.text());
}

#[tokio::test]
async fn a_form_that_was_overtaken_is_answered_with_409_and_what_was_typed() {
    on_every_office(async |office| {
        let order = Placed::by(office, KERVADEC_EMAIL, KERVADEC).await;
        order.pay().await;
        order.hand_in().await;
        order.examined(office).await;
        let (first, second) = (desk(office, 1), desk(office, 2));
        let stale = first.order(&order.number).await.expect("the order");
        first.review(&order.number).await.expect("reviewed");
        second.authorise(&order.number).await.expect("authorised");
        let [day, month, year] = today(office);
        let check = stale.form("/identity-check").expect("a form").with("on-day", &day).with("on-month", &month);
        let check =
            check.with("on-year", &year).with("place", "Quimperlé").with("document", "passport").with("number-end", "4X71");
        let check = check.with("document-expires-day", "30").with("document-expires-month", "9");
        overtaken(check.with("document-expires-year", "2031"), "Quimperlé").await;
        let refuse = stale.form("/signed-dossier/refuse").expect("a form");
        overtaken(refuse.with("words-signed-dossier", "La page deux manque."), "La page deux manque.").await;

        order.produced_now(office).await;
        order.pin(office).await;
        second.letter_printed(&order.id).await.expect("printed");
        let stale = opened(&second.browser, "/officer/production").await;
        second.ship(&order.id, "6A21000123456").await.expect("sent");
        let ship = stale.form("/shipped").expect("a form").with(&format!("tracking-{}", order.id), "6A99999999999");
        overtaken(ship, "6A99999999999").await;

        let stale = first.record_transfer(&bank_date(office), "100,00", "VIR 1").await.expect("an answer").answered(200);
        let stale = stale.expect("recorded");
        let give_back = stale.attributes("form[action$='/return']", "action").remove(0);
        let transfer = give_back.split('/').nth(3).expect("a transfer").to_owned();
        let reason = format!("reason-{transfer}");
        let form = || stale.form(&give_back).expect("a form");
        form().with(&reason, "Aucune commande").send().await.expect("an answer").answered(200).expect("returned");
        overtaken(form().with(&reason, "Payé deux fois"), "Payé deux fois").await;
        let assign = stale.form(&format!("{transfer}/assign")).expect("a form");
        overtaken(assign.with(&format!("order-{transfer}"), &order.number), &order.number).await;
    })
    .await;
}
