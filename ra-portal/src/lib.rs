//! The registration authority's portal: the pages in front of [`registration`], and its background jobs. It serves two entrances:
//! the public one, and one that requests a client certificate, for officers and holders. It does not know the certificate
//! authority's contract: all calls go through `registration`.

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
fn every_text_exists_in_both_languages_and_is_used() {
    let findings = i18n::lint::findings(&CATALOGUES, std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(findings.unwrap(), Vec::<String>::new());
}
