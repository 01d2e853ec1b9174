//! A test site over TLS that reports which client certificate it received, with a good page and a bad one.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

use axum::extract::Multipart;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use axum::{Extension, Router};
use chassis::http::{KnownPeers, Limits, PeerKey, Security, ServerTls, serve};
use openssl::pkcs12::Pkcs12;
use openssl::pkey::PKey;
use openssl::x509::X509;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, PKCS_ECDSA_P256_SHA256, PublicKeyData};
use tempfile::TempDir;
use tokio_util::sync::{CancellationToken, DropGuard};

pub(crate) const PASSWORD: &str = "quatre vaches";
pub(crate) const PAPER: &str = "%PDF-1.7 in name only\n";

pub(crate) struct Site {
    served: SocketAddr,
    /// Its trust anchor (PEM).
    pub(crate) authority: PathBuf,
    /// A client certificate with its key (PKCS#12), encrypted with [`PASSWORD`].
    pub(crate) pkcs12: PathBuf,
    /// The text by which the site reports it: the hexadecimal SHA-256 of its public key.
    pub(crate) holder: String,
    _folder: TempDir,
    _stop: DropGuard,
}

impl Site {
    /// Serves it on a port chosen by the system until it is dropped.
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the site");
        let authority = Authority::new();
        let (server, server_key) = authority.issue("localhost");
        let (client, client_key) = authority.issue("holder");
        let spki = openssl::sha::sha256(&client_key.subject_public_key_info());
        let tls = ServerTls::new(vec![server.der().to_vec()], &server_key.serialize_der()).expect("a server's identity");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port of its own");
        listener.set_nonblocking(true).expect("a socket for tokio");
        let served = listener.local_addr().expect("a bound port");
        let stop = CancellationToken::new();
        tokio::spawn(serve(listener, router(), Security::Tls(tls), Limits::default(), KnownPeers::default(), stop.clone()));
        Self {
            served,
            authority: kept(folder.path(), "authority.pem", authority.pem.as_bytes()),
            pkcs12: kept(folder.path(), "holder.p12", &bundled(&client, &client_key)),
            holder: hex::encode(spki),
            _folder: folder,
            _stop: stop.drop_guard(),
        }
    }

    pub(crate) fn address(&self, page: &str) -> String {
        format!("https://localhost:{}/{page}", self.served.port())
    }
}

struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).expect("a key");
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.distinguished_name.push(DnType::CommonName, "Authority of one test");
        let pem = parameters.self_signed(&key).expect("an authority").pem();
        Self { issuer: Issuer::new(parameters, key), pem }
    }

    fn issue(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).expect("a key");
        let mut parameters = CertificateParams::new(vec![name.to_owned()]).expect("a host");
        parameters.distinguished_name.push(DnType::CommonName, name);
        (parameters.signed_by(&key, &self.issuer).expect("a certificate"), key)
    }
}

fn bundled(certificate: &rcgen::Certificate, key: &KeyPair) -> Vec<u8> {
    let key = PKey::private_key_from_der(&key.serialize_der()).expect("a key in PKCS#8");
    let certificate = X509::from_der(certificate.der()).expect("a certificate in DER");
    let bundle = Pkcs12::builder().name("holder").pkey(&key).cert(&certificate).build2(PASSWORD);
    bundle.and_then(|bundle| bundle.to_der()).expect("a PKCS#12")
}

fn kept(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("the folder can be written");
    path
}

fn router() -> Router {
    Router::new()
        .route("/good", get(good).post(sent))
        .route("/bad", get(async || Html(include_str!("pages/bad.html"))))
        .route("/paper", get(async || ([(CONTENT_TYPE, "application/pdf"), (CONTENT_DISPOSITION, DOSSIER)], PAPER)))
}

const DOSSIER: &str = "attachment; filename=dossier.pdf";
/// The content security policy with the digests of the page's only script and only style.
const POLICY: &str = "default-src 'none'; form-action 'self'; \
    script-src 'sha256-Bpac2BAZuOBy1RioCOawtKHplNnVk3S35YLKcWk7Bps='; \
    style-src 'sha256-MIhWZXmuIHsnr2L5Xvwm3YZWkSJtwU6U6CHFMcEHEWg='";

async fn good(peer: Option<Extension<PeerKey>>, headers: HeaderMap) -> impl IntoResponse {
    let who = peer.map_or_else(|| "nobody".to_owned(), |Extension(PeerKey(key))| key.to_string());
    let visits = if headers.contains_key(COOKIE) { "déjà venue" } else { "première visite" };
    let page = include_str!("pages/good.html").replace("{who}", &who).replace("{visits}", visits);
    ([(CONTENT_SECURITY_POLICY, POLICY), (SET_COOKIE, "visited=1; Max-Age=3600; Secure; HttpOnly")], Html(page))
}

async fn sent(mut form: Multipart) -> String {
    let mut said = String::new();
    while let Some(field) = form.next_field().await.expect("a whole form") {
        let name = field.name().expect("fields have names").to_owned();
        let value = match field.file_name() {
            Some(file) => file.to_owned(),
            None => field.text().await.expect("UTF-8"),
        };
        said += &format!("{name} = {value}\n");
    }
    said
}
