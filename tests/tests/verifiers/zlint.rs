//! zlint checks every certificate and CRL, without the rules of communities that these certificates do not belong to
//! (docs/profiles.md#linters).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::specimens::{ARLS, CERTIFICATES, CRLS, Specimens};
use crate::verifier::Verifier;

const ELSEWHERE: &str = "CABF_BR,CABF_CS_BR,CABF_EV,CABF_SMIME_BR,Mozilla,Apple,RFC6962";

#[derive(Debug, Deserialize)]
struct Found {
    result: String,
}

/// Asserts that zlint applies rules to each file and reports no warning or error.
async fn assert_clean(specimens: &Specimens, files: &[String]) {
    let arguments = ["-excludeSources", ELSEWHERE].into_iter().chain(files.iter().map(String::as_str));
    let said = Verifier::installed("bin/zlint").ask_about(&specimens.folder, arguments, "").await.accepted();
    let checked: Vec<BTreeMap<String, Found>> =
        said.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(checked.len(), files.len(), "{said}");
    for (file, found) in files.iter().zip(&checked) {
        let with = |results: &[&str]| -> Vec<_> {
            found.iter().filter(|(_, found)| results.contains(&found.result.as_str())).map(|(rule, _)| rule.as_str()).collect()
        };
        assert_eq!(with(&["warn", "error", "fatal"]), [""; 0], "{file}");
        assert!(!with(&["pass"]).is_empty(), "no rule applies to {file}");
    }
}

#[tokio::test]
async fn every_certificate_passes_zlint() {
    let specimens = Specimens::complete().await;
    specimens.revoke().await;
    assert_clean(&specimens, &CERTIFICATES.map(|name| format!("{name}.pem"))).await;
}

#[tokio::test]
async fn every_crl_passes_zlint() {
    let specimens = Specimens::complete().await;
    specimens.revoke().await;
    let files: Vec<_> = ["before", "after"]
        .iter()
        .flat_map(|moment| CRLS.iter().chain(&ARLS).map(move |name| format!("{moment}/{name}.crl")))
        .collect();
    assert_clean(&specimens, &files).await;
}
