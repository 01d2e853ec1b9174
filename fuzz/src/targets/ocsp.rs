//! OCSP requests, as unauthenticated clients send them, and responses, as the read-back of revocations and the tests read them.

use pki::crl::RevocationReason;
use pki::ocsp::{
    CertId, CertStatus, ErrorStatus, IssuerId, OcspRequest, OcspResponse, ResponseContent, SingleResponse, error_response,
};

use crate::specimens::{self, LATER, NOW};
use crate::target::Target;

/// A request that we accept, encoded again, is read by us as the same request and accepted by OpenSSL. OpenSSL need not accept the
/// input itself, whose requestor name, signature and certificates are not checked here.
pub(crate) const REQUEST: Target = Target { name: "ocsp-request", at_most: 4 << 10, check: check_request, seeds: requests };

/// A response that we accept, written again, is read as the same response.
pub(crate) const RESPONSE: Target = Target { name: "ocsp-response", at_most: 8 << 10, check: check_response, seeds: responses };

fn check_request(der: &[u8]) -> bool {
    let Ok(request) = OcspRequest::from_der(der) else { return false };
    let nonce = request.nonce.as_ref().map(pki::ocsp::Nonce::octets);
    let anew = OcspRequest::encode(&request.cert_ids, nonce);
    openssl::ocsp::OcspRequest::from_der(&anew).expect("OpenSSL reads the request");
    let again = OcspRequest::from_der(&anew).expect("the same request can be encoded again");
    assert_eq!(again.cert_ids, request.cert_ids);
    assert_eq!(again.nonce.as_ref().map(pki::ocsp::Nonce::octets), nonce);
    true
}

fn check_response(der: &[u8]) -> bool {
    let authority = specimens::authority();
    let Ok(answer) = OcspResponse::from_der(der) else { return false };
    openssl::ocsp::OcspResponse::from_der(der).expect("OpenSSL reads the response");
    let authorised = answer.is_authorised_by(&authority.certificate, NOW);
    if let OcspResponse::Basic { responder, .. } = &answer {
        assert!(!authorised || **responder == authority.responder, "another responder passes for the authority's");
    }
    true
}

fn cert_ids() -> [CertId; 2] {
    let issuer = &specimens::authority().certificate;
    [CertId::sha1(issuer, &specimens::serial(1)), CertId::sha256(issuer, &specimens::serial(2))]
}

fn requests() -> Vec<Vec<u8>> {
    let ids = cert_ids();
    let issuer = IssuerId::of(&specimens::authority().certificate);
    let mut requests = vec![
        OcspRequest::encode(&ids[..1], None),
        OcspRequest::encode(&ids, Some(&[7; 32])),
        OcspRequest::encode(&issuer.usual_cert_ids(&specimens::serial(3)), None),
    ];
    requests.extend(ODD.iter().map(|odd| hex::decode(odd).expect("hexadecimal digits")));
    requests
}

/// Requests that DER forbids and some clients send, about the same CertID: v1 encoded; FALSE encoded; a nonce without its OCTET STRING; an
/// empty nonce; an empty list of extensions; a requestorName and a signature.
const ODD: [&str; 6] = [
    "30473045a003020100303e303c303a300906052b0e03021a05000414010101010101010101010101010101010101010104140202020202020202020202020202020202020202020105",
    "305a3058303e303c303a300906052b0e03021a05000414010101010101010101010101010101010101010104140202020202020202020202020202020202020202020105a21630143012060a2b0601040181fd59010201010004013f",
    "30653063303e303c303a300906052b0e03021a05000414010101010101010101010101010101010101010104140202020202020202020202020202020202020202020105a221301f301d06092b0601050507300102041007070707070707070707070707070707",
    "30583056303e303c303a300906052b0e03021a05000414010101010101010101010101010101010101010104140202020202020202020202020202020202020202020105a2143012301006092b06010505073001020101000400",
    "30463044303e303c303a300906052b0e03021a05000414010101010101010101010101010101010101010104140202020202020202020202020202020202020202020105a2023000",
    "306b3052a110a40e300c310a300806035504030c0178303e303c303a300906052b0e03021a05000414010101010101010101010101010101010101010104140202020202020202020202020202020202020202020105a0153013300a06082a8648ce3d040302030100a0023000",
];

fn responses() -> Vec<Vec<u8>> {
    let authority = specimens::authority();
    let request = OcspRequest::from_der(&requests()[1]).expect("a seed is a request");
    let revoked = CertStatus::Revoked { at: NOW, reason: RevocationReason::KeyCompromise };
    let statuses = [CertStatus::Good, revoked];
    let singles: Vec<_> =
        cert_ids().into_iter().zip(statuses).map(|(cert_id, status)| SingleResponse { cert_id, status }).collect();
    let content = ResponseContent {
        singles: &singles,
        this_update: NOW,
        next_update: LATER,
        archive_cutoff: NOW,
        nonce: request.nonce.as_ref(),
    };
    let signed = content.sign(&authority.responder_key, &authority.responder).expect("a software key signs");
    vec![signed, error_response(ErrorStatus::TryLater).to_vec()]
}
