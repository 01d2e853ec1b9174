//! OpenSSL's command line: chains, CRLs, OCSP over HTTP, the receipt, the internal certificates.

use std::time::Duration;

use testbed::{Transport, until};

use crate::specimens::{HIERARCHIES, Hierarchy, Specimens};

#[tokio::test]
async fn each_certificate_verifies_under_its_own_chain_only() {
    let specimens = Specimens::complete().await;
    for (own, other) in [(HIERARCHIES[0], HIERARCHIES[1]), (HIERARCHIES[1], HIERARCHIES[0])] {
        for purpose in ["sslclient", "smimesign"] {
            let strict = format!("verify -x509_strict -purpose {purpose}");
            let against = |chain: Hierarchy| {
                format!("{strict} -trusted {}.pem -untrusted {}.pem {}.pem", chain.root, chain.issuing, own.leaf)
            };
            assert_eq!(specimens.openssl(&against(own)).await.accepted(), format!("{}.pem: OK\n", own.leaf));
            let refused = specimens.openssl(&against(other)).await.refused();
            assert!(refused.contains("error 20 at 0 depth lookup: unable to get local issuer certificate"), "{refused}");
        }
    }
}

#[tokio::test]
async fn with_crls_both_certificates_verify_before_revocation_and_fail_after() {
    let specimens = Specimens::complete().await;
    specimens.revoke().await;
    for Hierarchy { leaf, issuing, root } in HIERARCHIES {
        let verify = |moment: &str| {
            let crls = format!("-crl_check_all -CRLfile {moment}/crls.pem");
            format!("verify -x509_strict {crls} -trusted {root}.pem -untrusted {issuing}.pem {leaf}.pem")
        };
        assert_eq!(specimens.openssl(&verify("before")).await.accepted(), format!("{leaf}.pem: OK\n"));
        let refused = specimens.openssl(&verify("after")).await.refused();
        assert!(refused.contains("error 23 at 0 depth lookup: certificate revoked"), "{refused}");
    }
}

/// RFC 5280 §3.3: an entry stays until a CRL was issued after the certificate's end, also if the CA did not run then.
#[tokio::test]
async fn a_certificate_that_ended_while_no_crl_was_signed_is_on_the_next() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    specimens.revoke_and_account().await;
    let serial = specimens.openssl("x509 -in main.pem -noout -serial").await.accepted().trim().replace("serial=", "");
    let shown = async || {
        specimens.write("now.crl", &specimens.fetch("crl/advanced.crl").await);
        specimens.openssl("crl -inform DER -in now.crl -noout -crlnumber -text").await.accepted()
    };
    let number = |text: &str| text.lines().find(|line| line.starts_with("crlNumber=")).map(str::to_owned);
    let before = shown().await;
    assert!(before.contains(&serial), "{before}");
    // Certificates of experts are valid for three years (docs/profiles.md#certificates).
    specimens.testbed.clock.forward(Duration::from_secs(3 * 366 * 86_400 + 30 * 86_400));
    let after = until("a CRL is signed", async || Some(shown().await).filter(|after| number(after) != number(&before))).await;
    assert!(after.contains(&serial), "{after}");
}

#[tokio::test]
async fn ocsp_over_http_is_good_before_revocation_and_revoked_after() {
    let specimens = Specimens::complete().await;
    assert_told(&specimens, ": good\n").await;
    specimens.revoke().await;
    assert_told(&specimens, ": revoked\n").await;
}

/// Asserts the status that `openssl ocsp` reports for both certificates, by both hashes, with and without nonce.
async fn assert_told(specimens: &Specimens, status: &str) {
    for Hierarchy { leaf, issuing, .. } in HIERARCHIES {
        for (hash, nonce) in [("-sha1", "-nonce"), ("-sha1", "-no_nonce"), ("-sha256", "-nonce"), ("-sha256", "-no_nonce")] {
            let question = format!("{hash} -issuer {issuing}.pem -cert {leaf}.pem {nonce}");
            let url = specimens.url(&format!("ocsp/{issuing}"));
            let told = specimens.openssl(&format!("ocsp -url {url} {question} -CAfile {issuing}-chain.pem -resp_text")).await;
            assert!(told.says(&["Response verify OK", &format!("{leaf}.pem{status}")]), "{question}: {told:?}");
            // OpenSSL warns if its nonce is not echoed, and refuses a different one.
            assert!(!told.text.contains("WARNING") && !told.text.contains("Nonce Verify error"), "{question}: {told:?}");
            assert_eq!(told.text.contains("OCSP Nonce:"), nonce == "-nonce", "{question}: {told:?}");
            let algorithm = format!("Hash Algorithm: {}\n", &hash[1..]);
            assert!(told.text.contains(&algorithm), "{question}: {told:?}");
            assert_eq!(told.text.contains("Reason: keyCompromise (0x1)"), status.contains("revoked"), "{question}: {told:?}");
        }
    }
}

#[tokio::test]
async fn the_receipt_verifies_under_the_root_and_contains_both_serials() {
    let specimens = Specimens::complete().await;
    specimens.revoke().await;
    let verify = "cms -verify -purpose any -inform DER -in receipt.p7s";
    let receipt = specimens.openssl(&format!("{verify} -CAfile root-advanced.pem")).await.accepted();
    assert!(receipt.contains("CMS Verification successful"), "{receipt}");
    for Hierarchy { leaf, .. } in HIERARCHIES {
        let serial = specimens.openssl(&format!("x509 -in {leaf}.pem -noout -serial")).await.accepted();
        let serial = serial.trim().strip_prefix("serial=").expect("a serial").to_lowercase();
        assert!(receipt.to_lowercase().contains(&serial), "{serial} in {receipt}");
    }
    let seal =
        "verify -x509_strict -crl_check_all -CRLfile after/crls.pem -trusted root-advanced.pem -untrusted advanced.pem seal.pem";
    assert_eq!(specimens.openssl(seal).await.accepted(), "seal.pem: OK\n");
    let refused = specimens.openssl(&format!("{verify} -CAfile root-classe-3-plus.pem")).await.refused();
    assert!(refused.contains("Verify error: self-signed certificate in certificate chain"), "{refused}");
    let mut forged = specimens.read("receipt.p7s");
    let at = forged.windows(6).position(|window| window == b"stolen").expect("the reason");
    forged[at] ^= 1;
    specimens.write("receipt.p7s", &forged);
    let refused = specimens.openssl(&format!("{verify} -CAfile root-advanced.pem")).await.refused();
    assert!(refused.contains("digest failure") || refused.contains("verification failure"), "{refused}");
}

#[tokio::test]
async fn ca_certificates_are_published_at_the_urls_in_the_certificates() {
    let specimens = Specimens::complete().await;
    for Hierarchy { leaf, issuing, root } in HIERARCHIES {
        for (below, above) in [(leaf, issuing), (issuing, root)] {
            let extension = specimens.openssl(&format!("x509 -in {below}.pem -noout -ext authorityInfoAccess")).await.accepted();
            let place = format!("CA Issuers - URI:http://status.sceau.example.org/ca/{above}.cer\n");
            assert!(extension.contains(&place), "{extension}");
            specimens.write("fetched.cer", &specimens.fetch(&format!("ca/{above}.cer")).await);
            let fetched = specimens.openssl("x509 -inform DER -in fetched.cer").await.accepted();
            assert_eq!(fetched.as_bytes(), specimens.read(&format!("{above}.pem")), "{above}");
        }
    }
}

#[tokio::test]
async fn service_and_officer_certificates_verify_under_the_internal_authority_only() {
    let specimens = Specimens::complete().await;
    for (purpose, name) in
        [("sslserver", "service-tls"), ("sslclient", "service-tls"), ("sslclient", "officer-1"), ("sslclient", "officer-2")]
    {
        let under = |root: &str| format!("verify -x509_strict -purpose {purpose} -trusted {root}.pem {name}.pem");
        assert_eq!(specimens.openssl(&under("internal")).await.accepted(), format!("{name}.pem: OK\n"));
        specimens.openssl(&under("root-advanced")).await.refused();
    }
}
