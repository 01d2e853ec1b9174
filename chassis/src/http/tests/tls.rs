//! Identification of peer and server.

use std::sync::Arc;

use axum::Extension;
use axum::routing::get;
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PublicKeyData};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ClientConfig, RootCertStore};

use super::*;

struct Identity {
    certificate: Vec<u8>,
    key: KeyPair,
}

fn identity() -> Identity {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let parameters = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    Identity { certificate: parameters.self_signed(&key).unwrap().der().to_vec(), key }
}

fn tls(identity: &Identity) -> ServerTls {
    ServerTls::new(vec![identity.certificate.clone()], &identity.key.serialize_der()).unwrap()
}

/// A client that trusts only `server` and presents `shown`.
fn client(server: &Identity, shown: Option<&Identity>, version: &'static rustls::SupportedProtocolVersion) -> reqwest::Client {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(server.certificate.clone())).unwrap();
    let configuration = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_root_certificates(roots);
    let configuration = match shown {
        Some(identity) => {
            let chain = vec![CertificateDer::from(identity.certificate.clone())];
            let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(identity.key.serialize_der()));
            configuration.with_client_auth_cert(chain, key).unwrap()
        }
        None => configuration.with_no_client_auth(),
    };
    reqwest::Client::builder().tls_backend_preconfigured(configuration).build().unwrap()
}

async fn who(peer: Option<Extension<PeerKey>>) -> String {
    peer.map_or_else(|| "nobody".to_owned(), |Extension(PeerKey(digest))| digest.to_string())
}

async fn answer(served: &Served, client: &reqwest::Client) -> reqwest::Result<String> {
    client.get(format!("https://localhost:{}/who", served.address.port())).send().await?.text().await
}

#[tokio::test]
async fn the_caller_is_identified_by_the_key_of_its_certificate_if_it_presents_one() {
    let (server, caller) = (identity(), identity());
    let served = served(Router::new().route("/who", get(who)), Security::Tls(tls(&server)), Limits::default());
    // What `openssl x509 -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256` prints.
    let spki = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &caller.key.subject_public_key_info());
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        assert_eq!(answer(&served, &client(&server, Some(&caller), version)).await.unwrap(), hex::encode(spki.as_ref()));
        assert_eq!(answer(&served, &client(&server, None, version)).await.unwrap(), "nobody");
    }
}

#[tokio::test]
async fn presenting_a_certificate_without_its_key_fails_the_handshake() {
    let (server, caller, thief) = (identity(), identity(), identity());
    let served = served(Router::new().route("/who", get(who)), Security::Tls(tls(&server)), Limits::default());
    // rustls refuses this configuration, except through a resolver.
    let stolen = rustls::sign::CertifiedKey::new(
        vec![CertificateDer::from(caller.certificate.clone())],
        rustls::crypto::aws_lc_rs::sign::any_supported_type(&PrivateKeyDer::Pkcs8(thief.key.serialize_der().into())).unwrap(),
    );
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(server.certificate.clone())).unwrap();
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let configuration = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots.clone())
            .with_client_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(stolen.clone())));
        let client = reqwest::Client::builder().tls_backend_preconfigured(configuration).build().unwrap();
        assert!(answer(&served, &client).await.is_err());
    }
}

#[tokio::test]
async fn a_replaced_identity_is_presented_from_the_next_handshake_on() {
    let (old, new) = (identity(), identity());
    let identity = tls(&old);
    let served = served(Router::new().route("/who", get(who)), Security::Tls(identity.clone()), Limits::default());
    assert!(answer(&served, &client(&old, None, &rustls::version::TLS13)).await.is_ok());
    identity.replace(vec![new.certificate.clone()], &new.key.serialize_der()).unwrap();
    assert!(answer(&served, &client(&old, None, &rustls::version::TLS13)).await.is_err());
    assert!(answer(&served, &client(&new, None, &rustls::version::TLS13)).await.is_ok());
}

#[test]
fn invalid_combinations_of_chain_and_key_are_distinguished() {
    let (one, other) = (identity(), identity());
    let (chain, key) = (vec![one.certificate.clone()], one.key.serialize_der());
    let refusal = |chain: &[Vec<u8>], key: &[u8]| ServerTls::new(chain.to_vec(), key).err();
    assert_eq!(refusal(&chain, &key), None);
    assert_eq!(refusal(&[], &key), Some(BadServerTls::Certificate));
    assert_eq!(refusal(&[b"not DER".to_vec()], &key), Some(BadServerTls::Certificate));
    assert_eq!(refusal(&chain, b"not DER"), Some(BadServerTls::Key));
    assert_eq!(refusal(&chain, &other.key.serialize_der()), Some(BadServerTls::Mismatch));
}

/// A certificate made by OpenSSL, and its key in PKCS #8.
fn by_openssl(key: &[&str], sign: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let ended = std::process::Command::new("openssl").args(arguments).current_dir(folder.path()).output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    };
    run(&[&["genpkey", "-out", "key.pem"], key].concat());
    run(&["req", "-new", "-key", "key.pem", "-subj", "/CN=Somebody else", "-out", "request.pem"]);
    run(&[&["x509", "-req", "-in", "request.pem", "-signkey", "key.pem", "-outform", "DER", "-out", "certificate.der"], sign]
        .concat());
    run(&["pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-outform", "DER", "-out", "key.der"]);
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    (read("certificate.der"), read("key.der"))
}

async fn shown(peer: Option<Extension<PeerCertificate>>, key: Option<Extension<PeerKey>>) -> String {
    match peer.map(|Extension(peer)| peer) {
        None => "nobody".to_owned(),
        Some(PeerCertificate::Foreign) => format!("foreign {}", key.is_some()),
        Some(PeerCertificate::Read(_)) => format!("read {}", key.is_some()),
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_can_parse_gets_an_answer() {
    let (server, other) = (identity(), identity());
    let served = served(Router::new().route("/who", get(shown)), Security::Tls(tls(&server)), Limits::default());
    let key = other.key.serialize_der();
    let mut trailing = other.certificate.clone();
    trailing.push(0);
    let mut damaged = other.certificate.clone();
    damaged[4] ^= 0x55;
    let (version_1, its_key) = by_openssl(&["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], &["-days", "-1"]);
    let (weak, weak_key) = by_openssl(&["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"], &["-days", "30"]);
    let (ed25519, ed25519_key) = by_openssl(&["-algorithm", "ED25519"], &["-days", "30"]);
    let cases = [
        ("version 1, expired before it began", version_1, its_key),
        ("RSA with 1024 bits", weak, weak_key),
        ("Ed25519", ed25519, ed25519_key),
        ("an octet after it", trailing, key.clone()),
        ("damaged", damaged, key.clone()),
        ("cut", other.certificate[..200].to_vec(), key.clone()),
        ("one octet", vec![0x30], key.clone()),
        ("not DER", b"-----BEGIN CERTIFICATE-----".to_vec(), key.clone()),
        ("60 kB", vec![0x30; 60_000], key),
    ];
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(server.certificate.clone())).unwrap();
    for (name, certificate, key) in cases {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
        let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&key).or_else(|_| {
            // rustls does not sign with such a key, but a client need not prove that it holds it.
            rustls::crypto::aws_lc_rs::sign::any_supported_type(&PrivateKeyDer::Pkcs8(other.key.serialize_der().into()))
        });
        let shown = rustls::sign::CertifiedKey::new(vec![CertificateDer::from(certificate)], key.unwrap());
        for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
            let configuration = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
                .with_protocol_versions(&[version])
                .unwrap()
                .with_root_certificates(roots.clone())
                .with_client_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(shown.clone())));
            let client = reqwest::Client::builder().tls_backend_preconfigured(configuration).build().unwrap();
            let said = answer(&served, &client).await.unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
            assert_eq!(said, "foreign false", "{name}");
        }
    }
}

#[tokio::test]
async fn a_listener_names_the_authorities_whose_certificates_are_useful() {
    use pki::name::Attribute;

    let server = identity();
    let name = |text: &str| pki::DistinguishedName::new(vec![(Attribute::CommonName, text.to_owned())]).unwrap();
    let asking = |names: &[pki::DistinguishedName]| {
        ServerTls::asking_for(names, vec![server.certificate.clone()], &server.key.serialize_der()).unwrap()
    };
    for (names, said) in [
        (vec![name("Sceau Advanced CA"), name("Internal")], ["CN = Sceau Advanced CA", "CN = Internal"].as_slice()),
        (vec![], &["No client certificate CA names sent"]),
    ] {
        let identity = asking(&names);
        let served = served(Router::new().route("/who", get(who)), Security::Tls(identity.clone()), Limits::default());
        for version in ["-tls1_2", "-tls1_3"] {
            for _ in 0..2 {
                let address = served.address.to_string();
                let client = tokio::process::Command::new("openssl")
                    .args(["s_client", version, "-nameopt", "oneline", "-connect", &address])
                    .stdin(std::process::Stdio::null())
                    .output()
                    .await
                    .unwrap();
                let text = String::from_utf8_lossy(&client.stdout).into_owned();
                for line in said {
                    assert!(text.lines().any(|shown| shown == *line), "{version} {line}: {text}");
                }
                // A renewed identity asks for the same.
                identity.replace(vec![server.certificate.clone()], &server.key.serialize_der()).unwrap();
            }
        }
    }
}
