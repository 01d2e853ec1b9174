//! Where token and PIN letter go.

use super::{Fields, Reader, put, put_address};
use crate::orders::{Application, Delivery};
use crate::people::Country;

pub(super) fn read(reader: &mut Reader<'_>) -> Option<Delivery> {
    let token = reader.address("token");
    let is_elsewhere = !reader.text("letter-elsewhere").is_empty();
    let pin_letter = if is_elsewhere { reader.address("letter") } else { None };
    if is_elsewhere && pin_letter.is_none() {
        return None;
    }
    Some(Delivery { token: token?, pin_letter })
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
            let holder = application.identity.as_ref().map(|identity| identity.greeting());
            put(fields, "token-recipient", holder.unwrap_or_default());
            put(fields, "token-country", Country::FRANCE.as_str());
        }
    }
    if application.delivery.as_ref().is_none_or(|delivery| delivery.pin_letter.is_none()) {
        put(fields, "letter-country", Country::FRANCE.as_str());
    }
}
