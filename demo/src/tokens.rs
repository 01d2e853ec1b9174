//! Use of tokens by their holders: login, change of PIN, signature, export for a browser.

use std::path::Path;

use ca_contract::issuance::Issued;
use pki::{Certificate, Signer, SystemRandom};
use secrecy::SecretString;
use token::{Pin, Puk, Readers, SlotIndex, SoftwareToken};

use super::browser::TokenLogin;

/// The PIN that the first holder sets.
pub(super) const OWN_PIN: &str = "4182";
/// The password of the demonstration's PKCS#12 files, which browsers ask for on import.
pub(super) const PKCS12_PASSWORD: &str = "demonstration";
/// That of the file for older systems, whose encryption needs a longer one.
pub(super) const OLDER_PASSWORD: &str = "une-longue-demonstration";

fn said(fault: impl std::fmt::Display) -> String {
    fault.to_string()
}

/// The login of the first or second officer (1 or 2), with the PIN from the file beside the token.
pub(super) fn officer(root: &Path, number: usize) -> Result<TokenLogin, String> {
    let (token, pin) = officer_files(root, number)?;
    TokenLogin::new(&token, pin, SlotIndex::MAIN)
}

fn officer_files(root: &Path, number: usize) -> Result<(std::path::PathBuf, Pin), String> {
    let folder = root.join("officers");
    let pin = std::fs::read_to_string(folder.join(format!("{number}.pin"))).map_err(said)?;
    Ok((folder.join(format!("{number}.token")), pin.trim().parse().map_err(said)?))
}

/// Exports an officer's key and certificate as PKCS#12 for a browser.
pub(super) fn export_officer(root: &Path, number: usize) -> Result<Vec<u8>, String> {
    let (token, pin) = officer_files(root, number)?;
    let mut token = SoftwareToken::open(&token).map_err(said)?;
    let session = token.sign_in(&pin).map_err(said)?;
    session.export_pkcs12(SlotIndex::MAIN, &format!("officer {number}"), &[], &SecretString::from(PKCS12_PASSWORD)).map_err(said)
}

/// Exports the main key and certificate of a holder's token as PKCS#12 for a browser: for current systems, and for older ones.
pub(super) fn export(path: &Path, pin: &str, issued: &Issued) -> Result<[Vec<u8>; 2], String> {
    let pin: Pin = pin.parse().map_err(said)?;
    let mut token = SoftwareToken::open(path).map_err(said)?;
    let session = token.sign_in(&pin).map_err(said)?;
    let main = issued.certificates.first().ok_or("nothing was issued")?;
    let chain = main.chain.iter().map(|above| Certificate::from_der(&above.0)).collect::<Result<Vec<_>, _>>().map_err(said)?;
    let export = |readers, password: &str| {
        session.export_pkcs12_for(readers, SlotIndex::MAIN, "main certificate", &chain, &password.into()).map_err(said)
    };
    Ok([export(Readers::Current, PKCS12_PASSWORD)?, export(Readers::Older, OLDER_PASSWORD)?])
}

/// Sets a new PIN with the PUK, and signs with the key of each slot.
pub(super) fn take_possession(path: &Path, puk: &str) -> Result<(), String> {
    let puk: Puk = puk.parse().map_err(said)?;
    let pin: Pin = OWN_PIN.parse().map_err(said)?;
    let mut token = SoftwareToken::open(path).map_err(said)?;
    token.unblock(&puk, &pin, &mut SystemRandom).map_err(said)?;
    let session = token.sign_in(&pin).map_err(said)?;
    for slot in [SlotIndex::MAIN, SlotIndex::COMPANION] {
        let key = session.key(slot).map_err(said)?;
        let certificate = session.token().read_certificate(slot).ok_or("a slot holds no certificate")?;
        let signature = key.sign(b"a document").map_err(said)?;
        if !certificate.public_key().verifies(b"a document", &signature) {
            return Err("a signature does not verify with the slot's certificate".to_owned());
        }
    }
    Ok(())
}
