//! Numbers of every country, from the library's metadata and from ARCEP's plan.

use proptest::prelude::*;

use super::*;

fn read(typed: &str) -> Result<String, MobileNumberFault> {
    typed.parse::<MobileNumber>().map(String::from)
}

fn read_in(home: &str, typed: &str) -> Result<String, MobileNumberFault> {
    MobileNumber::read(typed, home.parse().unwrap()).map(String::from)
}

fn of(code: &str) -> Option<Country> {
    Some(code.parse().unwrap())
}

/// A mobile number of every region that has one, with the region's country, which its neighbours' plans may share.
fn examples() -> impl Iterator<Item = (Region, PhoneNumber)> {
    PHONE_NUMBER_UTIL.get_supported_regions().filter_map(|region| {
        let example = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, PhoneNumberType::Mobile);
        Some((region, example.ok()?))
    })
}

#[test]
fn a_french_number_is_parsed_in_every_spelling() {
    for written in [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "06–12–34–56–78",
        "6 12 34 56 78",
        "+33612345678",
        "+33 (0)6 12 34 56 78",
        "(+33) 6 12 34 56 78",
        "+33 06 12 34 56 78",
        "0033 6 12-34-56-78",
        "00330612345678",
        "\u{202a}+33\u{a0}6\u{202f}12 34 56 78\u{202c}",
        "＋３３６１２３４５６７８",
    ] {
        assert_eq!(read(written).as_deref(), Ok("+33612345678"), "{written}");
    }
}

/// Decisions of ARCEP on the numbering plan: blocks of the overseas departments among the numbers of metropolitan France.
#[test]
fn the_ranges_of_arcep_are_known() {
    for (national, international, country) in [
        ("06 39 01 12 34", "+262639011234", "YT"),
        ("06 90 00 12 34", "+590690001234", "GP"),
        ("06 92 12 34 56", "+262692123456", "RE"),
        ("06 93 30 12 34", "+262693301234", "RE"),
        ("06 94 20 12 34", "+594694201234", "GF"),
        ("06 96 20 12 34", "+596696201234", "MQ"),
        ("06 97 00 12 34", "+596697001234", "MQ"),
        ("07 09 00 12 34", "+590709001234", "GP"),
        ("07 09 10 12 34", "+596709101234", "MQ"),
        ("07 09 20 12 34", "+262709201234", "RE"),
        ("07 09 30 12 34", "+594709301234", "GF"),
        ("07 50 12 34 56", "+33750123456", "FR"),
        ("06 12 34 56 78", "+33612345678", "FR"),
        // Not in the metadata: the block for works of fiction, and blocks that are not assigned yet.
        ("06 39 98 00 12", "+33639980012", "FR"),
        ("07 12 34 56 78", "+33712345678", "FR"),
    ] {
        for home in ["FR", "RE", "BE", "PF", "US"] {
            let number = MobileNumber::read(national, home.parse().unwrap()).unwrap();
            assert_eq!(number.as_str(), international, "{national} in {home}");
            assert_eq!(number.country(), of(country), "{national}");
        }
        // With the code of metropolitan France.
        assert_eq!(read(&format!("+33 {}", &national[1..])).as_deref(), Ok(international), "{national}");
    }
}

/// Beginnings of six digits, spread over all that begin with 06 or 07.
#[test]
fn each_french_number_has_the_one_country_code_of_its_range() {
    for beginning in (60_000..80_000).step_by(7) {
        let national = format!("0{beginning}2345");
        let mut codes: Vec<i32> = FRENCH_PLAN
            .into_iter()
            .filter_map(|region| parsed(&national, Some(region)).ok().filter(is_mobile).map(|number| number.country_code))
            .collect();
        codes.dedup();
        let code = match codes.as_slice() {
            [] => 33,
            [code] => *code,
            several => panic!("{national} has the codes {several:?}"),
        };
        let international = format!("+{code}{}", &national[1..]);
        assert_eq!(read(&national).as_ref(), Ok(&international));
        for region in FRENCH_PLAN {
            let typed = format!("+{} {}", code_of(region).unwrap(), &national[1..]);
            let number = read(&typed).unwrap();
            assert!(codes.is_empty() || number == international, "{typed}: {number}");
        }
    }
}

#[test]
fn a_mobile_example_of_every_country_is_taken_in_four_spellings() {
    let mut countries = 0;
    for (region, example) in examples() {
        let international = e164(&example);
        let grouped = example.format_as(PhoneNumberFormat::International);
        for typed in [international.as_str(), &grouped, &international.replacen('+', "00", 1)] {
            assert_eq!(read(typed).as_ref(), Ok(&international), "{region}: {typed}");
        }
        if let Some(home) = country(region) {
            let national = example.format_as(PhoneNumberFormat::National);
            assert_eq!(
                MobileNumber::read(&national, home).map(String::from).as_ref(),
                Ok(&international),
                "{region}: {national}"
            );
            countries += 1;
        }
    }
    assert!(countries > 230, "{countries} countries");
}

/// Colombian mobile numbers begin with 3, and a 0 before it is part of a prefix that names a carrier.
#[test]
fn a_trunk_zero_behind_a_code_makes_no_difference() {
    let mut countries = 0;
    for (region, example) in examples().filter(|(region, _)| *region != Region::CO) {
        let national: String = example.format_as(PhoneNumberFormat::National).chars().filter(char::is_ascii_digit).collect();
        let digits = digits(&example);
        if national != digits {
            let typed = format!("+{} {national}", example.country_code);
            assert_eq!(read(&typed), Ok(e164(&example)), "{region}: {typed}");
            countries += 1;
        }
    }
    assert!(countries > 80, "{countries} countries");
    for (typed, international) in [
        ("+590 0690 12 34 56", "+590690123456"),
        ("+32 0470 12 34 56", "+32470123456"),
        ("+44 (0)7911 123456", "+447911123456"),
        ("+49 0151 23456789", "+4915123456789"),
        ("+41 079 123 45 67", "+41791234567"),
        ("+7 8 912 345 67 89", "+79123456789"),
        ("+39 347 123 4567", "+393471234567"),
    ] {
        assert_eq!(read(typed).as_deref(), Ok(international), "{typed}");
    }
    // Land lines of Italy keep their 0: this one is of Rome.
    assert_eq!(parsed("+39 06 1234 5678", None).map(|number| e164(&number)).as_deref(), Ok("+390612345678"));
    assert_eq!(read("+39 06 1234 5678"), Err(MobileNumberFault::NotMobile { country: of("IT") }));
}

#[test]
fn numbers_in_national_form_are_those_of_the_home_country_first() {
    for (home, typed, international) in [
        ("BE", "0470 12 34 56", "+32470123456"),
        ("PF", "87 12 34 56", "+68987123456"),
        ("NC", "75 12 34", "+687751234"),
        ("CH", "079 123 45 67", "+41791234567"),
        ("MC", "06 12 34 56 78", "+377612345678"),
        ("LU", "621 123 456", "+352621123456"),
        ("PM", "55 12 34", "+508551234"),
        ("US", "(202) 555-0173", "+12025550173"),
        ("IT", "06 12 34 56 78", "+33612345678"),
    ] {
        assert_eq!(read_in(home, typed).as_deref(), Ok(international), "{typed} in {home}");
    }
    assert!(read("55 12 34").is_err(), "six digits are no number of metropolitan France");
}

#[test]
fn a_land_line_of_any_country_is_refused_by_name() {
    let mut refused = 0;
    for region in PHONE_NUMBER_UTIL.get_supported_regions() {
        let example = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, PhoneNumberType::FixedLine);
        let Ok(example) = example else { continue };
        if example.get_type() != PhoneNumberType::FixedLine {
            continue;
        }
        let why = read(&e164(&example)).unwrap_err();
        assert!(matches!(why, MobileNumberFault::NotMobile { .. }), "{region}: {why:?}");
        refused += 1;
    }
    assert!(refused > 200, "{refused} countries");
    for (typed, country) in [
        ("01 99 00 12 34", "FR"),
        ("02 62 20 20 20", "RE"),
        ("+33 9 87 65 43 21", "FR"),
        ("0800 123 456", "FR"),
        ("+32 2 234 56 78", "BE"),
    ] {
        assert_eq!(read(typed), Err(MobileNumberFault::NotMobile { country: of(country) }), "{typed}");
    }
}

#[test]
fn digits_of_every_script_are_digits() {
    for zero in ['0', '０', '٠', '۰', '०', '০', '๐', '\u{1d7d8}'] {
        let typed: String =
            "0612345678".chars().filter_map(|digit| char::from_u32(u32::from(zero) + digit.to_digit(10)?)).collect();
        assert_eq!(read(&typed).as_deref(), Ok("+33612345678"), "{typed}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    use MobileNumberFault::{Character, Empty, Length, NoSuchCode};
    assert_eq!(read(" "), Err(Empty));
    for (typed, fault) in [
        ("06 12 34 56 7a", Character { character: 'a', position: 14 }),
        ("06+12345678", Character { character: '+', position: 3 }),
        ("1-800-FLOWERS", Character { character: 'F', position: 7 }),
        ("06 12 34 56 78 poste 3", Character { character: 'p', position: 16 }),
        ("06 12 34 56 7½", Character { character: '½', position: 14 }),
        ("06 12 34 56 7", Length { country: of("FR") }),
        ("06 12 34 56 78 9", Length { country: of("FR") }),
        ("+33 6 12 34 56 7", Length { country: of("FR") }),
        ("+0612345678", NoSuchCode),
        ("+999 123 456 789", NoSuchCode),
        ("+", Length { country: None }),
    ] {
        assert_eq!(read(typed), Err(fault), "{typed}");
    }
    for long in ["1".repeat(5000), format!("+{}", "9".repeat(200)), format!("+352 621 {}", "1".repeat(30))] {
        assert!(read(&long).is_err());
    }
}

#[test]
fn a_number_is_shown_in_groups_with_its_country() {
    for (international, national, country, home, written) in [
        ("+33612345678", "06 12 34 56 78", of("FR"), "FR", "06 12 34 56 78"),
        ("+33639980012", "06 39 98 00 12", of("FR"), "RE", "06 39 98 00 12"),
        ("+262692123456", "0692 12 34 56", of("RE"), "FR", "0692 12 34 56"),
        ("+32470123456", "0470 12 34 56", of("BE"), "FR", "+32 470 12 34 56"),
        ("+32470123456", "0470 12 34 56", of("BE"), "BE", "0470 12 34 56"),
        ("+68987123456", "87 12 34 56", of("PF"), "FR", "+689 87 12 34 56"),
        ("+870773111632", "+870 773 111 632", None, "FR", "+870 773 111 632"),
    ] {
        let number: MobileNumber = international.parse().unwrap();
        assert_eq!((number.national().as_str(), number.country()), (national, country), "{international}");
        assert_eq!(number.as_written_in(home.parse().unwrap()), written, "{international} in {home}");
    }
}

/// Release 0.1.0 took numbers of 0709 for those of metropolitan France and kept a trunk 0 behind a code.
#[test]
fn numbers_stored_wrong_are_dialled_right() {
    for (stored, dialled, national) in [
        ("+33709201234", "+262709201234", "0709 20 12 34"),
        ("+5900690123456", "+590690123456", "0690 12 34 56"),
        ("+320470123456", "+32470123456", "0470 12 34 56"),
        ("+262639981234", "+262639981234", "0639 98 12 34"),
        ("+33612345678", "+33612345678", "06 12 34 56 78"),
        // No country has this code any more, or not yet.
        ("+9991234567", "+9991234567", "+9991234567"),
    ] {
        let number = MobileNumber::try_from(stored.to_owned()).unwrap();
        assert_eq!((number.as_str(), number.to_dial().as_str(), number.national().as_str()), (stored, dialled, national));
    }
}

proptest! {
    #[test]
    fn a_stored_number_is_read_whatever_the_metadata_say(text in r"\+[1-9][0-9]{6,14}") {
        let number: MobileNumber = serde_json::from_value(text.clone().into()).unwrap();
        prop_assert_eq!(serde_json::to_value(&number).unwrap(), text);
        prop_assert!(!number.national().is_empty() && number.to_dial().starts_with('+'));
        let _ = number.country();
    }

    #[test]
    fn a_row_without_a_number_is_broken(text in r"(\+0[0-9]{8}|[0-9]{10}|\+[1-9][0-9]{0,5}|\+[1-9][0-9]{15,20}|\+33 612345678)") {
        prop_assert!(MobileNumber::try_from(text).is_err());
    }

    #[test]
    fn any_text_is_a_number_or_a_fault_and_a_number_stays_one(text in r"\+?[0-9 ()./-]{0,24}", home in 0..249_usize) {
        let home = Country::all().nth(home).unwrap();
        if let Ok(number) = MobileNumber::read(&text, home) {
            prop_assert_eq!(number.as_str().parse::<MobileNumber>(), Ok(number.clone()));
            prop_assert_eq!(MobileNumber::try_from(number.as_str().to_owned()), Ok(number.clone()));
            prop_assert_eq!(MobileNumber::read(&number.as_written_in(home), home), Ok(number));
        }
    }
}
