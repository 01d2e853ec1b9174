//! The answers of an application as text, for the summary and the order's page.

use i18n::Words;
use policies::Policies;
use registration::orders::{ActivationContact, Application, Billing, Identity, Order, Section};
use registration::people::{Country, GivenNames, PersonName, PostalAddress, full_name};

use crate::web::ObjectWords;

/// A section with its answers.
pub(super) struct Answered {
    pub(super) section: Section,
    pub(super) title: String,
    /// Each question with the lines of its answer.
    pub(super) rows: Vec<(String, Vec<String>)>,
    /// The page on which it can be changed.
    pub(super) change: Option<String>,
}

/// The sections of an order that have been answered.
pub(super) fn answered(t: Words, policies: &Policies, order: &Order) -> Vec<Answered> {
    let application = &order.application;
    let object = ObjectWords::of(policies, &order.product, t);
    let answered = |section: Section| Answered {
        section,
        title: t.say(&format!("orders-section-{}", section.name())),
        rows: rows(t, application, &object, section),
        change: Some(format!("/orders/{}/{}", order.id, section.name())),
    };
    application.sections().filter(|section| application.answers(*section)).map(answered).collect()
}

type Rows = Vec<(String, Vec<String>)>;

fn rows(t: Words, application: &Application, object: &ObjectWords, section: Section) -> Rows {
    let row = |key: &str, answer: String| (t.say(key), vec![answer]);
    match section {
        Section::Identity => application.identity.as_ref().map_or_else(Vec::new, |identity| names(t, identity)),
        Section::Spelling => {
            let spelling = application.identity.as_ref().and_then(|identity| identity.latin.as_ref());
            let whole = spelling.map(|spelling| full_name(spelling.given_names.as_ref(), &spelling.surname));
            whole.into_iter().map(|whole| row("orders-in-certificate", whole)).collect()
        }
        Section::Birth => application.birth.as_ref().map_or_else(Vec::new, |birth| {
            let place = format!("{} ({})", birth.place, t.country(birth.country.as_str()));
            vec![row("orders-birth", t.birth_day(birth.date.parts())), row("orders-birth-place", place)]
        }),
        Section::Listing => application.listing.as_ref().map_or_else(Vec::new, |listing| {
            vec![
                row("orders-court", listing.court.clone()),
                row("orders-listing-ends", t.day(listing.ends)),
                row("orders-compagnie", listing.compagnie.clone()),
            ]
        }),
        Section::Delivery => application.delivery.as_ref().map_or_else(Vec::new, |delivery| {
            let letter = delivery
                .pin_letter
                .as_ref()
                .map_or_else(|| vec![object.say(t, "orders-letter-same")], |address| lines(t, address));
            vec![(object.say(t, "orders-token-address"), lines(t, &delivery.token)), (t.say("orders-letter-address"), letter)]
        }),
        Section::Contact => application.contact.as_ref().map_or_else(Vec::new, |contact| {
            let by = match contact {
                ActivationContact::Email => t.say("orders-contact-email"),
                ActivationContact::Sms(number) => match number.country() {
                    Some(country) => {
                        let (national, country) = (number.national(), t.country(country.as_str()));
                        t.with("orders-contact-sms-of", [("number", national.as_str()), ("country", &country)])
                    }
                    None => t.with("orders-contact-sms-to", [("number", number.national().as_str())]),
                },
            };
            vec![row("orders-contact", by)]
        }),
        Section::Billing => application.billing.as_ref().map_or_else(Vec::new, |billing| payer(t, billing)),
        Section::Terms => application.terms.as_ref().map_or_else(Vec::new, |terms| {
            let accepted = [("version", terms.version.as_str()), ("at", &t.moment(terms.accepted_at))];
            vec![row("orders-section-terms", t.with("orders-terms-accepted-at", accepted))]
        }),
    }
}

fn names(t: Words, identity: &Identity) -> Rows {
    let given_names = identity.given_names.as_ref().map_or_else(|| t.say("orders-given-names-none"), GivenNames::to_string);
    let mut rows = vec![
        (t.say("orders-given-names"), vec![given_names]),
        (t.say("orders-birth-name"), vec![identity.birth_name.to_string()]),
    ];
    rows.extend(identity.name_in_use.as_ref().map(PersonName::to_string).map(|name| (t.say("orders-name-in-use"), vec![name])));
    rows
}

fn payer(t: Words, billing: &Billing) -> Rows {
    let (address, mut rows) = match billing {
        Billing::Holder(address) => (address, vec![(t.say("orders-payer"), vec![t.say("orders-payer-holder")])]),
        Billing::Other(party) => {
            let siren = party.siren.as_ref().map(|siren| t.with("orders-siren-number", [("siren", siren.as_str())]));
            (&party.address, vec![(t.say("orders-payer"), [Some(party.name.clone()), siren].into_iter().flatten().collect())])
        }
    };
    rows.push((t.say("orders-billing-address"), lines(t, address)));
    rows
}

/// An address as on an envelope; with its country only if abroad.
fn lines(t: Words, address: &PostalAddress) -> Vec<String> {
    let abroad = (address.country != Country::FRANCE).then(|| t.country(address.country.as_str()));
    let lines = [
        Some(address.recipient.clone()),
        address.complement.clone(),
        Some(address.street.clone()),
        Some(address.locality()),
        abroad,
    ];
    lines.into_iter().flatten().collect()
}
