//! A PIN letter, from the token's personalisation until an officer marks it printed.

use ca_contract::IdempotencyKey;
use i18n::Language;
use pki::{Timestamp, TokenNumber};
use secrecy::SecretString;

use crate::orders::{OrderId, OrderNumber};
use crate::people::PostalAddress;

/// A letter that is to be made: the PIN waits at the certificate authority.
#[derive(Clone, Debug)]
pub(super) struct DuePinLetter {
    pub(super) order: OrderId,
    pub(super) number: OrderNumber,
    /// The question's, written down before it is asked: a letter that broke off gets the same PIN within 24 hours.
    pub(super) key: IdempotencyKey,
    /// When the PIN was deposited: a letter that fell due anew meanwhile is another.
    pub(super) since: Timestamp,
}

/// What a PIN letter says.
#[derive(Clone, Debug)]
pub struct PinLetterFacts {
    /// The order that the token was produced for.
    pub number: OrderNumber,
    /// The token that the PIN opens: a letter names its key (M10).
    pub token: TokenNumber,
    /// The token's model.
    pub model: String,
    /// 4 to 8 digits.
    pub pin: SecretString,
    /// Where the letter goes.
    pub address: PostalAddress,
    /// In which language.
    pub language: Language,
    /// When the PIN was released.
    pub at: Timestamp,
}

/// How a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// The token's PIN is not deposited yet, or the letter is being made.
    Awaited,
    /// Kept, to be printed.
    ToPrint,
    /// Printed and sent; the bytes are deleted.
    Printed {
        /// When.
        at: Timestamp,
    },
    /// The PIN was released and the letter not kept in time: the token cannot be used by anybody.
    Lost {
        /// Since when that is known.
        at: Timestamp,
    },
}
