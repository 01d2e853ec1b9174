//! The contract's listener as any program on the network can reach it: raw messages over TLS.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use ca_contract::{CONTRACT_HOST, ContractVersion, IdempotencyKey, VERSION_HEADER};
use pki::certificate::{CertificateContent, Extension, KeyUsage};
use pki::name::Attribute;
use pki::{Certificate, Clock, DistinguishedName, SerialNumber, Signer, SoftwareKey, SystemRandom, Validity};
use reqwest::StatusCode;
use reqwest::tls::TlsInfo;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::time_provider::TimeProvider;
use secrecy::ExposeSecret;
use testbed::{MovedClock, Testbed, anchor};

/// A client with its own connections, with or without a key.
pub(super) struct Wire {
    client: reqwest::Client,
    base: String,
}

#[derive(Debug)]
struct PresentMoment(Arc<MovedClock>);

impl TimeProvider for PresentMoment {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = u64::try_from(self.0.now().as_seconds()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
    }
}

impl Wire {
    /// A client that trusts the testbed's anchor and authenticates with `key`.
    pub(super) fn showing(testbed: &Testbed, key: Option<&SoftwareKey>) -> Self {
        let client = reqwest::Client::builder().tls_backend_preconfigured(handshake(testbed, key)).tls_info(true).no_proxy();
        let client = client.resolve(CONTRACT_HOST, testbed.contract).build().expect("a client");
        Self { client, base: format!("https://{CONTRACT_HOST}:{}", testbed.contract.port()) }
    }

    /// Posts a body with a new idempotency key. Returns status and body of the response.
    pub(super) async fn post(&self, path: &str, body: Vec<u8>) -> (StatusCode, String) {
        let key = IdempotencyKey::generate(&mut SystemRandom).to_string();
        self.post_under(Some(&key), path, body).await
    }

    /// The same, with the given idempotency key or without one.
    pub(super) async fn post_under(&self, key: Option<&str>, path: &str, body: Vec<u8>) -> (StatusCode, String) {
        self.post_as(Some(&ContractVersion::OURS.to_string()), key, path, body).await
    }

    /// The same, with the given version of the contract or without one.
    pub(super) async fn post_as(
        &self,
        version: Option<&str>,
        key: Option<&str>,
        path: &str,
        body: Vec<u8>,
    ) -> (StatusCode, String) {
        let mut post = self.client.post(format!("{}{path}", self.base)).header("content-type", "application/json");
        for (name, value) in [("idempotency-key", key), (VERSION_HEADER, version)] {
            if let Some(value) = value {
                post = post.header(name, value);
            }
        }
        let reply = post.body(body).send().await.expect("an answer");
        let status = reply.status();
        (status, reply.text().await.expect("a text"))
    }

    /// The certificate that the listener presents in the TLS handshake.
    pub(super) async fn shown_by_the_listener(&self) -> Option<Certificate> {
        let reply = self.client.get(format!("{}/", self.base)).send().await.ok()?;
        Certificate::from_der(reply.extensions().get::<TlsInfo>()?.peer_certificate()?).ok()
    }
}

/// A self-issued certificate, which TLS requires for a key; its content is not used.
fn self_issued(key: &SoftwareKey, clock: &MovedClock) -> Certificate {
    const DAY: Duration = Duration::from_secs(86_400);
    let name = DistinguishedName::new(vec![(Attribute::CommonName, "anybody".to_owned())]).expect("a name");
    let content = CertificateContent {
        serial: SerialNumber::generate(&mut SystemRandom),
        issuer: name.clone(),
        subject: name,
        validity: Validity::new(clock.now().minus(DAY), clock.now().plus(DAY)).expect("two days"),
        public_key: key.public_key().clone(),
        extensions: vec![Extension::key_usage(&[KeyUsage::DigitalSignature])],
    };
    content.encode(key.public_key().curve()).sign(key).expect("the key signs")
}

/// A TLS configuration that trusts the testbed's anchor and authenticates with `key`, if given.
fn handshake(testbed: &Testbed, key: Option<&SoftwareKey>) -> rustls::ClientConfig {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from(anchor(&testbed.installation).der().to_vec())).expect("an anchor");
    let moment = Arc::new(PresentMoment(Arc::clone(&testbed.clock)));
    let tls = rustls::ClientConfig::builder_with_details(provider, moment);
    let tls = tls.with_safe_default_protocol_versions().expect("TLS 1.3").with_root_certificates(roots);
    match key {
        None => tls.with_no_client_auth(),
        Some(key) => {
            let pkcs8 = PrivatePkcs8KeyDer::from(key.pkcs8().expose_secret().to_vec());
            let shown = CertificateDer::from(self_issued(key, testbed.clock.as_ref()).der().to_vec());
            tls.with_client_auth_cert(vec![shown], PrivateKeyDer::Pkcs8(pkcs8)).expect("an identity")
        }
    }
}

/// Sends a header and the first octet of a message, then nothing. Returns the listener's response.
pub(super) async fn post_the_beginning(testbed: &Testbed, key: &SoftwareKey, path: &str) -> String {
    let tls = Arc::new(handshake(testbed, Some(key)));
    let (address, path) = (testbed.contract, path.to_owned());
    let asked = IdempotencyKey::generate(&mut SystemRandom);
    let waited = tokio::task::spawn_blocking(move || {
        let host = ServerName::try_from(CONTRACT_HOST).expect("a host");
        let connection = rustls::ClientConnection::new(tls, host).expect("a connection");
        let socket = TcpStream::connect(address).expect("the listener is there");
        let mut stream = rustls::StreamOwned::new(connection, socket);
        let header = format!(
            "POST {path} HTTP/1.1\r\nHost: {CONTRACT_HOST}\r\nIdempotency-Key: {asked}\r\n{VERSION_HEADER}: 1\r\nContent-Length: 99\r\n\r\n{{"
        );
        stream.write_all(header.as_bytes()).expect("the header is sent");
        let mut answer = [0; 4096];
        let length = stream.read(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer[..length]).into_owned()
    });
    waited.await.expect("no panic")
}
