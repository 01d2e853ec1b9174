//! The lines that changes leave, and how long they are kept.

use std::time::Duration;

use pki::crl::RevocationReason;
use pki::{Clock, SerialNumber};
use serde_json::{Value, json};

use crate::fake_authority::DAY;
use crate::replica::Replica;

fn serial(octet: u8) -> SerialNumber {
    SerialNumber::from_magnitude(&[0x40, octet]).unwrap()
}

fn last(lines: &[Value]) -> &Value {
    lines.last().unwrap()
}

#[tokio::test]
async fn every_change_of_what_is_answered_leaves_a_line() {
    let mut replica = Replica::start();
    let lines = replica.evidence().await;
    let [first] = lines.as_slice() else { panic!("{lines:?}") };
    let started = json!({
        "at": replica.clock.now(), "event": "start", "authority": null, "sequence": null, "answering": false, "issuers": [],
    });
    assert_eq!(first, &started);

    replica.settle().await;
    let lines = replica.evidence().await;
    let known = last(&lines).clone();
    assert_eq!((&known["event"], &known["answering"], &known["sequence"]), (&json!("change"), &json!(true), &json!(3)));
    assert_eq!(known["authority"], json!(replica.fake.id()));
    let names: Vec<_> = known["issuers"].as_array().unwrap().iter().map(|issuer| issuer["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["advanced", "classe-3-plus"], "those with OCSP");
    let key = replica.core().keys.signing(&"advanced".parse().unwrap(), replica.clock.now()).unwrap();
    assert_eq!(known["issuers"][0]["signer"], json!(key.fingerprint()));

    // An event, a CRL, a feed that lags, contact with it again, a restart: each leaves a line; without a change, there is none.
    let count = lines.len();
    replica.settle().await;
    assert_eq!(replica.evidence().await.len(), count);
    replica.fake.revoke("advanced", &serial(1), RevocationReason::KeyCompromise);
    replica.follow().await.unwrap();
    assert_eq!(last(&replica.evidence().await)["sequence"], 4);
    replica.fake.sign_crl("advanced", 7, &[&serial(1)]);
    replica.settle().await;
    assert_eq!(last(&replica.evidence().await)["issuers"][0]["crl"], 7);
    replica.clock.advance(Duration::from_secs(601));
    assert_eq!(last(&replica.evidence().await)["answering"], false);
    replica.follow().await.unwrap();
    assert_eq!(last(&replica.evidence().await)["answering"], true);
    replica.core().evidence.stop(replica.clock.now()).await.unwrap();
    let replica = replica.restart();
    let lines = replica.evidence().await;
    let events: Vec<_> = lines[lines.len() - 2..].iter().map(|line| &line["event"]).collect();
    assert_eq!(events, ["stop", "start"]);
    assert_eq!(last(&lines)["answering"], false);
}

#[tokio::test]
async fn a_lag_that_nobody_observed_is_noted_when_it_ends() {
    let mut replica = Replica::settled().await;
    replica.clock.advance(Duration::from_secs(601));
    replica.follow().await.unwrap();
    let lines = replica.evidence().await;
    let answering: Vec<_> = lines[lines.len() - 2..].iter().map(|line| &line["answering"]).collect();
    assert_eq!(answering, [false, true]);
}

#[tokio::test]
async fn each_day_has_a_file_that_says_everything_and_is_kept_for_92_days() {
    let replica = Replica::settled().await;
    let folder = replica.folder.path().join("data/evidence");
    let today = || jiff::Timestamp::from_millisecond(replica.clock.now().as_millis()).unwrap().strftime("%F.jsonl").to_string();
    let first = today();
    std::fs::write(folder.join("notes.txt"), "an operator's").unwrap();
    for day in 0..=93 {
        let lines = replica.evidence().await;
        assert_eq!(last(&lines)["sequence"], 3, "the state is repeated on a day without a change");
        assert!(folder.join(today()).exists());
        assert_eq!(folder.join(&first).exists(), day <= 92, "after {day} days");
        replica.clock.advance(DAY);
    }
    assert!(folder.join("notes.txt").exists());
    // One file for each of the last 92 days, today's, and the foreign one.
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 92 + 1 + 1);
}

#[tokio::test]
async fn what_could_not_be_written_is_written_later_in_its_order() {
    let mut replica = Replica::settled().await;
    let before = replica.evidence().await.len();
    let folder = replica.folder.path().join("data/evidence");
    let aside = replica.folder.path().join("aside");
    std::fs::rename(&folder, &aside).unwrap();
    for octet in 1..4 {
        replica.fake.issue("advanced", &serial(octet));
        replica.follow().await.unwrap();
        assert!(replica.core().evidence.write().await.is_err());
    }
    std::fs::rename(&aside, &folder).unwrap();
    let sequences: Vec<_> = replica.evidence().await[before..].iter().map(|line| line["sequence"].clone()).collect();
    assert_eq!(sequences, [4, 5, 6]);
}
