//! Certificate status as a relying party sees it, over HTTP.

use std::net::SocketAddr;
use std::time::Duration;

use pki::crl::CertificateRevocationList;
use pki::ocsp::{CertId, CertStatus, OcspRequest, OcspResponse};
use pki::{Certificate, Clock, SystemClock};
use policies::AuthorityName;

/// How long to wait for the responder to be ready.
const TIMEOUT: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// A client of the status responder.
pub(super) struct Status {
    base: String,
    client: reqwest::Client,
}

/// The published status of one certificate.
pub(super) struct StatusResult {
    /// The OCSP response (DER).
    pub(super) ocsp: Vec<u8>,
    pub(super) status: CertStatus,
    /// Whether the CRL lists it.
    pub(super) listed: bool,
}

impl Status {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self { base: format!("http://{address}"), client: reqwest::Client::new() }
    }

    /// Waits until `/health` reports that the responder is healthy.
    pub(super) async fn ready(&self) -> Result<(), String> {
        let well = async {
            loop {
                let health = self.client.get(format!("{}/health", self.base)).send().await;
                if health.is_ok_and(|health| health.status().is_success()) {
                    return;
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        tokio::time::timeout(TIMEOUT, well).await.map_err(|_| "the responder was not ready within a minute".to_owned())
    }

    /// The CRL of a CA (DER).
    pub(super) async fn crl(&self, authority: &AuthorityName) -> Result<Vec<u8>, String> {
        let response = self.client.get(format!("{}/crl/{authority}.crl", self.base)).send().await;
        body(response).await
    }

    /// The status of a certificate by OCSP and CRL, whose signatures are verified.
    pub(super) async fn status_of(
        &self,
        authority: &AuthorityName,
        issuer: &Certificate,
        certificate: &Certificate,
    ) -> Result<StatusResult, String> {
        let request = OcspRequest::encode(&[CertId::sha1(issuer, certificate.serial())], None);
        let post = self.client.post(format!("{}/ocsp/{authority}", self.base));
        let post = post.header("content-type", "application/ocsp-request").body(request);
        let ocsp = body(post.send().await).await?;
        let answer = OcspResponse::from_der(&ocsp).map_err(|fault| fault.to_string())?;
        if !answer.is_authorised_by(issuer, SystemClock.now()) {
            return Err("the OCSP response is not signed by a responder of the issuing CA".to_owned());
        }
        let status = match &answer {
            OcspResponse::Basic { singles, .. } => singles.first().map(|single| single.status),
            OcspResponse::Error(_) => None,
        };
        let crl = CertificateRevocationList::from_der(&self.crl(authority).await?).map_err(|fault| fault.to_string())?;
        if !crl.is_signed_by(issuer) {
            return Err("the CRL is not signed by the issuing CA".to_owned());
        }
        let status = status.ok_or("the OCSP responder gave no status")?;
        Ok(StatusResult { ocsp, status, listed: crl.find(certificate.serial()).is_some() })
    }
}

async fn body(response: reqwest::Result<reqwest::Response>) -> Result<Vec<u8>, String> {
    let response = response.and_then(reqwest::Response::error_for_status).map_err(|fault| fault.to_string())?;
    response.bytes().await.map(|bytes| bytes.to_vec()).map_err(|fault| fault.to_string())
}
