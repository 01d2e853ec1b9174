//! The visitor's browser: TLS, cookies, client certificate.

use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

use super::ClientCertificate;

/// A visitor with a browser, at one of the portal's entrances.
#[derive(Clone)]
pub struct Browser {
    pub(super) client: reqwest::Client,
    site: String,
}

/// Why a visitor could not continue.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// The HTTP client could not be set up.
    #[error("the visitor's browser: {0}")]
    Browser(String),
    /// The server did not respond.
    #[error("{address}: {problem}")]
    NoAnswer {
        /// The requested address.
        address: String,
        /// The cause.
        problem: String,
    },
    /// The page is not what was expected.
    #[error("{address} ({status}): {expected} is missing; the page says: {text}")]
    NotThere {
        /// The address of the page.
        address: String,
        /// Its HTTP status.
        status: u16,
        /// What is missing.
        expected: String,
        /// The beginning of its text.
        text: String,
    },
}

/// Longer than any page takes; the page after a revocation waits until it is published.
const TIMEOUT: Duration = Duration::from_secs(60);

impl Browser {
    /// A browser that trusts `anchor` (DER) and speaks `language`, at `site`: `https://host:port`.
    ///
    /// # Errors
    /// If the anchor is not a certificate.
    pub fn new(site: &str, anchor: &[u8], language: &str) -> Result<Self, BrowserError> {
        Self::showing(site, anchor, language, None)
    }

    /// The same with a client certificate, presented to every server that requests one.
    ///
    /// # Errors
    /// If the anchor is not a certificate.
    pub fn with_certificate(
        site: &str,
        anchor: &[u8],
        language: &str,
        certificate: ClientCertificate,
    ) -> Result<Self, BrowserError> {
        Self::showing(site, anchor, language, Some(certificate))
    }

    fn showing(site: &str, anchor: &[u8], language: &str, shown: Option<ClientCertificate>) -> Result<Self, BrowserError> {
        let failed = |fault: &dyn std::fmt::Display| BrowserError::Browser(fault.to_string());
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(anchor.to_vec())).map_err(|fault| failed(&fault))?;
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|fault| failed(&fault))?
            .with_root_certificates(roots);
        let configuration = match shown {
            Some(certificate) => builder.with_client_cert_resolver(Arc::new(certificate)),
            None => builder.with_no_client_auth(),
        };
        let mut headers = http::HeaderMap::new();
        headers.insert(http::header::ACCEPT_LANGUAGE, language.parse().map_err(|fault| failed(&fault))?);
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(configuration)
            .cookie_store(true)
            .redirect(Policy::limited(5))
            .default_headers(headers)
            .timeout(TIMEOUT)
            .build()
            .map_err(|fault| failed(&fault))?;
        Ok(Self { client, site: site.to_owned() })
    }

    /// The site: `https://host:port`.
    #[must_use]
    pub fn site(&self) -> &str {
        &self.site
    }

    /// Builds any request with the visitor's cookies and origin, for what no page offers.
    pub fn request(&self, method: http::Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, self.absolute(path)).header(http::header::ORIGIN, &self.site)
    }

    /// Sends a request built by [`Self::request`].
    ///
    /// # Errors
    /// If the server does not respond.
    pub async fn execute(&self, request: reqwest::Request) -> reqwest::Result<reqwest::Response> {
        self.client.execute(request).await
    }

    pub(super) fn absolute(&self, address: &str) -> String {
        if address.starts_with('/') { format!("{}{address}", self.site) } else { address.to_owned() }
    }
}
