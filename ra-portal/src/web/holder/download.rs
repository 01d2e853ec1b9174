//! The holder's certificates as files: some administrations ask for them (M14).

use axum::extract::Path;
use axum::response::Response;
use pki::pem::{self, Label};
use registration::holders::{HeldCertificate, Holder};

use crate::web::{AsHolder, NoPage, PageFault, file};

const DER: &str = "application/pkix-cert";
const PEM: &str = "application/x-pem-file";

/// `GET /holder/certificates/<role>.der`, `<role>.pem`, `<role>-chain.pem`.
pub(super) async fn download(holder: AsHolder, Path(name): Path<String>) -> Result<Response, NoPage> {
    let (content_type, content) = content(&holder, &name).ok_or(PageFault::NotFound)?;
    Ok(file(&format!("{}-{name}", holder.token()), content_type, content))
}

fn content(holder: &Holder, name: &str) -> Option<(&'static str, Vec<u8>)> {
    if let Some(role) = name.strip_suffix(".der") {
        return Some((DER, holder.certificate(role)?.der.clone()));
    }
    if let Some(role) = name.strip_suffix("-chain.pem") {
        return Some((PEM, chain(holder.certificate(role)?).into_bytes()));
    }
    let certificate = holder.certificate(name.strip_suffix(".pem")?)?;
    Some((PEM, pem::encode(Label::Certificate, &certificate.der).into_bytes()))
}

/// The certificate, its issuing CA's, its root's.
fn chain(certificate: &HeldCertificate) -> String {
    let ders = std::iter::once(&certificate.der).chain(&certificate.chain);
    ders.map(|der| pem::encode(Label::Certificate, der)).collect()
}
