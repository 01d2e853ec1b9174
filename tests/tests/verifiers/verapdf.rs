//! veraPDF, which checks conformance to PDF/A (ISO 19005) and PDF/UA (ISO 14289).

use std::path::Path;

use crate::verifier::{self, Verdict, Verifier};

/// Checks the documents of a folder against one profile: `3a`, `2a`, `ua1`. Prints one line for each rule that a document violates.
pub(crate) async fn verify(folder: &Path, flavour: &str, names: &[&str]) -> Verdict {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verifiers/java/ValidatePdf.java");
    let libraries = verifier::installed("verapdf/*");
    let command = ["-cp".as_ref(), libraries.as_os_str(), program.as_ref(), flavour.as_ref()];
    let arguments = command.into_iter().chain(names.iter().map(AsRef::as_ref));
    Verifier::packaged("java").ask_about(folder, arguments, "").await
}

#[tokio::test]
async fn an_untagged_pdf_is_refused_for_font_metadata_and_missing_tags() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verifiers/pdf"));
    for flavour in ["3a", "2a"] {
        let said = verify(folder, flavour, &["plain.pdf"]).await.refused();
        // Clauses with the same numbers in ISO 19005-2 and -3.
        for clause in ["6.2.11.4.1-1", "6.6.2.1-1", "6.7.3.3-1"] {
            assert!(said.contains(&format!("plain.pdf {clause} ×1 ")), "{clause} as {flavour}:\n{said}");
        }
    }
}
