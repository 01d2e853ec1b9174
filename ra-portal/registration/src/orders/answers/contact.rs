//! The section about how the holder learns that the token can be activated.

use super::fault::FieldFault;
use super::reader::{Fields, Reader, put};
use crate::orders::{ActivationContact, Application, Delivery};
use crate::people::{Country, MobileNumber};

/// `sms`: whether SMS can be sent. A number without a country code is one of the country where the token is sent.
pub(super) fn read(reader: &mut Reader<'_>, sms: bool, delivery: Option<&Delivery>) -> Option<ActivationContact> {
    match reader.text("contact").as_str() {
        "email" => Some(ActivationContact::Email),
        "sms" if sms => {
            let number = MobileNumber::read(&reader.text("mobile"), home(delivery));
            reader.read("mobile", number).map(ActivationContact::Sms)
        }
        _ => reader.read("contact", Err(FieldFault::NotChosen)),
    }
}

fn home(delivery: Option<&Delivery>) -> Country {
    delivery.map_or(Country::FRANCE, |delivery| delivery.token.country)
}

pub(super) fn write(application: &Application, fields: &mut Fields) {
    match &application.contact {
        Some(ActivationContact::Email) => put(fields, "contact", "email"),
        Some(ActivationContact::Sms(number)) => {
            put(fields, "contact", "sms");
            put(fields, "mobile", number.as_written_in(home(application.delivery.as_ref())));
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::FieldFaults;

    #[test]
    fn an_sms_can_be_chosen_only_where_it_can_be_sent() {
        let typed = |name: &str| if name == "contact" { "sms" } else { "06 39 98 00 12" }.to_owned();
        let chosen = |sms| {
            let mut reader = Reader { typed: &typed, faults: FieldFaults::default() };
            (read(&mut reader, sms, None), reader.faults.is_empty())
        };
        assert!(matches!(chosen(true), (Some(ActivationContact::Sms(_)), true)));
        assert_eq!(chosen(false), (None, false));
    }
}
