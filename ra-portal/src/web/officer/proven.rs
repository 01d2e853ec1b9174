//! The data that a piece proves, as they are shown beside it.

use i18n::Words;
use policies::{Policies, RequiredPiece, Section};
use registration::desk::DeskOrder;
use registration::orders::{Application, Billing, Identity};
use registration::people::{GivenNames, PostalAddress};

/// A value beside a piece.
pub(super) struct Datum {
    pub(super) label: String,
    pub(super) value: String,
    /// Whether it is marked because it differs from the value above it.
    pub(super) differs: bool,
}

/// The data that a piece proves.
pub(super) fn proven(piece: &RequiredPiece, desk: &DeskOrder, policies: &Policies, t: Words) -> Vec<Datum> {
    let application = &desk.order.application;
    let mut data = Vec::new();
    let mut add = |key: &str, value: String, differs: bool| {
        if !value.is_empty() {
            data.push(Datum { label: t.say(key), value, differs });
        }
    };
    if piece.signed {
        signed(application, desk, t, &mut add);
        return data;
    }
    if let Some(identity) = &application.identity {
        if piece.covers.contains(&Section::Identity) {
            identified(identity, t, &mut add);
        } else {
            add("desk-datum-name", identity.greeting(), false);
        }
    }
    for section in &piece.covers {
        covered(*section, application, policies, t, &mut add);
    }
    data
}

/// The answers of a section other than the names.
fn covered(section: Section, application: &Application, policies: &Policies, t: Words, add: &mut impl FnMut(&str, String, bool)) {
    match section {
        Section::Birth => {
            let Some(birth) = &application.birth else { return };
            add("desk-datum-birth-date", t.birth_day(birth.date.parts()), false);
            add("desk-datum-birth-place", format!("{} ({})", birth.place, t.country(birth.country.as_str())), false);
        }
        Section::Listing => {
            let Some(listing) = &application.listing else { return };
            add("desk-datum-court", listing.court.clone(), false);
            add("desk-datum-listing-ends", t.day(listing.ends), false);
            add("desk-datum-compagnie", listing.compagnie.clone(), false);
            let title = policies.court(&listing.court).map(|court| court.title.clone());
            add("desk-datum-title", title.unwrap_or_default(), false);
        }
        Section::Delivery => delivered(application, t, add),
        Section::Billing => match &application.billing {
            Some(Billing::Holder(address)) => add("desk-datum-billing-address", on_one_line(address, t), false),
            Some(Billing::Other(party)) => {
                add("desk-datum-payer", party.name.clone(), false);
                add("desk-datum-siren", party.siren.as_ref().map_or_else(String::new, |siren| siren.as_str().to_owned()), false);
                add("desk-datum-billing-address", on_one_line(&party.address, t), false);
            }
            None => {}
        },
        // Names are shown above. A choice proves nothing (`policies` refuses it).
        Section::Identity | Section::Spelling | Section::Contact | Section::Terms => {}
    }
}

fn signed(application: &Application, desk: &DeskOrder, t: Words, add: &mut impl FnMut(&str, String, bool)) {
    add("desk-datum-number", desk.number.to_string(), false);
    if let Some(identity) = &application.identity {
        add("desk-datum-name", identity.greeting(), false);
    }
    add("desk-datum-email", desk.email.clone(), false);
    delivered(application, t, add);
    if let Some(terms) = &application.terms {
        let accepted = [("version", terms.version.as_str()), ("at", &t.moment(terms.accepted_at))];
        add("desk-datum-terms", t.with("desk-terms-accepted", accepted), false);
    }
}

fn delivered(application: &Application, t: Words, add: &mut impl FnMut(&str, String, bool)) {
    let Some(delivery) = &application.delivery else { return };
    add("desk-datum-token-address", on_one_line(&delivery.token, t), false);
    if let Some(letter) = &delivery.pin_letter {
        add("desk-datum-letter-address", on_one_line(letter, t), letter != &delivery.token);
    }
}

fn identified(identity: &Identity, t: Words, add: &mut impl FnMut(&str, String, bool)) {
    add("desk-datum-birth-name", identity.birth_name.to_string(), false);
    let given_names = identity.given_names.as_ref().map_or_else(|| t.say("desk-given-names-none"), GivenNames::to_string);
    add("desk-datum-given-names", given_names, false);
    if let Some(in_use) = &identity.name_in_use {
        add("desk-datum-name-in-use", in_use.to_string(), in_use != &identity.birth_name);
    }
    add("desk-datum-in-certificate", identity.full_name_in_certificate(), differs(identity));
}

/// Whether the name in the certificate differs from the birth name as it was entered.
fn differs(identity: &Identity) -> bool {
    let (surname, given_names) = identity.in_certificate();
    surname != identity.birth_name || given_names != identity.given_names
}

fn on_one_line(address: &PostalAddress, t: Words) -> String {
    let mut lines = vec![address.recipient.clone()];
    lines.extend(address.complement.clone());
    lines.push(address.street.clone());
    lines.push(address.locality());
    lines.push(t.country(address.country.as_str()));
    lines.join(", ")
}
