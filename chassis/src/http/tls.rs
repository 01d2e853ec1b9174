//! TLS 1.2 and 1.3 on the server side, with aws-lc-rs. Client certificates may be requested but are never required.

use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::aws_lc_rs::{default_provider, sign};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{DigitallySignedStruct, DistinguishedName, ServerConfig, SignatureScheme};

/// The identity of a listener. Clones share it, so that it can be replaced while the listener serves.
#[derive(Clone, Debug)]
pub struct ServerTls {
    configuration: RustlsConfig,
    clients: Clients,
}

/// Whether a listener requests client certificates.
#[derive(Clone, Debug)]
enum Clients {
    /// Requested, from these authorities: browsers let people choose one. From any authority if there are none.
    Asked(Arc<[DistinguishedName]>),
    /// Not requested.
    Anonymous,
}

/// Why a chain and a key are not a valid identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadServerTls {
    /// The chain is empty or does not begin with a certificate.
    #[error("the chain does not begin with a certificate")]
    Certificate,
    /// Not a PKCS #8 private key of a supported algorithm.
    #[error("not a PKCS #8 private key of an algorithm that TLS supports")]
    Key,
    /// The key does not belong to the first certificate.
    #[error("the private key does not belong to the first certificate")]
    Mismatch,
}

impl ServerTls {
    /// Takes DER certificates, the server's own first, and its private key in PKCS #8. Requests a certificate of any authority from
    /// clients.
    ///
    /// # Errors
    /// See [`BadServerTls`].
    pub fn new(chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<Self, BadServerTls> {
        Self::asking_for(&[], chain, pkcs8)
    }

    /// The same, and tells clients which authorities' certificates are useful here (RFC 8446 §4.2.4), so that browsers offer no
    /// others. Clients may present others all the same.
    ///
    /// # Errors
    /// As [`ServerTls::new`].
    pub fn asking_for(authorities: &[pki::DistinguishedName], chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<Self, BadServerTls> {
        let names = authorities.iter().map(|name| DistinguishedName::from(name.to_der())).collect();
        Self::asking(Clients::Asked(names), chain, pkcs8)
    }

    /// The same without requesting a certificate from clients.
    ///
    /// # Errors
    /// As [`ServerTls::new`].
    pub fn anonymous(chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<Self, BadServerTls> {
        Self::asking(Clients::Anonymous, chain, pkcs8)
    }

    fn asking(clients: Clients, chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<Self, BadServerTls> {
        Ok(Self { configuration: RustlsConfig::from_config(configuration(&clients, chain, pkcs8)?), clients })
    }

    /// Uses this identity from the next handshake on; existing connections keep the old one. On failure nothing changes.
    ///
    /// # Errors
    /// As [`ServerTls::new`].
    pub fn replace(&self, chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<(), BadServerTls> {
        self.configuration.reload_from_config(configuration(&self.clients, chain, pkcs8)?);
        Ok(())
    }

    pub(super) fn acceptor_configuration(&self) -> RustlsConfig {
        self.configuration.clone()
    }
}

fn configuration(clients: &Clients, chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<Arc<ServerConfig>, BadServerTls> {
    let chain: Vec<_> = chain.into_iter().map(CertificateDer::from).collect();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pkcs8));
    let key = sign::any_supported_type(&key).map_err(|_| BadServerTls::Key)?;
    let identity = CertifiedKey::new(chain, key);
    identity.keys_match().map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => BadServerTls::Mismatch,
        _ => BadServerTls::Certificate,
    })?;
    // Explicit, because another library may have set another default provider for the process.
    let provider = Arc::new(default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .expect("aws-lc-rs has cipher suites for TLS 1.2 and TLS 1.3");
    let builder = match clients {
        Clients::Asked(authorities) => {
            builder.with_client_cert_verifier(Arc::new(HolderOfKey { provider, authorities: Arc::clone(authorities) }))
        }
        Clients::Anonymous => builder.with_no_client_auth(),
    };
    let mut configuration = builder.with_cert_resolver(Arc::new(SingleCertAndKey::from(identity)));
    configuration.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(configuration))
}

/// Verifies that the peer holds the key of the certificate that it presents, and nothing else.
///
/// Peers are identified later by pinned keys or exact certificates: a failed handshake could not show a page that explains what
/// is wrong and what to do. For the same reason the peer need not prove that it holds the key of a certificate that
/// [`pki::Certificate::from_der`] refuses: it admits nobody, and its key may be of a kind that cannot be verified here.
#[derive(Debug)]
struct HolderOfKey {
    provider: Arc<CryptoProvider>,
    authorities: Arc<[DistinguishedName]>,
}

/// The verdict of `verify`, unless nobody could be admitted by the certificate.
fn proven(
    certificate: &CertificateDer<'_>,
    verify: impl FnOnce() -> Result<HandshakeSignatureValid, rustls::Error>,
) -> Result<HandshakeSignatureValid, rustls::Error> {
    match pki::Certificate::from_der(certificate) {
        Ok(_) => verify(),
        Err(_) => Ok(HandshakeSignatureValid::assertion()),
    }
}

impl ClientCertVerifier for HolderOfKey {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &self.authorities
    }

    fn verify_client_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        proven(certificate, || verify_tls12_signature(message, certificate, signature, algorithms))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        proven(certificate, || verify_tls13_signature(message, certificate, signature, algorithms))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
