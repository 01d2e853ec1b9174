//! The server's side of TLS: TLS 1.2 and 1.3, by aws-lc-rs; where it asks for a certificate, it is content without one.

use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::aws_lc_rs::{default_provider, sign};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{DigitallySignedStruct, DistinguishedName, ServerConfig, SignatureScheme};

/// The identity of a listener; clones share it, so that it can be replaced while the listener serves.
#[derive(Clone, Debug)]
pub struct ServerTls {
    configuration: RustlsConfig,
    clients: Clients,
}

/// Whether a listener wants to know who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clients {
    /// Asked for a certificate: browsers let people choose one.
    Asked,
    /// Never asked: no browser disturbs anybody.
    Anonymous,
}

/// Why a chain and a key make no identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadServerTls {
    /// The chain is empty, or its first certificate is none.
    #[error("the chain does not begin with a certificate")]
    Certificate,
    /// Not a PKCS#8 private key of a known algorithm.
    #[error("not a private key in PKCS#8 of an algorithm that TLS uses")]
    Key,
    /// The key is not the one that the first certificate names.
    #[error("the private key does not belong to the first certificate")]
    Mismatch,
}

impl ServerTls {
    /// From DER certificates, the server's own first, and its private key in PKCS#8. Clients are asked for a certificate.
    ///
    /// # Errors
    /// When they are not what they should be or do not belong together.
    pub fn new(chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<Self, BadServerTls> {
        Self::asking(Clients::Asked, chain, pkcs8)
    }

    /// The same, for a public site: clients are not asked for a certificate.
    ///
    /// # Errors
    /// As [`ServerTls::new`].
    pub fn anonymous(chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<Self, BadServerTls> {
        Self::asking(Clients::Anonymous, chain, pkcs8)
    }

    fn asking(clients: Clients, chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<Self, BadServerTls> {
        Ok(Self { configuration: RustlsConfig::from_config(configuration(clients, chain, pkcs8)?), clients })
    }

    /// Shows this identity from the next handshake on; connections that stand keep the old one. On failure nothing
    /// changes.
    ///
    /// # Errors
    /// As [`ServerTls::new`].
    pub fn replace(&self, chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<(), BadServerTls> {
        self.configuration.reload_from_config(configuration(self.clients, chain, pkcs8)?);
        Ok(())
    }

    pub(super) fn acceptor_configuration(&self) -> RustlsConfig {
        self.configuration.clone()
    }
}

fn configuration(clients: Clients, chain: Vec<Vec<u8>>, pkcs8: &[u8]) -> Result<Arc<ServerConfig>, BadServerTls> {
    let chain: Vec<_> = chain.into_iter().map(CertificateDer::from).collect();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pkcs8));
    let key = sign::any_supported_type(&key).map_err(|_| BadServerTls::Key)?;
    let identity = CertifiedKey::new(chain, key);
    identity.keys_match().map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => BadServerTls::Mismatch,
        _ => BadServerTls::Certificate,
    })?;
    // Named, and not taken from the process: another library may have set another provider there.
    let provider = Arc::new(default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .expect("aws-lc-rs has cipher suites for TLS 1.2 and TLS 1.3");
    let builder = match clients {
        Clients::Asked => builder.with_client_cert_verifier(Arc::new(HolderOfKey(provider))),
        Clients::Anonymous => builder.with_no_client_auth(),
    };
    let mut configuration = builder.with_cert_resolver(Arc::new(SingleCertAndKey::from(identity)));
    configuration.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(configuration))
}

/// Checks that the peer holds the key of the certificate that it shows, and nothing more.
///
/// Who it is, is decided above by pins and by the exact certificate: a handshake that failed could not show a page that
/// says what is wrong and what to do.
#[derive(Debug)]
struct HolderOfKey(Arc<CryptoProvider>);

impl ClientCertVerifier for HolderOfKey {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
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
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
