//! Lookup in catalogues, findings of the lint, names of countries.

use std::fs;
use std::path::Path;

use crate::lint::{english_fault, findings, typography_fault};
use crate::words::{COUNTRIES, OBJECTS};
use crate::{Catalogues, Language, Words};

static BASE: Catalogues = Catalogues::new(
    &[("base", "base-help = Appelez-nous.\nbase-errors = L'erreur\n")],
    &[("base", "base-help = Call us.\nbase-errors = The error\n")],
    &[],
);

static ZONE: Catalogues = Catalogues::new(
    &[("zone", "zone-title = Titre\nbase-help = Appelez le guichet.\n")],
    &[("zone", "zone-title = Title\nbase-help = Call the desk.\n")],
    &[&BASE],
);

#[test]
fn a_text_is_looked_up_in_the_crate_first_and_then_in_what_it_includes() {
    let t = Words::new(Language::Fr, &ZONE);
    assert_eq!(t.say("zone-title"), "Titre");
    assert_eq!(t.say("base-errors"), "L\u{2019}erreur");
    assert_eq!((t.say("base-help"), Words::new(Language::Fr, &BASE).say("base-help")).0, "Appelez le guichet.");
    assert_eq!(t.in_language(Language::En).say("base-help"), "Call the desk.");
}

#[test]
fn a_missing_text_shows_its_key() {
    assert_eq!(Words::new(Language::Fr, &ZONE).say("no-such-text"), "no-such-text");
}

#[test]
fn the_names_of_countries_and_objects_are_complete() {
    for catalogues in [&COUNTRIES, &OBJECTS] {
        assert_eq!(findings(catalogues, Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap(), Vec::<String>::new());
    }
    assert_eq!(Words::new(Language::Fr, &ZONE).country("DE"), "Allemagne");
}

#[test]
fn an_object_is_named_within_and_at_the_beginning_of_sentences() {
    let said = |language, kind| Words::new(language, &ZONE).object(kind).variables().map(|(_, word)| word.to_owned());
    assert_eq!(said(Language::Fr, "card"), ["la carte", "La carte", "votre carte", "card"]);
    assert_eq!(said(Language::Fr, "usb-key"), ["la clé USB", "La clé USB", "votre clé USB", "usb-key"]);
    assert_eq!(said(Language::En, "usb-key"), ["the USB key", "The USB key", "your USB key", "usb-key"]);
}

/// The findings in a crate with these catalogues and this source.
fn found(catalogues: &Catalogues, source: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/page.rs"), source).unwrap();
    findings(catalogues, folder.path()).unwrap()
}

/// Uses every text of [`ZONE`] that overrides none of [`BASE`].
const SAYS_ALL: &str = "t.say(\"zone-title\")";

#[test]
fn a_crate_that_uses_all_its_texts_and_included_ones_has_no_findings() {
    assert_eq!(found(&ZONE, &format!("{SAYS_ALL} t.say(\"base-errors\")")), Vec::<String>::new());
}

#[test]
fn each_kind_of_fault_in_a_catalogue_is_found() {
    let of = |french: &'static str, english: &'static str| {
        let sources = |text: &'static str| -> &'static [crate::Source] { Box::leak(Box::new([("page", text)])) };
        Catalogues::new(sources(french), sources(english), &[])
    };
    for (french, english, source, fault) in [
        ("page-a = a\npage-a = b\n", "page-a = a\n", "say(\"page-a\")", "malformed or twice: page"),
        ("page-a = {\n", "page-a = a\n", "say(\"page-a\")", "malformed or twice: page"),
        ("page-a = a\n", "", "say(\"page-a\")", "only in French: page-a"),
        ("", "page-a = a\n", "", "only in English: page-a"),
        ("page-a = { $day }\n", "page-a = { $date }\n", "say(\"page-a\")", "not the same area and variables"),
        ("", "", "say(\"page-a\")", "said and in no catalogue"),
        ("page-a = a\n", "page-a = a\n", "", "said nowhere: page: page-a"),
        ("page-a = Quoi ?\n", "page-a = What?\n", "say(\"page-a\")", "typography: page: page-a"),
        ("page-a = Quoi\n", "page-a = What ?\n", "say(\"page-a\")", "English: page: page-a"),
        (
            "page-a = Une pièce\n",
            "page-a = A document\n",
            "say(\"page-a\")",
            "word: page: page-a: \"pièce\": say \"justificatif\"",
        ),
        (
            "page-a = Un document\n",
            "page-a =\n    A\n    piece\n",
            "say(\"page-a\")",
            "word: page: page-a: \"piece\": say \"document\"",
        ),
    ] {
        let found = found(&of(french, english), source);
        assert!(found.iter().any(|found| found.starts_with(fault)), "{fault}: {found:?}");
    }
}

#[test]
fn violations_of_typography_are_found() {
    for bad in [
        "Quoi ?",
        "Quoi?",
        "Ici ; là",
        "Ici\u{a0}; là",
        "Attention !",
        "Ici : là",
        "Ici: là",
        "« là »",
        "«\u{a0}là »",
        "3 €",
        "3€",
        "20 %",
        "1 234",
        "Etat",
        "A bientôt",
        "Ecrivez",
        "...",
        "{ $count } %",
    ] {
        assert!(typography_fault(bad).is_some(), "{bad}");
    }
    for good in [
        "Quoi\u{202f}?",
        "Ici\u{a0}: là, https://x/ à 12:30",
        "«\u{a0}là\u{a0}»",
        "20\u{a0}%",
        "À 1\u{202f}234\u{a0}€",
        "{ $count ->\n*[other] a\n}",
    ] {
        assert_eq!(typography_fault(good), None, "{good}");
    }
}

#[test]
fn violations_of_the_rules_of_english_are_found() {
    for bad in [
        "Press \"Save\".",
        "Wait...",
        "Two  spaces",
        "Here ; there",
        "What ?",
        "What\u{20}!",
        "Note : this",
        "Authorize the order.",
        "The order was canceled.",
        "<p>A license.</p>",
    ] {
        assert!(english_fault(bad).is_some(), "{bad}");
    }
    for good in [
        "Press “Save”… then wait; it’s the officer's.",
        "{\"\\u202F\"}",
        "{ $count ->\n    [one] one line\n   *[other] { $count } lines\n}",
        "The licensee, the colorimeter, the centre",
        "From 9:00 to 18:00: { $telephone }.",
    ] {
        assert_eq!(english_fault(good), None, "{good}");
    }
}

#[test]
fn the_first_accepted_language_that_is_supported_is_chosen() {
    for (header, accepted) in [
        ("en-GB,en;q=0.9,fr;q=0.5", Some(Language::En)),
        ("de, fr-CH;q=0.8, en;q=0.2", Some(Language::Fr)),
        ("de", None),
        ("*", None),
        ("", None),
    ] {
        assert_eq!(Language::accepted(header), accepted, "{header}");
    }
}
