//! The texts of one crate by language and key, including those of the crates that it builds on.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::format;
use crate::language::Language;

/// A Fluent file: its area, which is the file name without `.ftl`, and its contents.
pub type Source = (&'static str, &'static str);

/// The texts of one crate in both languages. A key is looked up here first, then in each of the included catalogues: a crate
/// overrides a text of a crate that it builds on by defining the same key.
pub struct Catalogues {
    french: &'static [Source],
    english: &'static [Source],
    included: &'static [&'static Self],
    bundles: OnceLock<[Bundle; 2]>,
}

/// Builds the [`Catalogues`] of the calling crate from its areas, each a file `locales/{fr,en}/<area>.ftl` of that crate, and
/// the catalogues that it includes.
///
/// It is a macro because `include_str!` must be expanded in the crate that the files belong to.
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
    /// Builds catalogues from Fluent files. Called by [`catalogues!`].
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

    /// The text of `key` with the named values filled in; `None` if no catalogue has it.
    pub(crate) fn text(&self, language: Language, key: &str, named: Option<&FluentArgs<'_>>) -> Option<String> {
        let own = self.bundle(language).text(key, language, named);
        own.or_else(|| self.included.iter().find_map(|included| included.text(language, key, named)))
    }

    fn bundle(&self, language: Language) -> &Bundle {
        let [french, english] = self.bundles.get_or_init(|| {
            Language::ALL.map(|language| {
                let (bundle, faults) = Bundle::read(language, self.sources(language));
                for fault in faults {
                    tracing::error!(fault, language = language.tag(), "a catalogue of texts is faulty");
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
    /// The texts and the errors in the files. The valid part of a faulty file is still used.
    pub(crate) fn read(language: Language, sources: &'static [Source]) -> (Self, Vec<String>) {
        let identifier: LanguageIdentifier = language.tag().parse().expect("fr and en are language tags (BCP 47)");
        let formatter: fn(&FluentValue, &_) -> Option<String> = match language {
            Language::Fr => |value, _| number(Language::Fr, value),
            Language::En => |value, _| number(Language::En, value),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolation marks would be copied along with an order number, and some screen readers read them aloud.
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

/// Catalogues are written with straight apostrophes and displayed with curved ones.
pub(crate) fn curve_apostrophes(text: &str) -> Cow<'_, str> {
    if text.contains('\'') { text.replace('\'', "\u{2019}").into() } else { text.into() }
}

/// Formats numbers within texts. All of them are counts, thus integers.
fn number(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "only whole numbers below 2⁵³ are given, by `count`")]
        FluentValue::Number(number) => Some(format::number(language, number.value as i64)),
        _ => None,
    }
}
