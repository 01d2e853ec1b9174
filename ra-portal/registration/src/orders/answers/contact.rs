//! How the holder is told that the token can be activated.

use super::{FieldFault, Fields, Reader, put};
use crate::orders::ActivationContact;
use crate::people::MobileNumber;

pub(super) fn read(reader: &mut Reader<'_>) -> Option<ActivationContact> {
    match reader.text("contact").as_str() {
        "email" if reader.text("mobile").is_empty() => Some(ActivationContact::Email),
        "email" => reader.read("mobile", Err(FieldFault::Unused)),
        "sms" => {
            let number = reader.text("mobile").parse::<MobileNumber>();
            reader.read("mobile", number).map(ActivationContact::Sms)
        }
        _ => reader.read("contact", Err(FieldFault::NotChosen)),
    }
}

pub(super) fn write(contact: Option<&ActivationContact>, fields: &mut Fields) {
    match contact {
        Some(ActivationContact::Email) => put(fields, "contact", "email"),
        Some(ActivationContact::Sms(number)) => {
            put(fields, "contact", "sms");
            put(fields, "mobile", number.as_str());
        }
        None => {}
    }
}
