//! The pages that each visitor opens, and what each must show.

use pages::Entrance::{self, Certificate, Public};
use serde_json::{Map, Value, json};

use super::Prepared;

/// A visit to a page: when opened, or after invalid input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Visit {
    /// The name of its screenshots.
    pub(super) name: String,
    pub(super) entrance: Entrance,
    /// Its path in the route table; empty if it has none.
    pub(super) pattern: &'static str,
    pub(super) path: String,
    pub(super) expected: Expected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Expected {
    /// The page is opened without errors.
    Status(u16),
    /// The form is submitted empty, or with one field cleared: the labels of button and field in both languages.
    Complaint { emptied: Option<InBoth>, button: InBoth },
}

/// French and English.
type InBoth = [&'static str; 2];

const GO_ON: InBoth = ["Enregistrer et continuer", "Save and continue"];

fn visit(entrance: Entrance, name: &str, pattern: &'static str, path: &str, expected: Expected) -> Visit {
    Visit { name: name.to_owned(), entrance, pattern, path: path.to_owned(), expected }
}

fn opens(entrance: Entrance, name: &str, pattern: &'static str, path: &str) -> Visit {
    visit(entrance, name, pattern, path, Expected::Status(200))
}

fn complains(entrance: Entrance, name: &str, path: &str, fr: &'static str, en: &'static str) -> Visit {
    visit(entrance, name, "", path, Expected::Complaint { emptied: None, button: [fr, en] })
}

/// The input of the scenario.
pub(super) fn told(to_all: &Value, site: &str, more: Value, visits: &[Visit]) -> Value {
    let mut told = to_all.as_object().expect("an object").clone();
    told.insert("start".to_owned(), json!(site));
    told.extend(more.as_object().expect("an object").clone());
    let visits = visits.iter().map(|visit| {
        let mut said = json!({"address": format!("{site}{}", visit.path)});
        let in_both = |[fr, en]: InBoth| json!({"fr": fr, "en": en});
        if let Expected::Complaint { emptied, button } = visit.expected {
            said["button"] = in_both(button);
            if let Some(field) = emptied {
                said["emptied"] = in_both(field);
            }
        }
        (visit.name.clone(), said)
    });
    told.insert("visits".to_owned(), Value::Object(visits.collect::<Map<_, _>>()));
    Value::Object(told)
}

pub(super) fn nobody() -> Vec<Visit> {
    let simple = [
        "/experts",
        "/terms",
        "/help",
        "/accessibility",
        "/site-map",
        "/sign-up",
        "/sign-in",
        "/forgotten-password",
        "/revocation",
    ];
    let mut visits: Vec<_> = simple.into_iter().map(|path| opens(Public, &path[1..], path, path)).collect();
    visits.extend([
        opens(Public, "home", "/", "/"),
        opens(Public, "messages", "/demonstration/messages", "/demonstration/messages"),
        visit(Public, "missing", "", "/nothing", Expected::Status(404)),
        visit(Public, "wrong-method", "", "/sign-out", Expected::Status(405)),
        complains(Public, "sign-up-wrong", "/sign-up", "Recevoir le code", "Send me the code"),
        complains(Public, "sign-in-wrong", "/sign-in", "Continuer", "Continue"),
        complains(Public, "forgotten-password-wrong", "/forgotten-password", "Recevoir le code", "Send me the code"),
        complains(Public, "revocation-wrong", "/revocation", "Continuer", "Continue"),
    ]);
    visits
}

pub(super) fn applicant(orders: &Prepared) -> Vec<Visit> {
    let mut visits = vec![
        opens(Public, "orders", "/orders", "/orders"),
        visit(Public, "order-of-somebody-else", "", &orders.sent, Expected::Status(404)),
        opens(Public, "payment-card", "/orders/{id}/payment/card", &format!("{}/payment/card", orders.placed)),
        complains(
            Public,
            "dossier-wrong",
            &format!("{}/dossier", orders.placed),
            "Ajouter – Dossier signé",
            "Upload – Signed application form",
        ),
    ];
    let states = [("placed", &orders.placed), ("refused", &orders.refused), ("reviewed", &orders.reviewed)];
    for (state, path) in states {
        visits.push(opens(Public, &format!("order-{state}"), "/orders/{id}", path));
        visits.push(opens(Public, &format!("dossier-{state}"), "/orders/{id}/dossier", &format!("{path}/dossier")));
        visits.push(opens(Public, &format!("payment-{state}"), "/orders/{id}/payment", &format!("{path}/payment")));
    }
    visits
}

/// An applicant with a complete draft.
pub(super) fn drafter(orders: &Prepared) -> Vec<Visit> {
    let emptied = |fr, en| Some([fr, en]);
    let steps = [
        ("/orders/{id}/identity", emptied("Prénoms", "Given names")),
        ("/orders/{id}/spelling", emptied("Nom en lettres latines", "Surname in Latin letters")),
        ("/orders/{id}/birth", emptied("Commune de naissance", "Place of birth")),
        ("/orders/{id}/listing", emptied("Compagnie", "Compagnie")),
        ("/orders/{id}/delivery", emptied("Code postal", "Postcode")),
        ("/orders/{id}/contact", None),
        ("/orders/{id}/billing", emptied("Commune", "Town")),
        ("/orders/{id}/terms", None),
        ("/orders/{id}/summary", None),
    ];
    let mut visits = vec![opens(Public, "orders-draft", "/orders", "/orders")];
    for (pattern, emptied) in steps {
        let step = pattern.rsplit('/').next().unwrap_or_default();
        let path = format!("{}/{step}", orders.complete);
        visits.push(opens(Public, step, pattern, &path));
        if emptied.is_some() {
            visits.push(visit(Public, &format!("{step}-wrong"), "", &path, Expected::Complaint { emptied, button: GO_ON }));
        }
    }
    visits
}

/// A visitor of the certificate entrance without a certificate.
pub(super) fn guest() -> Vec<Visit> {
    vec![
        opens(Certificate, "entrance", "/", "/"),
        visit(Certificate, "holder-without-certificate", "", "/holder", Expected::Status(403)),
        visit(Certificate, "officer-without-certificate", "", "/officer", Expected::Status(403)),
        visit(Certificate, "missing", "", "/nothing", Expected::Status(404)),
    ]
}

pub(super) fn officer(orders: &Prepared) -> Vec<Visit> {
    let desk = |order: &str| format!("/officer{order}");
    let simple =
        ["/officer", "/officer/transfers", "/officer/production", "/officer/officers", "/officer/revocations", "/officer/outbox"];
    let last = |path: &'static str| path.rsplit('/').next().unwrap_or_default();
    let mut visits: Vec<_> =
        simple.into_iter().map(|path| opens(Certificate, &format!("desk-{}", last(path)), path, path)).collect();
    let states =
        [("handed-in", &orders.handed_in), ("refused", &orders.refused), ("reviewed", &orders.reviewed), ("sent", &orders.sent)];
    for (state, path) in states {
        visits.push(opens(Certificate, &format!("desk-order-{state}"), "/officer/orders/{order}", &desk(path)));
    }
    let revocation = format!("{}/revocation", desk(&orders.sent));
    visits.extend([
        opens(Certificate, "desk-search", "/officer/search", "/officer/search"),
        opens(Certificate, "desk-search-found", "", "/officer/search?q=kervadec"),
        opens(Certificate, "desk-search-none", "", "/officer/search?q=nobody"),
        visit(Certificate, "desk-search-short", "", "/officer/search?q=le", Expected::Status(422)),
    ]);
    let handed_in = desk(&orders.handed_in);
    let files = format!("{handed_in}?piece=identity-document");
    let [own_renewal, renewal] = orders.officers.each_ref().map(|id| format!("/officer/officers/{id}/renewal"));
    visits.extend([
        opens(Certificate, "desk-order-files", "/officer/orders/{order}", &files),
        opens(Certificate, "desk-revocation", "/officer/orders/{order}/revocation", &revocation),
        opens(Certificate, "desk-renewal", "/officer/officers/{officer}/renewal", &renewal),
        opens(Certificate, "desk-renewal-own", "", &own_renewal),
        visit(Certificate, "desk-holder", "", "/holder", Expected::Status(403)),
        complains(
            Certificate,
            "desk-refusal-wrong",
            &handed_in,
            "Refuser le justificatif – Dossier signé",
            "Refuse the document – Signed application form",
        ),
        complains(Certificate, "desk-identity-check-wrong", &handed_in, "Enregistrer la vérification", "Record the check"),
        complains(Certificate, "desk-transfer-wrong", "/officer/transfers", "Enregistrer le virement", "Record the transfer"),
        complains(Certificate, "desk-officer-wrong", "/officer/officers", "Proposer", "Propose"),
        complains(Certificate, "desk-renewal-wrong", &renewal, "Proposer le nouveau certificat", "Propose the new certificate"),
        complains(Certificate, "desk-revocation-wrong", &revocation, "Enregistrer la demande", "Record the request"),
    ]);
    visits
}

/// A holder who has accepted the certificates.
pub(super) fn holder() -> Vec<Visit> {
    vec![
        opens(Certificate, "holder", "/holder", "/holder"),
        opens(Certificate, "holder-code", "/holder/code", "/holder/code"),
        opens(Certificate, "holder-codes", "/holder/code", "/holder/code?each=yes"),
        opens(Certificate, "holder-puk", "/holder/puk", "/holder/puk"),
        visit(Certificate, "holder-at-the-desk", "", "/officer", Expected::Status(403)),
        complains(Certificate, "holder-code-wrong", "/holder/code", "Enregistrer", "Save"),
    ]
}

/// A holder on the first visit.
pub(super) fn new_holder() -> Vec<Visit> {
    vec![
        opens(Certificate, "acceptance", "/holder/acceptance", "/holder/acceptance"),
        complains(Certificate, "acceptance-wrong", "/holder/acceptance", "Signaler une erreur", "Report a mistake"),
    ]
}
