//! Export of a slot as PKCS #12 (RFC 7292).

use openssl::error::ErrorStack;
use openssl::pkcs12::Pkcs12;
use openssl::pkey::PKey;
use openssl::stack::Stack;
use openssl::x509::X509;
use pki::{Certificate, SoftwareKey};
use secrecy::{ExposeSecret, SecretString};

use crate::{DeviceError, SlotKeyError};

/// Iterations for encryption and MAC. OpenSSL's default of 2048 is outdated.
const ITERATIONS: u32 = 100_000;

/// Maximum length of a friendly name and of a password in octets.
const MAX_TEXT_OCTETS: usize = 256;

/// Why a slot was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The slot is empty or has no certificate.
    #[error("the slot has no certificate")]
    NoCertificate,
    /// The friendly name is empty, longer than 256 octets, or contains a NUL.
    #[error("a friendly name has 1 to 256 octets and no NUL")]
    FriendlyName,
    /// The password is empty, longer than 256 octets, or contains a NUL.
    #[error("a password has 1 to 256 octets and no NUL")]
    Password,
    /// The slot's key cannot be used.
    #[error(transparent)]
    Key(#[from] SlotKeyError),
}

impl From<ErrorStack> for ExportError {
    fn from(stack: ErrorStack) -> Self {
        Self::Key(DeviceError::Library(stack).into())
    }
}

pub(crate) fn encode(
    key: &SoftwareKey,
    certificate: &Certificate,
    friendly_name: &str,
    chain: &[Certificate],
    password: &SecretString,
) -> Result<Vec<u8>, ExportError> {
    let password = password.expose_secret();
    // The bindings panic on a NUL.
    if !is_text(friendly_name) {
        return Err(ExportError::FriendlyName);
    }
    if !is_text(password) {
        return Err(ExportError::Password);
    }
    let mut authorities = Stack::new()?;
    for authority in chain {
        authorities.push(X509::from_der(authority.der())?)?;
    }
    let mut builder = Pkcs12::builder();
    builder
        .name(friendly_name)
        .pkey(&*PKey::private_key_from_pkcs8(key.pkcs8().expose_secret())?)
        .cert(&*X509::from_der(certificate.der())?)
        .ca(authorities)
        .key_iter(ITERATIONS)
        .mac_iter(ITERATIONS);
    Ok(builder.build2(password)?.to_der()?)
}

fn is_text(text: &str) -> bool {
    (1..=MAX_TEXT_OCTETS).contains(&text.len()) && !text.contains('\0')
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::SlotIndex;
    use crate::bench::{Bench, PIN, PUK, pin, puk};

    #[test]
    fn an_export_is_read_by_openssl() {
        let mut bench = Bench::new();
        bench.authority();
        bench.openssl("x509 -in ca.pem -outform DER -out ca.der");
        let authority = Certificate::from_der(&fs::read(bench.path("ca.der")).unwrap()).unwrap();
        let mut token = bench.blank();
        let mut blank = token.personalise().unwrap();
        let main = bench.certificate(&blank.key(SlotIndex::MAIN).unwrap(), "main");
        blank.write_certificate(SlotIndex::MAIN, &main).unwrap();
        blank.set_transport(&pin(PIN), &puk(PUK), &mut bench.rng).unwrap();

        let session = token.sign_in(&pin(PIN)).unwrap();
        let password = SecretString::from("un mot de passe");
        let chain = [authority];
        let der = session.export_pkcs12(SlotIndex::MAIN, "Clé de démonstration", &chain, &password).unwrap();
        fs::write(bench.path("token.p12"), der).unwrap();
        fs::write(bench.path("password"), "un mot de passe").unwrap();
        let told = bench.openssl("pkcs12 -in token.p12 -passin file:password -nodes -info -out token.pem");
        assert!(told.contains("MAC: sha256, Iteration 100000"), "{told}");
        assert!(told.contains("AES-256-CBC, Iteration 100000"), "{told}");
        // OpenSSL prints the friendly name in Latin-1.
        let pem = String::from_utf8_lossy(&fs::read(bench.path("token.pem")).unwrap()).into_owned();
        assert!(pem.contains("friendlyName: Cl\u{fffd} de d\u{fffd}monstration"), "{pem}");
        assert_eq!(pem.matches("BEGIN CERTIFICATE").count(), 2);
        // The exported key belongs to the certificate, and the exported CA issued it.
        let of_key = bench.openssl("pkey -in token.pem -pubout");
        assert_eq!(of_key, bench.openssl("x509 -inform DER -in main.der -pubkey -noout"));
        bench.openssl("verify -CAfile ca.pem token.pem");

        let refused = session.export_pkcs12(SlotIndex::COMPANION, "x", &chain, &password);
        assert!(matches!(refused, Err(ExportError::NoCertificate)));
        let refused = session.export_pkcs12(SlotIndex::MAIN, "x\0y", &chain, &password);
        assert!(matches!(refused, Err(ExportError::FriendlyName)));
        let refused = session.export_pkcs12(SlotIndex::MAIN, "x", &chain, &SecretString::from("x\0y"));
        assert!(matches!(refused, Err(ExportError::Password)));
    }
}
