//! What the holder does with the token: sets a PIN of their own with the PUK, signs with both keys.

use std::path::Path;

use pki::{Signer, SystemRandom};
use token::{Pin, Puk, SlotIndex, SoftwareToken};

/// Sets a PIN with the PUK and signs with the key of each slot under it.
pub(super) fn take_possession(path: &Path, puk: &str) -> Result<(), String> {
    let said = |fault: &dyn std::fmt::Display| fault.to_string();
    let puk: Puk = puk.parse().map_err(|fault| said(&fault))?;
    let pin: Pin = "4182".parse().map_err(|fault| said(&fault))?;
    let mut token = SoftwareToken::open(path).map_err(|fault| said(&fault))?;
    token.unblock(&puk, &pin, &mut SystemRandom).map_err(|fault| said(&fault))?;
    let session = token.sign_in(&pin).map_err(|fault| said(&fault))?;
    for slot in [SlotIndex::MAIN, SlotIndex::COMPANION] {
        let key = session.key(slot).map_err(|fault| said(&fault))?;
        let certificate = session.token().read_certificate(slot).ok_or("a slot holds no certificate")?;
        let signature = key.sign(b"a document").map_err(|fault| said(&fault))?;
        if !certificate.public_key().verifies(b"a document", &signature) {
            return Err("a signature does not verify with the slot's certificate".to_owned());
        }
    }
    Ok(())
}
