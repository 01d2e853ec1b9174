//! The people of the scenarios: certificates for their browsers, scans of their documents, and shipped tokens.

use std::path::{Path, PathBuf};

use demo::actors::{Answers, Expert, Mailbox, OfficerPages, identity_picture, pin_in, text_of};
use jiff::tz::TimeZone;
use pki::Clock;
use secrecy::SecretString;
use serde_json::{Value, json};
use testbed::office::Office;
use token::{Pin, SlotIndex, SoftwareToken};

pub(crate) const PASSWORD: &str = "quatre vaches";
/// The password of every account; `python/account.py` has the same.
const ACCOUNT_PASSWORD: &str = "sept brumes sur la rade";

/// The input of every scenario: the site, the trust anchor, the officers' certificates, the scans.
pub(crate) fn told(office: &Office) -> Value {
    json!({
        "site": office.public,
        "desk": office.certificate,
        "authority": office.testbed.installation.browser_anchor(),
        "password": PASSWORD,
        "officers": [officer(office, 1), officer(office, 2)],
        "picture": picture(office, "carte recto"),
        "replacement": picture(office, "carte recto verso"),
        "today": today(office),
    })
}

/// An expert with an account.
pub(crate) async fn expert(office: &Office, address: &str) -> Expert {
    let mailbox = Mailbox::new(office.sent.clone(), address);
    let expert = Expert::new(office.visitor(), mailbox, address, ACCOUNT_PASSWORD);
    expert.sign_up().await.expect("the account is made");
    expert
}

/// Places and pays an order and submits its dossier. Returns the path of its page.
pub(crate) async fn handed_in(expert: &Expert, answers: Answers) -> String {
    let summary = expert.draft(answers).await.expect("a draft");
    let order = expert.place(&summary).await.expect("an order").path().to_owned();
    expert.pay(&order).await.expect("paid");
    expert.hand_in(&order).await.expect("handed in");
    order
}

/// The first officer's decisions on an order with a submitted dossier.
pub(crate) async fn reviewed(office: &Office, number: &str) {
    let desk = OfficerPages { browser: office.officer(1) };
    let [day, month, year] = today(office);
    desk.accept_pieces(number).await.expect("accepted");
    desk.check_identity(number, [&day, &month, &year]).await.expect("checked");
    desk.review(number).await.expect("reviewed");
}

/// Both officers' decisions on an order with a submitted dossier.
pub(crate) async fn decided(office: &Office, number: &str) {
    reviewed(office, number).await;
    OfficerPages { browser: office.officer(2) }.authorise(number).await.expect("authorised");
}

/// Produces the token of an authorised order.
pub(crate) async fn produced(office: &Office, number: &str) -> PathBuf {
    let token = office.testbed.path(&format!("{number}.token"));
    let order = number.parse().expect("an order number");
    testbed::produced(&office.testbed.callers.station, &order, &token).await;
    token
}

/// A shipped token with the PIN from its letter, and its main key and certificate for a browser.
pub(crate) struct ProducedToken {
    pub(crate) token: PathBuf,
    pub(crate) pin: String,
    pub(crate) pkcs12: PathBuf,
}

/// Ships a produced token.
pub(crate) async fn shipped(office: &Office, order: &str, number: &str, token: PathBuf) -> ProducedToken {
    let desk = OfficerPages { browser: office.officer(2) };
    let letter = desk.pin_letter(number).await.expect("a letter");
    let id = order.rsplit('/').next().expect("an identifier");
    desk.letter_printed(id).await.expect("printed");
    desk.ship(id, "6A21000123456").await.expect("shipped");
    let pin = pin_in(&text_of(&letter).expect("a letter")).expect("a PIN");
    let pkcs12 = exported(office, &token, &pin);
    ProducedToken { token, pin, pkcs12 }
}

/// Takes an expert's order up to the shipped token. Returns the token and the path of the order's page.
pub(crate) async fn sent(office: &Office, expert: &Expert, answers: Answers, number: &str) -> (String, ProducedToken) {
    let order = handed_in(expert, answers).await;
    decided(office, number).await;
    let token = produced(office, number).await;
    let held = shipped(office, &order, number, token).await;
    (order, held)
}

/// Today's date in Paris: day, month, year.
fn today(office: &Office) -> [String; 3] {
    let date = date(office);
    [date.day().to_string(), date.month().to_string(), date.year().to_string()]
}

/// Today's date in the format of a bank statement.
pub(crate) fn statement_date(office: &Office) -> String {
    date(office).to_string()
}

fn date(office: &Office) -> jiff::civil::Date {
    let now = jiff::Timestamp::from_millisecond(office.testbed.clock.now().as_millis()).expect("a moment");
    now.to_zoned(TimeZone::get("Europe/Paris").expect("a time zone")).date()
}

fn officer(office: &Office, number: usize) -> PathBuf {
    let path = |extension: &str| office.testbed.installation.path(&format!("officers/{number}.{extension}"));
    let pin = std::fs::read_to_string(path("pin")).expect("the PIN");
    exported(office, &path("token"), pin.trim())
}

/// Exports the main key and certificate of a token for a browser.
fn exported(office: &Office, token: &Path, pin: &str) -> PathBuf {
    let pin: Pin = pin.parse().expect("a PIN");
    let mut opened = SoftwareToken::open(token).expect("a token");
    let session = opened.sign_in(&pin).expect("the PIN opens it");
    let bundle = session.export_pkcs12(SlotIndex::MAIN, "main", &[], &SecretString::from(PASSWORD)).expect("a PKCS#12");
    let name = token.file_stem().expect("a name").to_string_lossy();
    kept(office, &format!("{name}.p12"), &bundle)
}

fn picture(office: &Office, name: &str) -> PathBuf {
    kept(office, &format!("{name}.png"), &identity_picture(name))
}

fn kept(office: &Office, name: &str, bytes: &[u8]) -> PathBuf {
    let path = office.testbed.path(name);
    std::fs::write(&path, bytes).expect("the folder can be written");
    path
}
