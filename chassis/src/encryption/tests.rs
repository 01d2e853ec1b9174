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
fn a_ciphertext_of_another_implementation_is_decrypted() {
    // HKDF(SHA256, 32, info=b"sceau sealing escrow"), then nonce + AESGCM(key).encrypt(nonce, b"12345678", b"token 1")
    let ciphertext = hex::decode("0707070707070707070707079901db49b4cf6bba6c7fd98e5a0d852137f97b9827bc9688").unwrap();
    let decrypted = master().encryption_key("escrow").decrypt(b"token 1", &ciphertext).unwrap();
    assert_eq!(decrypted.as_slice(), b"12345678");
}

#[test]
fn a_key_from_octets_decrypts_a_ciphertext_of_another_implementation() {
    // Python cryptography: bytes([9] * 12) + AESGCM(bytes(range(32))).encrypt(bytes([9] * 12), b"12345678", b"token 1")
    let ciphertext = hex::decode("090909090909090909090909822a3b0fb2a9749c0cd9f8523b865df046aabe60c57bdab8").unwrap();
    let key = EncryptionKey::from_octets(&std::array::from_fn(|index| u8::try_from(index).unwrap()));
    assert_eq!(key.decrypt(b"token 1", &ciphertext).unwrap().as_slice(), b"12345678");
}

#[test]
fn a_digest_equals_that_of_another_implementation() {
    // openssl kdf … -kdfopt info:"sceau digesting codes" HKDF; then
    // printf '\0\0\0\0\0\0\0\3ctx\0\0\0\0\0\0\0\2ab\0\0\0\0\0\0\0\1c' | openssl mac -digest SHA256 -macopt hexkey:… HMAC
    let digest = master().mac_key("codes").mac("ctx", &[b"ab", b"c"]);
    assert_eq!(digest.to_string(), "f8bc7f8adf5b35c4b9e8d1f2d6dd73a4b1cb01208a9055fc34b79dfa84dc35da");
}

#[test]
fn a_ciphertext_is_decrypted_only_unaltered_with_its_context_and_purpose() {
    let key = master().encryption_key("escrow");
    let ciphertext = key.encrypt(&mut SystemRandom, b"token 1", b"12345678");
    assert_eq!(key.decrypt(b"token 1", &ciphertext).unwrap().as_slice(), b"12345678");
    assert_eq!(key.decrypt(b"token 2", &ciphertext), Err(DecryptionFailed));
    assert_eq!(master().encryption_key("codes").decrypt(b"token 1", &ciphertext), Err(DecryptionFailed));
    for index in 0..ciphertext.len() {
        let mut altered = ciphertext.clone();
        altered[index] ^= 1;
        assert_eq!(key.decrypt(b"token 1", &altered), Err(DecryptionFailed), "octet {index}");
        assert_eq!(key.decrypt(b"token 1", &ciphertext[..index]), Err(DecryptionFailed), "{index} octets");
    }
}

#[test]
fn the_same_secret_is_never_encrypted_to_the_same_bytes() {
    let key = master().encryption_key("escrow");
    assert_ne!(key.encrypt(&mut SystemRandom, b"", b"12345678"), key.encrypt(&mut SystemRandom, b"", b"12345678"));
}

#[test]
fn a_created_key_reads_back_and_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    let ciphertext =
        MasterKey::create(&path, &mut SystemRandom).unwrap().encryption_key("escrow").encrypt(&mut SystemRandom, b"", b"x");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(matches!(MasterKey::create(&path, &mut SystemRandom), Err(MasterKeyError::Exists(_))));
    assert!(MasterKey::from_file(&path).unwrap().encryption_key("escrow").decrypt(b"", &ciphertext).is_ok());
}

#[test]
fn a_file_holds_hexadecimal_digits_or_base64_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    let read = |text: &str, mode: u32| {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        MasterKey::from_file(&path).map(|key| key.mac_key("codes").mac("ctx", &[b"ab", b"c"]))
    };
    let expected = master().mac_key("codes").mac("ctx", &[b"ab", b"c"]);
    let digits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
    assert_eq!(read(digits, 0o600).unwrap(), expected);
    assert_eq!(read("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", 0o600).unwrap(), expected);
    for text in [&digits[2..], "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==", "correct horse battery staple"] {
        assert!(matches!(read(text, 0o600), Err(MasterKeyError::Malformed(_))), "{text}");
    }
    let remedy = read(digits, 0o644).unwrap_err().to_string();
    assert!(remedy.contains(&format!("chmod 600 {}", path.display())), "{remedy}");
}
