//! A PIN letter, from the token's personalisation until an officer marks it as printed.

use ca_contract::IdempotencyKey;
use i18n::Language;
use pki::{Timestamp, TokenNumber};
use secrecy::SecretString;

use crate::orders::{OrderId, OrderNumber};
use crate::people::PostalAddress;

/// A letter to be made: the PIN is in escrow at the certificate authority.
#[derive(Clone, Debug)]
pub(super) struct DuePinLetter {
    pub(super) order: OrderId,
    pub(super) number: OrderNumber,
    /// The key of the request, stored before it is sent: after an interruption, a letter gets the same PIN within 24 hours.
    pub(super) key: IdempotencyKey,
    /// When the PIN was deposited: with a later deposit, the letter becomes another one.
    pub(super) since: Timestamp,
}

/// The content of a PIN letter.
#[derive(Clone, Debug)]
pub struct PinLetterFacts {
    /// The order that the token was produced for.
    pub number: OrderNumber,
    /// The token that the PIN unlocks, named on the letter (M10).
    pub token: TokenNumber,
    /// The token's model.
    pub model: String,
    /// 4 to 8 digits.
    pub pin: SecretString,
    pub address: PostalAddress,
    pub language: Language,
    /// When the PIN was released.
    pub at: Timestamp,
}

/// The state of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// The token's PIN is not deposited yet, or the letter is being made.
    Awaited,
    /// Stored, to be printed.
    ToPrint,
    /// Printed and sent; the stored document is deleted.
    Printed { at: Timestamp },
    /// The PIN was released and the letter not stored in time: nobody can use the token.
    Lost {
        /// When that was found.
        at: Timestamp,
    },
}
