//! Texts for people, in French and English: catalogues, and how each language writes numbers, amounts and times.
//!
//! A crate that speaks to people keeps its texts as Fluent files in `locales/{fr,en}/*.ftl`, declares them once with
//! [`catalogues!`], and says them through [`Words`]. Texts are plain: markup around them belongs to templates. A test of each such
//! crate calls [`lint::findings`], so that no key is missing in a language, said without being there, or there without being said.

#![warn(missing_docs)]

mod catalogues;
mod format;
mod language;
pub mod lint;
mod words;

pub use catalogues::{Catalogues, Source};
pub use format::{Given, in_paris};
pub use language::{Language, NotALanguage};
pub use words::Words;

#[cfg(test)]
mod tests;
