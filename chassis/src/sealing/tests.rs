//! Compared with results of OpenSSL and of Python's cryptography package.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use pki::SystemRandom;

use super::*;

/// The octets 0, 1, … 31.
fn master() -> MasterKey {
    MasterKey::from_octets(&std::array::from_fn::<u8, KEY_LENGTH, _>(|index| u8::try_from(index).unwrap()))
}

#[test]
fn a_secret_that_another_implementation_sealed_opens() {
    // HKDF(SHA256, 32, info=b"sceau sealing escrow"), then nonce + AESGCM(key).encrypt(nonce, b"12345678", b"token 1")
    let sealed = hex::decode("0707070707070707070707079901db49b4cf6bba6c7fd98e5a0d852137f97b9827bc9688").unwrap();
    let opened = master().sealing_key("escrow").open(b"token 1", &sealed).unwrap();
    assert_eq!(opened.as_slice(), b"12345678");
}

#[test]
fn a_key_that_was_handed_over_opens_what_its_keeper_sealed() {
    // Python cryptography: bytes([9] * 12) + AESGCM(bytes(range(32))).encrypt(bytes([9] * 12), b"12345678", b"token 1")
    let sealed = hex::decode("090909090909090909090909822a3b0fb2a9749c0cd9f8523b865df046aabe60c57bdab8").unwrap();
    let key = SealingKey::from_octets(&std::array::from_fn(|index| u8::try_from(index).unwrap()));
    assert_eq!(key.open(b"token 1", &sealed).unwrap().as_slice(), b"12345678");
}

#[test]
fn a_digest_is_the_one_that_another_implementation_makes() {
    // openssl kdf … -kdfopt info:"sceau digesting codes" HKDF; then
    // printf '\0\0\0\0\0\0\0\3ctx\0\0\0\0\0\0\0\2ab\0\0\0\0\0\0\0\1c' | openssl mac -digest SHA256 -macopt hexkey:… HMAC
    let digest = master().digesting_key("codes").digest("ctx", &[b"ab", b"c"]);
    assert_eq!(digest.to_string(), "f8bc7f8adf5b35c4b9e8d1f2d6dd73a4b1cb01208a9055fc34b79dfa84dc35da");
}

#[test]
fn a_sealed_secret_opens_only_whole_in_its_place_and_for_its_purpose() {
    let key = master().sealing_key("escrow");
    let sealed = key.seal(&mut SystemRandom, b"token 1", b"12345678");
    assert_eq!(key.open(b"token 1", &sealed).unwrap().as_slice(), b"12345678");
    assert_eq!(key.open(b"token 2", &sealed), Err(CannotOpen));
    assert_eq!(master().sealing_key("codes").open(b"token 1", &sealed), Err(CannotOpen));
    for index in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[index] ^= 1;
        assert_eq!(key.open(b"token 1", &altered), Err(CannotOpen), "octet {index}");
        assert_eq!(key.open(b"token 1", &sealed[..index]), Err(CannotOpen), "{index} octets");
    }
}

#[test]
fn the_same_secret_is_never_sealed_to_the_same_bytes() {
    let key = master().sealing_key("escrow");
    assert_ne!(key.seal(&mut SystemRandom, b"", b"12345678"), key.seal(&mut SystemRandom, b"", b"12345678"));
}

#[test]
fn a_created_key_reads_back_and_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    let sealed = MasterKey::create(&path, &mut SystemRandom).unwrap().sealing_key("escrow").seal(&mut SystemRandom, b"", b"x");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(matches!(MasterKey::create(&path, &mut SystemRandom), Err(MasterKeyError::Exists(_))));
    assert!(MasterKey::from_file(&path).unwrap().sealing_key("escrow").open(b"", &sealed).is_ok());
}

#[test]
fn a_file_holds_hexadecimal_digits_or_base64_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    let read = |text: &str, mode: u32| {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        MasterKey::from_file(&path).map(|key| key.digesting_key("codes").digest("ctx", &[b"ab", b"c"]))
    };
    let expected = master().digesting_key("codes").digest("ctx", &[b"ab", b"c"]);
    let digits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
    assert_eq!(read(digits, 0o600).unwrap(), expected);
    assert_eq!(read("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", 0o600).unwrap(), expected);
    for text in [&digits[2..], "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==", "correct horse battery staple"] {
        assert!(matches!(read(text, 0o600), Err(MasterKeyError::Malformed(_))), "{text}");
    }
    let remedy = read(digits, 0o644).unwrap_err().to_string();
    assert!(remedy.contains(&format!("chmod 600 {}", path.display())), "{remedy}");
}
