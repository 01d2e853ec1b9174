//! pkilint, run as in docs/profiles.md#linters: no finding of WARNING or above except the waived one.

use serde::Deserialize;

use crate::specimens::{ARLS, CERTIFICATES, CRLS, HIERARCHIES, Hierarchy, SURNAME_ONLY, Specimens};
use crate::verifier::Verifier;

/// A program's exit status, which is the number of its findings, and their codes.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Findings {
    status: u8,
    codes: Vec<String>,
}

impl Findings {
    fn none() -> Self {
        Self { status: 0, codes: Vec::new() }
    }

    /// RGS A4 II.2.2 requires exactly nonRepudiation and digitalSignature, which EN 319 412-2 advises against (docs/profiles.md#holders).
    fn waived() -> Self {
        Self { status: 1, codes: vec!["etsi.en_319_412_2.nat-4.3.2-1.mixed_key_usage_setting".to_owned()] }
    }
}

/// Runs pkilint's programs, each with its files, and asserts the same findings for all.
async fn assert_found(specimens: &Specimens, expected: &Findings, commands: &[String]) {
    let words = |command: &String| command.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let input: String = commands.iter().map(|command| format!("{}\n", serde_json::json!(words(command)))).collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verifiers/python/run_pkilint.py");
    let python = Verifier::installed("venv/bin/python3");
    let said = python.ask_about(&specimens.folder, [script], &input).await.accepted();
    let found: Vec<Findings> = said.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(found.len(), commands.len(), "{said}");
    for (command, found) in commands.iter().zip(&found) {
        assert_eq!(found, expected, "{command}");
    }
}

#[tokio::test]
async fn every_certificate_conforms_to_rfc_5280() {
    let specimens = Specimens::complete().await;
    specimens.revoke().await;
    let commands = CERTIFICATES.map(|name| format!("lint_pkix_cert lint -s WARNING -f JSON {name}.pem"));
    assert_found(&specimens, &Findings::none(), &commands).await;
}

#[tokio::test]
async fn both_certificates_conform_to_en_319_412_2_except_for_the_waived_finding() {
    let specimens = Specimens::complete().await;
    let kind = "NCP-NATURAL-PERSON-CERTIFICATE";
    let leaves = HIERARCHIES.map(|of| of.leaf).into_iter().chain(SURNAME_ONLY);
    let commands: Vec<_> = leaves.map(|leaf| format!("lint_etsi_cert lint -t {kind} -s WARNING -f JSON {leaf}.pem")).collect();
    assert_found(&specimens, &Findings::waived(), &commands).await;
}

#[tokio::test]
async fn every_certificate_is_consistent_with_its_issuers() {
    let specimens = Specimens::complete().await;
    specimens.revoke().await;
    let program = "lint_pkix_signer_signee_cert_chain lint -s WARNING -f JSON";
    let product = HIERARCHIES.iter().flat_map(|Hierarchy { leaf, issuing, root }| {
        [(*root, *issuing), (*issuing, *leaf)].map(|(above, below)| format!("{program} {above}.pem {below}.pem"))
    });
    let responders = CRLS.map(|ca| format!("{program} {ca}.pem responder-{ca}.pem"));
    let internal = ["officer-1", "officer-2", "service-tls"].map(|below| format!("{program} internal.pem {below}.pem"));
    let seal = format!("{program} advanced.pem seal.pem");
    let commands: Vec<_> = product.chain(responders).chain(internal).chain([seal]).collect();
    assert_found(&specimens, &Findings::none(), &commands).await;
}

#[tokio::test]
async fn every_crl_and_ocsp_response_conforms_to_its_rfc() {
    let specimens = Specimens::complete().await;
    specimens.revoke().await;
    let mut commands = Vec::new();
    for moment in ["before", "after"] {
        for (kind, names) in [("CRL", CRLS), ("ARL", ARLS)] {
            commands.extend(names.map(|name| format!("lint_crl lint -t {kind} -p PKIX -s WARNING -f JSON {moment}/{name}.crl")));
        }
        commands.extend(HIERARCHIES.map(|of| format!("lint_ocsp_response lint -s WARNING -f JSON {moment}/{}.ocsp", of.leaf)));
    }
    let unknown = "-serial 0x7e57 -respout unknown.ocsp";
    let nonce = "-sha256 -issuer advanced.pem -cert main.pem -nonce -respout nonce.ocsp";
    for question in [format!("-issuer advanced.pem {unknown} -no_nonce"), nonce.to_owned()] {
        let url = specimens.url("ocsp/advanced");
        specimens.openssl(&format!("ocsp -url {url} {question} -noverify")).await.accepted();
    }
    commands.extend(["unknown", "nonce"].map(|name| format!("lint_ocsp_response lint -s WARNING -f JSON {name}.ocsp")));
    assert_found(&specimens, &Findings::none(), &commands).await;
}
