//! The texts of one crate, by language and key, with those of the crates that it builds on.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::format;
use crate::language::Language;

/// A Fluent file: its area, which is the file's name without `.ftl`, and its text.
pub type Source = (&'static str, &'static str);

/// The texts of one crate in both languages. A key is looked up here first, then in each of the included catalogues: a crate
/// replaces a text of a crate that it builds on by having one under the same key.
pub struct Catalogues {
    french: &'static [Source],
    english: &'static [Source],
    included: &'static [&'static Self],
    bundles: OnceLock<[Bundle; 2]>,
}

/// The [`Catalogues`] of the crate that invokes it: the areas, each a file `locales/{fr,en}/<area>.ftl` of that crate, and the
/// catalogues that it includes.
///
/// A macro, because `include_str!` has to be expanded in the crate that the files belong to.
#[macro_export]
macro_rules! catalogues {
    (@files $language:literal: $($area:literal)*) => {
        &[$(($area, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/", $language, "/", $area, ".ftl")))),*]
    };
    ($($area:literal)*) => {
        $crate::catalogues!($($area)*; including)
    };
    ($($area:literal)*; including $($included:path),*) => {
        $crate::Catalogues::new(
            $crate::catalogues!(@files "fr": $($area)*),
            $crate::catalogues!(@files "en": $($area)*),
            &[$(&$included),*],
        )
    };
}

impl Catalogues {
    /// From Fluent files. [`catalogues!`] finds them.
    #[must_use]
    pub const fn new(french: &'static [Source], english: &'static [Source], included: &'static [&'static Self]) -> Self {
        Self { french, english, included, bundles: OnceLock::new() }
    }

    pub(crate) const fn sources(&self, language: Language) -> &'static [Source] {
        match language {
            Language::Fr => self.french,
            Language::En => self.english,
        }
    }

    pub(crate) const fn included(&self) -> &'static [&'static Self] {
        self.included
    }

    /// The text of `key` with the named values put in; none where no catalogue holds it.
    pub(crate) fn text(&self, language: Language, key: &str, named: Option<&FluentArgs<'_>>) -> Option<String> {
        let own = self.bundle(language).text(key, language, named);
        own.or_else(|| self.included.iter().find_map(|included| included.text(language, key, named)))
    }

    fn bundle(&self, language: Language) -> &Bundle {
        let [french, english] = self.bundles.get_or_init(|| {
            Language::ALL.map(|language| {
                let (bundle, faults) = Bundle::read(language, self.sources(language));
                for fault in faults {
                    tracing::error!(fault, language = language.tag(), "a catalogue of texts is at fault");
                }
                bundle
            })
        });
        match language {
            Language::Fr => french,
            Language::En => english,
        }
    }
}

/// The texts of one crate in one language.
pub(crate) struct Bundle(FluentBundle<FluentResource>);

impl Bundle {
    /// The texts, and what is wrong with the files. The rest of a faulty file is used all the same.
    pub(crate) fn read(language: Language, sources: &'static [Source]) -> (Self, Vec<String>) {
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
        for (area, text) in sources {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(rest, errors)| {
                faults.extend(errors.iter().map(|error| format!("{area}: {error}")));
                rest
            });
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(errors.iter().map(|error| format!("{area}: {error}")));
            }
        }
        (Self(bundle), faults)
    }

    fn text(&self, key: &str, language: Language, named: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.0.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let text = self.0.format_pattern(pattern, named, &mut faults);
        for fault in faults {
            tracing::error!(key, language = language.tag(), %fault, "a text lacks a value");
        }
        Some(text.into_owned())
    }
}

/// Catalogues are typed with straight apostrophes and shown with curved ones.
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
