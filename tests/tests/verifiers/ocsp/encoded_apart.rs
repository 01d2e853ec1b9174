//! Comparison with the crate `ocsp`, which shares no code with this project: it decodes requests and encodes the expected response data,
//! which must have the same octets as ours.
//!
//! It does not decode responses, and supports neither SHA-256 CertIDs nor archiveCutoff, which is encoded here by hand (decision 0015).

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ocsp::common::asn1::{CertId, GeneralizedTime};
use ocsp::common::ocsp::{OcspExt, OcspExtI};
use ocsp::request::OcspRequest;
use ocsp::response::{CertStatus, CertStatusCode, CrlReason, OcspRespStatus, OcspResponse, OneResp, ResponderId, RevokedInfo};
use openssl::bn::BigNumContext;
use openssl::ec::PointConversionForm;
use openssl::sha::sha1;
use openssl::x509::X509;
use testbed::Transport;

use super::{Reply, der, inside};
use crate::specimens::Specimens;

const MAIN: &str = "-issuer advanced.pem -cert main.pem";
/// The default time from thisUpdate to nextUpdate (docs/profiles.md#ocsp).
const ANSWER_VALIDITY: i64 = 3600;

/// The expected content of a response about every certificate in the request.
struct Expected<'a> {
    asked: &'a OcspRequest,
    status: CertStatus,
    /// The notBefore of the CA (EN 319 411-2 CSS-6.3.10-10).
    archive_cutoff: i64,
    /// SHA-1 of the responder's public key (RFC 6960 §4.2.1).
    responder: [u8; 20],
}

impl<'a> Expected<'a> {
    fn of(specimens: &Specimens, asked: &'a OcspRequest, status: CertStatus) -> Self {
        let certificate = |name: &str| X509::from_pem(&specimens.read(name)).expect("OpenSSL reads the certificate");
        let not_before = certificate("advanced.pem").not_before().to_string();
        let not_before = jiff::civil::DateTime::strptime("%b %d %H:%M:%S %Y GMT", &not_before).expect(&not_before);
        let archive_cutoff = not_before.to_zoned(TimeZone::UTC).expect("a moment").timestamp().as_second();
        Self { asked, status, archive_cutoff, responder: sha1(&point(&certificate("responder-advanced.pem"))) }
    }

    /// The DER of tbsResponseData (RFC 6960 §4.2.1) of a response made at `second`.
    fn response_data(&self, second: i64) -> Vec<u8> {
        /// id-pkix-ocsp-archive-cutoff, 1.3.6.1.5.5.7.48.1.6.
        const ARCHIVE_CUTOFF: [u8; 11] = [0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x06];
        let cutoff = der(0x04, &time(self.archive_cutoff).to_der_utc().expect("a time"));
        let extension = der(0x30, &[ARCHIVE_CUTOFF.to_vec(), cutoff].concat());
        let extensions = der(0xa1, &der(0x30, &extension));
        let single = |cid: &CertId| {
            let (this_update, next_update) = (time(second), Some(time(second + ANSWER_VALIDITY)));
            let cert_status = self.status.clone();
            let single = OneResp { cid: cid.clone(), cert_status, this_update, next_update, one_resp_ext: None };
            let single = single.to_der().expect("a single response");
            der(0x30, &[inside(&single), &extensions].concat())
        };
        let singles: Vec<u8> = self.asked.extract_certid().into_iter().flat_map(single).collect();
        let mut parts = vec![
            ResponderId::new_key_hash(&self.responder).to_der().expect("a responder"),
            time(second).to_der_utc().expect("a time"),
            der(0x30, &singles),
        ];
        // The nonce of the request.
        parts.extend(self.asked.extract_ext().map(|asked| OcspExtI::list_to_der(asked, 0xa1).expect("extensions")));
        der(0x30, &parts.concat())
    }

    /// Whether the reply has exactly this content, produced within these seconds.
    fn is_in(&self, reply: &Reply, made: RangeInclusive<i64>) -> bool {
        made.into_iter().any(|second| {
            let expected = self.response_data(second);
            reply.body.windows(expected.len()).any(|window| window == expected)
        })
    }
}

/// The contents octets of subjectPublicKey: the point, uncompressed.
fn point(certificate: &X509) -> Vec<u8> {
    let key = certificate.public_key().and_then(|key| key.ec_key()).expect("a key on a curve");
    let mut context = BigNumContext::new().expect("memory");
    key.public_key().to_bytes(key.group(), PointConversionForm::UNCOMPRESSED, &mut context).expect("a point")
}

fn time(second: i64) -> GeneralizedTime {
    let utc = Timestamp::from_second(second).expect("a moment").to_zoned(TimeZone::UTC);
    let [month, day, hour, minute, second] =
        [utc.month(), utc.day(), utc.hour(), utc.minute(), utc.second()].map(|part| u32::from(part.unsigned_abs()));
    GeneralizedTime::new(utc.year().into(), month, day, hour, minute, second).expect("a date")
}

fn now() -> i64 {
    Timestamp::now().as_second()
}

fn read(request: &[u8]) -> OcspRequest {
    OcspRequest::parse(request).expect("the crate reads the request")
}

/// The serial number of a certificate, as OpenSSL prints it.
async fn serial(specimens: &Specimens, name: &str) -> Vec<u8> {
    let printed = specimens.openssl(&format!("x509 -in {name}.pem -noout -serial")).await.accepted();
    hex::decode(printed.trim().trim_start_matches("serial=")).expect(&printed)
}

#[tokio::test]
async fn a_good_response_has_the_expected_octets_with_the_nonce() {
    let specimens = Specimens::complete().await;
    specimens.produce_another("second").await;
    for question in [format!("{MAIN} -nonce"), format!("{MAIN} -cert second.pem -nonce")] {
        let request = specimens.request(&question).await;
        let asked = read(&request);
        assert_eq!(asked.extract_cert_sn().first(), Some(&&serial(&specimens, "main").await));
        let before = now();
        let reply = specimens.post(request).await;
        let made = before..=now();
        let expected = |status| Expected::of(&specimens, &asked, CertStatus::new(status, None));
        assert!(expected(CertStatusCode::Good).is_in(&reply, made.clone()), "{question}: {reply:?}");
        assert!(!expected(CertStatusCode::Unknown).is_in(&reply, made), "the comparison must distinguish responses");
    }
}

#[tokio::test]
async fn a_response_about_an_unissued_serial_has_the_expected_octets() {
    let specimens = Specimens::complete().await;
    let request = specimens.request("-issuer advanced.pem -serial 0x7e57 -nonce").await;
    let asked = read(&request);
    assert_eq!(asked.extract_cert_sn(), [&vec![0x7e, 0x57]]);
    let before = now();
    let reply = specimens.post(request).await;
    let unknown = Expected::of(&specimens, &asked, CertStatus::new(CertStatusCode::Unknown, None));
    assert!(unknown.is_in(&reply, before..=now()), "{reply:?}");
}

#[tokio::test]
async fn a_revoked_response_has_time_and_reason_with_and_without_a_nonce() {
    let specimens = Specimens::complete().await;
    let begun = now();
    specimens.revoke_and_account().await;
    let decided = begun..=now();
    for question in [format!("{MAIN} -nonce"), format!("{MAIN} -no_nonce")] {
        let request = specimens.request(&question).await;
        let asked = read(&request);
        let reply = specimens.post(request).await;
        // Without a nonce the response was signed in advance, but after the revocation.
        let made = begun..=now();
        // The key was stolen: keyCompromise, which is published (docs/profiles.md#revocation-reasons).
        let revoked = |since| RevokedInfo::new(time(since), Some(CrlReason::OcspRevokeKeyCompromise));
        let status = |since| CertStatus::new(CertStatusCode::Revoked, Some(revoked(since)));
        let mut expected = decided.clone().map(|since| Expected::of(&specimens, &asked, status(since)));
        assert!(expected.any(|expected| expected.is_in(&reply, made.clone())), "{question}: {reply:?}");
    }
}

#[tokio::test]
async fn error_responses_have_the_expected_octets() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let malformed = specimens.post(b"no request".to_vec()).await;
    let root = specimens.request("-issuer root-advanced.pem -cert advanced.pem").await;
    let unauthorized = specimens.post(root).await;
    for (reply, status) in [(malformed, OcspRespStatus::MalformedReq), (unauthorized, OcspRespStatus::Unauthorized)] {
        let expected = OcspResponse::new_non_success(status).and_then(|response| response.to_der()).expect("an error");
        assert_eq!(reply.body, expected);
    }
}

#[tokio::test]
async fn our_requests_are_decoded_like_those_of_openssl() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let issuer = X509::from_pem(&specimens.read("advanced.pem")).and_then(|issuer| issuer.to_der()).expect("DER");
    let issuer = pki::Certificate::from_der(&issuer).expect("a certificate of ours");
    let serial_number = pki::SerialNumber::from_magnitude(&serial(&specimens, "main").await).expect("a serial number");
    let nonce = [0xa5; 32];
    let ids = [pki::ocsp::CertId::sha1(&issuer, &serial_number)];
    let ours = read(&pki::ocsp::OcspRequest::encode(&ids, Some(&nonce)));
    let theirs = read(&specimens.request(&format!("{MAIN} -no_nonce")).await);
    let octets = |request: &OcspRequest| -> Vec<Vec<u8>> {
        request.extract_certid().into_iter().map(|id| id.to_der().expect("a CertID")).collect()
    };
    assert_eq!(octets(&ours), octets(&theirs));
    let [OcspExtI { ext: OcspExt::Nonce { nonce: read }, .. }] = ours.extract_ext().expect("extensions").as_slice() else {
        panic!("one extension, the nonce");
    };
    assert_eq!(*read, der(0x04, &nonce));
}
