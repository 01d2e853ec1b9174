//! veraPDF checks every document in both languages: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

use fixtures::specimens::Specimens;
use i18n::Language;

use crate::verapdf;

#[tokio::test]
async fn every_document_conforms_to_pdf_a_and_pdf_ua_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut names = Vec::new();
    for (specimens, length) in [(Specimens::usual(), "usual"), (Specimens::longest(), "longest")] {
        for language in Language::ALL {
            for (paper, pdf) in specimens.papers(language) {
                let name = format!("{paper}-{length}-{}.pdf", language.tag());
                std::fs::write(folder.path().join(&name), pdf).expect("room for a paper");
                names.push(name);
            }
        }
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for flavour in ["3a", "ua1"] {
        verapdf::verify(folder.path(), flavour, &names).await.accepted();
    }
}
