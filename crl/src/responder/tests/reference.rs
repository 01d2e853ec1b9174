//! Property test: for any history, the responder answers as a simple evaluation of the whole history does.

use std::time::Duration;

use ca_contract::status::{StatusChange, StatusEvent};
use pki::SerialNumber;
use pki::crl::RevocationReason;
use pki::ocsp::{CertId, CertStatus, OcspRequest};
use proptest::prelude::*;

use super::{TRY_LATER, read, serial};
use crate::replica::Replica;

/// The reference: the first revocation in the history, or else whether it was issued.
fn reference(history: &[StatusEvent], issuer: &str, asked: &SerialNumber) -> CertStatus {
    let mut status = CertStatus::Unknown;
    for event in history {
        match &event.change {
            StatusChange::Revoked(it) if it.issuer.as_str() == issuer && it.serial == *asked => {
                return CertStatus::Revoked { at: it.at.truncated(), reason: it.reason };
            }
            StatusChange::Issued(it) if it.issuer.as_str() == issuer && it.serial == *asked => status = CertStatus::Good,
            _ => {}
        }
    }
    status
}

const ISSUERS: [&str; 2] = ["advanced", "classe-3-plus"];
const SERIALS: u8 = 4;

#[derive(Clone, Debug)]
enum Act {
    Issue(usize, u8),
    Revoke(usize, u8, RevocationReason),
    /// Minutes pass without contact with the authority.
    Wait(u64),
    Follow,
    /// The authority drops its feed, so that the next step is a snapshot.
    Forget,
    ReplaceStale,
    Presign,
    Restart,
}

fn act() -> impl Strategy<Value = Act> {
    let reason = prop_oneof![
        Just(RevocationReason::Unspecified),
        Just(RevocationReason::KeyCompromise),
        Just(RevocationReason::Superseded)
    ];
    prop_oneof![
        6 => (0..2_usize, 0..SERIALS).prop_map(|(issuer, serial)| Act::Issue(issuer, serial)),
        4 => (0..2_usize, 0..SERIALS, reason).prop_map(|(issuer, serial, reason)| Act::Revoke(issuer, serial, reason)),
        2 => (1..40_u64).prop_map(Act::Wait),
        3 => Just(Act::Follow),
        1 => Just(Act::Forget),
        2 => Just(Act::ReplaceStale),
        2 => Just(Act::Presign),
        1 => Just(Act::Restart),
    ]
}

async fn perform(mut replica: Replica, act: Act) -> Replica {
    match act {
        Act::Issue(issuer, octet) => replica.fake.issue(ISSUERS[issuer], &serial(octet)),
        Act::Revoke(issuer, octet, reason) => replica.fake.revoke(ISSUERS[issuer], &serial(octet), reason),
        Act::Wait(minutes) => replica.clock.advance(Duration::from_millis(minutes * 60_001)),
        Act::Follow => replica.follow().await.unwrap(),
        Act::Forget => {
            let mut state = replica.fake.state();
            state.forgotten = state.events.len() as u64;
        }
        Act::ReplaceStale => replica.replace_stale().await,
        Act::Presign => replica.presign().await,
        Act::Restart => {
            replica.save().await;
            return replica.restart();
        }
    }
    replica
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// For any history, the answer at each moment follows from the last line of evidence (docs/profiles.md#evidence): the events up to its
    /// sequence number, or `tryLater`.
    #[test]
    fn what_is_answered_follows_from_the_evidence(acts in prop::collection::vec(act(), 1..20)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut replica = Replica::settled().await;
            for act in acts {
                replica = perform(replica, act).await;
                let lines = replica.evidence().await;
                let last = lines.last().unwrap();
                let known = usize::try_from(last["sequence"].as_u64().unwrap()).unwrap();
                let history = replica.fake.state().events[..known].to_vec();
                for (place, issuer) in ISSUERS.into_iter().enumerate() {
                    let id = CertId::sha1(&replica.fake.issuer(issuer).certificate, &serial(1));
                    let reply = replica.post(&format!("/ocsp/{issuer}"), OcspRequest::encode(std::slice::from_ref(&id), None)).await;
                    if last["answering"] == false || last["issuers"][place]["signer"].is_null() {
                        assert_eq!(reply.body, TRY_LATER);
                        continue;
                    }
                    let (singles, _, signer) = read(&replica, issuer, &reply);
                    assert_eq!(singles, [(id, reference(&history, issuer, &serial(1)))]);
                    assert_eq!(last["issuers"][place]["signer"], signer.fingerprint().to_string());
                }
            }
        });
    }

    #[test]
    fn every_response_agrees_with_the_history(acts in prop::collection::vec(act(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut replica = Replica::settled().await;
            for act in acts {
                replica = perform(replica, act).await;
            }
            replica.follow().await.unwrap();
            assert!(replica.certify().await);
            let history = replica.fake.state().events.clone();
            for issuer in ISSUERS {
                for serial in (0..SERIALS).map(serial) {
                    let expected = reference(&history, issuer, &serial);
                    let certificate = &replica.fake.issuer(issuer).certificate;
                    for id in [CertId::sha1(certificate, &serial), CertId::sha256(certificate, &serial)] {
                        let reply = replica.post(&format!("/ocsp/{issuer}"), OcspRequest::encode(std::slice::from_ref(&id), None)).await;
                        assert_eq!(read(&replica, issuer, &reply).0, [(id, expected)]);
                    }
                }
            }
        });
    }
}
