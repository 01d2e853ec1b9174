//! Renders typed data as tagged PDF/A-3a documents, in French or English, with one visual style.
//!
//! Each document is a pure function: the same data gives the same octets, and times are part of the data. Rendering takes some
//! milliseconds of processor time, so callers do it in `spawn_blocking`.

mod dossier;
mod invoice;
mod layout;
mod paper_style;
mod pin_letter;
mod receipt;

pub use dossier::{Dossier, DossierError, dossier};
pub use invoice::invoice;
pub use layout::PaperError;
pub use pin_letter::pin_letter;
pub use receipt::{ReceiptFacts, common_name, receipt};

use i18n::{Catalogues, Language, Words};

static CATALOGUES: Catalogues = i18n::catalogues!("papers");

/// The texts of documents in this language.
const fn words(language: Language) -> Words {
    Words::new(language, &CATALOGUES)
}

#[cfg(test)]
#[test]
fn every_text_exists_in_both_languages_and_is_used() {
    let findings = i18n::lint::findings(&CATALOGUES, std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(findings.unwrap(), Vec::<String>::new());
}
