//! Requests made by OpenSSL, responses verified by OpenSSL, and invalid input.

use std::time::Duration;

use der::Encode;
use der::asn1::Any;
use proptest::prelude::*;

use super::*;
use crate::certificate::{ExtendedKeyUsage, Extension};
use crate::crl::RevocationReason;
use crate::hierarchy::{AT_NOW, Hierarchy, NOW};
use crate::{Certificate, Curve, SerialNumber, SoftwareKey};

mod oddities;

const HOUR: Duration = Duration::from_hours(1);

/// 1.3.6.1.5.5.7.48.1.2, and an unknown extension, 1.3.6.1.4.1.32473.1.
const NONCE: &str = "06092b0601050507300102";
const UNKNOWN: &str = "060a2b0601040181fd590102";

fn responder(hierarchy: &Hierarchy) -> (SoftwareKey, Certificate) {
    hierarchy.certify(
        "responder",
        Curve::P256,
        vec![Extension::extended_key_usage(&[ExtendedKeyUsage::OcspSigning]), Extension::ocsp_nocheck()],
    )
}

/// A response to `request`: the first CertID is good, the second revoked, the rest unknown.
fn answer(hierarchy: &Hierarchy, request: &OcspRequest, (key, certificate): &(SoftwareKey, Certificate)) -> Vec<u8> {
    let revoked = CertStatus::Revoked { at: NOW.minus(5 * HOUR), reason: RevocationReason::KeyCompromise };
    let statuses = [CertStatus::Good, revoked].into_iter().chain(std::iter::repeat(CertStatus::Unknown));
    let singles: Vec<_> =
        request.cert_ids.iter().cloned().zip(statuses).map(|(cert_id, status)| SingleResponse { cert_id, status }).collect();
    ResponseContent {
        singles: &singles,
        this_update: NOW,
        next_update: NOW.plus(12 * HOUR),
        archive_cutoff: hierarchy.ca.validity().not_before(),
        nonce: request.nonce.as_ref(),
    }
    .sign(key, certificate)
    .unwrap()
}

/// DER of `tag` around `contents`.
fn tlv(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let inner = Any::new(der::Tag::OctetString, contents.concat()).unwrap().to_der().unwrap();
    [&[tag], &inner[1..]].concat()
}

fn extension(oid: &str, critical: &[u8], value: &[u8]) -> Vec<u8> {
    tlv(0x30, &[&hex::decode(oid).unwrap(), critical, &tlv(0x04, &[value])])
}

fn cert_id(serial: &[u8]) -> Vec<u8> {
    let algorithm = hex::decode("300906052b0e03021a0500").unwrap();
    tlv(0x30, &[&algorithm, &tlv(0x04, &[&[1; 20]]), &tlv(0x04, &[&[2; 20]]), &tlv(0x02, &[serial])])
}

/// A request for `count` certificates with these extensions, `before` them all.
fn request(before: &[u8], count: usize, extensions: &[Vec<u8>]) -> Vec<u8> {
    let list = tlv(0x30, &[&tlv(0x30, &[&cert_id(&[5])]).repeat(count)]);
    let extensions = match extensions {
        [] => Vec::new(),
        some => tlv(0xa2, &[&tlv(0x30, &[&some.concat()])]),
    };
    tlv(0x30, &[&tlv(0x30, &[before, &list, &extensions])])
}

fn nonce(length: usize) -> Vec<u8> {
    extension(NONCE, &[], &tlv(0x04, &[&vec![7; length]]))
}

#[test]
fn openssl_verifies_the_answer_to_its_own_request() {
    let hierarchy = Hierarchy::new();
    let responder = responder(&hierarchy);
    let (_, first) = hierarchy.certify("first", Curve::P256, Vec::new());
    let (_, second) = hierarchy.certify("second", Curve::P256, Vec::new());
    hierarchy.openssl.run("ocsp -issuer ca.pem -cert first.pem -sha256 -cert second.pem -serial 5 -reqout request", b"");
    let request = OcspRequest::from_der(&hierarchy.read("request")).unwrap();
    let serials: Vec<_> = request.cert_ids.iter().map(|id| id.serial().unwrap()).collect();
    assert_eq!(serials, [first.serial().clone(), second.serial().clone(), SerialNumber::from_magnitude(&[5]).unwrap()]);
    let issuer = IssuerId::of(&hierarchy.ca);
    assert!(request.cert_ids.iter().all(|id| issuer.matches(id)));
    assert!(!request.cert_ids.iter().any(|id| IssuerId::of(&responder.1).matches(id)));
    let asked = hierarchy.openssl_says("ocsp -reqin request -req_text");
    let nonce = hex::encode_upper(request.nonce.as_ref().unwrap().octets());
    assert!(asked.contains(&format!("OCSP Nonce: \n            0410{nonce}")), "{asked}");

    hierarchy.openssl.write("answer", &answer(&hierarchy, &request, &responder));
    let said =
        hierarchy.openssl_says(&format!("ocsp -respin answer -reqin request -issuer ca.pem -CAfile ca.pem -resp_text {AT_NOW}"));
    assert!(said.contains("Response verify OK"), "{said}");
    assert!(!said.to_lowercase().contains("warning"), "{said}");
    let key = hierarchy.openssl.run("x509 -in responder.pem -noout -ocspid", b"");
    let key = String::from_utf8_lossy(&key).lines().last().unwrap().trim().replace("Public key OCSP hash: ", "");
    assert!(said.contains(&format!("Responder Id: {key}\n    Produced At: Nov 22 12:00:00 2026 GMT")), "{said}");
    let statuses = [
        "Cert Status: good\n",
        "Cert Status: revoked\n    Revocation Time: Nov 22 07:00:00 2026 GMT\n    Revocation Reason: keyCompromise (0x1)\n",
        "Cert Status: unknown\n",
    ];
    for (status, hash) in statuses.into_iter().zip(["sha1", "sha256", "sha256"]) {
        let dates = "    This Update: Nov 22 12:00:00 2026 GMT\n    Next Update: Nov 23 00:00:00 2026 GMT\n";
        let cutoff =
            "        Response Single Extensions:\n            OCSP Archive Cutoff: \n                Aug 14 12:00:00 2026 GMT\n";
        assert!(said.contains(&format!("Hash Algorithm: {hash}\n")), "{said}");
        assert!(said.contains(&format!("{status}{dates}{cutoff}")), "{said}");
    }
}

#[test]
fn openssl_reads_our_request_as_its_own() {
    let hierarchy = Hierarchy::new();
    let (_, leaf) = hierarchy.certify("leaf", Curve::P256, Vec::new());
    hierarchy.openssl.run("ocsp -issuer ca.pem -cert leaf.pem -no_nonce -reqout request", b"");
    let id = CertId::sha1(&hierarchy.ca, leaf.serial());
    assert_eq!(OcspRequest::encode(std::slice::from_ref(&id), None), hierarchy.read("request"));
    hierarchy.openssl.write("request", &OcspRequest::encode(&[id, CertId::sha256(&hierarchy.ca, leaf.serial())], Some(&[9; 32])));
    let said = hierarchy.openssl_says("ocsp -reqin request -req_text");
    assert!(said.contains("Hash Algorithm: sha1") && said.contains("Hash Algorithm: sha256"), "{said}");
    assert!(said.contains(&format!("OCSP Nonce: \n            0420{}", "09".repeat(32))), "{said}");
}

#[test]
fn a_signed_request_is_read_like_any_other() {
    let hierarchy = Hierarchy::new();
    hierarchy.certify("client", Curve::P256, Vec::new());
    hierarchy.openssl.run("ocsp -issuer ca.pem -serial 0x1234 -signer client.pem -signkey client.key -reqout request", b"");
    let said = hierarchy.openssl_says("ocsp -reqin request -req_text");
    assert!(said.contains("Requestor Name") && said.contains("Signature Algorithm"), "{said}");
    let request = OcspRequest::from_der(&hierarchy.read("request")).unwrap();
    assert_eq!(request.cert_ids[0].serial(), SerialNumber::from_magnitude(&[0x12, 0x34]).ok());
}

#[test]
fn a_serial_that_no_ca_may_issue_is_echoed_octet_for_octet() {
    let hierarchy = Hierarchy::new();
    let responder = responder(&hierarchy);
    let huge = format!("0x{}", "7f".repeat(300));
    for serial in ["-129", "0", &huge] {
        hierarchy.openssl.run(&format!("ocsp -issuer ca.pem -serial {serial} -reqout request"), b"");
        let request = OcspRequest::from_der(&hierarchy.read("request")).unwrap();
        assert_eq!(request.cert_ids[0].serial(), None);
        hierarchy.openssl.write("answer", &answer(&hierarchy, &request, &responder));
        // `-attime` applies to the certificates only; the response's times are compared with the machine's clock.
        let period = format!("-validity_period {}", 100_u64 * 366 * 86_400);
        let question = format!("ocsp -respin answer -issuer ca.pem -CAfile ca.pem -serial {serial} -no_nonce {AT_NOW} {period}");
        let said = hierarchy.openssl_says(&question);
        assert!(said.contains("Response verify OK") && said.contains(&format!("{serial}: good")), "{said}");
    }
}

#[test]
fn a_hash_algorithm_is_der_and_has_null_or_no_parameters() {
    let read = |algorithm: &str| {
        let algorithm = hex::decode(algorithm).unwrap();
        let cert_id = tlv(0x30, &[&algorithm, &tlv(0x04, &[&[1; 20]]), &tlv(0x04, &[&[2; 20]]), &tlv(0x02, &[&[5]])]);
        OcspRequest::from_der(&tlv(0x30, &[&tlv(0x30, &[&tlv(0x30, &[&tlv(0x30, &[&cert_id])])])]))
    };
    // SHA-1 and an algorithm that nobody defined.
    for algorithm in
        ["300906052b0e03021a0500", "300706052b0e03021a", "300906052b0e03021b0500", "300706052b0e03021b", "300706052b81808001"]
    {
        assert!(read(algorithm).is_ok(), "{algorithm}");
    }
    // An empty BIT STRING and an empty BOOLEAN, which are not DER; an OBJECT IDENTIFIER. Padded arcs.
    for algorithm in [
        "300906052b0e03021a0300",
        "300906052b0e03021b0300",
        "300906052b0e03021a0100",
        "300a06052b0e03021a060100",
        "300706052b0e03801a",
        "30070605802b0e0302",
    ] {
        assert!(matches!(read(algorithm), Err(RequestFault::Malformed)), "{algorithm}");
    }
}

/// v1 and FALSE encoded, although they are the defaults, and a requestorName (RFC 6960 §4.1.1), the directoryName CN=x.
const V1: &[u8] = &[0xa0, 3, 2, 1, 0];
const FALSE: &[u8] = &[0x01, 0x01, 0x00];
const REQUESTOR: [u8; 18] = *b"\xa1\x10\xa4\x0e\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01x";

#[test]
fn an_issuer_is_recognised_by_every_hash_that_openssl_may_ask_with() {
    let hierarchy = Hierarchy::new();
    let issuer = IssuerId::of(&hierarchy.ca);
    let serial = SerialNumber::from_magnitude(&[0x12, 0x34]).unwrap();
    for hash in ["sha1", "sha256", "sha384", "sha512"] {
        hierarchy.openssl.run(&format!("ocsp -{hash} -issuer ca.pem -serial 0x1234 -no_nonce -reqout request"), b"");
        let request = OcspRequest::from_der(&hierarchy.read("request")).unwrap();
        assert!(issuer.matches(&request.cert_ids[0]), "{hash}");
        assert_eq!(issuer.usual_cert_ids(&serial).contains(&request.cert_ids[0]), matches!(hash, "sha1" | "sha256"), "{hash}");
    }
    // Without parameters, as RFC 9919 asks for.
    assert!(issuer.usual_cert_ids(&serial).contains(&CertId::sha256(&hierarchy.ca, &serial)));
}

#[test]
fn malformed_requests_and_too_many_cert_ids_are_faults() {
    let critical = [0x01, 0x01, 0xff];
    let well_formed = request(&[], 16, &[nonce(128), extension(UNKNOWN, &[], b"?")]);
    assert_eq!(OcspRequest::from_der(&well_formed).unwrap().nonce.unwrap().octets(), [7; 128]);
    assert_eq!(
        OcspRequest::from_der(&request(&[], 1, &[extension(NONCE, &critical, &[4, 1, 7])])).unwrap().nonce.unwrap().octets(),
        [7]
    );
    let faults = [
        ("bytes behind", [request(&[], 1, &[]), vec![0]].concat()),
        ("cut off", well_formed[..well_formed.len() - 1].to_vec()),
        ("no CertID", request(&[], 0, &[])),
        ("17 CertIDs and an unknown critical extension", request(&[], 17, &[extension(UNKNOWN, &critical, b"?")])),
        ("empty nonce", request(&[], 1, &[nonce(0)])),
        ("nonce of 129 octets", request(&[], 1, &[nonce(129)])),
        ("two nonces", request(&[], 1, &[nonce(16), nonce(16)])),
        ("unknown critical extension", request(&[], 1, &[extension(UNKNOWN, &critical, b"?")])),
        ("version 2", request(&[0xa0, 3, 2, 1, 1], 1, &[])),
        ("version of two octets", request(&[0xa0, 4, 2, 2, 0, 0], 1, &[])),
        ("version twice", request(&[0xa0, 3, 2, 1, 0, 0xa0, 3, 2, 1, 0], 1, &[])),
        ("a nonce, and one that cannot be read", request(&[], 1, &[nonce(16), extension(NONCE, &[], &[7; 16])])),
        ("BOOLEAN 1", request(&[], 1, &[extension(UNKNOWN, &[0x01, 0x01, 0x01], b"?")])),
        ("length in more octets than needed", [&[0x30, 0x81], &request(&[], 1, &[])[1..]].concat()),
        ("17 CertIDs and an empty nonce", request(&[], 17, &[nonce(0)])),
        ("padded serial", tlv(0x30, &[&tlv(0x30, &[&tlv(0x30, &[&tlv(0x30, &[&cert_id(&[0, 5])])])])])),
        ("indefinite length", [&[0x30, 0x80], &request(&[], 1, &[])[2..], &[0, 0]].concat()),
    ];
    for (name, octets) in faults {
        assert!(matches!(OcspRequest::from_der(&octets), Err(RequestFault::Malformed)), "{name}");
    }
    let too_many = [
        request(&[], 17, &[]),
        request(V1, 17, &[extension(NONCE, FALSE, &[7; 16])]),
        request(&REQUESTOR, 100, &[extension(UNKNOWN, FALSE, b"?")]),
    ];
    for octets in too_many {
        assert!(matches!(OcspRequest::from_der(&octets), Err(RequestFault::TooManyCertIds)), "{}", hex::encode(octets));
    }
    let single_extensions = |critical: &[u8]| {
        let extensions = tlv(0xa0, &[&tlv(0x30, &[&extension(UNKNOWN, critical, b"?")])]);
        OcspRequest::from_der(&tlv(0x30, &[&tlv(0x30, &[&tlv(0x30, &[&tlv(0x30, &[&cert_id(&[5]), &extensions])])])]))
    };
    assert!(single_extensions(&[]).is_ok());
    assert!(single_extensions(&critical).is_err());
}

#[test]
fn openssl_understands_the_error_responses() {
    let hierarchy = Hierarchy::new();
    let errors = [
        (ErrorStatus::MalformedRequest, "malformedrequest (1)"),
        (ErrorStatus::InternalError, "internalerror (2)"),
        (ErrorStatus::TryLater, "trylater (3)"),
        (ErrorStatus::Unauthorized, "unauthorized (6)"),
    ];
    for (status, text) in errors {
        let response = error_response(status);
        hierarchy.openssl.write("answer", &response);
        let said = hierarchy.openssl_says("ocsp -respin answer");
        assert!(said.contains(&format!("Responder Error: {text}")), "{said}");
        let number = response[4];
        assert!(matches!(OcspResponse::from_der(&response), Ok(OcspResponse::Error(read)) if read == number));
    }
    assert!(OcspResponse::from_der(&[0x30, 3, 0x0a, 1, 0]).is_err());
}

#[test]
fn a_response_is_accepted_only_from_a_responder_that_the_issuer_certified() {
    let (hierarchy, other) = (Hierarchy::new(), Hierarchy::new());
    let serial = SerialNumber::from_magnitude(&[5]).unwrap();
    let asked = |ca| OcspRequest { cert_ids: vec![CertId::sha256(ca, &serial)], nonce: None };
    let is_authorised = |der: &[u8], now| OcspResponse::from_der(der).unwrap().is_authorised_by(&hierarchy.ca, now);

    let right = responder(&hierarchy);
    let der = answer(&hierarchy, &asked(&hierarchy.ca), &right);
    assert!(is_authorised(&der, NOW));
    assert!(!is_authorised(&der, NOW.plus(24 * 31 * HOUR)), "the responder's certificate has ended");
    let mut forged = der.clone();
    let good = forged.windows(4).position(|octets| octets == [0x80, 0x00, 0x18, 0x0f]).unwrap();
    forged[good] = 0x82;
    assert!(!is_authorised(&forged, NOW), "unknown, under the signature of good");
    let strange = answer(&hierarchy, &asked(&hierarchy.ca), &responder(&other));
    assert!(!is_authorised(&strange, NOW), "another CA of the same name certified the responder");
    let plain = hierarchy.certify("plain", Curve::P256, vec![Extension::extended_key_usage(&[ExtendedKeyUsage::ClientAuth])]);
    assert!(!is_authorised(&answer(&hierarchy, &asked(&hierarchy.ca), &plain), NOW), "not certified for OCSP");
    let meddling = answer(&hierarchy, &asked(&other.ca), &right);
    assert!(!is_authorised(&meddling, NOW), "about another CA's certificate");
}

#[test]
fn a_response_is_parsed_to_what_was_encoded() {
    let hierarchy = Hierarchy::new();
    let responder = responder(&hierarchy);
    let asked = OcspRequest::from_der(&request(&[], 3, &[nonce(16)])).unwrap();
    let read = OcspResponse::from_der(&answer(&hierarchy, &asked, &responder)).unwrap();
    let OcspResponse::Basic { singles, this_update, next_update, nonce, responder: enclosed, .. } = read else {
        panic!("no answer")
    };
    assert!(singles.iter().map(|single| &single.cert_id).eq(&asked.cert_ids));
    let revoked = CertStatus::Revoked { at: NOW.minus(5 * HOUR), reason: RevocationReason::KeyCompromise };
    assert!(singles.iter().map(|single| single.status).eq([CertStatus::Good, revoked, CertStatus::Unknown]));
    assert_eq!((this_update, next_update, nonce), (NOW, NOW.plus(12 * HOUR), Some(vec![7; 16])));
    assert_eq!(*enclosed, responder.1);
}

#[test]
fn a_response_that_names_another_key_than_the_enclosed_certificate_is_refused() {
    let hierarchy = Hierarchy::new();
    let responder = responder(&hierarchy);
    let mut der = answer(&hierarchy, &OcspRequest::from_der(&request(&[], 1, &[])).unwrap(), &responder);
    assert!(OcspResponse::from_der(&der).is_ok());
    let named = der.windows(20).position(|octets| octets == responder.1.public_key().sha1()).unwrap();
    der[named] ^= 1;
    assert!(OcspResponse::from_der(&der).is_err());
}

/// docs/profiles.md#ocsp-requests: a nonce of fewer than 16 octets is not echoed.
#[test]
fn a_nonce_is_echoed_from_16_octets_on() {
    for (length, echoed) in [(1, false), (15, false), (16, true), (128, true)] {
        let request = OcspRequest::from_der(&request(&[], 1, &[nonce(length)])).unwrap();
        assert_eq!(request.nonce.unwrap().is_echoed(), echoed, "{length} octets");
    }
}

/// `octets` with one of them replaced.
fn replaced(octets: &[u8], at: prop::sample::Index, by: u8) -> Vec<u8> {
    let mut octets = octets.to_vec();
    let at = at.index(octets.len());
    octets[at] = by;
    octets
}

proptest! {
    #[test]
    fn no_octets_make_the_readers_panic(at in any::<prop::sample::Index>(), by: u8, cut in any::<prop::sample::Index>()) {
        thread_local!(static ANSWER: Vec<u8> = {
            let hierarchy = Hierarchy::new();
            answer(&hierarchy, &OcspRequest::from_der(&request(&[], 3, &[nonce(16)])).unwrap(), &responder(&hierarchy))
        });
        let request = request(&[], 3, &[nonce(16), extension(UNKNOWN, &[], b"?")]);
        let _ = OcspRequest::from_der(&replaced(&request, at, by));
        prop_assert!(OcspRequest::from_der(&request[..cut.index(request.len())]).is_err());
        let answer = ANSWER.with(Clone::clone);
        let _ = OcspResponse::from_der(&replaced(&answer, at, by));
        prop_assert!(OcspResponse::from_der(&answer[..cut.index(answer.len())]).is_err());
    }
}
