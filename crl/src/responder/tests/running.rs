//! The whole responder, running.

use std::time::Duration;

use pki::crl::RevocationReason;
use pki::ocsp::CertStatus;
use tokio_util::sync::CancellationToken;

use super::{serial, status};
use crate::index::Index;
use crate::replica::Replica;

/// Waits until a condition becomes true.
async fn until(replica: &Replica, mut is_true: impl FnMut() -> bool) {
    let mut moved = replica.core().moved.subscribe();
    let come = async {
        while !is_true() {
            moved.changed().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(60), come).await.unwrap();
}

#[tokio::test]
async fn changes_of_status_are_published_and_saved_on_shutdown() {
    let replica = Replica::start();
    let core = || replica.core();
    replica.fake.issue("advanced", &serial(1));
    let stop = CancellationToken::new();
    let running = tokio::spawn(replica.responder.run(stop.clone()));
    until(&replica, || replica.responder.health().ok).await;
    assert_eq!(status(&replica, "advanced", &serial(1)).await, CertStatus::Good);

    replica.fake.revoke("advanced", &serial(1), RevocationReason::KeyCompromise);
    let crl = replica.fake.sign_crl("advanced", 1, &[&serial(1)]);
    until(&replica, || core().crls.newest(&"advanced".parse().unwrap()).is_some()).await;
    assert_eq!(replica.get("/crl/advanced.crl").await.body, crl);
    assert!(matches!(status(&replica, "advanced", &serial(1)).await, CertStatus::Revoked { .. }));

    let sequence = core().index.read().as_ref().map(Index::sequence);
    assert_eq!(sequence, Some(6));
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(60), running).await.unwrap().unwrap();
    let replica = replica.restart();
    assert_eq!(replica.core().index.read().as_ref().map(Index::sequence), sequence);
    assert_eq!(replica.get("/crl/advanced.crl").await.body, crl);
}
