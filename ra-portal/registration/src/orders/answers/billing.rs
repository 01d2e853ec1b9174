//! The section about billing.

use pki::letters::plain;
use policies::Siren;

use super::fault::FieldFault;
use super::reader::{Fields, Reader, put, put_address};
use crate::orders::{Application, Billing, BillingParty};
use crate::people::{Country, parse_latin_line};

pub(super) fn read(reader: &mut Reader<'_>) -> Option<Billing> {
    match reader.text("payer").as_str() {
        "holder" => reader.address("billing").map(Billing::Holder),
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

/// The SIREN, if one was typed.
fn siren(reader: &mut Reader<'_>) -> Option<Option<Siren>> {
    let digits = siren_in(&reader.text("payer-siren"));
    // Nine zeros satisfy the check digit, but no company has this number.
    if digits.len() == 9 && digits.bytes().all(|digit| digit == b'0') {
        return reader.read("payer-siren", Err(FieldFault::NoSuchSiren));
    }
    if digits.is_empty() { Some(None) } else { reader.read("payer-siren", digits.parse::<Siren>()).map(Some) }
}

/// The SIREN in what was typed, without its grouping: alone, as the first nine digits of a SIRET (article R. 123-221 of the code de
/// commerce) or behind the four characters of a French VAT number. A SIRET's own check digit is not checked: those of La Poste have
/// none.
fn siren_in(typed: &str) -> String {
    let compact: String = plain(typed).chars().filter(char::is_ascii_alphanumeric).collect();
    let number = ["SIREN", "SIRET"].iter().find_map(|label| compact.strip_prefix(label)).unwrap_or(&compact);
    let is_digits = |text: &str| text.bytes().all(|octet| octet.is_ascii_digit());
    match number.len() {
        14 if is_digits(number) => number[..9].to_owned(),
        13 if number.starts_with("FR") && is_digits(&number[4..]) => number[4..].to_owned(),
        _ => number.to_owned(),
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numbers of companies in public registers: 356000000 is La Poste, whose SIRETs have no check digit of their own.
    #[test]
    fn a_siret_or_a_vat_number_contains_the_siren() {
        for (typed, siren) in [
            ("732 829 320", "732829320"),
            ("732.829.320", "732829320"),
            ("732\u{a0}829\u{202f}320 00074", "732829320"),
            ("73282932000074", "732829320"),
            ("FR 44 732 829 320", "732829320"),
            ("fr44-732829320", "732829320"),
            ("FRK7 732829320", "732829320"),
            ("356 000 000 00048", "356000000"),
            ("SIRET : 732 829 320 00074", "732829320"),
            ("７３２８２９３２０", "732829320"),
            (" ", ""),
        ] {
            assert_eq!(siren_in(typed), siren, "{typed}");
        }
        for other in ["73282932", "7328293200007", "BE0732829320", "Cabinet Vautrin", "FR44 73282932X", "732829321 00074"] {
            assert!(siren_in(other).parse::<Siren>().is_err(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_siren_is_found_in_every_spelling(
            number in "[0-9]{8}",
            nic in "[0-9]{5}",
            key in "[0-9A-HJ-NP-Z]{2}",
            gaps in proptest::collection::vec(prop::sample::select(vec!["", " ", "\u{a0}", "\u{202f}", ".", "-", "\u{2013}"]), 14),
        ) {
            let siren = (0..10).map(|check| format!("{number}{check}")).find(|siren| siren.parse::<Siren>().is_ok()).unwrap();
            let grouped = |text: &str| -> String { text.chars().zip(&gaps).flat_map(|(digit, gap)| gap.chars().chain([digit])).collect() };
            for typed in [grouped(&siren), grouped(&format!("{siren}{nic}")), grouped(&format!("FR{key}{siren}"))] {
                prop_assert_eq!(siren_in(&typed), siren.clone(), "{}", typed);
            }
        }
    }
}
