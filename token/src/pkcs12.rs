//! Export of a slot as PKCS #12 (RFC 7292).

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
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

/// Minimum length, in characters, of a password for [`Readers::Older`].
const COMPATIBLE_PASSWORD_CHARACTERS: usize = 16;

/// Which systems must be able to open an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Readers {
    /// Current ones: encryption with AES-256-CBC, MAC with SHA-256.
    #[default]
    Current,
    /// Older ones too, such as Windows before 2019, macOS before 10.14 and Bouncy Castle before 1.50: encryption with triple DES, MAC with
    /// SHA-1. These protect the key only as well as the password does, which is therefore longer.
    Older,
}

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
    /// The password is too short for the encryption that older systems know.
    #[error(
        "for older systems a password has at least {COMPATIBLE_PASSWORD_CHARACTERS} characters, because their encryption is weak"
    )]
    ShortPassword,
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
    readers: Readers,
) -> Result<Vec<u8>, ExportError> {
    let password = password.expose_secret();
    // The bindings panic on a NUL.
    if !is_text(friendly_name) {
        return Err(ExportError::FriendlyName);
    }
    if !is_text(password) {
        return Err(ExportError::Password);
    }
    if readers == Readers::Older && password.chars().count() < COMPATIBLE_PASSWORD_CHARACTERS {
        return Err(ExportError::ShortPassword);
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
    if readers == Readers::Older {
        // Never RC2 with 40 bits, which these systems also know: OpenSSL 3 reads it with its legacy provider only.
        let triple_des = Nid::PBE_WITHSHA1AND3_KEY_TRIPLEDES_CBC;
        builder.key_algorithm(triple_des).cert_algorithm(triple_des).mac_md(MessageDigest::sha1());
    }
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
        let name = "Clé de démonstration";
        let strong = session.export_pkcs12(SlotIndex::MAIN, name, &chain, &password).unwrap();
        let compatible = session.export_pkcs12_for(Readers::Older, SlotIndex::MAIN, name, &chain, &"un long mot de passe".into());
        for (der, password, encryption) in [
            (strong, "un mot de passe", ["MAC: sha256, Iteration 100000", "PBES2, PBKDF2, AES-256-CBC, Iteration 100000"]),
            (
                compatible.unwrap(),
                "un long mot de passe",
                ["MAC: sha1, Iteration 100000", "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 100000"],
            ),
        ] {
            fs::write(bench.path("token.p12"), der).unwrap();
            fs::write(bench.path("password"), password).unwrap();
            let told = bench.openssl("pkcs12 -in token.p12 -passin file:password -nodes -info -out token.pem");
            assert!(told.contains(encryption[0]), "{told}");
            // The key and the certificates.
            assert_eq!(told.matches(encryption[1]).count(), 2, "{told}");
            assert!(!told.contains("RC2"), "{told}");
            // OpenSSL prints the friendly name in Latin-1.
            let pem = String::from_utf8_lossy(&fs::read(bench.path("token.pem")).unwrap()).into_owned();
            assert!(pem.contains("friendlyName: Cl\u{fffd} de d\u{fffd}monstration"), "{pem}");
            assert_eq!(pem.matches("BEGIN CERTIFICATE").count(), 2);
            // The exported key belongs to the certificate, and the exported CA issued it.
            let of_key = bench.openssl("pkey -in token.pem -pubout");
            assert_eq!(of_key, bench.openssl("x509 -inform DER -in main.der -pubkey -noout"));
            bench.openssl("verify -CAfile ca.pem token.pem");
        }

        let refused = session.export_pkcs12(SlotIndex::COMPANION, "x", &chain, &password);
        assert!(matches!(refused, Err(ExportError::NoCertificate)));
        let refused = session.export_pkcs12(SlotIndex::MAIN, "x\0y", &chain, &password);
        assert!(matches!(refused, Err(ExportError::FriendlyName)));
        let refused = session.export_pkcs12(SlotIndex::MAIN, "x", &chain, &SecretString::from("x\0y"));
        assert!(matches!(refused, Err(ExportError::Password)));
        // 15 characters in 16 octets.
        let refused = session.export_pkcs12_for(Readers::Older, SlotIndex::MAIN, "x", &chain, &"quinze lettrésa".into());
        assert!(matches!(refused, Err(ExportError::ShortPassword)));
    }
}
