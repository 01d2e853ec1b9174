//! The status responder killed while it follows the feed.

use std::net::SocketAddr;
use std::sync::Arc;

use ca::Failpoints;
use ca_contract::{Caller, CertificateAuthority, IdempotencyKey};
use deployment::configuration::{AuthorityFile, ResponderFile};
use deployment::zones::{AuthorityZone, Composition};
use pki::crl::CertificateRevocationList;
use pki::ocsp::{CertId, CertStatus, OcspRequest, OcspResponse};
use pki::{Digest, SystemRandom};
use testbed::{CHEAP, Engine, ProducedToken, Scenario, StoppedTestbed, Testbed, Transport, signed_receipt, until};
use tokio::process::Child;
use tokio_util::sync::CancellationToken;

use crate::child::{AbortAt, Act, Part};
use crate::outcome::ocsp;
use crate::record::nothing_is_lost_or_doubled;
use crate::revocation::{answers, revoke};

/// Runs the CA alone until stopped.
struct Running {
    portal: CertificateAuthority,
    stop: CancellationToken,
    zone: tokio::task::JoinHandle<()>,
}

impl Running {
    async fn start(suspended: &StoppedTestbed) -> Self {
        let file = AuthorityFile::read(&suspended.installation.authority_file()).expect("the configuration");
        let clock = Arc::clone(&suspended.clock) as Arc<_>;
        let composition = Composition { clock, failpoints: Failpoints::none(), code_cost: CHEAP };
        let zone = AuthorityZone::start_with(file, composition).await.expect("the certificate authority starts");
        let (portal, stop) = (zone.in_process(Caller::Portal), CancellationToken::new());
        let run = zone.serve(stop.clone());
        Self { portal, stop, zone: tokio::spawn(async move { run.await.expect("the certificate authority ends well") }) }
    }

    async fn end(self) {
        self.stop.cancel();
        self.zone.await.expect("the zone did not panic");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_responder_serves_its_crls_catches_up_and_keeps_its_key() {
    let testbed = Testbed::open(Engine::Sqlite, Transport::InProcess).await;
    let held = Scenario::produce(&testbed, "SC-2026-000001", "expert-card", Scenario::person(&testbed)).await;
    Scenario::define_codes(&testbed, &held).await;
    let signed_by = testbed.status_of(&held.issued.certificates[0]).await.responder.fingerprint();
    let suspended = testbed.suspend().await;
    let status = ResponderFile::read(&suspended.installation.responder_file()).expect("the configuration").responder.listen;
    let responder = Part { folder: suspended.path(""), act: Act::Respond, abort_at: AbortAt::NEVER };

    let authority = Running::start(&suspended).await;
    let child = responder.start();
    assert_eq!(until_known(status, &held, |answer| *answer == CertStatus::Good).await, signed_by, "over another transport");
    let key = IdempotencyKey::generate(&mut SystemRandom);
    let summary = revoke(&authority.portal, &answers(&held), key).await;
    // At whatever point it is: receiving the event, signing, fetching the CRL, writing.
    kill(child).await;
    authority.end().await;

    let child = responder.start();
    until_listening(status).await;
    assert!(matches!(ask_ocsp(status, &held).await, OcspResponse::Error(3)), "tryLater until it has read the feed");
    let url = format!("http://{status}/crl/{}.crl", held.issued.certificates[0].issuer);
    let crl = reqwest::get(url).await.expect("an answer").bytes().await.expect("a body");
    assert!(
        CertificateRevocationList::from_der(&crl).expect("a CRL").is_signed_by(&held.issuer(0)),
        "the CRL from before the restart"
    );

    let authority = Running::start(&suspended).await;
    let revoked = |answer: &CertStatus| matches!(answer, CertStatus::Revoked { .. });
    assert_eq!(until_known(status, &held, revoked).await, signed_by, "the key was kept");
    // The CA has read it back, too.
    signed_receipt(&authority.portal, summary.request).await;
    kill(child).await;
    authority.end().await;

    let testbed = suspended.resume(Transport::InProcess).await;
    nothing_is_lost_or_doubled(&testbed).await;
    testbed.close().await;
}

async fn kill(mut child: Child) {
    child.kill().await.expect("the child is killed and waited for");
}

async fn ask_ocsp(status: SocketAddr, held: &ProducedToken) -> OcspResponse {
    let request = OcspRequest::encode(&[CertId::sha256(&held.issuer(0), held.certificate(0).serial())], None);
    ocsp(status, held.issued.certificates[0].issuer.as_str(), request).await
}

/// Waits for the wanted status. Returns the fingerprint of the responder's certificate.
async fn until_known(status: SocketAddr, held: &ProducedToken, wanted: impl Fn(&CertStatus) -> bool) -> Digest {
    until_listening(status).await;
    until("the responder knows", async || match ask_ocsp(status, held).await {
        OcspResponse::Basic { singles, responder, .. } if wanted(&singles[0].status) => Some(responder.fingerprint()),
        _ => None,
    })
    .await
}

async fn until_listening(status: SocketAddr) {
    until("the responder listens", async || tokio::net::TcpStream::connect(status).await.ok()).await;
}
