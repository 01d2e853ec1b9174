//! A client certificate whose key stays on the token, which signs for each TLS handshake after PIN entry.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pki::{Certificate, Curve, PublicKey, SignError, Signer};
use rustls::client::ResolvesClientCert;
use rustls::pki_types::CertificateDer;
use rustls::sign::{CertifiedKey, SigningKey};
use rustls::{SignatureAlgorithm, SignatureScheme};
use token::{Pin, SlotIndex, SoftwareToken};

/// A client certificate with its key.
#[derive(Clone)]
pub struct ClientCertificate(Arc<CertifiedKey>);

impl ClientCertificate {
    /// From a chain of DER certificates, the client's own first, and a signer with its key.
    #[must_use]
    pub fn signed_by(chain: Vec<Vec<u8>>, signer: Arc<dyn Signer>) -> Self {
        let chain = chain.into_iter().map(CertificateDer::from).collect();
        Self(Arc::new(CertifiedKey::new(chain, Arc::new(Key(signer)))))
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientCertificate(…)")
    }
}

impl ResolvesClientCert for ClientCertificate {
    fn resolve(&self, _: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.0.key.choose_scheme(schemes).map(|_| Arc::clone(&self.0))
    }

    fn has_certs(&self) -> bool {
        true
    }
}

/// A slot of a software token, opened with its PIN for each signature.
pub struct TokenLogin {
    token: PathBuf,
    pin: Pin,
    slot: SlotIndex,
    certificate: Certificate,
}

impl TokenLogin {
    /// A login with the certificate in `slot` of the token file.
    ///
    /// # Errors
    /// A message if the token cannot be opened or the slot is empty.
    pub fn new(token: &Path, pin: Pin, slot: SlotIndex) -> Result<Self, String> {
        let opened = SoftwareToken::open(token).map_err(|fault| fault.to_string())?;
        let certificate = opened.read_certificate(slot).cloned().ok_or("the slot holds no certificate")?;
        drop(opened);
        Ok(Self { token: token.to_owned(), pin, slot, certificate })
    }

    /// The client certificate, without its issuers.
    #[must_use]
    pub fn certificate(self) -> ClientCertificate {
        ClientCertificate::signed_by(vec![self.certificate.der().to_vec()], Arc::new(self))
    }
}

impl Signer for TokenLogin {
    fn public_key(&self) -> &PublicKey {
        self.certificate.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let mut token = SoftwareToken::open(&self.token).map_err(|_| SignError)?;
        let session = token.sign_in(&self.pin).map_err(|_| SignError)?;
        session.key(self.slot).map_err(|_| SignError)?.sign(message)
    }
}

/// Adapts [`Signer`] to rustls.
struct Key(Arc<dyn Signer>);

impl Key {
    fn scheme(&self) -> SignatureScheme {
        match self.0.public_key().curve() {
            Curve::P256 => SignatureScheme::ECDSA_NISTP256_SHA256,
            Curve::P384 => SignatureScheme::ECDSA_NISTP384_SHA384,
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl SigningKey for Key {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn rustls::sign::Signer>> {
        offered.contains(&self.scheme()).then(|| Box::new(Self(Arc::clone(&self.0))) as Box<dyn rustls::sign::Signer>)
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::ECDSA
    }
}

impl rustls::sign::Signer for Key {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rustls::Error> {
        self.0.sign(message).map_err(|_| rustls::Error::General("the token did not sign".to_owned()))
    }

    fn scheme(&self) -> SignatureScheme {
        Key::scheme(self)
    }
}
