//! Another product, with a piece of its own and without a listing: a change of data, not of code.

use std::fs;

use demo::actors::{Answers, identity_picture, text_of};
use deployment::installation::Installation;
use pki::Certificate;
use pki::name::Attribute;
use registration::Failpoints;
use testbed::office::Office;
use testbed::{Engine, Testbed, Transport};

use super::people::{desk, expert, mailed};
use super::placed::Placed;
use crate::community::copy_policies;
use crate::fresh_postgres;

const EMAIL: &str = "anne.tanguy@sceau.example.org";

/// What both zones read: which certificates the token carries.
const PRODUCT: &str = r#"
[[product]]
name = "mediator-key"

[[product.slot]]
index = 0
role = "main"
issuer = "advanced"
profile = "natural-person-advanced"

[[product.slot]]
index = 1
role = "companion"
issuer = "classe-3-plus"
profile = "natural-person-classe-3-plus"
"#;

/// What only the portal reads. The CA's file has no such offer.
const OFFER: &str = r#"
[[piece]]
name = "accreditation"
files = { at_least = 2, at_most = 3 }
title = { fr = "Agrément de médiateur", en = "Mediator's accreditation" }
hint = { fr = "La décision et son annexe, datées de moins d'un an.", en = "The decision and its annex, less than a year old." }
on_paper = { fr = "La décision d'agrément comme médiateur et son annexe.", en = "The decision of accreditation and its annex." }
in_mail = { fr = "l'agrément de médiateur", en = "the mediator's accreditation" }

[[offer]]
product = "mediator-key"
object = "usb-key"
holder = "individual"
sections = ["identity", "delivery", "birth", "billing", "terms"]
pieces = ["signed-dossier", "accreditation", "identity-document"]
name = { fr = "Clé de médiateur", en = "Mediator's key" }
description = { fr = "Une clé USB pour les médiateurs agréés.", en = "A USB key for accredited mediators." }
on_paper = { fr = "Clé de médiateur, certificats valables trois ans", en = "Mediator's key, certificates valid for three years" }

[offer.sale]
price_excl_vat_cents = 9900
vat_per_mille = 200
delivery_days = { from = 3, to = 8 }
"#;

/// Invented.
const TANGUY: Answers = &[
    ("identity", &[("given-names", "Anne"), ("birth-name", "Tanguy"), ("name-in-use", "Le Bihan")]),
    (
        "delivery",
        &[
            ("token-recipient", "Anne Le Bihan"),
            ("token-street", "6 rue du Port"),
            ("token-postcode", "29200"),
            ("token-town", "Brest"),
            ("token-country", "FR"),
        ],
    ),
    (
        "birth",
        &[("birth-day", "5"), ("birth-month", "6"), ("birth-year", "1975"), ("birth-place", "Brest"), ("birth-country", "FR")],
    ),
    (
        "billing",
        &[
            ("payer", "holder"),
            ("billing-recipient", "Anne Le Bihan"),
            ("billing-street", "6 rue du Port"),
            ("billing-postcode", "29200"),
            ("billing-town", "Brest"),
            ("billing-country", "FR"),
        ],
    ),
    ("terms", &[("accepted", "yes")]),
];

fn append(installation: &Installation, file: &str, text: &str) {
    let path = installation.path(file);
    let before = fs::read_to_string(&path).expect("the policies");
    fs::write(path, before + text).expect("a file");
}

/// Gives each zone its policies: the same product, offered by the portal alone, at a price of its own for the card too.
fn offer_the_key(installation: &Installation) {
    for (folder, file, section) in
        [("policies", installation.authority_file(), "[ca]\n"), ("portal-policies", installation.portal_file(), "[portal]\n")]
    {
        copy_policies(&installation.path(folder));
        append(installation, &format!("{folder}/products.toml"), PRODUCT);
        let config = fs::read_to_string(&file).expect("the configuration");
        assert!(config.contains(section), "{config}");
        let config = config.replacen(section, &format!("{section}policies = \"../{folder}\"\n"), 1);
        fs::write(file, config).expect("the configuration");
    }
    append(installation, "portal-policies/offers.toml", OFFER);
}

/// From the list of offers to a placed order: the pages ask what the offer names, in its order, and no listing.
async fn order(office: &Office) -> Placed {
    let expert = expert(office, EMAIL);
    expert.sign_up().await.expect("an account");
    let offers = expert.browser.open("/orders").await.expect("an answer").saying("Carte d’expert").expect("the card");
    offers.saying("Clé de médiateur").expect("the key").saying("118,80").expect("its price with VAT");
    let summary = expert.draft_of("mediator-key", TANGUY).await.expect("every page in this order");
    assert!(!summary.text().contains("lecteur"), "a key needs no reader");
    for absent in ["Inscription comme expert", "Activation"] {
        assert!(!summary.texts("h3").concat().contains(absent), "{absent} is not asked");
    }
    let draft = summary.path().trim_end_matches("/summary").to_owned();
    for section in ["listing", "contact"] {
        let elsewhere = expert.browser.open(&format!("{draft}/{section}")).await.expect("an answer");
        assert_eq!(elsewhere.path(), format!("{draft}/summary"), "{section} has no page");
    }
    let delivery = expert.browser.open(&format!("{draft}/delivery")).await.expect("an answer");
    delivery.saying("Où envoyer la clé USB").expect("the object").saying("Étape 2 sur 6").expect("five pages and the summary");
    Placed::at(&expert, &expert.place(&summary).await.expect("the order's page"))
}

/// Lines of a PDF break anywhere.
fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The dossier on paper and on its page names the pieces of this product.
async fn hand_in(order: &Placed) {
    let paper = order.expert.file(&order.path, "dossier.pdf").await.expect("a PDF");
    let text = without_spaces(&text_of(&paper).expect("text"));
    for printed in ["Clé de médiateur", "agrément comme médiateur", "pièce d’identité"] {
        assert!(text.contains(&without_spaces(printed)), "{printed}\n{text}");
    }
    for absent in ["Cour d’appel", "liste de la cour"] {
        assert!(!text.contains(&without_spaces(absent)), "{absent}\n{text}");
    }
    let page = order.page("/dossier").await.saying("Il nous faut trois documents").expect("their number");
    assert_eq!(page.texts("section[id^=piece-] h2"), ["Dossier signé", "Agrément de médiateur", "Pièce d’identité"]);
    page.saying("De 2 à 3 fichiers").expect("how many files it takes");
    let add = async |piece: &str, name: &str, content: Vec<u8>| {
        order.expert.add(&order.path, piece, name, content).await.expect("an answer").answered(200).expect("added");
    };
    add("signed-dossier", "dossier.pdf", paper.clone()).await;
    add("identity-document", "passeport.png", identity_picture("passeport")).await;
    add("accreditation", "decision.png", identity_picture("decision")).await;
    let early = order.expert.browser.request(http::Method::POST, &format!("{}/dossier/hand-in", order.path));
    let early = early.send().await.expect("an answer");
    assert_eq!(early.status(), 422, "the annex is missing");
    assert!(early.text().await.expect("a page").contains("au moins 2 fichiers au justificatif «\u{a0}Agrément de médiateur"));
    let unknown = order.expert.browser.request(http::Method::POST, &format!("{}/dossier/proof-of-listing", order.path));
    let form = reqwest::multipart::Form::new().text("files", "");
    assert_eq!(unknown.multipart(form).send().await.expect("an answer").status(), 404, "this product has no such piece");
    add("accreditation", "annexe.png", identity_picture("annexe")).await;
    let hand_in = order.page("/dossier").await.form("/dossier/hand-in").expect("a button");
    hand_in.send().await.expect("an answer").answered(200).expect("handed in");
}

/// An officer refuses the new piece: mail and pages name it, and only this piece has to be replaced.
async fn replace_the_accreditation(office: &Office, order: &Placed) {
    let officer = desk(office, 1);
    let page = officer.order(&order.number).await.expect("the order").saying("Agrément de médiateur").expect("a piece");
    assert!(page.form("/pieces/proof-of-listing/accept").is_err());
    officer.refuse_piece(&order.number, "accreditation", "L'annexe est illisible.").await.expect("refused");
    assert_eq!(mailed(office, EMAIL, "l’agrément de médiateur").await, 1, "the mail names the piece");
    let page = order.page("/dossier").await.saying("L'annexe est illisible.").expect("the reason");
    assert!(page.form("/dossier/identity-document").is_err(), "nothing else is asked for again");
    let newer = page.form("/dossier/accreditation").expect("a form");
    let newer = newer.with_file("files", "annexe 2.png", identity_picture("annexe lisible"));
    newer.send().await.expect("an answer").answered(200).expect("replaced");
    let hand_in = order.page("/dossier").await.form("/dossier/hand-in").expect("a button");
    hand_in.send().await.expect("an answer").answered(200).expect("handed in again");
}

#[tokio::test]
async fn a_product_with_a_piece_of_its_own_and_no_listing_is_a_change_of_data() {
    for (engine, transport) in [(Engine::Sqlite, Transport::InProcess), (fresh_postgres().await, Transport::MutualTls)] {
        let testbed = Testbed::open_changed(engine, transport, offer_the_key).await;
        let office = Office::on(testbed, Failpoints::none()).await;
        let order = order(&office).await;
        hand_in(&order).await;
        replace_the_accreditation(&office, &order).await;
        order.pay().await;
        order.examined(&office).await;
        desk(&office, 1).review(&order.number).await.expect("reviewed");
        desk(&office, 2).authorise(&order.number).await.expect("authorised");
        let (_, issued) = order.produced_now(&office).await;
        assert_eq!(issued.certificates.len(), 2);
        for issued in &issued.certificates {
            let certificate = Certificate::from_der(&issued.certificate.0).expect("a certificate");
            let subject = certificate.subject();
            let named = [Attribute::GivenName, Attribute::Surname, Attribute::Title].map(|attribute| subject.first(attribute));
            assert_eq!(named, [Some("Anne"), Some("Le Bihan"), None], "no title without a listing");
        }
        assert_eq!(mailed(&office, EMAIL, "la fabrication de votre clé USB commence").await, 1);
        // The letter is made once the portal has followed the production.
        order.pin(&office).await;
        order.page("").await.saying("Certificats émis sur la clé USB").expect("the timeline names the object");
        office.close().await;
    }
}
