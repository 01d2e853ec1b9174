//! Every page that the router serves, in both languages, for each role that may see it: when opened, and after invalid input.

mod visits;

use std::collections::BTreeSet;

use ca_contract::Der;
use ca_contract::officers::{EnrolOfficer, OfficerRoles};
use ca_contract::statement::Officer;
use demo::actors::{Answers, Expert, Holder, KERVADEC, MORVAN, OfficerPages};
use http::Method;
use pki::{Id, csr};
use ra_portal::web::table;
use serde_json::{Value, json};
use testbed::office::Office;
use testbed::{Engine, Scenario, Transport, ask};
use token::SlotIndex;

use crate::{browser, people};
use visits::{Expected, Visit};

const APPLICANT: &str = "maelle.kervadec@sceau.example.org";
const HOLDER: &str = "loic.morvan@sceau.example.org";
const DRAFTER: &str = "eleni.vasseur@sceau.example.org";
/// A person whose name is not in Latin letters, so that the page about its spelling is shown.
const GREEK: Answers = &[
    ("identity", &[("given-names", "Ελένη"), ("birth-name", "Παπαδοπούλου")]),
    ("spelling", &[("latin-given-names", "Eleni"), ("latin-surname", "Papadopoulou"), ("confirmed", "yes")]),
    KERVADEC[1],
    KERVADEC[2],
    KERVADEC[3],
    KERVADEC[4],
    KERVADEC[5],
    KERVADEC[6],
];
/// Routes that serve files instead of pages.
const FILES: [&str; 8] = [
    "/assets/{name}",
    "/orders/{id}/dossier.pdf",
    "/orders/{id}/invoice.pdf",
    "/holder/certificates/{file}",
    "/officer/orders/{order}/pieces/{piece}/{file}",
    "/officer/orders/{order}/pieces/{piece}/{file}/{page}",
    "/officer/officers/{proposal}/certificate.pem",
    "/officer/production/{order}/pin-letter.pdf",
];
/// Pages that are reached only from the previous page; the scenario `account_pages` visits them.
const BEHIND_OTHERS: [&str; 4] = ["/sign-up/code", "/sign-in/code", "/forgotten-password/code", "/forgotten-password/new"];

/// The paths of orders in every state for which pages differ, and the holders of shipped tokens.
struct Prepared {
    complete: String,
    placed: String,
    handed_in: String,
    refused: String,
    reviewed: String,
    sent: String,
    holder: Value,
    new_holder: Value,
    /// The visiting officer and one of the two colleagues.
    officers: [String; 2],
}

#[tokio::test]
async fn every_page_has_visible_focus_fits_360_pixels_and_passes_axe_in_both_languages() {
    let office = Office::open(Engine::Sqlite, Transport::InProcess).await;
    let prepared = prepare(&office).await;
    let (public, certificate) = (office.public.as_str(), office.certificate.as_str());
    let told = people::told(&office);
    let officer = told["officers"][0].clone();
    let with = |site: &str, more: Value, visits: &[Visit]| visits::told(&told, site, more, visits);
    let (nobody, applicant, drafter) = (visits::nobody(), visits::applicant(&prepared), visits::drafter(&prepared));
    let (guest, desk) = (visits::guest(), visits::officer(&prepared));
    let (holder, new_holder) = (visits::holder(), visits::new_holder());
    let accounts = async {
        let mut wrong = look_at_accounts(&told).await;
        wrong.extend(look("guest", with(certificate, json!({}), &guest), &guest).await);
        wrong.extend(look("drafter", with(public, json!({"address": DRAFTER}), &drafter), &drafter).await);
        wrong.extend(look("nobody", with(public, json!({}), &nobody), &nobody).await);
        wrong
    };
    let applicants = async {
        let mut wrong = look("applicant", with(public, json!({"address": APPLICANT}), &applicant), &applicant).await;
        wrong.extend(
            look("new-holder", with(certificate, json!({"pkcs12": prepared.new_holder}), &new_holder), &new_holder).await,
        );
        wrong
    };
    let officers = async {
        let mut wrong = look("officer", with(certificate, json!({"pkcs12": officer}), &desk), &desk).await;
        wrong.extend(look("holder", with(certificate, json!({"pkcs12": prepared.holder}), &holder), &holder).await);
        wrong
    };
    let (accounts, applicants, officers) = tokio::join!(accounts, applicants, officers);
    assert_eq!([accounts, applicants, officers].concat(), Vec::<String>::new());
    let visited: BTreeSet<_> =
        [&nobody, &applicant, &drafter, &guest, &desk, &holder, &new_holder].into_iter().flatten().collect();
    nothing_is_missing(&visited);
    office.close().await;
}

/// The faults of the pages.
async fn look(audience: &str, told: Value, visits: &[Visit]) -> Vec<String> {
    let seen = browser::tell_in("every_page", &format!("every_page/{audience}"), &told).await;
    let pages = visits.iter().flat_map(|visit| ["fr", "en"].map(|language| (visit, language)));
    let wrong = pages.filter_map(|(visit, language)| {
        let name = format!("{} {language}", visit.name);
        let expected = match visit.expected {
            Expected::Status(status) => json!({"status": status, "language": language, "path": visit.path, "faults": []}),
            Expected::Complaint { .. } => json!({"focus": "alert", "language": language, "faults": []}),
        };
        (seen[&name] != expected).then(|| format!("{audience}: {name}: {}", seen[&name]))
    });
    wrong.collect()
}

/// The same for pages that are reached only from the previous page.
async fn look_at_accounts(told: &Value) -> Vec<String> {
    let mut told = told.clone();
    told["address"] = json!(HOLDER);
    let seen = browser::tell("account_pages", &told).await;
    let pages = seen.as_object().expect("pages").iter();
    pages.filter(|(_, faults)| **faults != json!([])).map(|(page, faults)| format!("{page}: {faults}")).collect()
}

fn nothing_is_missing(visited: &BTreeSet<&Visit>) {
    for row in table().into_iter().filter(|row| row.method == Method::GET) {
        let looked_at = visited.iter().any(|visit| visit.entrance == row.entrance && visit.pattern == row.path);
        let elsewhere = FILES.contains(&row.path) || BEHIND_OTHERS.contains(&row.path);
        assert!(looked_at || elsewhere, "nobody looks at {} of {:?}", row.path, row.entrance);
    }
}

async fn prepare(office: &Office) -> Prepared {
    let (applicant, holder) = (people::expert(office, APPLICANT).await, people::expert(office, HOLDER).await);
    let drafter = people::expert(office, DRAFTER).await;
    let desk = OfficerPages { browser: office.officer(1) };
    let (sent, held) = people::sent(office, &holder, MORVAN, "SC-2026-000001").await;
    accepted(office, &held).await;
    let (_, new) = people::sent(office, &holder, MORVAN, "SC-2026-000002").await;
    let waits = people::handed_in(&applicant, KERVADEC).await;
    people::decided(office, "SC-2026-000003").await;
    people::produced(office, "SC-2026-000003").await;
    let reviewed = people::handed_in(&applicant, KERVADEC).await;
    people::reviewed(office, "SC-2026-000004").await;
    let refused = people::handed_in(&applicant, KERVADEC).await;
    desk.refuse_piece("SC-2026-000005", "identity-document", "Le recto manque.").await.expect("refused");
    let handed_in = people::handed_in(&applicant, KERVADEC).await;
    let placed = placed(&applicant).await;
    desk.record_transfer(&people::statement_date(office), "90,00", "sans reference").await.expect("recorded");
    let form =
        desk.browser.open(&format!("/officer{waits}/revocation")).await.expect("a page").form("/revocation").expect("a form");
    form.with("reason", "struck-off").with("evidence", "Lettre de la cour").send().await.expect("recorded");
    let complete = drafted(&drafter, GREEK).await;
    let (holder, new_holder) = (json!(held.pkcs12), json!(new.pkcs12));
    let officers = third_officer(office).await.map(|id| id.to_string());
    Prepared { complete, placed, handed_in, refused, reviewed, sent, holder, new_holder, officers }
}

/// Enrols a third officer, so that two can renew another. Returns the first two.
async fn third_officer(office: &Office) -> [Id<Officer>; 2] {
    let [proposed_by, confirmed_by] = [0, 1].map(|place| office.testbed.bootstrapped.officers[place].id);
    let question = EnrolOfficer {
        request: Der(csr::request(&Scenario::key()).expect("a request")),
        name: "Solveig Arnoux".to_owned(),
        email: "solveig.arnoux@sceau.example.org".to_owned(),
        roles: OfficerRoles::all(),
        proposed_by,
        confirmed_by,
    };
    ask(&office.testbed.callers.portal, &question).await.expect("enrolled");
    office.registration.officers.follow_officers().await.expect("followed");
    [proposed_by, confirmed_by]
}

async fn placed(expert: &Expert) -> String {
    let summary = expert.draft(KERVADEC).await.expect("a draft");
    expert.place(&summary).await.expect("an order").path().to_owned()
}

/// The path of a draft.
async fn drafted(expert: &Expert, answers: Answers) -> String {
    let page = expert.draft(answers).await.expect("a draft");
    page.path().rsplit_once('/').expect("a page of an order").0.to_owned()
}

/// Completes a holder's first visit, up to the PUK.
async fn accepted(office: &Office, held: &people::ProducedToken) {
    let holder = Holder { browser: office.with_token(&held.token, &held.pin, SlotIndex::MAIN) };
    holder.accept().await.expect("accepted");
    holder.define_codes("K7MP3WQ", "X4RT9BDA").await.expect("defined");
}
