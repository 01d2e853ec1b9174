//! OCSP over HTTP.

mod decided;
mod freshness;
mod reference;
mod running;
mod transport;
mod verified_by_openssl;

use pki::ocsp::{CertId, CertStatus, OcspRequest, OcspResponse};
use pki::{Certificate, SerialNumber};

use crate::replica::{Replica, Reply};

/// RFC 6960 §4.2.1: `SEQUENCE { ENUMERATED }` with the statuses' numbers.
const MALFORMED_REQUEST: [u8; 5] = [0x30, 0x03, 0x0a, 0x01, 0x01];
const TRY_LATER: [u8; 5] = [0x30, 0x03, 0x0a, 0x01, 0x03];
const UNAUTHORIZED: [u8; 5] = [0x30, 0x03, 0x0a, 0x01, 0x06];

fn serial(octet: u8) -> SerialNumber {
    SerialNumber::from_magnitude(&[0x40, octet]).unwrap()
}

fn cert_id(replica: &Replica, issuer: &str, serial: &SerialNumber) -> CertId {
    CertId::sha1(&replica.fake.issuer(issuer).certificate, serial)
}

/// The content of a response: the statuses in order, the nonce, the signer. Panics unless `issuer` authorised it.
fn read(replica: &Replica, issuer: &str, reply: &Reply) -> (Vec<(CertId, CertStatus)>, Option<Vec<u8>>, Certificate) {
    assert_eq!(reply.header("content-type"), "application/ocsp-response");
    let answer = OcspResponse::from_der(&reply.body).unwrap();
    let OcspResponse::Basic { singles, nonce, responder, tbs, signature, .. } = answer else { panic!("{answer:?}") };
    assert!(responder.is_signed_by(&replica.fake.issuer(issuer).certificate));
    assert!(responder.public_key().verifies(&tbs, &signature));
    (singles.into_iter().map(|single| (single.cert_id, single.status)).collect(), nonce, *responder)
}

/// The status of a certificate, requested without nonce.
async fn status(replica: &Replica, issuer: &str, serial: &SerialNumber) -> CertStatus {
    let request = OcspRequest::encode(&[cert_id(replica, issuer, serial)], None);
    let reply = replica.post(&format!("/ocsp/{issuer}"), request).await;
    let (singles, nonce, _) = read(replica, issuer, &reply);
    assert_eq!((singles.len(), nonce), (1, None));
    singles[0].1
}
