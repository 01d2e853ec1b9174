//! The section about where token and PIN letter are sent.

use super::reader::{Fields, Reader, put, put_address};
use crate::orders::{Application, Delivery, Identity};
use crate::people::{Country, LINE, is_latin, name_on_a_line};

/// The value of `letter-elsewhere` with which the address of the letter is read; with any other it is ignored, whatever was typed.
const ELSEWHERE: &str = "yes";

pub(super) fn read(reader: &mut Reader<'_>) -> Option<Delivery> {
    let token = reader.address("token");
    let pin_letter = match reader.text("letter-elsewhere").as_str() {
        ELSEWHERE => Some(reader.address("letter")?),
        _ => None,
    };
    Some(Delivery { token: token?, pin_letter })
}

pub(super) fn write(application: &Application, fields: &mut Fields) {
    match &application.delivery {
        Some(delivery) => {
            put_address(fields, "token", &delivery.token);
            if let Some(pin_letter) = &delivery.pin_letter {
                put_address(fields, "letter", pin_letter);
            }
        }
        None => {
            put(fields, "token-recipient", application.identity.as_ref().map_or_else(String::new, recipient));
            put(fields, "token-country", Country::FRANCE.as_str());
        }
    }
    let is_elsewhere = application.delivery.as_ref().is_some_and(|delivery| delivery.pin_letter.is_some());
    put(fields, "letter-elsewhere", if is_elsewhere { ELSEWHERE } else { "no" });
    if !is_elsewhere {
        put(fields, "letter-country", Country::FRANCE.as_str());
    }
}

/// The holder in Latin letters, which every postal service reads; nothing before their spelling is confirmed.
fn recipient(identity: &Identity) -> String {
    let (surname, given_names) = identity.in_certificate();
    let recipient = name_on_a_line(given_names.as_ref(), &surname, LINE);
    if is_latin(&recipient) { recipient } else { String::new() }
}
