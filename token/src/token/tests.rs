//! Valid and invalid token files.

use std::fs;

use serde_json::Value;

use super::*;
use crate::bench::{Bench, PIN, pin};
use crate::{PinError, SlotKeyError};

#[test]
fn a_token_is_neither_created_over_a_file_nor_opened_twice() {
    let mut bench = Bench::new();
    let token = bench.blank();
    assert!(matches!(bench.open(), Err(OpenError::InUse)));
    drop(token);
    let (number, model) = ("T-0000-0002".parse().unwrap(), "Software token".parse().unwrap());
    let again = SoftwareToken::create(&bench.path("token"), number, model, &mut bench.rng);
    assert!(matches!(again, Err(CreateError::Exists)));
    assert_eq!(bench.open().unwrap().number().as_str(), "T-0000-0001");
}

#[test]
fn a_truncated_file_is_reported_as_truncated() {
    let mut bench = Bench::new();
    drop(bench.personalised());
    let whole = fs::read(bench.path("token")).unwrap();
    for length in 0..whole.len() {
        fs::write(bench.path("token"), &whole[..length]).unwrap();
        let refused = bench.open();
        assert!(matches!(refused, Err(OpenError::Truncated)), "{length}: {refused:?}");
    }
}

#[test]
fn another_file_is_reported_as_no_token() {
    let mut bench = Bench::new();
    drop(bench.personalised());
    let whole = fs::read_to_string(bench.path("token")).unwrap();
    let foreign = [
        "-----BEGIN PRIVATE KEY-----\n".to_owned(),
        "{\"format\": \"another\"}".to_owned(),
        "[]".to_owned(),
        whole.replace("sceau-software-token-1", "sceau-software-token-2"),
        whole.replace("\"tries_left\": 3", "\"tries_left\": 4"),
        whole.replace("T-0000-0001", "token"),
        format!("{whole}{whole}"),
    ];
    for text in foreign {
        fs::write(bench.path("token"), &text).unwrap();
        assert!(matches!(bench.open(), Err(OpenError::NotAToken { .. })), "{text}");
    }
    fs::write(bench.path("token"), vec![b' '; 300_000]).unwrap();
    assert!(matches!(bench.open(), Err(OpenError::TooLarge)));
    fs::remove_file(bench.path("token")).unwrap();
    assert!(matches!(bench.open(), Err(OpenError::Read(_))));
}

#[test]
fn a_key_moved_to_another_slot_or_token_is_not_used() {
    let mut bench = Bench::new();
    drop(bench.personalised());
    let whole = fs::read_to_string(bench.path("token")).unwrap();
    let mut altered: Value = serde_json::from_str(&whole).unwrap();
    altered["slots"]["0"]["private_key"] = altered["slots"]["1"]["private_key"].clone();
    fs::write(bench.path("token"), altered.to_string()).unwrap();
    let mut token = bench.open().unwrap();
    let session = token.sign_in(&pin(PIN)).unwrap();
    assert!(matches!(session.key(SlotIndex::MAIN), Err(SlotKeyError::Device(DeviceError::Damaged))));
    assert!(session.key(SlotIndex::COMPANION).is_ok());
    drop(token);

    fs::write(bench.path("token"), whole.replace("T-0000-0001", "T-0000-0002")).unwrap();
    let mut token = bench.open().unwrap();
    assert!(matches!(token.sign_in(&pin(PIN)), Err(PinError::Device(DeviceError::Damaged))));
}
