//! The registration authority's portal: the pages over what [`registration`] decides, and the work that nobody asks for.
//!
//! It serves two entrances: the public one, and one that asks for a client certificate, for officers and holders. It knows nothing of
//! the certificate authority's contract: whatever is asked of it, `registration` asks.

pub mod background_jobs;
pub mod terms;
pub mod web;

use i18n::Catalogues;

static CATALOGUES: Catalogues = i18n::catalogues!(
    "accounts" "desk" "dossiers" "emergency" "holders" "officers" "orders" "payments" "production" "public" "shell";
    including pages::CATALOGUES
);

#[cfg(test)]
#[test]
fn every_text_is_there_in_both_languages_and_said() {
    let findings = i18n::lint::findings(&CATALOGUES, std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(findings.unwrap(), Vec::<String>::new());
}
