//! Looks up the texts of a crate in one language, and formats values for it.

use std::fmt;

use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use pki::Timestamp;

use crate::catalogues::{Catalogues, curve_apostrophes};
use crate::format::{self, FormatValue};
use crate::language::Language;

/// The names of countries.
pub(crate) static COUNTRIES: Catalogues = crate::catalogues!("countries");

/// What texts call the object that holds the certificates.
pub(crate) static OBJECTS: Catalogues = crate::catalogues!("objects");

/// The texts of one crate, and of the catalogues that it includes, in one language.
///
/// A key that no catalogue has is a programming error, which [`lint`](crate::lint) finds; the key itself is then shown in place
/// of the text.
#[derive(Clone, Copy)]
pub struct Words {
    language: Language,
    catalogues: &'static Catalogues,
}

impl Words {
    /// The texts of a crate in this language.
    #[must_use]
    pub const fn new(language: Language, catalogues: &'static Catalogues) -> Self {
        Self { language, catalogues }
    }

    /// The same texts in another language.
    #[must_use]
    pub const fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The language.
    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// The text of `key`.
    #[must_use]
    pub fn say(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of `key` with the named values filled in.
    #[must_use]
    pub fn with<'a>(self, key: &str, values: impl AsRef<[(&'a str, &'a str)]>) -> String {
        let named: FluentArgs<'_> = values.as_ref().iter().copied().collect();
        self.format(key, Some(&named))
    }

    /// The text of `key` for a count: `$count` in the catalogue selects the plural form and can be displayed.
    #[must_use]
    pub fn count(self, key: &str, count: impl FormatValue<Value = i64>) -> String {
        let mut named = FluentArgs::new();
        named.set("count", count.value());
        self.format(key, Some(&named))
    }

    /// The one of two texts that is in this language. For texts that are data instead of entries of a catalogue; apostrophes are
    /// curved in the same way.
    #[must_use]
    pub fn pick(self, [french, english]: [&str; 2]) -> String {
        let text = match self.language {
            Language::Fr => french,
            Language::En => english,
        };
        curve_apostrophes(text).into_owned()
    }

    /// An amount in cents of a euro: `1 234,56 €`, `€1,234.56`.
    #[must_use]
    pub fn money(self, cents: impl FormatValue<Value = i64>) -> String {
        format::money(self.language, cents.value())
    }

    /// An integer: `12 345`, `12,345`.
    #[must_use]
    pub fn number(self, number: impl FormatValue<Value = i64>) -> String {
        format::number(self.language, number.value())
    }

    /// A rate in thousandths, as a percentage: `5,5 %`, `5.5%`.
    #[must_use]
    pub fn rate(self, per_mille: impl FormatValue<Value = i64>) -> String {
        format::rate(self.language, per_mille.value())
    }

    /// Date and time in Paris: `3 mars 2027 à 14 h 05`, `3 March 2027 at 14:05`.
    #[must_use]
    pub fn moment(self, moment: impl FormatValue<Value = Timestamp>) -> String {
        format::moment(self.language, moment.value())
    }

    /// The time of day in UTC with milliseconds: `2 h 49 min 14,309 s UTC`, `02:49:14.309 UTC`; with the date if it differs
    /// from the date in Paris.
    #[must_use]
    pub fn universal(self, moment: impl FormatValue<Value = Timestamp>) -> String {
        format::universal(self.language, moment.value())
    }

    /// The date in Paris at an instant.
    #[must_use]
    pub fn day_of(self, moment: impl FormatValue<Value = Timestamp>) -> String {
        format::day_of(self.language, moment.value())
    }

    /// A date: `3 mars 2027`, `3 March 2027`.
    #[must_use]
    pub fn day(self, date: impl FormatValue<Value = Date>) -> String {
        format::day(self.language, date.value())
    }

    /// A birth date, of which the day, or day and month, may not be known: `3 mars 1950`, `mars 1950 (jour inconnu)`, `1950 (jour et
    /// mois inconnus)`.
    #[must_use]
    pub fn birth_day(self, (year, month, day): (i16, Option<i8>, Option<i8>)) -> String {
        format::birth_day(self.language, year, month, day)
    }

    /// The name of a country or territory, given its two-letter ISO 3166-1 code.
    #[must_use]
    pub fn country(self, code: &str) -> String {
        Self { catalogues: &COUNTRIES, ..self }.say(&format!("country-{}", code.to_ascii_lowercase()))
    }

    /// The texts about objects that hold certificates, in the same language.
    pub(crate) fn about_objects(self) -> Self {
        Self { catalogues: &OBJECTS, ..self }
    }

    fn format(self, key: &str, named: Option<&FluentArgs<'_>>) -> String {
        self.catalogues.text(self.language, key, named).unwrap_or_else(|| {
            tracing::error!(key, language = self.language.tag(), "no catalogue has this text");
            key.to_owned()
        })
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.language).finish()
    }
}
