//! CRLs read and made by OpenSSL, and invalid input.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::hierarchy::{Hierarchy, NOW};

const WEEK: Duration = Duration::from_hours(168);

fn serial(hexadecimal: &str) -> SerialNumber {
    hexadecimal.parse().unwrap()
}

fn entry(hexadecimal: &str, reason: RevocationReason) -> RevokedEntry {
    RevokedEntry { serial: serial(hexadecimal), revoked_at: NOW, reason }
}

fn sign(hierarchy: &Hierarchy, entries: &[RevokedEntry], next_update: Timestamp) -> Vec<u8> {
    CrlContent { issuer: hierarchy.ca.subject(), number: 256, this_update: NOW, next_update, entries }
        .sign(&hierarchy.key)
        .unwrap()
}

#[test]
fn openssl_verifies_a_list_and_reads_its_fields() {
    let hierarchy = Hierarchy::new();
    let entries = [entry("7fab", RevocationReason::KeyCompromise), entry("ff01", RevocationReason::Unspecified)];
    let crl = sign(&hierarchy, &entries, NOW.plus(WEEK));
    hierarchy.openssl.write("crl.der", &crl);
    let said = hierarchy.openssl_says("crl -inform DER -in crl.der -CAfile ca.pem -text -noout -nameopt RFC2253");
    let key = hierarchy.openssl_says("x509 -in ca.pem -noout -ext subjectKeyIdentifier");
    let key = key.lines().last().unwrap().trim();
    assert!(said.contains("verify OK"), "{said}");
    assert!(said.contains("Version 2 (0x1)"), "{said}");
    assert_eq!(said.matches("Signature Algorithm: ecdsa-with-SHA384").count(), 2, "{said}");
    assert!(said.contains("Issuer: CN=Test CA,O=Sceau,C=FR"), "{said}");
    assert!(said.contains("Last Update: Nov 22 12:00:00 2026 GMT"), "{said}");
    assert!(said.contains("Next Update: Nov 29 12:00:00 2026 GMT"), "{said}");
    assert!(said.contains(&format!("X509v3 Authority Key Identifier: \n                {key}")), "{said}");
    assert!(said.contains("X509v3 CRL Number: \n                256"), "{said}");
    assert!(!said.contains("critical"), "{said}");
    let dated = "Revocation Date: Nov 22 12:00:00 2026 GMT\n";
    let reason = "        CRL entry extensions:\n            X509v3 CRL Reason Code: \n                Key Compromise\n";
    assert!(
        said.contains(&format!(
            "Serial Number: 7FAB\n        {dated}{reason}    Serial Number: FF01\n        {dated}    Signature"
        )),
        "{said}"
    );
}

#[test]
fn an_empty_list_is_omitted_and_years_from_2050_are_generalized_time() {
    let hierarchy = Hierarchy::new();
    let crl = sign(&hierarchy, &[], Timestamp::from_millis(2_524_608_000_000));
    hierarchy.openssl.write("crl.der", &crl);
    assert!(
        hierarchy.openssl_says("crl -inform DER -in crl.der -CAfile ca.pem -text -noout").contains("No Revoked Certificates")
    );
    let structure = hierarchy.openssl_says("asn1parse -inform DER -in crl.der");
    let after_name: Vec<_> = structure.lines().skip_while(|line| !line.contains("UTCTIME")).take(3).collect();
    assert!(after_name[0].ends_with("UTCTIME           :261122120000Z"), "{structure}");
    assert!(after_name[1].ends_with("GENERALIZEDTIME   :20500101000000Z"), "{structure}");
    assert!(after_name[2].contains("cont [ 0 ]"), "{structure}");
}

/// The list of two entries that `openssl ca` makes with this authorityKeyIdentifier.
fn list_of_openssl(hierarchy: &Hierarchy, authority_key: &str) -> Vec<u8> {
    let configuration = format!(
        "[ca]\ndefault_ca=own\n[own]\ndatabase=index\ncrlnumber=number\ncrl_extensions=extensions\n\
         [extensions]\nauthorityKeyIdentifier={authority_key}\n"
    );
    hierarchy.openssl.write("ca.cnf", configuration.as_bytes());
    hierarchy.openssl.write("number", b"1000\n");
    let superseded = "R\t290101000000Z\t261120080000Z,superseded\t00ABCDEF\tunknown\t/CN=a\n";
    let unspecified = "R\t290101000000Z\t261121090000Z\t12\tunknown\t/CN=b\n";
    hierarchy.openssl.write("index", [superseded, unspecified].concat().as_bytes());
    let dates = "-crl_lastupdate 261122120000Z -crl_nextupdate 261129120000Z";
    let command = format!("ca -config ca.cnf -gencrl -md sha384 -cert ca.pem -keyfile ca.key {dates} -out crl.pem");
    hierarchy.openssl.run(&command, b"");
    hierarchy.openssl.run("crl -in crl.pem -outform DER", b"")
}

#[test]
fn a_list_made_by_openssl_is_read() {
    let hierarchy = Hierarchy::new();
    let crl = CertificateRevocationList::from_der(&list_of_openssl(&hierarchy, "keyid")).unwrap();
    assert!(crl.is_signed_by(&hierarchy.ca));
    assert_eq!((crl.number, crl.this_update, crl.next_update), (0x1000, NOW, NOW.plus(WEEK)));
    let hours = |hours| NOW.minus(Duration::from_hours(hours));
    let expected = [
        RevokedEntry { serial: serial("12"), revoked_at: hours(27), reason: RevocationReason::Unspecified },
        RevokedEntry { serial: serial("abcdef"), revoked_at: hours(52), reason: RevocationReason::Superseded },
    ];
    assert_eq!(crl.entries, expected);
    assert_eq!(crl.find(&serial("12")), Some(&expected[0]));
    assert_eq!(crl.find(&serial("13")), None);
}

#[test]
fn a_list_with_another_criticality_than_ours_is_refused() {
    assert!(CertificateRevocationList::from_der(&list_of_openssl(&Hierarchy::new(), "critical,keyid")).is_err());
}

#[test]
fn a_list_of_another_ca_of_the_same_name_does_not_verify() {
    let (hierarchy, other) = (Hierarchy::new(), Hierarchy::new());
    let crl = CertificateRevocationList::from_der(&sign(&hierarchy, &[], NOW.plus(WEEK))).unwrap();
    assert!(crl.is_signed_by(&hierarchy.ca));
    assert!(!crl.is_signed_by(&other.ca));
}

#[test]
fn a_reason_that_this_ca_never_writes_is_refused() {
    let hierarchy = Hierarchy::new();
    let crl = sign(&hierarchy, &[entry("7fab", RevocationReason::KeyCompromise)], NOW.plus(WEEK));
    let place = crl.windows(3).position(|octets| octets == [0x0a, 0x01, 0x01]).unwrap() + 2;
    for (code, is_read) in [(0, false), (1, true), (2, false), (6, false), (9, true)] {
        let mut crl = crl.clone();
        crl[place] = code;
        assert_eq!(CertificateRevocationList::from_der(&crl).is_ok(), is_read, "{code}");
    }
}

proptest! {
    #[test]
    fn no_octets_make_the_reader_panic(at in any::<prop::sample::Index>(), octet: u8, cut in any::<prop::sample::Index>()) {
        thread_local!(static CRL: Vec<u8> = {
            let entries = [entry("7fab", RevocationReason::KeyCompromise), entry("ff01", RevocationReason::Unspecified)];
            sign(&Hierarchy::new(), &entries, NOW.plus(WEEK))
        });
        let mut crl = CRL.with(Clone::clone);
        let at = at.index(crl.len());
        crl[at] = octet;
        let _ = CertificateRevocationList::from_der(&crl);
        prop_assert!(CertificateRevocationList::from_der(&crl[..cut.index(crl.len())]).is_err());
    }
}
