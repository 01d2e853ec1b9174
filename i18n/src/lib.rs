//! Texts for people, in French and English: catalogues, and the formats of numbers, amounts and times in each language.
//!
//! A crate with texts for people keeps them as Fluent files in `locales/{fr,en}/*.ftl`, declares them once with
//! [`catalogues!`], and looks them up through [`Words`]. Texts contain no markup, which belongs in templates. A test in each
//! such crate calls [`lint::findings`], which reports keys that are missing in a language, undefined or unused.

#![warn(missing_docs)]

mod catalogues;
mod format;
mod language;
pub mod lint;
mod object;
mod words;

pub use catalogues::{Catalogues, Source};
pub use format::{FormatValue, in_paris};
pub use language::{Language, NotALanguage};
pub use object::ObjectWords;
pub use words::Words;

#[cfg(test)]
mod tests;
