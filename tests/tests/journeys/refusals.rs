//! Refused issuance requests: each has its own error and is recorded, and a valid request still succeeds afterwards.

use std::time::Duration;

use ca_contract::issuance::{Issue, IssueError};
use ca_contract::{Der, Failed};
use openssl::nid::Nid;
use pki::csr;
use pki::csr::RequestError;
use pki::key::KeyError;
use testbed::{Scenario, Testbed, ask};
use token::{SlotIndex, SoftwareToken};

use super::{on_every_testbed, requests};

const ORDER: &str = "SC-2026-000010";

async fn refused(testbed: &Testbed, question: &Issue) -> IssueError {
    match ask(&testbed.callers.station, question).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn nothing_is_issued_without_an_approval_of_exactly_that_statement() {
    on_every_testbed(async |testbed| {
        let person = Scenario::person(testbed);
        let nobody = pki::Digest::of(b"no statement");
        assert_eq!(refused(testbed, &Scenario::question(ORDER, nobody, "ST-0010")).await, IssueError::NotApproved);

        let digest = Scenario::approve(testbed, Scenario::statement(testbed, ORDER, "expert-card", person)).await;
        let mut other_names = Scenario::statement(testbed, "SC-2026-000011", "expert-card", Scenario::person(testbed));
        other_names.subject.surname = "Le Goff".to_owned();
        let other = Scenario::approve(testbed, other_names).await;
        assert_eq!(refused(testbed, &Scenario::question(ORDER, other, "ST-0010")).await, IssueError::OtherStatement);

        let by_portal = ask(&testbed.callers.portal, &Scenario::question(ORDER, digest, "ST-0010")).await;
        assert_eq!(by_portal, Err(Failed::NotAllowed), "a compromised portal cannot issue");

        let right = Scenario::question(ORDER, digest, "ST-0010");
        ask(&testbed.callers.station, &right).await.expect("the valid request succeeds");
        assert_eq!(refused(testbed, &Scenario::question(ORDER, digest, "ST-0012")).await, IssueError::ApprovalUsed);
        let taken = refused(testbed, &Scenario::question("SC-2026-000011", other, "ST-0010")).await;
        assert_eq!(taken, IssueError::TokenInUse { token: "ST-0010".parse().expect("a token number") });
        ask(&testbed.callers.station, &Scenario::question("SC-2026-000011", other, "ST-0011"))
            .await
            .expect("another token works");

        let recorded = [
            "station Issue not-approved",
            "station Issue other-statement",
            "portal Issue not-allowed",
            "station Issue approval-used",
            "station Issue token-in-use",
        ];
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_issued_after_the_identity_check_has_expired() {
    on_every_testbed(async |testbed| {
        let person = Scenario::person(testbed);
        let digest = Scenario::approve(testbed, Scenario::statement(testbed, ORDER, "expert-card", person)).await;
        testbed.clock.forward(Duration::from_secs(91 * 24 * 3600));
        testbed.until_reachable().await;
        assert_eq!(refused(testbed, &Scenario::question(ORDER, digest, "ST-0010")).await, IssueError::IdentityCheck);
        assert_eq!(testbed.refusals().await, ["station Issue identity-check"]);
        Scenario::issue(testbed, "SC-2026-000012", person, "ST-0010").await;
    })
    .await;
}

/// Requests for slot 0 that are refused, with the error and the code in the ledger.
fn unfit() -> Vec<(Vec<u8>, IssueError, &'static str)> {
    let fault = |fault| IssueError::Request { slot: 0, fault };
    let p256 = requests::on_curve(Nid::X9_62_PRIME256V1);
    let whole = csr::request(&Scenario::key()).expect("a request");
    vec![
        (requests::plain(&requests::on_curve(Nid::SECP384R1)), fault(RequestError::Algorithm), "request"),
        (requests::plain(&requests::on_curve(Nid::SECP256K1)), fault(RequestError::Key(KeyError::UnknownAlgorithm)), "request"),
        (requests::plain(&requests::rsa()), fault(RequestError::Key(KeyError::UnknownAlgorithm)), "request"),
        (csr::request(&p384()).expect("a request"), IssueError::Curve { slot: 0 }, "curve"),
        (requests::with_broken_signature(&p256), fault(RequestError::Possession), "request"),
        (requests::with_attributes(&p256), fault(RequestError::Attributes), "request"),
        (
            requests::for_anothers_key(&p256, &requests::on_curve(Nid::X9_62_PRIME256V1)),
            fault(RequestError::Possession),
            "request",
        ),
        (requests::plain(&requests::published()), IssueError::PublishedKey { slot: 0 }, "published-key"),
        ([whole, vec![0]].concat(), fault(RequestError::Malformed), "request"),
        (b"no request".to_vec(), fault(RequestError::Malformed), "request"),
        (vec![0x30; 4097], fault(RequestError::TooLarge), "request"),
    ]
}

fn p384() -> pki::SoftwareKey {
    pki::SoftwareKey::generate(pki::Curve::P384).expect("a key")
}

#[tokio::test]
async fn an_invalid_certification_request_is_refused_and_its_slot_named() {
    on_every_testbed(async |testbed| {
        let digest =
            Scenario::approve(testbed, Scenario::statement(testbed, ORDER, "expert-card", Scenario::person(testbed))).await;
        let mut recorded = Vec::new();
        for (request, refusal, code) in unfit() {
            let mut question = Scenario::question(ORDER, digest, "ST-0010");
            question.requests[0].request = Der(request);
            assert_eq!(refused(testbed, &question).await, refusal);
            recorded.push(format!("station Issue {code}"));
        }
        let mut swapped = Scenario::question(ORDER, digest, "ST-0010");
        swapped.requests.remove(1);
        let [mut twice, mut third] = [0, 1].map(|_| Scenario::question(ORDER, digest, "ST-0010"));
        twice.requests[1].slot = 0;
        third.requests.push(ca_contract::issuance::SlotRequest { slot: 2, ..third.requests[1].clone() });
        for question in [swapped, twice, third] {
            assert_eq!(refused(testbed, &question).await, IssueError::Slots);
            recorded.push("station Issue slots".to_owned());
        }
        ask(&testbed.callers.station, &Scenario::question(ORDER, digest, "ST-0010")).await.expect("the valid request succeeds");
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_certified_only_once_across_all_hierarchies() {
    on_every_testbed(async |testbed| {
        let person = Scenario::person(testbed);
        let digest = Scenario::approve(testbed, Scenario::statement(testbed, ORDER, "expert-card", person)).await;
        let one_key = Der(csr::request(&Scenario::key()).expect("a request"));
        let mut both = Scenario::question(ORDER, digest, "ST-0010");
        both.requests.iter_mut().for_each(|slot| slot.request = one_key.clone());
        assert_eq!(refused(testbed, &both).await, IssueError::KeyCertifiedBefore { slot: 1 }, "the same key in both slots");

        let first = Scenario::question(ORDER, digest, "ST-0010");
        ask(&testbed.callers.station, &first).await.expect("the pair is issued");
        let next = Scenario::approve(testbed, Scenario::statement(testbed, "SC-2026-000011", "backup-key", person)).await;
        for (slot, certified) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let mut question = Scenario::question("SC-2026-000011", next, "ST-0011");
            question.requests[usize::from(slot)].request = first.requests[certified].request.clone();
            assert_eq!(refused(testbed, &question).await, IssueError::KeyCertifiedBefore { slot });
        }
        let mut officers = Scenario::question("SC-2026-000011", next, "ST-0011");
        officers.requests[0].request = Der(request_of_an_officer(testbed));
        assert_eq!(
            refused(testbed, &officers).await,
            IssueError::KeyCertifiedBefore { slot: 0 },
            "the internal authority's count"
        );
        ask(&testbed.callers.station, &Scenario::question("SC-2026-000011", next, "ST-0011"))
            .await
            .expect("new keys are certified");
        assert_eq!(testbed.refusals().await, vec!["station Issue key-certified-before"; 6]);
    })
    .await;
}

/// A request for the key that the internal authority certified for the first officer.
fn request_of_an_officer(testbed: &Testbed) -> Vec<u8> {
    let pin = std::fs::read_to_string(testbed.installation.path("officers/1.pin")).expect("the officer's first PIN");
    let mut token = SoftwareToken::open(&testbed.installation.path("officers/1.token")).expect("the officer's token");
    let session = token.sign_in(&pin.trim().parse().expect("a PIN")).expect("the PIN is right");
    csr::request(&session.key(SlotIndex::MAIN).expect("the officer's key")).expect("a request")
}
