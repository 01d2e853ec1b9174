//! The section about billing.

use policies::Siren;

use super::fault::FieldFault;
use super::reader::{Fields, Reader, put, put_address};
use crate::orders::{Application, Billing, BillingParty};
use crate::people::{Country, parse_latin_line};

pub(super) fn read(reader: &mut Reader<'_>) -> Option<Billing> {
    match reader.text("payer").as_str() {
        "holder" => {
            for unused in
                ["payer-name", "payer-siren"].into_iter().filter(|field| !reader.text(field).is_empty()).collect::<Vec<_>>()
            {
                reader.faults.add(unused, FieldFault::Unused);
            }
            reader.address("billing").map(Billing::Holder)
        }
        "other" => {
            let name = parse_latin_line(&reader.text("payer-name"), 100);
            let name = reader.read("payer-name", name);
            let siren = siren(reader);
            let address = reader.address("billing");
            Some(Billing::Other(BillingParty { name: name?, siren: siren?, address: address? }))
        }
        _ => reader.read("payer", Err(FieldFault::NotChosen)),
    }
}

/// The SIREN, if one was typed; often written in groups of three.
fn siren(reader: &mut Reader<'_>) -> Option<Option<Siren>> {
    let digits: String = reader.text("payer-siren").split_whitespace().collect();
    // Nine zeros satisfy the check digit, but no company has this number.
    if digits.len() == 9 && digits.bytes().all(|digit| digit == b'0') {
        return reader.read("payer-siren", Err(FieldFault::NoSuchSiren));
    }
    if digits.is_empty() { Some(None) } else { reader.read("payer-siren", digits.parse::<Siren>()).map(Some) }
}

pub(super) fn write(application: &Application, fields: &mut Fields) {
    match &application.billing {
        Some(Billing::Holder(address)) => {
            put(fields, "payer", "holder");
            put_address(fields, "billing", address);
        }
        Some(Billing::Other(party)) => {
            put(fields, "payer", "other");
            put(fields, "payer-name", party.name.as_str());
            put(fields, "payer-siren", party.siren.as_ref().map_or("", Siren::as_str));
            put_address(fields, "billing", &party.address);
        }
        None => match &application.delivery {
            Some(delivery) => put_address(fields, "billing", &delivery.token),
            None => put(fields, "billing-country", Country::FRANCE.as_str()),
        },
    }
}
