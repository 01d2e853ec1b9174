//! What relying parties are told, over HTTP.

use ca_contract::issuance::IssuedCertificate;
use pki::crl::{CertificateRevocationList, RevokedEntry};
use pki::ocsp::{Answer, CertId, CertStatus, OcspRequest};
use pki::{Certificate, Clock};

use super::{Stage, until};

/// What the world is told of one certificate.
#[derive(Clone, Debug)]
pub struct Told {
    /// By OCSP.
    pub status: CertStatus,
    /// The responder's certificate.
    pub responder: Certificate,
    /// By the CRL of its issuer.
    pub listed: Option<RevokedEntry>,
    /// The number of that CRL.
    pub crl_number: u64,
}

impl Stage {
    /// What OCSP and the CRL say of a certificate, once the responder has heard of it; both signed as they should be.
    pub async fn told(&self, issued: &IssuedCertificate) -> Told {
        self.told_under(None, issued).await
    }

    /// The same, signed for this question and not beforehand: under a nonce.
    pub async fn told_afresh(&self, issued: &IssuedCertificate) -> Told {
        self.told_under(Some(&[7; 32]), issued).await
    }

    async fn told_under(&self, nonce: Option<&[u8]>, issued: &IssuedCertificate) -> Told {
        let certificate = Certificate::from_der(&issued.certificate.0).expect("a certificate");
        let issuer = Certificate::from_der(&issued.chain[0].0).expect("a certificate");
        let ask = OcspRequest::encode(&[CertId::sha1(&issuer, certificate.serial())], nonce);
        let url = format!("http://{}/ocsp/{}", self.status, issued.issuer);
        let known = async || {
            let post = reqwest::Client::new().post(&url).header("content-type", "application/ocsp-request");
            let reply = post.body(ask.clone()).send().await.expect("the responder answers");
            let answer = Answer::from_der(&reply.bytes().await.expect("a body")).expect("an OCSP response");
            match &answer {
                Answer::Basic { singles, responder, .. } if singles[0].status != CertStatus::Unknown => {
                    assert!(answer.is_authorised_by(&issuer, self.clock.now()), "a responder of the issuing CA signed it");
                    Some((singles[0].status, responder.as_ref().clone()))
                }
                _ => None,
            }
        };
        let (status, responder) = until("the responder hears of it", known).await;
        let crl = self.crl(issued.issuer.as_str()).await;
        assert!(crl.is_signed_by(&issuer), "the issuing CA signed its CRL");
        Told { status, responder, listed: crl.find(certificate.serial()).cloned(), crl_number: crl.number }
    }

    /// The CRL that is published under a name.
    pub async fn crl(&self, name: &str) -> CertificateRevocationList {
        let url = format!("http://{}/crl/{name}.crl", self.status);
        let reply = reqwest::get(url).await.expect("the responder answers");
        CertificateRevocationList::from_der(&reply.bytes().await.expect("a body")).expect("a CRL")
    }
}
