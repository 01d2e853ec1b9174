//! The whole process by keyboard only and without JavaScript: applicant, two officers, holder, emergency revocation.

use serde_json::{Value, json};
use testbed::office::Office;
use testbed::{Engine, Transport};

use crate::{browser, people};

const ADDRESS: &str = "maelle.kervadec@sceau.example.org";
const NUMBER: &str = "SC-2026-000001";
const CODE: &str = "K7MP3WQ";

#[tokio::test]
async fn the_whole_process_works_by_keyboard_only() {
    let office = Office::open(Engine::Sqlite, Transport::InProcess).await;
    let mut told = people::told(&office);
    told["address"] = json!(ADDRESS);
    let order = applicant(&told).await;
    told["number"] = json!(NUMBER);
    officers(&told).await;
    let token = people::produced(&office, NUMBER).await;
    told["holder"] = json!(people::shipped(&office, &order, NUMBER, token).await.pkcs12);
    told["code"] = json!(CODE);
    holder(&told).await;
    told["name"] = json!("KERVADEC Maelle");
    told["birth"] = json!(["23", "4", "1971"]);
    emergency(&told).await;
    office.close().await;
}

/// Returns the path of the order's page.
async fn applicant(told: &Value) -> String {
    let said = browser::tell("applicant", told).await;
    assert_eq!(said["placed"], format!("Commande {NUMBER}"));
    assert_eq!(said["invoice"], "F-2026-000001.pdf");
    assert_eq!(said["awaits_review"], true);
    assert_eq!(said["told_of_listing"], json!([true, true]), "a listing that ends early is told before the first question");
    let refused = [
        ("account", "Adresse électronique", "maelle.kervadec", "Indiquez une adresse complète"),
        ("identity", "Prénoms", "Maëlle 2", "Le caractère « 2 », en position 8"),
        ("birth", "Jour", "23", "Cette date est dans le futur"),
        ("listing", "Jour", "31", "Les certificats seraient valables jusqu’au"),
        ("delivery", "Code postal", "2200", "Écrivez un code postal du pays choisi"),
        ("contact", "Numéro de mobile", "02 99 00 00 01", "Ce numéro ne reçoit pas de SMS"),
        ("billing", "Moi", "", "Choisissez le destinataire de la facture."),
        ("terms", "J’ai lu les conditions générales et je les accepte.", "", "Cochez la case"),
        ("piece", "Choisir un ou plusieurs fichiers – Dossier signé", "No file chosen", "« dossier.jpg » n’est ni un PDF"),
    ];
    for (page, field, kept, error) in refused {
        complains(&said["refused"][page], field, kept, error);
    }
    said["order"].as_str().expect("a path").to_owned()
}

async fn officers(told: &Value) {
    let said = browser::tell("officer", told).await;
    complains(&said["refusal"], "Motif du refus", "Aucun des motifs ci-dessous", "Choisissez un motif");
    complains(&said["identity_check"], "Quatre derniers caractères de son numéro", "4X7", "Indiquez quatre lettres ou chiffres.");
    let missing = "Indiquez l’adresse de la page de la liste de la cour";
    complains(&said["list"], "Adresse de la page de la liste consultée", "", missing);
    assert_eq!(said["pages"], json!(["carte recto.png, page 1 sur 1", "carte recto verso.png, page 1 sur 1"]));
    assert_eq!(said["faults"], json!([]), "on the page with pictures");
    for held in ["refused", "not_seen", "looked_up", "four_eyes", "authorised"] {
        assert_eq!(said[held], true, "{held}");
    }
}

async fn holder(told: &Value) {
    let said = browser::tell("holder", told).await;
    assert_eq!(said["nobody"], "Présentez votre certificat");
    complains(&said["report"], "La donnée inexacte, et ce qu’il faudrait écrire", "", "Indiquez la donnée inexacte.");
    complains(&said["code"], "Code", "", "Ajoutez au moins une lettre.");
    assert_eq!(said["faults"], json!([]));
    assert_eq!(said["puk"].as_str().map(str::len), Some(6));
    assert_eq!(said["greeting"], "Bonjour Maëlle Kervadec");
    assert_eq!(said["code_defined"], true);
    assert!(said["certificate"].as_str().is_some_and(|name| name.ends_with("-main.pem")), "{said}");
}

async fn emergency(told: &Value) {
    let said = browser::tell("emergency", told).await;
    let contact = "Adresse électronique, ou numéro de la carte ou clé";
    complains(&said["contact"], contact, "maelle.kervadec", "Ceci n’est ni une adresse électronique");
    assert_eq!(said["faults"], json!([]));
    assert_eq!(said["done"], "Vos certificats sont révoqués");
    assert!(said["receipt"].as_str().is_some_and(|name| name.starts_with("revocation-ST-")), "{said}");
}

/// Asserts that the error summary has the focus, that its link leads to the field, and that the field still has its value.
fn complains(said: &Value, field: &str, kept: &str, error: &str) {
    assert_eq!((&said["focus"], &said["field"], &said["kept"]), (&json!("alert"), &json!(field), &json!(kept)), "{said}");
    assert!(said["error"].as_str().is_some_and(|text| text.starts_with(error)), "{error}: {said}");
}
