//! The contract itself: callers and operations, unreadable and oversized messages.

use std::sync::Arc;

use ca_contract::issuance::ListIssuers;
use ca_contract::operation::NeverRefused;
use ca_contract::{
    CallerIdentity, CertificateAuthority, ContractVersion, Failed, IdempotencyKey, OPERATIONS, Operation, access_to,
};
use pki::SystemRandom;
use reqwest::StatusCode;
use serde::{Deserialize, Serialize};
use testbed::{CODES, Engine, Scenario, Testbed, Transport, ask, connect, identity};

use super::on_every_testbed;
use super::wire::{Wire, post_the_beginning};

/// An empty message under the name of a row of the contract's table.
#[derive(Serialize, Deserialize)]
struct Empty<const ROW: usize> {}

impl<const ROW: usize> Operation for Empty<ROW> {
    const NAME: &'static str = OPERATIONS[ROW].name;
    type Answer = serde_json::Value;
    type Error = NeverRefused;
}

/// The callers of each operation, as a committed text. A unit test compares the contract's table with it.
const REVIEWED: &str = include_str!("../../../ca/contract/src/access.txt");

/// Each operation with its callers, in the order of the contract's table.
fn allowed() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut lines = REVIEWED.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let header = lines.next().expect("the names of the columns");
    assert_eq!(header[..4], ["operation", "portal", "station", "responder"]);
    let callers = |row: &[&str]| {
        header[1..4].iter().zip(&row[1..4]).filter(|(_, cell)| **cell == "yes").map(|(caller, _)| *caller).collect()
    };
    lines.map(|row| (row[0], callers(&row))).collect()
}

/// Calls operation number `ROW` as every caller. Returns the expected ledger rows.
async fn tried<const ROW: usize>(testbed: &Testbed) -> Vec<String> {
    let (name, allowed) = allowed().swap_remove(ROW);
    assert_eq!(Empty::<ROW>::NAME, name, "the rows of the table, in this order");
    let callers =
        [("portal", &testbed.callers.portal), ("station", &testbed.callers.station), ("responder", &testbed.callers.responder)];
    let mut recorded = Vec::new();
    for (caller, ca) in callers {
        match ask(ca, &Empty::<ROW> {}).await {
            Err(Failed::NotAllowed) if !allowed.contains(&caller) => recorded.push(format!("{caller} {name} not-allowed")),
            Err(Failed::Invalid(_)) if allowed.contains(&caller) => recorded.push(format!("{caller} {name} malformed")),
            Ok(_) if allowed.contains(&caller) && name.starts_with("List") => {}
            other => panic!("{caller} asked {name}: {other:?}"),
        }
    }
    recorded
}

#[tokio::test]
async fn every_caller_may_call_what_the_table_allows_and_nothing_else() {
    on_every_testbed(async |testbed| {
        assert_eq!(OPERATIONS.len(), allowed().len());
        let mut recorded = Vec::new();
        recorded.extend(tried::<0>(testbed).await);
        recorded.extend(tried::<1>(testbed).await);
        recorded.extend(tried::<2>(testbed).await);
        recorded.extend(tried::<3>(testbed).await);
        recorded.extend(tried::<4>(testbed).await);
        recorded.extend(tried::<5>(testbed).await);
        recorded.extend(tried::<6>(testbed).await);
        recorded.extend(tried::<7>(testbed).await);
        recorded.extend(tried::<8>(testbed).await);
        recorded.extend(tried::<9>(testbed).await);
        recorded.extend(tried::<10>(testbed).await);
        recorded.extend(tried::<11>(testbed).await);
        recorded.extend(tried::<12>(testbed).await);
        recorded.extend(tried::<13>(testbed).await);
        recorded.extend(tried::<14>(testbed).await);
        recorded.extend(tried::<15>(testbed).await);
        recorded.extend(tried::<16>(testbed).await);
        recorded.extend(tried::<17>(testbed).await);
        recorded.extend(tried::<18>(testbed).await);
        recorded.extend(tried::<19>(testbed).await);
        recorded.extend(tried::<20>(testbed).await);
        recorded.extend(tried::<21>(testbed).await);
        assert_eq!(testbed.refusals().await, recorded, "each refusal is on record");
    })
    .await;
}

#[tokio::test]
async fn an_unpinned_key_or_no_key_is_refused() {
    on_every_testbed(async |testbed| {
        let stranger = Scenario::key();
        let asked = ask(&connect(&testbed.installation, &stranger, &testbed.clock), &ListIssuers {}).await;
        assert_eq!(asked, Err(Failed::NotAllowed));
        for shown in [Some(&stranger), None] {
            let wire = Wire::showing(testbed, shown);
            for access in OPERATIONS {
                let (status, _) = wire.post(&format!("/v1/{}", access.name), b"{}".to_vec()).await;
                assert_eq!(status, StatusCode::FORBIDDEN, "{}", access.name);
            }
        }
        let refusals = testbed.refusals().await;
        assert_eq!(refusals.len(), 1 + 2 * OPERATIONS.len());
        assert!(refusals.iter().all(|refusal| refusal.starts_with("stranger ") && refusal.ends_with(" not-pinned")));
    })
    .await;
}

#[tokio::test]
async fn a_caller_of_a_later_version_or_of_none_is_refused_on_record() {
    on_every_testbed(async |testbed| {
        let wire = Wire::showing(testbed, Some(&identity(&testbed.installation, "station")));
        let key = IdempotencyKey::generate(&mut SystemRandom).to_string();
        let ours: u32 = ContractVersion::OURS.to_string().parse().expect("a number");
        let later = (ours + 1).to_string();
        for version in [Some(later.as_str()), Some("0"), Some("one"), None] {
            let (status, told) = wire.post_as(version, Some(&key), "/v1/ListIssuers", b"{}".to_vec()).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{version:?}");
            assert!(told.contains("ca.contract-version"), "{told}");
        }
        for version in 1..=ours {
            let (status, _) = wire.post_as(Some(&version.to_string()), Some(&key), "/v1/ListIssuers", b"{}".to_vec()).await;
            assert_eq!(status, StatusCode::OK, "{version}");
        }
        assert_eq!(testbed.refusals().await, ["station ListIssuers contract-version"; 4]);
    })
    .await;
}

#[tokio::test]
async fn a_caller_connects_only_to_a_listener_certified_by_its_anchor() {
    on_every_testbed(async |testbed| {
        let key = identity(&testbed.installation, "portal");
        let identity = CallerIdentity::self_issued(&key, testbed.clock.as_ref(), &mut SystemRandom).expect("the key signs");
        let issuers = ask(&testbed.callers.portal, &ListIssuers {}).await.expect("the issuers");
        let anchor = &issuers[0].certificate.0;
        let clock = Arc::clone(&testbed.clock) as Arc<_>;
        let misled = CertificateAuthority::connect(testbed.contract, anchor, identity, clock).expect("a client");
        assert_eq!(ask(&misled, &ListIssuers {}).await, Err(Failed::Unavailable));
    })
    .await;
}

#[tokio::test]
async fn a_message_that_cannot_be_read_is_refused_on_record_and_not_repeated() {
    on_every_testbed(async |testbed| {
        let wire = Wire::showing(testbed, Some(&identity(&testbed.installation, "portal")));
        let whole = serde_json::to_string(&Scenario::answers(CODES[0])).expect("JSON");
        let unknown_field = whole.replacen('{', "{\"maelle.kervadec\":\"K7MP3WQ\",", 1);
        let unreadable = [
            unknown_field.clone(),
            whole.replace("\"birth_date\":\"1971-04-23\"", "\"birth_date\":\"K7MP3WQ\""),
            whole.replace("\"K7MP3WQ\"", "7"),
            whole[..whole.len() - 1].to_owned(),
            format!("{whole}{whole}"),
            format!("[{whole}]"),
            "[".repeat(4000),
            String::new(),
        ];
        for text in &unreadable {
            assert_ne!(*text, whole);
            let (status, told) = wire.post("/v1/RevokeByCode", text.clone().into_bytes()).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{text}");
            for content in ["K7MP3WQ", "kervadec", "1971"] {
                assert!(!told.contains(content), "{told} repeats {content}");
            }
        }
        let (status, _) = wire.post("/v1/RevokeByCode", vec![0xff; 64]).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        for key in [None, Some("1"), Some("not-a-uuid"), Some("")] {
            let (status, _) = wire.post_under(key, "/v1/RevokeByCode", whole.clone().into_bytes()).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{key:?}");
        }
        let mut recorded = vec!["portal RevokeByCode malformed"; unreadable.len() + 1];
        recorded.extend(["portal RevokeByCode idempotency-key"; 4]);
        assert_eq!(testbed.refusals().await, recorded);

        let (status, told) = wire.post("/v1/SignThis", whole.into_bytes()).await;
        assert_eq!((status, told.contains("ca.no-such-operation")), (StatusCode::NOT_FOUND, true));
        recorded.push("portal ? no-such-operation");
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn a_message_that_arrives_late_is_refused_on_record() {
    let testbed = Testbed::open(Engine::Sqlite, Transport::MutualTls).await;
    let said = post_the_beginning(&testbed, &identity(&testbed.installation, "station"), "/v1/Issue").await;
    assert!(said.starts_with("HTTP/1.1 408 "), "{said}");
    assert_eq!(testbed.refusals().await, ["station Issue late"]);
    testbed.close().await;
}

#[tokio::test]
async fn an_oversized_message_is_refused_on_record() {
    on_every_testbed(async |testbed| {
        let wire = Wire::showing(testbed, Some(&identity(&testbed.installation, "portal")));
        let most = access_to("RevokeByCode").expect("a row").at_most;
        // More than a megabyte, which the listener itself refuses.
        for size in [most + 1, 2 << 20] {
            let (status, _) = wire.post("/v1/RevokeByCode", vec![b' '; size]).await;
            assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{size} octets");
        }
        let (status, _) = wire.post("/v1/RevokeByCode", vec![b' '; most]).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "a message of this size is read, and malformed");
        let recorded = ["portal RevokeByCode too-large", "portal RevokeByCode too-large", "portal RevokeByCode malformed"];
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}
