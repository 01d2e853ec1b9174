//! Clients of the CA's contract for each caller, over either transport.

use std::sync::Arc;

use ca_contract::revocation::{FetchRevocationReceipt, RevocationReceiptError, RevocationRequest, SignedReceipt};
use ca_contract::{Caller, CallerIdentity, CertificateAuthority, Failed, IdempotencyKey, Operation};
use deployment::configuration::AuthorityFile;
use deployment::installation::Installation;
use deployment::zones::AuthorityZone;
use pki::{Certificate, Curve, Id, SoftwareKey, SystemRandom, pem};

use super::{MovedClock, until};

/// How callers reach the CA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Calls to the router in this process.
    InProcess,
    /// Mutual TLS with pinned keys.
    MutualTls,
}

/// A client for each caller.
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
    /// The clients of a running CA.
    #[must_use]
    pub fn of(transport: Transport, zone: &AuthorityZone, installation: &Installation, clock: &Arc<MovedClock>) -> Self {
        match transport {
            Transport::InProcess => Self {
                portal: zone.in_process(Caller::Portal),
                station: zone.in_process(Caller::Station),
                responder: zone.in_process(Caller::Responder),
            },
            Transport::MutualTls => Self::over_tls(installation, clock),
        }
    }

    /// Clients over mutual TLS with the keys that the installation generated.
    #[must_use]
    pub fn over_tls(installation: &Installation, clock: &Arc<MovedClock>) -> Self {
        let [portal, station, responder] =
            ["portal", "station", "responder"].map(|caller| connect(installation, &identity(installation, caller), clock));
        Self { portal, station, responder }
    }
}

/// The key that the installation generated for a caller.
#[must_use]
pub fn identity(installation: &Installation, caller: &str) -> SoftwareKey {
    let text = std::fs::read_to_string(installation.path(&format!("{caller}/identity.key"))).expect("the caller's key");
    let keys = pem::decode_all(pem::Label::PrivateKey, &text).expect("PEM");
    SoftwareKey::from_pkcs8(Curve::P256, &keys[0]).expect("a P-256 key")
}

/// A client that authenticates with `key`, whether or not it is pinned.
#[must_use]
pub fn connect(installation: &Installation, key: &SoftwareKey, clock: &Arc<MovedClock>) -> CertificateAuthority {
    let file = AuthorityFile::read(&installation.authority_file()).expect("the configuration that was written");
    let anchor = anchor(installation);
    let identity = CallerIdentity::self_issued(key, clock.as_ref(), &mut SystemRandom).expect("the key signs");
    CertificateAuthority::connect(file.ca.listen, anchor.der(), identity, Arc::clone(clock) as Arc<_>).expect("a client")
}

/// The internal authority's certificate, the callers' trust anchor.
#[must_use]
pub fn anchor(installation: &Installation) -> Certificate {
    let text = std::fs::read_to_string(installation.path("portal/anchor.pem")).expect("the anchor");
    let anchor = pem::decode_all(pem::Label::Certificate, &text).expect("PEM").remove(0);
    Certificate::from_der(&anchor).expect("the anchor is a certificate")
}

/// The signed receipt of a revocation. Retries until the revocation is published at every origin.
///
/// # Panics
/// If it is refused for another reason, or not published in time.
pub async fn signed_receipt(portal: &CertificateAuthority, request: Id<RevocationRequest>) -> SignedReceipt {
    let question = FetchRevocationReceipt { request, wait_ms: 20_000 };
    until("the revocation is live", async || match ask(portal, &question).await {
        Err(Failed::Refused(RevocationReceiptError::NotYetPublished)) => None,
        answer => Some(answer.expect("a receipt")),
    })
    .await
}

/// Calls an operation with a new idempotency key.
///
/// # Errors
/// As [`CertificateAuthority::call`].
pub async fn ask<O: Operation>(ca: &CertificateAuthority, question: &O) -> Result<O::Answer, Failed<O::Error>> {
    ca.call(question, IdempotencyKey::generate(&mut SystemRandom)).await
}
