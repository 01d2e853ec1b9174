//! Escrow: transport PINs and PUKs, deposited by the station before they are set, and the keys of dossiers. A PIN is released
//! once for its letter, a PUK once to its holder (M12); each within an hourly budget.

mod budget;
mod deposit;
mod dossier_key;
mod pin;
mod puk;
mod release;

use std::fmt;

pub(crate) use dossier_key::forget_before;

/// The associated data that binds a ciphertext to its token or order.
fn associated(kind: &str, whose: &impl fmt::Display) -> Vec<u8> {
    format!("{kind} {whose}").into_bytes()
}

#[cfg(test)]
mod tests;
