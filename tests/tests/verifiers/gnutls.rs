//! GnuTLS: certtool verifies chains and CRLs, ocsptool queries the status responder.

use crate::specimens::{HIERARCHIES, Hierarchy, Specimens};
use crate::verifier::{Verdict, Verifier};

async fn certtool(specimens: &Specimens, arguments: &str) -> Verdict {
    Verifier::packaged("certtool").ask(&specimens.folder, arguments).await
}

#[tokio::test]
async fn certtool_verifies_each_certificate_under_its_own_root_only() {
    let specimens = Specimens::complete().await;
    for (own, other) in [(HIERARCHIES[0], HIERARCHIES[1]), (HIERARCHIES[1], HIERARCHIES[0])] {
        let chain = [own.leaf, own.issuing, own.root].map(|name| specimens.read(&format!("{name}.pem"))).concat();
        specimens.write("whole.pem", &chain);
        let under = |root: &str| format!("--verify --verify-profile high --infile whole.pem --load-ca-certificate {root}.pem");
        let verified = certtool(&specimens, &under(own.root)).await.accepted();
        assert!(verified.contains("Chain verification output: Verified. The certificate is trusted."), "{verified}");
        let refused = certtool(&specimens, &under(other.root)).await.refused();
        assert!(refused.contains("Chain verification output: Not verified."), "{refused}");
    }
}

#[tokio::test]
async fn certtool_verifies_every_crl_and_finds_both_certificates_only_after_revocation() {
    let specimens = Specimens::complete().await;
    specimens.revoke().await;
    for Hierarchy { leaf, issuing, root } in HIERARCHIES {
        let serial = specimens.openssl(&format!("x509 -in {leaf}.pem -noout -serial")).await.accepted();
        let serial = serial.trim().strip_prefix("serial=").expect("a serial").to_lowercase();
        for (moment, ca, listed) in
            [("before", issuing, false), ("after", issuing, true), ("before", root, false), ("after", root, false)]
        {
            let file = format!("{moment}/{ca}.crl");
            let verify = format!("--verify-crl --infile {file} --load-ca-certificate");
            let verified = certtool(&specimens, &format!("{verify} {ca}.pem")).await.accepted();
            assert!(verified.contains("Verification output: Verified"), "{verified}");
            let info = certtool(&specimens, &format!("--crl-info --infile {file}")).await.accepted();
            assert_eq!(info.contains(&format!("Serial Number (hex): {serial}\n")), listed, "{file}: {info}");
        }
    }
    let foreign = certtool(&specimens, "--verify-crl --infile after/advanced.crl --load-ca-certificate classe-3-plus.pem").await;
    assert!(!foreign.says(&["Verification output: Verified"]), "{foreign:?}");
}

#[tokio::test]
async fn ocsptool_accepts_the_responses_before_and_after_revocation() {
    let specimens = Specimens::complete().await;
    assert_told(&specimens, "good").await;
    specimens.revoke().await;
    assert_told(&specimens, "revoked").await;
    let stored = "--verify-response --infile after/main.ocsp --load-trust";
    let ocsptool = Verifier::packaged("ocsptool");
    ocsptool.ask(&specimens.folder, &format!("{stored} advanced.pem")).await.accepted();
    let refused = ocsptool.ask(&specimens.folder, &format!("{stored} classe-3-plus.pem")).await.refused();
    assert!(refused.contains("Verifying OCSP Response: Failure"), "{refused}");
}

async fn assert_told(specimens: &Specimens, status: &str) {
    for Hierarchy { leaf, issuing, .. } in HIERARCHIES {
        for nonce in ["--nonce", "--no-nonce"] {
            let url = specimens.url(&format!("ocsp/{issuing}"));
            let question = format!("--load-issuer {issuing}.pem --load-cert {leaf}.pem --load-trust {issuing}.pem {nonce}");
            let told = Verifier::packaged("ocsptool").ask(&specimens.folder, &format!("--ask={url} {question}")).await;
            let status = format!("Certificate Status: {status}\n");
            assert!(told.says(&["Verifying OCSP Response: Success.", &status]), "{told:?}");
            assert_eq!(told.text.contains("\t\tNonce: "), nonce == "--nonce", "{told:?}");
        }
    }
}
