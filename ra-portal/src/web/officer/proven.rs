//! The data that a piece proves, as they stand beside it.

use i18n::Words;
use policies::Policies;
use registration::desk::DeskOrder;
use registration::dossiers::PieceKind;
use registration::orders::{Application, Identity};
use registration::people::PostalAddress;

/// A datum beside a piece.
pub(super) struct Datum {
    /// What it is.
    pub(super) label: String,
    /// What was answered.
    pub(super) value: String,
    /// Whether it differs from what the line above it says: marked.
    pub(super) differs: bool,
}

/// The data that a piece of this kind proves.
pub(super) fn proven(kind: PieceKind, desk: &DeskOrder, policies: &Policies, t: Words) -> Vec<Datum> {
    let application = &desk.order.application;
    let mut data = Vec::new();
    let mut add = |key: &str, value: String, differs: bool| {
        if !value.is_empty() {
            data.push(Datum { label: t.say(key), value, differs });
        }
    };
    match kind {
        PieceKind::SignedDossier => signed(application, desk, t, &mut add),
        PieceKind::IdentityDocument => identified(application, t, &mut add),
        PieceKind::ProofOfListing => {
            if let Some(identity) = &application.identity {
                add("desk-datum-name", identity.greeting(), false);
            }
            if let Some(listing) = &application.listing {
                add("desk-datum-court", listing.court.clone(), false);
                add("desk-datum-listing-ends", t.day(listing.ends), false);
                add("desk-datum-compagnie", listing.compagnie.clone(), false);
                let title = policies.court(&listing.court).map(|court| court.title.clone());
                add("desk-datum-title", title.unwrap_or_default(), false);
            }
        }
    }
    data
}

fn signed(application: &Application, desk: &DeskOrder, t: Words, add: &mut impl FnMut(&str, String, bool)) {
    add("desk-datum-number", desk.number.to_string(), false);
    if let Some(identity) = &application.identity {
        add("desk-datum-name", identity.greeting(), false);
    }
    add("desk-datum-email", desk.email.clone(), false);
    if let Some(delivery) = &application.delivery {
        add("desk-datum-token-address", on_one_line(&delivery.token, t), false);
        if let Some(letter) = &delivery.pin_letter {
            add("desk-datum-letter-address", on_one_line(letter, t), letter != &delivery.token);
        }
    }
    if let Some(terms) = &application.terms {
        let accepted = [("version", terms.version.as_str()), ("at", &t.moment(terms.accepted_at))];
        add("desk-datum-terms", t.with("desk-terms-accepted", accepted), false);
    }
}

fn identified(application: &Application, t: Words, add: &mut impl FnMut(&str, String, bool)) {
    if let Some(identity) = &application.identity {
        add("desk-datum-birth-name", identity.birth_name.to_string(), false);
        add("desk-datum-given-names", identity.given_names.to_string(), false);
        if let Some(in_use) = &identity.name_in_use {
            add("desk-datum-name-in-use", in_use.to_string(), in_use != &identity.birth_name);
        }
        let (surname, given_names) = identity.in_certificate();
        add("desk-datum-in-certificate", format!("{given_names} {surname}"), differs(identity));
    }
    if let Some(birth) = &application.birth {
        add("desk-datum-birth-date", t.day(birth.date), false);
        add("desk-datum-birth-place", format!("{} ({})", birth.place, t.country(birth.country.as_str())), false);
    }
}

/// Whether the certificate will say another name than the birth name as it was typed.
fn differs(identity: &Identity) -> bool {
    let (surname, given_names) = identity.in_certificate();
    surname != &identity.birth_name || given_names != &identity.given_names
}

fn on_one_line(address: &PostalAddress, t: Words) -> String {
    let mut lines = vec![address.recipient.clone()];
    lines.extend(address.complement.clone());
    lines.push(address.street.clone());
    lines.push(format!("{} {}", address.postcode, address.town));
    lines.push(t.country(address.country.as_str()));
    lines.join(", ")
}
