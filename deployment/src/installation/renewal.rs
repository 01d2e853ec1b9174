//! `sceau officer renew`: the way out when officers cannot renew each other any more.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ca::{Authority, Boundaries, OperatorRenewalError};
use pki::{Clock, SystemClock, csr, pem};

use crate::configuration::{AuthorityFile, ConfigurationError};

/// Why the operator renewed no officer.
#[derive(Debug, thiserror::Error)]
pub enum RenewalError {
    /// The certificate authority's configuration.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The file cannot be read.
    #[error("{}: {fault}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        fault: std::io::Error,
    },
    /// The file holds no request.
    #[error("{} holds no certification request (PKCS#10, PEM): one, of at most {} octets", .0.display(), csr::MAX_OCTETS)]
    NoRequest(PathBuf),
    /// The certificate authority.
    #[error(transparent)]
    Authority(#[from] OperatorRenewalError),
}

/// The most octets of a file with a request in PEM: a third more than in DER, and room for what people write around it.
const LARGEST: u64 = 4 * csr::MAX_OCTETS as u64;

/// Renews the certificate of the officer of an address: the new one and its issuer's, PEM.
///
/// # Errors
/// See [`RenewalError`].
pub async fn renew_officer(file: &AuthorityFile, email: &str, request: &Path) -> Result<String, RenewalError> {
    renew_officer_at(file, email, request, Arc::new(SystemClock)).await
}

/// The same at the moment of another clock.
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
    let environment = file.environment(clock, Boundaries::none())?;
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
