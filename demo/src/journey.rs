//! The files in `journey/`, which independent programs verify afterwards.

use std::path::PathBuf;

use ca_contract::issuance::{Issued, IssuedCertificate, Issuer};
use pki::{Certificate, pem};

use super::DemoError;
use super::actors::attached;
use super::file::write;
use super::status::{Status, StatusResult};

/// The folder `journey/` in the demonstration's folder.
pub(super) struct Journey {
    folder: PathBuf,
}

/// Before or after the revocation.
#[derive(Clone, Copy)]
pub(super) enum Moment {
    Before,
    After,
}

impl Moment {
    const fn folder(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

impl Journey {
    pub(super) fn new(root: &std::path::Path) -> Self {
        Self { folder: root.join("journey") }
    }

    /// Writes `main.pem`, `main-chain.pem`, `companion.pem` and `companion-chain.pem`.
    pub(super) fn certificates(&self, issued: &Issued) -> Result<(), DemoError> {
        for certificate in &issued.certificates {
            let pem = pem::encode(pem::Label::Certificate, &certificate.certificate.0);
            write(&self.folder.join(format!("{}.pem", certificate.role)), pem.as_bytes())?;
            let chain: String = certificate.chain.iter().map(|above| pem::encode(pem::Label::Certificate, &above.0)).collect();
            write(&self.folder.join(format!("{}-chain.pem", certificate.role)), chain.as_bytes())?;
        }
        Ok(())
    }

    /// Writes every CRL and the OCSP responses for both certificates. Returns the published status of each.
    pub(super) async fn status(
        &self,
        moment: Moment,
        status: &Status,
        issuers: &[Issuer],
        issued: &Issued,
    ) -> Result<Vec<StatusResult>, DemoError> {
        let step = |problem: String| DemoError::Step { step: "ask OCSP and CRLs", problem };
        let folder = self.folder.join(moment.folder());
        for issuer in issuers {
            let crl = status.crl(&issuer.name).await.map_err(step)?;
            write(&folder.join(format!("{}.crl", issuer.name)), &crl)?;
        }
        let mut told = Vec::new();
        for certificate in &issued.certificates {
            let (leaf, issuer) = pair(certificate).map_err(step)?;
            let answer = status.status_of(&certificate.issuer, &issuer, &leaf).await.map_err(step)?;
            write(&folder.join(format!("{}.ocsp", certificate.role)), &answer.ocsp)?;
            told.push(answer);
        }
        Ok(told)
    }

    /// Writes a document of the first order.
    pub(super) fn paper(&self, name: &str, pdf: &[u8]) -> Result<(), DemoError> {
        write(&self.folder.join(name), pdf)
    }

    /// Writes the receipt of the revocation, and the signed message attached to it.
    pub(super) fn receipt(&self, pdf: &[u8]) -> Result<(), DemoError> {
        let step = "read the receipt";
        let account = attached(pdf, "receipt.p7m").map_err(|fault| DemoError::Step { step, problem: fault.to_string() })?;
        self.paper("receipt.pdf", pdf)?;
        write(&self.folder.join("receipt.p7s"), &account)
    }

    /// Writes the PIN letter of the second order, whose token is meant for trying out.
    pub(super) fn second_letter(&self, pdf: &[u8]) -> Result<(), DemoError> {
        write(&self.folder.join("second/pin-letter.pdf"), pdf)
    }

    /// Writes the second holder's key and certificate (PKCS#12), for current and for older systems.
    pub(super) fn second_holder(&self, [current, older]: &[Vec<u8>; 2]) -> Result<(), DemoError> {
        write(&self.folder.join("second/holder.p12"), current)?;
        write(&self.folder.join("second/holder-older-systems.p12"), older)
    }

    /// Writes an officer's key and certificate (PKCS#12).
    pub(super) fn officer(&self, number: usize, pkcs12: &[u8]) -> Result<(), DemoError> {
        write(&self.folder.join(format!("officers/{number}.p12")), pkcs12)
    }
}

/// A certificate and its issuer's certificate.
fn pair(issued: &IssuedCertificate) -> Result<(Certificate, Certificate), String> {
    let leaf = Certificate::from_der(&issued.certificate.0).map_err(|fault| fault.to_string())?;
    let issuer = issued.chain.first().ok_or("no chain came with the certificate")?;
    Ok((leaf, Certificate::from_der(&issuer.0).map_err(|fault| fault.to_string())?))
}
