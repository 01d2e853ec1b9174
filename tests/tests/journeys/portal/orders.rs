//! Orders: drafts, invalid input reported at its field, names in other scripts, one order for two clicks.

use demo::actors::KERVADEC;
use demo::browser::Page;
use pki::Certificate;
use pki::name::Attribute;

use super::on_every_office;
use super::people::{KERVADEC_EMAIL, SHCHERBAKOV, expert, mailed};
use super::placed::Placed;

/// Invalid input: the page, the field, the value, the field of the message, and the beginning of the message.
type Bad = (&'static str, &'static str, &'static str, &'static str, &'static str);

const BAD: &[Bad] = &[
    ("identity", "birth-name", "", "birth-name", "Écrivez votre nom de naissance"),
    ("identity", "birth-name", "Ker4vadec", "birth-name", "Le caractère « 4 », en position 4"),
    ("identity", "given-names", "Maëlle\u{202e}", "given-names", "Un caractère invisible"),
    ("birth", "birth-year", "2031", "birth", "Cette date est dans le futur"),
    ("birth", "birth-day", "31", "birth", "Écrivez la date en chiffres"),
    ("birth", "birth-place", "", "birth-place", "Écrivez votre commune de naissance"),
    ("listing", "court", "", "court", "Choisissez une cour d’appel"),
    ("listing", "listing-ends-year", "2027", "listing-ends", "Les certificats seraient valables jusqu’au"),
    ("delivery", "token-postcode", "2200", "token-postcode", "Écrivez un code postal"),
    ("delivery", "token-country", "ZZ", "token-country", "Choisissez un pays"),
    ("contact", "contact", "pigeon", "contact", "Choisissez comment nous devons vous prévenir"),
    ("contact", "contact", "sms", "mobile", "Écrivez un numéro de mobile"),
    ("billing", "billing-street", "", "billing-street", "Écrivez le numéro et la rue"),
    ("billing", "payer", "other", "payer-name", "Écrivez le nom de qui reçoit la facture"),
    ("terms", "accepted", "", "accepted", "Cochez la case"),
];

/// Asserts that the page is shown again with the message at its field and all other values kept.
async fn comes_back(page: &Page, fields: &[(&str, &str)], bad: &Bad) {
    let (step, field, value, place, words) = *bad;
    let form = page.form(&format!("/{step}")).expect("the form");
    let form = fields.iter().fold(form, |form, (name, value)| form.with(name, value));
    let again = form.with(field, value).send().await.expect("an answer").answered(422).expect("it is wrong");
    let message = again.texts(&format!("#{place}-error")).concat();
    assert!(message.starts_with(words), "{step} {field}: {message}");
    assert!(again.attributes(".summary a", "href").contains(&format!("#{place}")), "{step} {field}: the summary leads there");
    let again = again.form(&format!("/{step}")).expect("the form");
    for (name, typed) in fields.iter().filter(|(name, _)| *name != field) {
        assert_eq!(again.value(name), Some(*typed), "{step} {field}: what was typed into {name} is kept");
    }
}

#[tokio::test]
async fn invalid_input_is_reported_at_its_field_a_draft_is_kept_and_two_clicks_place_one_order() {
    on_every_office(async |office| {
        let first = expert(office, KERVADEC_EMAIL);
        first.sign_up().await.expect("an account");
        let orders = first.browser.open("/orders").await.expect("an answer");
        let mut page = orders.form("/orders").expect("a form").send().await.expect("an answer");
        let path = page.path().trim_end_matches("/identity").to_owned();
        for (step, fields) in KERVADEC {
            for bad in BAD.iter().filter(|bad| bad.0 == *step) {
                comes_back(&page, fields, bad).await;
            }
            // Half of the pages in one browser, the others the next day in another one.
            if *step == "delivery" {
                let second = expert(office, KERVADEC_EMAIL);
                second.sign_in().await.expect("signed in");
                page = second.browser.open("/orders").await.expect("an answer").follow(&path).await.expect("the draft");
                assert_eq!(page.path(), format!("{path}/delivery"), "the draft continues where it was left");
                let birth = second.browser.open(&format!("{path}/birth")).await.expect("an answer");
                assert_eq!(birth.form("/birth").expect("the form").value("birth-place"), Some("Saint-Brieuc"));
            }
            let form = page.form(&format!("/{step}")).expect("the form");
            let form = fields.iter().fold(form, |form, (name, value)| form.with(name, value));
            page = form.send().await.expect("an answer").answered(200).expect("the next page");
        }
        assert_eq!(page.path(), format!("{path}/summary"));

        let place = page.form("/place").expect("a button");
        let (one, other) = tokio::join!(place.clone().send(), place.clone().send());
        let [one, other] =
            [one, other].map(|page| Placed::at(&first, &page.expect("an answer").answered(200).expect("the order")));
        assert_eq!((&one.path, &one.number), (&other.path, &other.number));
        assert_eq!(Placed::at(&first, &place.send().await.expect("an answer")).number, one.number, "and once more with “back”");
        assert_eq!(mailed(office, KERVADEC_EMAIL, &format!("Commande {} reçue", one.number)).await, 1);
        let orders = first.browser.open("/orders").await.expect("an answer");
        assert_eq!(orders.text().matches("SC-").count(), 1, "one order: {}", orders.text());
        let order = one.page("").await.saying("190,80 €").expect("the price").text();
        assert!(order.contains("Le paiement") || order.contains("paiement"), "what is awaited: {order}");

        let stranger = expert(office, "loic.morvan@sceau.example.org");
        stranger.sign_up().await.expect("an account");
        for page in ["", "/identity", "/summary", "/payment", "/payment/card", "/dossier", "/dossier.pdf", "/invoice.pdf"] {
            let answer = stranger.browser.open(&format!("{path}{page}")).await.expect("an answer");
            answer.answered(404).expect("somebody else's order is not there");
        }
        for act in ["/birth", "/place", "/payment/card", "/dossier/hand-in"] {
            let request = stranger.browser.request(http::Method::POST, &format!("{path}{act}"));
            let answer = request.form(&[("birth-place", "Brest")]).send().await.expect("an answer");
            assert_eq!(answer.status(), 404, "{act}");
        }
    })
    .await;
}

/// Fields that are typed instead of, or besides, those of the usual applicant; the first two choices leave fields without a use.
const TYPED: &[(&str, &[(&str, &str)])] = &[
    (
        "delivery",
        &[("letter-elsewhere", "no"), ("letter-postcode", "nowhere"), ("letter-country", "ZZ"), ("token-postcode", "F-22 000")],
    ),
    ("contact", &[("contact", "email"), ("mobile", "not a number")]),
    ("contact", &[("contact", "sms"), ("mobile", "07 09 20 12 34")]),
    ("billing", &[("payer", "other"), ("payer-name", "Cabinet Vautrin"), ("payer-siren", "FR 44 732 829 320")]),
];

#[tokio::test]
async fn only_the_fields_of_a_choice_are_judged_and_numbers_are_read_as_people_write_them() {
    on_every_office(async |office| {
        let expert = expert(office, KERVADEC_EMAIL);
        expert.sign_up().await.expect("an account");
        let orders = expert.browser.open("/orders").await.expect("an answer");
        let mut page = orders.form("/orders").expect("a form").send().await.expect("an answer");
        let path = page.path().trim_end_matches("/identity").to_owned();
        for (step, fields) in KERVADEC {
            let form = page.form(&format!("/{step}")).expect("the form");
            let form = fields.iter().fold(form, |form, (name, value)| form.with(name, value));
            page = form.send().await.expect("an answer").answered(200).expect("the next page");
        }
        for (step, fields) in TYPED {
            let page = expert.browser.open(&format!("{path}/{step}")).await.expect("an answer");
            let form = page.form(&format!("/{step}")).expect("the form");
            let form = fields.iter().fold(form, |form, (name, value)| form.with(name, value));
            form.send().await.expect("an answer").answered(200).expect("taken");
        }
        let summary = expert.browser.open(&format!("{path}/summary")).await.expect("an answer");
        for shown in ["0709 20 12 34 (La Réunion)", "22000 Saint-Brieuc", "SIREN 732829320", "La même que pour la carte"] {
            assert!(summary.text().contains(shown), "{shown}: {}", summary.text());
        }
    })
    .await;
}

#[tokio::test]
async fn a_name_in_another_script_is_certified_in_the_spelling_that_its_holder_confirmed() {
    on_every_office(async |office| {
        let oleg = expert(office, "oleg.chtcherbakov@sceau.example.org");
        oleg.sign_up().await.expect("an account");
        let begun = oleg.browser.open("/orders").await.expect("an answer").form("/orders").expect("a form");
        let page = begun.send().await.expect("an answer").form("/identity").expect("a form");
        let page = SHCHERBAKOV[0].1.iter().fold(page, |form, (field, value)| form.with(field, value));
        let spelling = page.send().await.expect("an answer").saying("Олег Щербаков").expect("as it was entered");
        let proposed = spelling.form("/spelling").expect("a form");
        let proposal = proposed.value("latin-surname").unwrap_or_default().to_owned();
        assert!(!proposal.is_empty() && proposal.is_ascii(), "{proposal}");
        let unconfirmed = proposed.clone().send().await.expect("an answer").answered(422).expect("it must be confirmed");
        assert!(unconfirmed.texts("#confirmed-error").concat().starts_with("Cochez la case"));
        let cyrillic = proposed.with("latin-surname", "Щербаков").with("confirmed", "yes").send().await.expect("an answer");
        assert!(cyrillic.texts("#latin-surname-error").concat().starts_with("Écrivez en lettres latines"));

        // The draft continues with the spelling of the passport instead of the proposed one.
        let draft = begin_again(&oleg.browser.open(spelling.path()).await.expect("an answer")).await;
        let placed = Placed::at(&oleg, &oleg.place(&draft).await.expect("the order"));
        let (_, issued) = placed.produced(office).await;
        for issued in &issued.certificates {
            let certificate = Certificate::from_der(&issued.certificate.0).expect("a certificate");
            let named = [Attribute::GivenName, Attribute::Surname, Attribute::Title];
            let named = named.map(|attribute| certificate.subject().first(attribute).map(str::to_owned));
            let expected = ["Oleg", "Chtcherbakov", "Expert près la cour d'appel de Rennes"];
            assert_eq!(named, expected.map(|value| Some(value.to_owned())), "{}", issued.role);
        }
    })
    .await;
}

/// Fills in the pages from the spelling on. Returns the summary.
async fn begin_again(page: &Page) -> Page {
    let mut page = page.clone();
    for (step, fields) in &SHCHERBAKOV[1..] {
        let form = page.form(&format!("/{step}")).expect("the form");
        let form = fields.iter().fold(form, |form, (field, value)| form.with(field, value));
        page = form.send().await.expect("an answer").answered(200).expect("the next page");
    }
    page
}
