//! Accounts: codes, sessions, forgotten passwords, and no disclosure of which addresses have an account.

use std::time::Duration;

use demo::browser::{Browser, Page};
use testbed::office::Office;

use super::on_every_office;
use super::people::{KERVADEC_EMAIL, PASSWORD, expert, mailbox};

const MINUTE: Duration = Duration::from_secs(60);
const NEW_PASSWORD: &str = "quatre mouettes et un phare";

/// Submits an address and password. Returns the page that asks for the code.
async fn asked(browser: &Browser, path: &str, email: &str) -> Page {
    let form = browser.open(path).await.expect("an answer").form(path).expect("a form").with("email", email);
    let form = if path == "/forgotten-password" { form } else { form.with("password", PASSWORD) };
    form.send().await.expect("an answer")
}

async fn typed(asked: &Page, path: &str, code: &str) -> Page {
    asked.form(&format!("{path}/code")).expect("a form for the code").with("code", code).send().await.expect("an answer")
}

fn other_than(code: &str) -> &'static str {
    if code == "135790" { "246801" } else { "135790" }
}

#[tokio::test]
async fn a_code_is_valid_for_five_attempts_ten_minutes_and_one_use() {
    on_every_office(async |office| {
        let (browser, mails) = (office.visitor(), mailbox(office, KERVADEC_EMAIL));
        let page = asked(&browser, "/sign-up", KERVADEC_EMAIL).await.answered(200).expect("a page for the code");
        let code = mails.code(0).await.expect("a code");
        for left in ["4 essais", "3 essais", "2 essais", "1 essai"] {
            let wrong = typed(&page, "/sign-up", other_than(&code)).await.answered(422).expect("it is wrong");
            assert!(wrong.texts("#code-error").concat().contains(left), "{}", wrong.text());
            assert_eq!(
                wrong.form("/sign-up/code").expect("the form").value("code"),
                Some(""),
                "what was typed does not come back"
            );
        }
        for code in [other_than(&code), &code] {
            typed(&page, "/sign-up", code)
                .await
                .answered(422)
                .expect("no more tries")
                .saying("Cinq codes incorrects")
                .expect("said");
        }

        let again = page.form("/sign-up/code/resend").expect("a button").send().await.expect("an answer");
        again.saying("Seul le dernier code reçu est valable").expect("another was sent");
        let second = mails.code(1).await.expect("another code");
        office.testbed.clock.forward(11 * MINUTE);
        typed(&page, "/sign-up", &second).await.answered(422).expect("too late").saying("plus de dix minutes").expect("said");
        page.form("/sign-up/code/resend").expect("a button").send().await.expect("an answer");
        let third = mails.code(2).await.expect("a third code");
        let inside = typed(&page, "/sign-up", &third).await.answered(200).expect("signed in");
        assert_eq!(inside.path(), "/orders");
        typed(&page, "/sign-up", &third).await.answered(410).expect("it was used").saying("Rien n’est perdu").expect("said");

        // At most five codes an hour are sent to one address, whoever requests them.
        let other = "loic.morvan@sceau.example.org";
        let mut page = asked(&browser, "/sign-up", other).await;
        for _ in 0..4 {
            let again = page.form("/sign-up/code/resend").expect("a button").send().await.expect("an answer");
            page = again.answered(200).expect("sent");
        }
        let refused = page.form("/sign-up/code/resend").expect("a button").send().await.expect("an answer");
        assert!(refused.headers().contains_key("retry-after"), "the page says when to try again");
        refused.answered(429).expect("five are enough");
        mailbox(office, other).code(4).await.expect("the fifth");
        assert_eq!(mailbox(office, other).messages().len(), 5);
    })
    .await;
}

/// Status and text of a page, without the address that was typed, and without digits, which include the time.
fn without_digits(page: &Page, email: &str) -> (u16, String) {
    (page.status(), page.text().replace(email, "…").chars().filter(|c| !c.is_ascii_digit()).collect())
}

#[tokio::test]
async fn pages_do_not_disclose_whether_an_account_exists_and_mails_inform_its_owner() {
    on_every_office(async |office| {
        let (known, unknown) = (KERVADEC_EMAIL, "malo.kermarrec@sceau.example.org");
        expert(office, known).sign_up().await.expect("an account");
        for path in ["/sign-up", "/forgotten-password"] {
            let [of_known, of_unknown] = [known, unknown].map(|email| (office.visitor(), email));
            let of_known = asked(&of_known.0, path, of_known.1).await;
            let of_unknown = asked(&of_unknown.0, path, of_unknown.1).await;
            assert_eq!(without_digits(&of_known, known), without_digits(&of_unknown, unknown), "{path}");
            // A code that was not sent: the same page again.
            let (of_known, of_unknown) = (typed(&of_known, path, "135790").await, typed(&of_unknown, path, "135790").await);
            assert_eq!(without_digits(&of_known, known), without_digits(&of_unknown, unknown), "{path}");
        }
        let wrong = async |email: &str| {
            let form = office.visitor().open("/sign-in").await.expect("an answer").form("/sign-in").expect("a form");
            let page = form.with("email", email).with("password", NEW_PASSWORD).send().await.expect("an answer");
            assert!(!page.source().contains(NEW_PASSWORD), "the password is not shown again");
            (page.status(), page.text())
        };
        assert_eq!(wrong(known).await, wrong(unknown).await);
        assert_eq!(wrong(known).await.0, 422);
        mailbox(office, known).saying("Vous avez déjà un compte", 0).await.expect("a mail informs the owner");
        mailbox(office, unknown).saying("Aucun compte à cette adresse", 0).await.expect("a mail to the address says so");
        mailbox(office, known).saying("Votre code pour changer de mot de passe", 0).await.expect("a code");
        mailbox(office, unknown).saying("Votre code pour créer votre compte", 0).await.expect("a code");
    })
    .await;
}

/// Whether the browser is signed in.
async fn is_inside(browser: &Browser) -> bool {
    browser.open("/orders").await.expect("an answer").path() == "/orders"
}

async fn new_password(office: &Office, email: &str) -> Browser {
    let (browser, mails) = (office.visitor(), mailbox(office, email));
    let seen = mails.messages().len();
    let page = asked(&browser, "/forgotten-password", email).await;
    let choose =
        typed(&page, "/forgotten-password", &mails.code(seen).await.expect("a code")).await.answered(200).expect("a page");
    let form = choose.form("/forgotten-password/new").expect("a form");
    let refused = form.clone().with("password", "motdepasse").send().await.expect("an answer").answered(422).expect("too short");
    assert!(!refused.texts("#password-error").is_empty());
    let inside = form.clone().with("password", NEW_PASSWORD).send().await.expect("an answer").answered(200).expect("signed in");
    assert_eq!(inside.path(), "/orders");
    form.with("password", PASSWORD).send().await.expect("an answer").answered(410).expect("it works once");
    browser
}

#[tokio::test]
async fn a_session_ends_on_sign_out_inactivity_or_a_new_password() {
    on_every_office(async |office| {
        let expert = expert(office, KERVADEC_EMAIL);
        expert.sign_up().await.expect("an account");
        let browser = new_password(office, KERVADEC_EMAIL).await;
        assert!(!is_inside(&expert.browser).await, "the other session is over");
        let messages = mailbox(office, KERVADEC_EMAIL);
        messages.saying("Votre mot de passe a été changé", 0).await.expect("a mail informs the owner");
        let old = asked(&office.visitor(), "/sign-in", KERVADEC_EMAIL).await;
        old.answered(422).expect("the old password is refused");

        office.testbed.clock.forward(44 * MINUTE);
        assert!(is_inside(&browser).await, "44 minutes are no absence");
        office.testbed.clock.forward(44 * MINUTE);
        assert!(is_inside(&browser).await, "and each request counts");
        office.testbed.clock.forward(46 * MINUTE);
        assert!(!is_inside(&browser).await, "46 minutes are");
        let led = browser.open("/orders").await.expect("an answer");
        assert!(led.path().starts_with("/sign-in"), "{}", led.path());

        // English from the first page on, and in mails, wherever she signs in later.
        let address = "nora.lindqvist@sceau.example.org";
        let (english, mails) = (office.visitor_reading("en"), mailbox(office, address));
        let page = asked(&english, "/sign-up", address).await;
        assert_eq!(page.attributes("html", "lang"), ["en"]);
        mails.saying("Your code to create your account", 0).await.expect("in English");
        typed(&page, "/sign-up", &mails.code(0).await.expect("a code")).await.answered(200).expect("signed in");
        assert!(is_inside(&english).await);
        let home = english.open("/orders").await.expect("an answer");
        home.form("/sign-out").expect("a button").send().await.expect("an answer").answered(200).expect("signed out");
        assert!(!is_inside(&english).await, "she has signed out");
        asked(&office.visitor(), "/sign-in", address).await.answered(200).expect("the password is right");
        mails.saying("Your sign-in code", 1).await.expect("in English");
    })
    .await;
}
