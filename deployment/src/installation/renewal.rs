//! `sceau officer renew`: renewal by the operator, for when officers can no longer renew each other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ca::{Authority, Failpoints, OperatorRenewalError};
use pki::{Clock, SystemClock, csr, pem};

use crate::configuration::{AuthorityFile, ConfigurationError};

/// Why an officer's certificate was not renewed.
#[derive(Debug, thiserror::Error)]
pub enum RenewalError {
    /// The CA's configuration was refused.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The file cannot be read.
    #[error("{}: {fault}", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// The system's error.
        fault: std::io::Error,
    },
    /// The file does not contain exactly one request.
    #[error("{} contains no certification request, or several; write one (PKCS#10, PEM) of at most {} octets", .0.display(), csr::MAX_OCTETS)]
    NoRequest(PathBuf),
    /// The CA refused.
    #[error(transparent)]
    Authority(#[from] OperatorRenewalError),
}

/// Maximum size of the request file in octets: PEM is a third larger than DER, and text around it is allowed.
const LARGEST: u64 = 4 * csr::MAX_OCTETS as u64;

/// Renews the certificate of the officer with this e-mail address. Returns the new certificate and its issuer's (PEM).
///
/// # Errors
/// See [`RenewalError`].
pub async fn renew_officer(file: &AuthorityFile, email: &str, request: &Path) -> Result<String, RenewalError> {
    renew_officer_at(file, email, request, Arc::new(SystemClock)).await
}

/// The same with another clock.
///
/// # Errors
/// See [`RenewalError`].
pub async fn renew_officer_at(
    file: &AuthorityFile,
    email: &str,
    request: &Path,
    clock: Arc<dyn Clock>,
) -> Result<String, RenewalError> {
    let request = read_request(request)?;
    let environment = file.environment(clock, Failpoints::none())?;
    let renewed = Authority::renew_officer(file.config()?, environment, email, &request).await?;
    let certificates = [&renewed.certificate, &renewed.issuer];
    Ok(certificates.map(|der| pem::encode(pem::Label::Certificate, der)).concat())
}

fn read_request(path: &Path) -> Result<Vec<u8>, RenewalError> {
    let unreadable = |fault| RenewalError::File { path: path.to_owned(), fault };
    let no_request = || RenewalError::NoRequest(path.to_owned());
    if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(no_request());
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let mut blocks = pem::decode_all(pem::Label::CertificationRequest, &text).ok_or_else(no_request)?;
    if blocks.len() == 1 { Ok(blocks.remove(0)) } else { Err(no_request()) }
}
