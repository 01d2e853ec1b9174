//! Papers: from typed facts to PDF/A-3a bytes with tags, in French or English, in one visual family.
//!
//! Each is a pure function: the same facts give the same octets, and times come with the facts. Making one takes some milliseconds
//! of processor time: callers do it in `spawn_blocking`.

mod dossier;
mod house;
mod invoice;
mod layout;
mod pin_letter;
mod receipt;
#[cfg(any(test, feature = "testing"))]
pub mod specimens;
#[cfg(test)]
mod tests;

pub use dossier::{Dossier, DossierError, dossier};
pub use invoice::invoice;
pub use layout::PaperError;
pub use pin_letter::pin_letter;
pub use receipt::{RevocationReceipt, common_name, receipt};

use i18n::{Catalogues, Language, Words};

static CATALOGUES: Catalogues = i18n::catalogues!("papers");

/// What papers say in a language.
const fn words(language: Language) -> Words {
    Words::new(language, &CATALOGUES)
}
