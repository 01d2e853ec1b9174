//! The section about where token and PIN letter are sent.

use super::fault::FieldFault;
use super::reader::{Fields, Reader, put, put_address};
use crate::orders::{Application, Delivery};
use crate::people::{AddressLine, Country};

pub(super) fn read(reader: &mut Reader<'_>) -> Option<Delivery> {
    let token = reader.address("token");
    let is_elsewhere = !reader.text("letter-elsewhere").is_empty();
    if !is_elsewhere && is_begun(reader, "letter") {
        reader.faults.add("letter-elsewhere", FieldFault::Unused);
    }
    let pin_letter = if is_elsewhere { reader.address("letter") } else { None };
    if is_elsewhere && pin_letter.is_none() {
        return None;
    }
    Some(Delivery { token: token?, pin_letter })
}

/// Whether a line of the address was typed; the page prefills the country, which does not count.
fn is_begun(reader: &Reader<'_>, prefix: &str) -> bool {
    let mut lines = AddressLine::ALL.into_iter().filter(|line| *line != AddressLine::Country);
    lines.any(|line| !reader.text(&format!("{prefix}-{}", line.name())).is_empty())
}

pub(super) fn write(application: &Application, fields: &mut Fields) {
    match &application.delivery {
        Some(delivery) => {
            put_address(fields, "token", &delivery.token);
            if let Some(pin_letter) = &delivery.pin_letter {
                put(fields, "letter-elsewhere", "yes");
                put_address(fields, "letter", pin_letter);
            }
        }
        None => {
            // Proposed in Latin letters, which every postal service reads.
            let holder = application.identity.as_ref().map(|identity| identity.in_certificate());
            let holder = holder.map_or_else(String::new, |(surname, given_names)| format!("{given_names} {surname}"));
            put(fields, "token-recipient", holder);
            put(fields, "token-country", Country::FRANCE.as_str());
        }
    }
    if application.delivery.as_ref().is_none_or(|delivery| delivery.pin_letter.is_none()) {
        put(fields, "letter-country", Country::FRANCE.as_str());
    }
}
