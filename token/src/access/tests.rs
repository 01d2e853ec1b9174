//! The state transitions of M11.

use std::fs;

use pki::Signer;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::Value;

use super::*;
use crate::bench::{Bench, PIN, PUK, pin, puk};
use crate::{NotBlank, SlotIndex, SlotState};

fn wrong_pin(token: &mut SoftwareToken) -> u8 {
    match token.sign_in(&pin("0000")) {
        Err(PinError::WrongPin { tries_left }) => tries_left,
        other => panic!("{other:?}"),
    }
}

fn wrong_puk(token: &mut SoftwareToken) -> u8 {
    match token.unblock(&puk("000000"), &pin("1357"), &mut StdRng::seed_from_u64(0)) {
        Err(UnblockError::WrongPuk { tries_left }) => tries_left,
        other => panic!("{other:?}"),
    }
}

/// M11; the token is closed and reopened between all steps.
#[test]
fn three_wrong_pins_block_the_puk_unblocks_and_three_wrong_puks_lock_permanently() {
    let mut bench = Bench::new();
    drop(bench.personalised());
    let full = TokenState::Personalised { pin_tries_left: 3, puk_tries_left: 3 };
    assert_eq!(bench.open().unwrap().state(), full);

    for left in [2, 1, 0] {
        assert_eq!(wrong_pin(&mut bench.open().unwrap()), left);
    }
    let mut token = bench.open().unwrap();
    assert_eq!(token.state(), TokenState::PinBlocked { puk_tries_left: 3 });
    assert!(matches!(token.sign_in(&pin(PIN)), Err(PinError::PinBlocked)));
    assert!(matches!(token.change_pin(&pin(PIN), &pin("1357"), &mut bench.rng), Err(PinError::PinBlocked)));
    drop(token);

    for left in [2, 1] {
        assert_eq!(wrong_puk(&mut bench.open().unwrap()), left);
    }
    bench.open().unwrap().unblock(&puk(PUK), &pin("1357"), &mut bench.rng).unwrap();
    let mut token = bench.open().unwrap();
    assert_eq!(token.state(), full);
    assert!(token.sign_in(&pin("1357")).is_ok());
    drop(token);

    for left in [2, 1, 0] {
        assert_eq!(wrong_puk(&mut bench.open().unwrap()), left);
    }
    let mut token = bench.open().unwrap();
    assert_eq!(token.state(), TokenState::Retired);
    let refused = token.unblock(&puk(PUK), &pin("2468"), &mut bench.rng);
    assert!(matches!(refused, Err(UnblockError::Retired)));
    assert!(matches!(token.sign_in(&pin("1357")), Err(PinError::Retired)));
}

#[test]
fn a_right_pin_resets_its_own_tries_but_not_those_of_the_puk() {
    let mut bench = Bench::new();
    let mut token = bench.personalised();
    wrong_pin(&mut token);
    wrong_pin(&mut token);
    wrong_puk(&mut token);
    assert_eq!(token.state(), TokenState::Personalised { pin_tries_left: 1, puk_tries_left: 2 });
    token.sign_in(&pin(PIN)).unwrap();
    assert_eq!(token.state(), TokenState::Personalised { pin_tries_left: 3, puk_tries_left: 2 });
}

#[test]
fn a_code_is_not_compared_if_its_attempt_cannot_be_counted_on_disk() {
    let mut bench = Bench::new();
    let mut token = bench.personalised();
    // The path of the file is occupied by something that cannot be replaced.
    fs::remove_file(bench.path("token")).unwrap();
    fs::create_dir(bench.path("token")).unwrap();
    for digits in [PIN, "0000"] {
        assert!(matches!(token.sign_in(&pin(digits)), Err(PinError::Device(DeviceError::Write(_)))), "{digits}");
    }
    let refused = token.unblock(&puk("000000"), &pin("1357"), &mut bench.rng);
    assert!(matches!(refused, Err(UnblockError::Device(DeviceError::Write(_)))));
}

/// The token fails after the attempt was counted and before the comparison.
#[test]
fn an_entry_without_a_result_has_used_up_its_attempt() {
    let mut bench = Bench::new();
    drop(bench.personalised());
    let whole = fs::read_to_string(bench.path("token")).unwrap();
    let mut altered: Value = serde_json::from_str(&whole).unwrap();
    let codes = &mut altered["access"]["personalised"];
    codes["pin"]["token_key"] = codes["puk"]["token_key"].clone();
    fs::write(bench.path("token"), altered.to_string()).unwrap();
    let refused = bench.open().unwrap().sign_in(&pin(PIN)).err();
    assert!(matches!(refused, Some(PinError::Device(DeviceError::Damaged))));
    let state = TokenState::Personalised { pin_tries_left: 2, puk_tries_left: 3 };
    assert_eq!(bench.open().unwrap().state(), state);
}

#[test]
fn a_changed_pin_replaces_the_old_one() {
    let mut bench = Bench::new();
    let mut token = bench.personalised();
    token.change_pin(&pin(PIN), &pin("1357"), &mut bench.rng).unwrap();
    assert!(matches!(token.sign_in(&pin(PIN)), Err(PinError::WrongPin { tries_left: 2 })));
    let key = token.sign_in(&pin("1357")).unwrap().key(SlotIndex::MAIN).map(|key| key.public_key().clone());
    assert_eq!(token.slots().next(), Some((SlotIndex::MAIN, SlotState::Key(&key.unwrap()))));
}

#[test]
fn a_blank_token_has_no_pin_and_a_personalised_one_cannot_be_written() {
    let mut bench = Bench::new();
    let mut token = bench.blank();
    assert_eq!(token.state(), TokenState::Blank);
    assert!(matches!(token.sign_in(&pin(PIN)), Err(PinError::Blank)));
    assert!(matches!(token.unblock(&puk(PUK), &pin(PIN), &mut bench.rng), Err(UnblockError::Blank)));
    token.personalise().unwrap().set_transport(&pin(PIN), &puk(PUK), &mut bench.rng).unwrap();
    assert_eq!(token.personalise().err(), Some(NotBlank));
    drop(token);
    assert_eq!(bench.open().unwrap().personalise().err(), Some(NotBlank));
}
