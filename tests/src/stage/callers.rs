//! The callers of the contract, over either transport.

use ca_contract::{Caller, CallerIdentity, CertificateAuthority, Failed, IdempotencyKey, Operation};
use pki::{Certificate, Curve, SoftwareKey, SystemClock, SystemRandom, pem};
use sceau::configuration::AuthorityFile;
use sceau::installation::Installation;
use sceau::zones::AuthorityZone;

/// How callers reach the certificate authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// The router itself, in this process.
    InProcess,
    /// Mutual TLS with pinned keys.
    MutualTls,
}

/// The contract, as each caller reaches it.
#[derive(Clone)]
pub struct Callers {
    /// The portal.
    pub portal: CertificateAuthority,
    /// The production station.
    pub station: CertificateAuthority,
    /// The status responder.
    pub responder: CertificateAuthority,
}

impl Callers {
    /// The callers of an open certificate authority.
    #[must_use]
    pub fn of(transport: Transport, zone: &AuthorityZone, installation: &Installation) -> Self {
        match transport {
            Transport::InProcess => Self {
                portal: zone.in_process(Caller::Portal),
                station: zone.in_process(Caller::Station),
                responder: zone.in_process(Caller::Responder),
            },
            Transport::MutualTls => Self::over_tls(installation),
        }
    }

    /// The callers with the keys that the installation made for them.
    #[must_use]
    pub fn over_tls(installation: &Installation) -> Self {
        let [portal, station, responder] = ["portal", "station", "responder"].map(|caller| connect(installation, &identity(installation, caller)));
        Self { portal, station, responder }
    }
}

/// The key that the installation made for a caller.
#[must_use]
pub fn identity(installation: &Installation, caller: &str) -> SoftwareKey {
    let text = std::fs::read_to_string(installation.path(&format!("{caller}/identity.key"))).expect("the caller's key");
    let keys = pem::decode_all(pem::Label::PrivateKey, &text).expect("PEM");
    SoftwareKey::from_pkcs8(Curve::P256, &keys[0]).expect("a P-256 key")
}

/// A client that shows `key`, pinned or not.
#[must_use]
pub fn connect(installation: &Installation, key: &SoftwareKey) -> CertificateAuthority {
    let file = AuthorityFile::read(&installation.authority_file()).expect("the configuration that was written");
    let text = std::fs::read_to_string(installation.path("portal/anchor.pem")).expect("the anchor");
    let anchor = pem::decode_all(pem::Label::Certificate, &text).expect("PEM").remove(0);
    assert!(Certificate::from_der(&anchor).is_ok(), "the anchor is a certificate");
    let identity = CallerIdentity::self_issued(key, &SystemClock, &mut SystemRandom).expect("the key signs");
    CertificateAuthority::connect(file.ca.listen, &anchor, identity).expect("a client")
}

/// Asks under a fresh key.
pub async fn ask<O: Operation>(ca: &CertificateAuthority, question: &O) -> Result<O::Answer, Failed<O::Error>> {
    ca.call(question, IdempotencyKey::generate(&mut SystemRandom)).await
}
