//! The people in the scenarios of the portal.

use demo::actors::{Answers, Expert, Holder, Mailbox, OfficerPages};
use jiff::tz::TimeZone;
use pki::Clock;
use testbed::office::Office;
use token::SlotIndex;

use super::placed::Sent;

/// The e-mail address of Maëlle Kervadec.
pub(super) const KERVADEC_EMAIL: &str = "maelle.kervadec@sceau.example.org";
/// The password of every account.
pub(super) const PASSWORD: &str = "sept brumes sur la rade";
/// The holder's emergency revocation codes.
pub(super) const CODES: [&str; 2] = ["K7MP3WQ", "X4RT9BDA"];

/// Answers of an invented person whose name is not in Latin letters.
pub(super) const SHCHERBAKOV: Answers = &[
    ("identity", &[("given-names", "Олег"), ("birth-name", "Щербаков")]),
    ("spelling", &[("latin-given-names", "Oleg"), ("latin-surname", "Chtcherbakov"), ("confirmed", "yes")]),
    (
        "birth",
        &[("birth-day", "2"), ("birth-month", "2"), ("birth-year", "1969"), ("birth-place", "Plovdiv"), ("birth-country", "BG")],
    ),
    (
        "listing",
        &[
            ("court", "Rennes"),
            ("listing-ends-day", "31"),
            ("listing-ends-month", "12"),
            ("listing-ends-year", "2031"),
            ("compagnie", "Compagnie des experts de Bretagne"),
        ],
    ),
    (
        "delivery",
        &[
            ("token-recipient", "Oleg Chtcherbakov"),
            ("token-street", "9 rue des Halles"),
            ("token-postcode", "35000"),
            ("token-town", "Rennes"),
            ("token-country", "FR"),
        ],
    ),
    ("contact", &[("contact", "email")]),
    (
        "billing",
        &[
            ("payer", "holder"),
            ("billing-recipient", "Oleg Chtcherbakov"),
            ("billing-street", "9 rue des Halles"),
            ("billing-postcode", "35000"),
            ("billing-town", "Rennes"),
            ("billing-country", "FR"),
        ],
    ),
    ("terms", &[("accepted", "yes")]),
];

/// The mailbox of an address.
pub(super) fn mailbox(office: &Office, address: &str) -> Mailbox {
    Mailbox::new(office.sent.clone(), address)
}

/// An expert with a new browser.
pub(super) fn expert(office: &Office, email: &str) -> Expert {
    Expert::new(office.visitor(), mailbox(office, email), email, PASSWORD)
}

/// The first or second officer (1 or 2).
pub(super) fn desk(office: &Office, number: usize) -> OfficerPages {
    OfficerPages { browser: office.officer(number) }
}

/// The holder of a shipped token, with its PIN.
pub(super) fn holder(office: &Office, sent: &Sent) -> Holder {
    Holder { browser: office.with_token(&sent.token, &sent.pin, SlotIndex::MAIN) }
}

/// Today's date in Paris: day, month, year.
pub(super) fn today(office: &Office) -> [String; 3] {
    let now = jiff::Timestamp::from_millisecond(office.testbed.clock.now().as_millis()).expect("a moment");
    let date = now.to_zoned(TimeZone::get("Europe/Paris").expect("Paris")).date();
    [date.day().to_string(), date.month().to_string(), date.year().to_string()]
}

/// Today's date as in a bank statement: `2026-11-22`.
pub(super) fn bank_date(office: &Office) -> String {
    let [day, month, year] = today(office);
    format!("{year}-{month:0>2}-{day:0>2}")
}

/// Waits until the outbox is empty, then counts the messages to an address that contain `words`.
pub(super) async fn mailed(office: &Office, address: &str, words: &str) -> usize {
    mailbox(office, address).saying(words, 0).await.expect("the message");
    let waiting = async || office.registration.outbox.waiting_messages(1).await.expect("the outbox is read");
    testbed::until("everything is sent", async || waiting().await.is_empty().then_some(())).await;
    mailbox(office, address).messages().iter().filter(|message| message.contains(words)).count()
}
