//! The holder's space: explanations for certificates that are not admitted, the first visit, the PUK shown once.

use std::sync::Arc;
use std::time::Duration;

use demo::actors::{Holder, KERVADEC, MORVAN};
use demo::browser::{ClientCertificate, Page};
use openssl::x509::X509;
use pki::{Curve, SoftwareKey};
use testbed::office::Office;
use token::SlotIndex;

use super::on_every_office;
use super::people::{CODES, KERVADEC_EMAIL, holder, mailed};
use super::placed::{Placed, Sent};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A self-signed certificate with the name of Maëlle Kervadec.
fn forged() -> ClientCertificate {
    let key = rcgen::KeyPair::generate().expect("a key");
    let mut content = rcgen::CertificateParams::default();
    content.distinguished_name.push(rcgen::DnType::CommonName, "Maëlle Kervadec");
    let certificate = content.self_signed(&key).expect("a certificate").der().to_vec();
    let key = SoftwareKey::from_pkcs8(Curve::P256, &key.serialize_der()).expect("a P-256 key");
    ClientCertificate::signed_by(vec![certificate], Arc::new(key))
}

async fn shut(office: &Office, shown: Option<ClientCertificate>, why: &str) {
    let page = office.at_certificate_entrance(shown).open("/holder").await.expect("an answer");
    let page = page.answered(403).expect("the certificate is refused").saying(why).expect("the page says why");
    assert_eq!(page.attributes("figure img", "alt").len(), 1, "with a picture");
    page.saying("Fermez complètement le navigateur").expect("and what to do");
}

/// The digits of the PUK on a page, if it is shown.
fn puk(page: &Page) -> String {
    page.texts(".secret").concat().chars().filter(char::is_ascii_digit).collect()
}

async fn shows_the_puk_once(browser: &Holder) -> String {
    let first = browser.browser.open("/holder/puk").await.expect("an answer").form("/holder/puk").expect("a form");
    let second = browser.browser.open("/holder/puk").await.expect("an answer").form("/holder/puk").expect("a form");
    let shown = first.clone().send().await.expect("an answer").answered(200).expect("the PUK");
    assert_eq!(shown.headers().get("cache-control").map(|value| value.to_str().unwrap_or_default()), Some("no-store"));
    let lost =
        first.send().await.expect("an answer").answered(200).expect("the same form gets the PUK again, as after a lost response");
    assert_eq!((puk(&shown).len(), puk(&shown)), (6, puk(&lost)));
    let elsewhere = second.send().await.expect("an answer").answered(409).expect("another form does not get it");
    assert_eq!(puk(&elsewhere), "");
    elsewhere.saying("Il ne peut plus l’être").expect("the page says when it was collected");
    let page = browser.browser.open("/holder/puk").await.expect("an answer");
    assert!(page.form("/holder/puk").is_err(), "it is not offered again");
    puk(&shown)
}

/// Asserts that neither page nor form shows the PUK before the code is defined.
async fn no_puk_before_the_code(visit: &Holder) {
    let page = visit.browser.open("/holder/puk").await.expect("an answer");
    assert_eq!(page.path(), "/holder/code", "the code comes before the PUK");
    let sent = visit.browser.request(http::Method::POST, "/holder/puk").form(&[("key", "00112233445566778899aabbccddeeff")]);
    let led = sent.send().await.expect("an answer");
    assert_eq!(led.url().path(), "/holder/code", "a request without the page's form does not get it either");
}

async fn files(browser: &Holder, name: &str) -> Vec<u8> {
    let file = browser.browser.open(&format!("/holder/certificates/{name}")).await.expect("an answer");
    file.answered(200).expect("a file").bytes().to_vec()
}

async fn downloads_are_what_was_issued(visit: &Holder, sent: &Sent) {
    for (place, role) in ["main", "companion"].into_iter().enumerate() {
        let issued = X509::from_der(&sent.issued.certificates[place].certificate.0).expect("a certificate");
        let der = X509::from_der(&files(visit, &format!("{role}.der")).await).expect("DER");
        let text = X509::from_pem(&files(visit, &format!("{role}.pem")).await).expect("PEM");
        let chain = X509::stack_from_pem(&files(visit, &format!("{role}-chain.pem")).await).expect("PEM");
        assert!(der == issued && text == issued && chain[0] == issued, "{role}");
        assert_eq!(chain.len(), 3, "{role}: with its CA and its root");
        for pair in chain.windows(2) {
            assert!(pair[0].verify(&pair[1].public_key().expect("a key")).expect("verified"), "{role}: each signed by the next");
        }
    }
}

#[tokio::test]
async fn the_first_visit_leads_to_acceptance_code_and_puk_and_other_certificates_get_an_explanation() {
    on_every_office(async |office| {
        shut(office, None, "Présentez votre certificat").await;
        shut(office, Some(forged()), "Ce certificat ne donne pas accès à cet espace").await;
        let officer = office.officer(1).open("/holder").await.expect("an answer");
        officer
            .answered(403)
            .expect("an officer is not a holder")
            .saying("Ce certificat ne donne pas accès à cet espace")
            .expect("said");

        let order = Placed::by(office, KERVADEC_EMAIL, KERVADEC).await;
        let sent = order.sent(office).await;
        let visit = holder(office, &sent);
        let page = visit.browser.open("/holder").await.expect("an answer").answered(200).expect("the space");
        assert_eq!(page.path(), "/holder/acceptance", "first the data");
        for early in ["/holder/puk", "/holder/code"] {
            let page = visit.browser.open(early).await.expect("an answer");
            assert_eq!(page.path(), "/holder/acceptance", "{early} has its turn later");
        }
        let silent = page.form("/holder/acceptance").expect("a form").with("answer", "report").with("report", "");
        let silent = silent.send().await.expect("an answer").answered(422).expect("nothing was said");
        assert!(!silent.texts("#report-error").is_empty());
        let open = page.form("/holder/acceptance").expect("the page, still open in another tab");
        let page = visit.accept().await.expect("accepted");
        assert_eq!(page.path(), "/holder/code", "then the code");
        let said = "Mon lieu de naissance est faux.";
        let late = open.with("answer", "report").with("report", said).send().await.expect("an answer");
        let late = late.answered(409).expect("too late").saying("Vous avez accepté ces certificats le").expect("since when");
        assert_eq!(late.texts("#typed"), [said], "the entered report is shown");
        no_puk_before_the_code(&visit).await;
        let form = page.form("/holder/code").expect("a form");
        for (code, again, words) in
            [("", "", "Tapez un code"), ("K7MP3WQ", "K7MP3WX", "diffèrent"), ("234567", "234567", "lettre")]
        {
            let wrong = form.clone().with("code", code).with("code-again", again).send().await.expect("an answer");
            let wrong = wrong.answered(422).expect("no code");
            let said = wrong.texts("#code-error").concat();
            assert!(said.contains(words), "{code}: {said}");
            assert!(code.is_empty() || !wrong.source().contains(code), "the entered code is not shown again");
        }
        let used = form.clone().with("code", CODES[0]).with("code-again", CODES[0]).send().await.expect("an answer");
        let used = used
            .answered(422)
            .expect("the key was used for another code")
            .saying("Ce formulaire a déjà été envoyé")
            .expect("said");
        assert!(!used.source().contains(CODES[0]), "the entered code is not shown again");
        assert_ne!(used.form("/holder/code").expect("the form").value("key"), form.value("key"));
        let page = visit.define_codes(CODES[0], CODES[1]).await.expect("defined");
        assert_eq!(page.path(), "/holder/puk", "then the PUK");
        shows_the_puk_once(&visit).await;
        for words in ["acceptés", "Code de révocation d’urgence défini", "Code PUK affiché"] {
            assert_eq!(mailed(office, KERVADEC_EMAIL, words).await, 1, "{words}");
        }

        // With the companion certificate too; the downloads are the issued certificates.
        let companion = Holder { browser: office.with_token(&sent.token, &sent.pin, SlotIndex::COMPANION) };
        assert_eq!(
            companion.browser.open("/holder").await.expect("an answer").answered(200).expect("it opens").path(),
            "/holder"
        );
        downloads_are_what_was_issued(&companion, &sent).await;
        let none = companion.browser.open("/holder/certificates/backup.pem").await.expect("an answer");
        none.answered(404).expect("there is no such file");
        let changed = companion.define_codes("R8VHN2TE", "T6WKQ4ZB").await.expect("changed");
        assert_eq!(changed.path(), "/holder");
        assert_eq!(mailed(office, KERVADEC_EMAIL, "Code de révocation d’urgence modifié").await, 1);

        office.testbed.clock.forward(1100 * DAY);
        office.testbed.until_reachable().await;
        let late = visit.browser.open("/holder").await.expect("an answer").answered(403).expect("it has expired");
        late.saying("Ce certificat a expiré").expect("said");
    })
    .await;
}

#[tokio::test]
async fn wrong_data_are_reported_instead_of_accepted() {
    on_every_office(async |office| {
        let address = "loic.morvan@sceau.example.org";
        let order = Placed::by(office, address, MORVAN).await;
        let sent = order.sent(office).await;
        let visit = holder(office, &sent);
        let page = visit.browser.open("/holder").await.expect("an answer");
        let form = page.form("/holder/acceptance").expect("a form").with("answer", "report");
        let long =
            form.clone().with("report", &"a".repeat(501)).send().await.expect("an answer").answered(422).expect("too long");
        assert!(!long.texts("#report-error").is_empty());
        let said = "Mon prénom usuel est Étienne.";
        let form = form.with("report", said);
        let other_report = form.clone();
        let (one, other) = tokio::join!(form.clone().send(), form.send());
        for page in [one, other] {
            page.expect("an answer").saying(said).expect("it is shown again");
        }
        let late = visit.browser.request(http::Method::POST, "/holder/acceptance").form(&[("answer", "accept")]);
        let late = late.send().await.expect("an answer");
        assert_eq!(late.status(), 409, "the data are not accepted");
        let late = late.text().await.expect("a page");
        assert!(late.contains("Vous avez signalé des données inexactes le"), "{late}");
        let other = other_report.with("report", "Mon nom aussi.").send().await.expect("an answer").answered(409);
        assert_eq!(other.expect("another report").texts("#typed"), ["Mon nom aussi."]);
        visit.browser.open("/holder").await.expect("an answer").saying(said).expect("the report is still there");
        assert_eq!(mailed(office, address, "votre signalement est enregistré").await, 1);
        order.page("").await.saying("Erreur signalée").expect("the timeline says so");
        let ledger = office.ledger().await;
        assert!(ledger.iter().all(|row| !row.detail.contains("Étienne")), "the text of the report is not in the ledger");
    })
    .await;
}
