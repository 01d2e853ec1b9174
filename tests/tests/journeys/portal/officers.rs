//! Enrolment and dismissal of officers by two others on the pages.

use std::sync::Arc;

use demo::actors::OfficerPages;
use demo::browser::{ClientCertificate, Page};
use pki::{SoftwareKey, csr, pem};
use testbed::Scenario;
use testbed::office::Office;

use super::on_every_office;
use super::people::desk;

/// An officer who was enrolled on the pages.
pub(super) struct Newcomer {
    pub(super) desk: OfficerPages,
}

pub(super) fn request(key: &SoftwareKey) -> String {
    pem::encode(pem::Label::CertificationRequest, &csr::request(key).expect("a request"))
}

async fn proposed(by: &OfficerPages, name: &str, email: &str, request: &str) -> Page {
    let page = by.browser.open("/officer/officers").await.expect("an answer").answered(200).expect("the officers");
    let form = page.form("/officer/officers/propose").expect("a form").with("name", name).with("email", email);
    form.with("registration-officer", "yes")
        .with("security-officer", "yes")
        .with("request", request)
        .send()
        .await
        .expect("an answer")
}

/// The confirmation form in the row that contains `words`, if there is one.
pub(super) fn confirmation(page: &Page, words: &str) -> Option<String> {
    let actions = page.attributes("form[action$='/confirm']", "action").into_iter();
    actions.zip(page.texts("form[action$='/confirm']")).find(|(_, text)| text.contains(words)).map(|(action, _)| action)
}

impl Newcomer {
    /// Enrols an officer: the first proposes, the second confirms.
    pub(super) async fn joins(office: &Office, name: &str, email: &str) -> Self {
        let (first, second, key) = (desk(office, 1), desk(office, 2), Scenario::key());
        proposed(&first, name, email, &request(&key)).await.answered(200).expect("proposed");
        let page = second.browser.open("/officer/officers").await.expect("an answer");
        let action = confirmation(&page, name).expect("a button for another officer");
        let page = page.form(&action).expect("the form").send().await.expect("an answer").answered(200).expect("confirmed");
        let links = page.attributes("a[href$='/certificate.pem']", "href").into_iter();
        let link = links.zip(page.texts("a[href$='/certificate.pem']")).find(|(_, text)| text.contains(name));
        let certificate = second.browser.open(&link.expect("a certificate").0).await.expect("an answer").source();
        let certificate = pem::decode_all(pem::Label::Certificate, &certificate).expect("PEM").remove(0);
        let shown = ClientCertificate::signed_by(vec![certificate], Arc::new(key));
        Self { desk: OfficerPages { browser: office.at_certificate_entrance(Some(shown)) } }
    }
}

/// Dismisses an officer: one proposes, another confirms.
pub(super) async fn leaves(office: &Office, name: &str, by: &OfficerPages, confirmed_by: &OfficerPages) {
    let page = by.browser.open("/officer/officers").await.expect("an answer");
    let actions = page.attributes("form[action$='/leave']", "action").into_iter();
    let (action, _) = actions.zip(page.texts("form[action$='/leave']")).find(|(_, text)| text.contains(name)).expect("a button");
    page.form(&action).expect("the form").send().await.expect("an answer").answered(200).expect("proposed");
    let page = confirmed_by.browser.open("/officer/officers").await.expect("an answer");
    let action = confirmation(&page, name).expect("a button");
    page.form(&action).expect("the form").send().await.expect("an answer").answered(200).expect("confirmed");
    let gone = office.ledger().await.iter().filter(|row| row.action == "officer.dismissed").count();
    assert!(gone > 0, "it is on record");
}

#[tokio::test]
async fn an_officer_is_enrolled_and_dismissed_by_two_others_and_invalid_requests_are_explained() {
    on_every_office(async |office| {
        let (first, second) = (desk(office, 1), desk(office, 2));
        let wrong = proposed(&first, "Solveig", "solveig", "-----BEGIN").await.answered(422).expect("wrong");
        for field in ["name", "email", "request"] {
            assert!(!wrong.texts(&format!("#{field}-error")).is_empty(), "{field}");
        }
        assert_eq!(wrong.form("/propose").expect("the form").value("email"), Some("solveig"));
        let taken = proposed(&first, "Ines Vautrin", "Ines.Vautrin@sceau.example.org", &request(&Scenario::key())).await;
        assert!(
            taken.texts("#email-error").concat().starts_with("Un agent en fonction a déjà cette adresse"),
            "{}",
            taken.text()
        );

        // Neither the proposer nor the same person with a certificate under another name can confirm.
        let twin = Newcomer::joins(office, "Inès Vautrin", "i.vautrin@sceau.example.org").await;
        let form = taken.form("/propose").expect("the form").with("name", "Solveig Arnoux");
        let form = form.with("email", "solveig.arnoux@sceau.example.org");
        let proposal = form.clone().send().await.expect("an answer").answered(200).expect("proposed");
        assert!(confirmation(&proposal, "Solveig Arnoux").is_none(), "no button for the proposer");
        let other = form.clone().with("name", "Erwan Tanguy").with("email", "erwan.tanguy@sceau.example.org");
        let other = other.send().await.expect("an answer").answered(422).expect("another person with the key of the first form");
        let other = other.saying("Ce formulaire a déjà été envoyé").expect("said").form("/propose").expect("the form");
        assert_eq!((other.value("name"), other.value("request")), (Some("Erwan Tanguy"), form.value("request")));
        assert_ne!(other.value("key"), form.value("key"));
        let waits = other.with("email", "solveig.arnoux@sceau.example.org").send().await.expect("an answer");
        let waits = waits.answered(422).expect("a proposal with the address is pending");
        assert!(waits.texts("#email-error").concat().starts_with("Une proposition en cours"), "{}", waits.text());
        assert_eq!(waits.form("/propose").expect("the form").value("name"), Some("Erwan Tanguy"));
        let seen = second.browser.open("/officer/officers").await.expect("an answer");
        let confirm = confirmation(&seen, "Solveig Arnoux").expect("a button for another");
        let path = confirm.strip_prefix(&office.certificate).unwrap_or(&confirm).to_owned();
        for same in [&first, &twin.desk] {
            let answer = same.browser.request(http::Method::POST, &path).send().await.expect("an answer");
            assert_eq!(answer.status(), 422, "one person does not count as two");
        }
        let form = seen.form(&confirm).expect("the form");
        let (one, other) = tokio::join!(form.clone().send(), form.send());
        for page in [one, other] {
            page.expect("an answer").answered(200).expect("confirmed once");
        }
        let listed = second.browser.open("/officer/officers").await.expect("an answer").texts("tbody th").concat();
        assert_eq!(listed.matches("Solveig Arnoux (").count(), 1, "{listed}");

        let page = first.browser.open("/officer/officers").await.expect("an answer");
        let actions = page.attributes("form[action$='/leave']", "action").into_iter();
        let texts = page.texts("form[action$='/leave']");
        let (leave, _) = actions.zip(texts).find(|(_, text)| text.contains("Octave Delmas")).expect("a button");
        let page = page.form(&leave).expect("the form").send().await.expect("an answer").answered(200).expect("proposed");
        assert!(confirmation(&page, "Octave Delmas").is_none(), "not by the officer who proposed it");
        for same in [&twin.desk, &second] {
            let page = same.browser.open("/officer/officers").await.expect("an answer");
            assert!(confirmation(&page, "Octave Delmas").is_none(), "neither by the same person nor by the one who is to leave");
        }
    })
    .await;
}
