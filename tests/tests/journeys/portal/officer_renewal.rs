//! Officers' certificates: list, renewal by two others, expiry, and reminders.

use std::sync::Arc;
use std::time::Duration;

use demo::actors::OfficerPages;
use demo::browser::{ClientCertificate, Page};
use deployment::configuration::AuthorityFile;
use deployment::installation::renew_officer_at;
use pki::{Certificate, Clock, SoftwareKey, csr, pem};
use testbed::Scenario;
use testbed::office::Office;

use super::officers::{Newcomer, confirmation, request};
use super::on_every_office;
use super::people::{desk, mailed};

const DAY: Duration = Duration::from_secs(24 * 3600);
const INES: &str = "ines.vautrin@sceau.example.org";
const OCTAVE: &str = "octave.delmas@sceau.example.org";

/// Opens the page for renewing an officer's certificate by the link in the list.
async fn renewal(by: &OfficerPages, name: &str) -> Page {
    let page = by.browser.open("/officer/officers").await.expect("an answer").answered(200).expect("the officers");
    let links = page.attributes("a[href$='/renewal']", "href").into_iter();
    let link = links.zip(page.texts("a[href$='/renewal']")).find(|(_, text)| text.contains(name)).expect("a link");
    by.browser.open(&link.0).await.expect("an answer").answered(200).expect("the page")
}

/// An officer's browser that presents a certificate with its key.
fn showing(office: &Office, certificate: Vec<u8>, key: SoftwareKey) -> OfficerPages {
    OfficerPages { browser: office.at_certificate_entrance(Some(ClientCertificate::signed_by(vec![certificate], Arc::new(key)))) }
}

async fn shut(desk: &OfficerPages, why: &str) -> Page {
    let page = desk.browser.open("/officer").await.expect("an answer").answered(403).expect("it opens nothing");
    let page = page.saying(why).expect("it says why");
    assert!(page.texts("main ol li").len() > 1, "and what to do");
    page
}

#[tokio::test]
async fn two_others_renew_an_officer_and_the_earlier_certificate_is_refused_with_an_explanation() {
    on_every_office(async |office| {
        let (first, second) = (desk(office, 1), desk(office, 2));
        let third = Newcomer::joins(office, "Solveig Arnoux", "solveig.arnoux@sceau.example.org").await.desk;
        let listed = first.browser.open("/officer/officers").await.expect("an answer");
        assert_eq!(listed.texts("td").iter().filter(|text| text.starts_with("Valable jusqu’au")).count(), 3);
        let own = listed.attributes("a[href$='/renewal']", "href").len();
        assert_eq!(own, 2, "the page does not offer renewing oneself");

        let page = renewal(&first, "Solveig Arnoux").await;
        let form = page.form("/renewal").expect("a form");
        for wrong in ["", "-----BEGIN", "bonjour"] {
            let page = form.clone().with("request", wrong).send().await.expect("an answer").answered(422).expect("wrong");
            assert!(!page.texts("#request-error").is_empty(), "{wrong}");
            assert_eq!(page.form("/renewal").expect("the form").value("request"), Some(wrong), "the entered values are kept");
        }
        let key = Scenario::key();
        let form = form.with("request", &request(&key));
        let (one, other) = tokio::join!(form.clone().send(), form.clone().send());
        for page in [one, other] {
            let page = page.expect("an answer").answered(200).expect("proposed once");
            assert!(confirmation(&page, "Solveig Arnoux").is_none(), "not by the officer who proposed it");
        }
        let used = form.clone().with("request", &request(&Scenario::key())).send().await.expect("an answer");
        used.answered(422)
            .expect("another request with the same form key")
            .saying("Ce formulaire a déjà été envoyé")
            .expect("said");
        let waits = renewal_page(&second, page.path()).await.saying("déjà proposé").expect("one proposal at a time");
        assert!(waits.form("/renewal").is_err());

        let seen = second.browser.open("/officer/officers").await.expect("an answer");
        let confirm = confirmation(&seen, "Solveig Arnoux").expect("a button for another");
        let path = confirm.strip_prefix(&office.certificate).unwrap_or(&confirm).to_owned();
        for refused in [&first, &third] {
            let answer = refused.browser.request(http::Method::POST, &path).send().await.expect("an answer");
            assert_eq!(answer.status(), 422, "neither by the officer who proposed it nor by the one concerned");
        }
        let page = seen.form(&confirm).expect("the form").send().await.expect("an answer").answered(200).expect("confirmed");
        let links = page.attributes("a[href$='/certificate.pem']", "href").into_iter();
        let (link, _) = links
            .zip(page.texts("a[href$='/certificate.pem']"))
            .find(|(_, text)| text.contains("Solveig Arnoux reçoit"))
            .expect("a certificate");
        let text = second.browser.open(&link).await.expect("an answer").source();
        let certificates = pem::decode_all(pem::Label::Certificate, &text).expect("PEM");
        assert_eq!(certificates.len(), 2, "with its issuer's");
        shut(&third, "Ce certificat a été remplacé").await;
        let renewed = showing(office, certificates[0].clone(), key);
        let page = renewed.browser.open("/officer/officers").await.expect("an answer").answered(200).expect("it opens");
        assert_eq!(page.texts(".who span").concat(), "Solveig Arnoux");
        let recorded = office.ledger().await.iter().filter(|row| row.action == "officer.renewed").count();
        assert_eq!(recorded, 1, "it is on record");
    })
    .await;
}

async fn renewal_page(by: &OfficerPages, path: &str) -> Page {
    by.browser.open(path).await.expect("an answer").answered(200).expect("the page")
}

#[tokio::test]
async fn officers_are_reminded_before_their_certificates_expire_and_refused_afterwards_until_renewal() {
    on_every_office(async |office| {
        let (first, second) = (desk(office, 1), desk(office, 2));
        // An officer who uses the pages in English gets mails in English.
        let page = second.browser.open("/officer/officers").await.expect("an answer");
        let page = page.form("/language").expect("a switch").with("language", "en").send().await.expect("an answer");
        let own = page.saying("Valid until").expect("in English").attributes("a[href$='/renewal']", "href").len();
        assert_eq!(own, 0, "with two officers nobody can be renewed");
        let until = Certificate::from_der(&office.testbed.bootstrapped.officers[0].certificate).expect("a certificate");
        let until = until.validity().not_after();
        office.testbed.clock.forward(until.since(office.testbed.clock.now()) - 60 * DAY);
        office.testbed.until_reachable().await;
        for _ in 0..2 {
            office.registration.officers.remind_of_ending_certificates().await.expect("told");
        }
        assert_eq!(mailed(office, INES, "Votre certificat d’agent expire le").await, 1);
        assert_eq!(mailed(office, INES, "votre collègue Octave Delmas").await, 1);
        assert_eq!(mailed(office, OCTAVE, "Your officer’s certificate expires on").await, 1);
        assert_eq!(mailed(office, OCTAVE, "Enrol another").await, 2, "there is nobody else to renew them");
        first.browser.open("/officer").await.expect("an answer").answered(200).expect("still an officer");

        office.testbed.clock.forward(61 * DAY);
        office.testbed.until_reachable().await;
        let page = shut(&first, "Votre certificat d’agent a expiré").await;
        let page = page.form("/language").expect("a switch").with("language", "en").send().await.expect("an answer");
        page.answered(403).expect("shut").saying("Your officer’s certificate has expired").expect("in English");
        let form = [("name", "Erwan Tanguy"), ("key", "00112233445566778899aabbccddeeff")];
        let post = second.browser.request(http::Method::POST, "/officer/officers/propose").form(&form);
        assert_eq!(post.send().await.expect("an answer").status(), 403, "and submitting the form is refused");

        // The operator renews one, and the portal learns of it.
        let (path, key) = (office.testbed.path("officer.csr"), Scenario::key());
        let request = pem::encode(pem::Label::CertificationRequest, &csr::request(&key).expect("a request"));
        std::fs::write(&path, request).expect("a file");
        let file = AuthorityFile::read(&office.testbed.installation.authority_file()).expect("the configuration");
        let renewed = renew_officer_at(&file, INES, &path, Arc::clone(&office.testbed.clock) as Arc<_>).await.expect("renewed");
        let renewed = pem::decode_all(pem::Label::Certificate, &renewed).expect("PEM").remove(0);
        office.registration.officers.follow_officers().await.expect("followed");
        let renewed = showing(office, renewed, key);
        renewed.browser.open("/officer").await.expect("an answer").answered(200).expect("an officer again");
        shut(&desk(office, 1), "Ce certificat a été remplacé").await;

        office.testbed.clock.forward(734 * DAY);
        office.testbed.until_reachable().await;
        for late in [&renewed, &second] {
            let page = late.browser.open("/officer").await.expect("an answer").answered(403).expect("expired long ago");
            assert!(page.text().contains("a expiré") || page.text().contains("has expired"));
        }
    })
    .await;
}
