//! Error messages of fields: what is wrong, and what to do about it.

use i18n::Words;
use registration::orders::{DateFault, FieldFault, FieldFaults};
use registration::people::{AddressFault, MobileNumberFault, NameFault, WholeNameFault, is_invisible};

use crate::web::FieldErrors;

/// Every error beside its field.
pub(super) fn in_words(t: Words, faults: &FieldFaults) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (field, fault) in faults.iter() {
        errors.add(field, said(t, field, fault));
    }
    errors
}

fn said(t: Words, field: &str, fault: &FieldFault) -> String {
    match fault {
        FieldFault::Name(fault) => name(t, field, fault),
        FieldFault::WholeName(WholeNameFault::TooLong { at_most }) => t.count("orders-fault-whole-name", *at_most),
        FieldFault::WholeName(WholeNameFault::TooManyWords { at_most }) => t.count("orders-fault-whole-words", *at_most),
        FieldFault::NotLatin => t.say("orders-fault-not-latin"),
        FieldFault::Line(fault) => line(t, field, *fault),
        FieldFault::Country(_) => t.say("orders-fault-country"),
        FieldFault::Date(DateFault::Empty) => t.say("orders-fault-date-empty"),
        FieldFault::Date(DateFault::Incomplete) => t.say("orders-fault-date-incomplete"),
        FieldFault::Date(DateFault::NoSuchDay) => t.say("orders-fault-date"),
        FieldFault::NotBorn => t.say("orders-fault-not-born"),
        FieldFault::LongAgo => t.say("orders-fault-long-ago"),
        FieldFault::TooYoung { at_least } => t.with("orders-fault-too-young", [("age", at_least.to_string().as_str())]),
        FieldFault::EndsBeforeCertificate { certificate_ends } => {
            t.with("orders-fault-listing-ends", [("day", t.day(certificate_ends).as_str())])
        }
        FieldFault::ListingTooFar { latest } => t.with("orders-fault-listing-far", [("day", t.day(latest).as_str())]),
        FieldFault::NotChosen if field == "court" => t.say("orders-fault-court"),
        FieldFault::NotChosen if field == "contact" => t.say("orders-fault-choose-contact"),
        FieldFault::NotChosen => t.say("orders-fault-choose-payer"),
        FieldFault::MobileNumber(fault) => mobile_number(t, *fault),
        FieldFault::NoSuchSiren => t.say("orders-fault-no-such-siren"),
        FieldFault::Siren(_) => t.say("orders-fault-siren"),
        FieldFault::NotConfirmed if field == "accepted" => t.say("orders-fault-terms"),
        FieldFault::NotConfirmed => t.say("orders-fault-confirm"),
        FieldFault::OtherTerms => t.say("orders-fault-other-terms"),
    }
}

fn name(t: Words, field: &str, fault: &NameFault) -> String {
    match fault {
        NameFault::Empty => t.say(match field {
            "given-names" => "orders-fault-given-names-empty",
            "birth-name" => "orders-fault-birth-name-empty",
            "latin-given-names" => "orders-fault-latin-given-names-empty",
            "latin-surname" => "orders-fault-latin-surname-empty",
            _ => "orders-fault-empty",
        }),
        NameFault::Character { character, position } => character_at(t, *character, *position),
        NameFault::Beginning => t.say("orders-fault-name-beginning"),
        NameFault::TooLong { at_most } => t.count("orders-fault-too-long", *at_most),
        NameFault::TooManyWords { at_most } => t.count("orders-fault-too-many-words", *at_most),
    }
}

/// A visible character is shown, any other one is described by its position.
fn character_at(t: Words, character: char, position: usize) -> String {
    let place = position.to_string();
    if !is_invisible(character) {
        t.with("orders-fault-character", [("character", character.to_string().as_str()), ("place", &place)])
    } else {
        t.with("orders-fault-invisible", [("place", place.as_str())])
    }
}

fn line(t: Words, field: &str, fault: AddressFault) -> String {
    match fault {
        AddressFault::Empty => {
            let what = field.rsplit_once('-').map_or(field, |(_, line)| line);
            match what {
                "name" => t.say("orders-fault-payer-name-empty"),
                "place" => t.say("orders-fault-birth-place-empty"),
                "compagnie" => t.say("orders-fault-compagnie-empty"),
                "recipient" => t.say("orders-fault-recipient-empty"),
                "street" => t.say("orders-fault-street-empty"),
                "postcode" => t.say("orders-fault-postcode-empty"),
                "town" => t.say("orders-fault-town-empty"),
                _ => t.say("orders-fault-empty"),
            }
        }
        AddressFault::TooLong { at_most } => t.count("orders-fault-too-long", at_most),
        AddressFault::Character { character, position } => character_at(t, character, position),
        AddressFault::NotLatin => t.say("orders-fault-address-not-latin"),
        AddressFault::Postcode => t.say("orders-fault-postcode"),
        AddressFault::Country(_) => t.say("orders-fault-country"),
    }
}

fn mobile_number(t: Words, fault: MobileNumberFault) -> String {
    match fault {
        MobileNumberFault::Empty => t.say("orders-fault-mobile-empty"),
        MobileNumberFault::Character { character, position } => character_at(t, character, position),
        MobileNumberFault::NoSuchCode => t.say("orders-fault-mobile-code"),
        MobileNumberFault::Length { country: Some(country) } => {
            t.with("orders-fault-mobile-length", [("country", t.country(country.as_str()).as_str())])
        }
        MobileNumberFault::Length { country: None } => t.say("orders-fault-mobile-digits"),
        MobileNumberFault::NotMobile { country: Some(country) } => {
            t.with("orders-fault-mobile-of", [("country", t.country(country.as_str()).as_str())])
        }
        MobileNumberFault::NotMobile { country: None } => t.say("orders-fault-mobile"),
    }
}

#[cfg(test)]
mod tests {
    use i18n::Language;

    use super::*;

    #[test]
    fn visible_characters_are_shown_and_only_others_are_called_invisible() {
        let t = Words::new(Language::Fr, &crate::CATALOGUES);
        for seen in ['´', '😀', '→', '7'] {
            let said = character_at(t, seen, 3);
            assert!(said.contains(seen) && said.contains("position 3") && !said.contains("invisible"), "{said}");
        }
        for unseen in ['\u{202e}', '\u{fe0f}', '\u{3164}', '\t'] {
            assert!(character_at(t, unseen, 3).contains("invisible"), "{unseen:?}");
        }
    }
}
