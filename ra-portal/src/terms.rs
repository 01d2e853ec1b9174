//! The terms and conditions, one text per language. An acceptance refers to the digest of the text as it was shown.

use i18n::{Language, Words};
use pki::Digest;
use registration::orders::ShownTerms;

/// The version in force, in both languages; changing the text requires a new one.
const VERSION: &str = "2026-11-28";

/// The terms in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The version's name, a date.
    pub version: &'static str,
    /// SHA-256 of [`Self::html`].
    pub digest: Digest,
    /// The text as HTML that is safe to insert unescaped: second-level headings, paragraphs and lists.
    pub html: &'static str,
}

#[must_use]
pub fn current(language: Language) -> Terms {
    let html = match language {
        Language::Fr => include_str!("../locales/fr/terms.html"),
        Language::En => include_str!("../locales/en/terms.html"),
    };
    Terms { version: VERSION, digest: Digest::of(html.as_bytes()), html }
}

/// The terms in force in the reader's language, as an order records them.
pub(crate) fn shown(t: Words) -> ShownTerms {
    current(t.language()).shown()
}

impl Terms {
    /// The form in which an order records what was accepted.
    #[must_use]
    pub fn shown(&self) -> ShownTerms {
        ShownTerms { version: self.version.to_owned(), digest: self.digest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::lint::{english_fault, typography_fault, word_fault};

    #[test]
    fn both_languages_have_the_same_articles() {
        let headings = |language| current(language).html.matches("<h2>").count();
        assert_eq!(headings(Language::Fr), headings(Language::En));
        assert_ne!(current(Language::Fr).digest, current(Language::En).digest);
    }

    #[test]
    fn both_texts_follow_the_glossary_and_the_rules_of_typography() {
        let [french, english] = Language::ALL.map(|language| current(language).html);
        assert_eq!((typography_fault(french), word_fault(Language::Fr, french)), (None, None));
        assert_eq!((english_fault(english), word_fault(Language::En, english)), (None, None));
    }
}
