//! What is in escrow: transport PINs and PUKs, sealed by the station before they are set, and the keys of dossiers. A PIN is released
//! once for its letter, a PUK once to its holder (M12); each within an hourly budget.

mod budget;
mod dossier_key;
mod pin;
mod puk;
mod seal;

use std::fmt;

use ca_contract::Confidential;
use chassis::db::{Row, StoreError};
use pki::TokenNumber;

pub(crate) use dossier_key::{dossier_key, forget_before};
pub(crate) use pin::release_pin;
pub(crate) use puk::release_puk;
pub(crate) use seal::seal;

use crate::core::Core;

/// What binds something sealed to its token or order.
fn associated(kind: &str, whose: &impl fmt::Display) -> Vec<u8> {
    format!("{kind} {whose}").into_bytes()
}

/// Opens the digits that the station sealed, and that a row of `escrow` holds in `column`.
fn open_digits(
    core: &Core,
    row: &Row,
    column: &'static str,
    kind: &str,
    token: &TokenNumber,
) -> Result<Confidential, StoreError> {
    let unreadable = StoreError::inconsistent(column, "does not open with the master key");
    let digits = core.secrets.escrow.open(&associated(kind, token), &row.blob(column)?).map_err(|_| unreadable.clone())?;
    Ok(Confidential::new(std::str::from_utf8(&digits).map_err(|_| unreadable)?))
}
