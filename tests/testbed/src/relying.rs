//! Certificate status as relying parties see it, over HTTP.

use ca_contract::issuance::IssuedCertificate;
use pki::crl::{CertificateRevocationList, RevokedEntry};
use pki::ocsp::{CertId, CertStatus, OcspRequest, OcspResponse};
use pki::{Certificate, Clock};

use super::{Testbed, until};

/// The published status of one certificate.
#[derive(Clone, Debug)]
pub struct StatusResult {
    /// The status in the OCSP response.
    pub status: CertStatus,
    /// The responder's certificate.
    pub responder: Certificate,
    /// The entry in its issuer's CRL, if any.
    pub listed: Option<RevokedEntry>,
    /// The number of that CRL.
    pub crl_number: u64,
}

impl Testbed {
    /// The status of a certificate by OCSP and CRL, once the responder knows it. Verifies both signatures.
    pub async fn status_of(&self, issued: &IssuedCertificate) -> StatusResult {
        self.status_under(None, issued).await
    }

    /// The same with a nonce, so that the response is signed for this request and not in advance.
    pub async fn fresh_status_of(&self, issued: &IssuedCertificate) -> StatusResult {
        self.status_under(Some(&[7; 32]), issued).await
    }

    async fn status_under(&self, nonce: Option<&[u8]>, issued: &IssuedCertificate) -> StatusResult {
        let certificate = Certificate::from_der(&issued.certificate.0).expect("a certificate");
        let issuer = Certificate::from_der(&issued.chain[0].0).expect("a certificate");
        let ask = OcspRequest::encode(&[CertId::sha1(&issuer, certificate.serial())], nonce);
        let url = format!("http://{}/ocsp/{}", self.status, issued.issuer);
        let known = async || {
            let post = reqwest::Client::new().post(&url).header("content-type", "application/ocsp-request");
            let reply = post.body(ask.clone()).send().await.expect("the responder answers");
            let answer = OcspResponse::from_der(&reply.bytes().await.expect("a body")).expect("an OCSP response");
            match &answer {
                OcspResponse::Basic { singles, responder, .. } if singles[0].status != CertStatus::Unknown => {
                    assert!(answer.is_authorised_by(&issuer, self.clock.now()), "a responder of the issuing CA signed it");
                    Some((singles[0].status, responder.as_ref().clone()))
                }
                _ => None,
            }
        };
        let (status, responder) = until("the responder hears of it", known).await;
        let crl = self.crl(issued.issuer.as_str()).await;
        assert!(crl.is_signed_by(&issuer), "the issuing CA signed its CRL");
        StatusResult { status, responder, listed: crl.find(certificate.serial()).cloned(), crl_number: crl.number }
    }

    /// The published CRL of the CA with this name.
    pub async fn crl(&self, name: &str) -> CertificateRevocationList {
        let url = format!("http://{}/crl/{name}.crl", self.status);
        let reply = reqwest::get(url).await.expect("the responder answers");
        CertificateRevocationList::from_der(&reply.bytes().await.expect("a body")).expect("a CRL")
    }
}
