//! Words for people: every text of pages, mails and papers, in French and English, from `locales/{fr,en}/*.ftl`.
//!
//! Texts are plain: what a template puts around them is the template's. A straight apostrophe in a catalogue is shown curved.
//! A key that no catalogue holds is a fault of the program that the tests beside this file find; whoever meets it all the
//! same reads the key.

mod format;

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use pki::Timestamp;
use registration::language::Language;
use registration::people::Country;
use unic_langid::LanguageIdentifier;

pub use format::Given;
pub(crate) use format::in_paris;

/// The catalogues of one language, by area.
type Sources = [(&'static str, &'static str); 14];

macro_rules! sources {
    ($language:literal: $($area:literal)*) => {
        [$(($area, include_str!(concat!("../locales/", $language, "/", $area, ".ftl")))),*]
    };
}

macro_rules! languages {
    ($($area:literal)*) => {
        const FRENCH: Sources = sources!("fr": $($area)*);
        const ENGLISH: Sources = sources!("en": $($area)*);
    };
}

languages!("accounts" "countries" "desk" "dossiers" "emergency" "holders" "messages" "officers" "orders" "papers" "payments" "production" "public" "shell");

static CATALOGUES: LazyLock<[Catalogue; 2]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let (catalogue, faults) = Catalogue::read(language);
        for fault in faults {
            tracing::error!(fault, language = language.tag(), "a catalogue of texts is at fault");
        }
        catalogue
    })
});

/// One language's texts.
struct Catalogue {
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The texts, and what is wrong with the files: nothing, as the tests ascertain.
    fn read(language: Language) -> (Self, Vec<String>) {
        let identifier: LanguageIdentifier = language.tag().parse().expect("fr and en are language tags (BCP 47)");
        let formatter: fn(&FluentValue, &_) -> Option<String> = match language {
            Language::Fr => |value, _| number(Language::Fr, value),
            Language::En => |value, _| number(Language::En, value),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolating marks would be copied with an order's number, and read aloud by some screen readers.
        bundle.set_use_isolating(false);
        bundle.set_transform(Some(curve_apostrophes));
        bundle.set_formatter(Some(formatter));
        let mut faults = Vec::new();
        for (area, text) in sources(language) {
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, errors)| {
                faults.extend(errors.iter().map(|error| format!("{area}: {error}")));
                rest
            });
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(errors.iter().map(|error| format!("{area}: {error}")));
            }
        }
        (Self { bundle }, faults)
    }

    fn of(language: Language) -> &'static Self {
        let [french, english] = &*CATALOGUES;
        match language {
            Language::Fr => french,
            Language::En => english,
        }
    }
}

const fn sources(language: Language) -> Sources {
    match language {
        Language::Fr => FRENCH,
        Language::En => ENGLISH,
    }
}

fn curve_apostrophes(text: &str) -> Cow<'_, str> {
    if text.contains('\'') { text.replace('\'', "\u{2019}").into() } else { text.into() }
}

/// Numbers within texts; counts are whole.
fn number(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "only whole numbers below 2⁵³ are given, by `count`")]
        FluentValue::Number(number) => Some(format::number(language, number.value as i64)),
        _ => None,
    }
}

/// Says everything in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    /// In this language.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// In which language.
    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// The text of `key`.
    #[must_use]
    pub fn say(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of `key` with the named values put in.
    #[must_use]
    pub fn with<'a>(self, key: &str, values: impl AsRef<[(&'a str, &'a str)]>) -> String {
        let named: FluentArgs<'_> = values.as_ref().iter().copied().collect();
        self.format(key, Some(&named))
    }

    /// The text of `key` for so many: `$count` in the catalogue chooses the grammatical number, and is put in.
    #[must_use]
    pub fn count(self, key: &str, count: impl Given<Value = i64>) -> String {
        let mut named = FluentArgs::new();
        named.set("count", count.value());
        self.format(key, Some(&named))
    }

    /// An amount in cents of a euro: `1 234,56 €`, `€1,234.56`.
    #[must_use]
    pub fn money(self, cents: impl Given<Value = i64>) -> String {
        format::money(self.language, cents.value())
    }

    /// A whole number: `12 345`, `12,345`.
    #[must_use]
    pub fn number(self, number: impl Given<Value = i64>) -> String {
        format::number(self.language, number.value())
    }

    /// A rate in thousandths, as a percentage: `5,5 %`, `5.5%`.
    #[must_use]
    pub fn rate(self, per_mille: impl Given<Value = i64>) -> String {
        format::rate(self.language, per_mille.value())
    }

    /// Date and time in Paris: `3 mars 2027 à 14 h 05`, `3 March 2027 at 14:05`.
    #[must_use]
    pub fn moment(self, moment: impl Given<Value = Timestamp>) -> String {
        format::moment(self.language, moment.value())
    }

    /// The time of day in universal time, for the record: `2 h 49 min 14,309 s UTC`, `02:49:14.309 UTC`; with the date where it is
    /// not that of Paris.
    #[must_use]
    pub fn universal(self, moment: impl Given<Value = Timestamp>) -> String {
        format::universal(self.language, moment.value())
    }

    /// The date in Paris at a moment.
    #[must_use]
    pub fn day_of(self, moment: impl Given<Value = Timestamp>) -> String {
        format::day_of(self.language, moment.value())
    }

    /// A date: `3 mars 2027`, `3 March 2027`.
    #[must_use]
    pub fn day(self, date: impl Given<Value = Date>) -> String {
        format::day(self.language, date.value())
    }

    /// A country's name.
    #[must_use]
    pub fn country(self, country: Country) -> String {
        self.say(&format!("country-{}", country.as_str().to_ascii_lowercase()))
    }

    fn format(self, key: &str, named: Option<&FluentArgs<'_>>) -> String {
        let catalogue = Catalogue::of(self.language);
        let Some(pattern) = catalogue.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, language = self.language.tag(), "no catalogue holds this text");
            return key.to_owned();
        };
        let mut faults = Vec::new();
        let text = catalogue.bundle.format_pattern(pattern, named, &mut faults);
        for fault in faults {
            tracing::error!(key, language = self.language.tag(), %fault, "a text lacks a value");
        }
        text.into_owned()
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::typography_fault;
