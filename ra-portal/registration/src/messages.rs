//! What people are told: everything that its words need, and no words. Enqueued in the transaction of the act it tells of.

mod sending;
#[cfg(test)]
pub(crate) mod strangers;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use i18n::Language;
use jiff::civil::Date;
use pki::{Timestamp, TokenNumber};
use policies::PieceName;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::core::Core;
use crate::invoice_number::InvoiceNumber;
use crate::orders::{Awaited, Order, OrderId, OrderNumber};

pub(crate) use sending::enqueue;
pub use sending::{Channel, Claimed, LEASE, WaitingMessage};

/// Messages that were decided and are to be sent.
#[derive(Clone)]
pub struct Outbox {
    pub(crate) core: Arc<Core>,
}

/// A message to one address, as it lies in the outbox: encrypted, since it names people and may hold a one-time code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Where it goes.
    pub to: Destination,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub content: Content,
}

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Destination {
    /// An e-mail address.
    Email(String),
    /// A mobile number, E.164.
    Sms(String),
}

/// A six-digit code in a message; its `Debug` hides it.
#[derive(Clone, Debug)]
pub struct MessageCode(pub SecretString);

/// In clear: a message is only ever written down encrypted.
impl Serialize for MessageCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose_secret())
    }
}

impl<'de> Deserialize<'de> for MessageCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|code| Self(SecretString::from(code)))
    }
}

/// What a message says (docs/pages.md#messages).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// A code to sign up, sign in or set a new password; good for ten minutes.
    OneTimeCode {
        /// The code.
        code: MessageCode,
        /// What for.
        purpose: CodePurpose,
    },
    /// Somebody tried to sign up with an address that has an account: said to its owner, not on the page.
    AlreadyRegistered,
    /// Somebody asked for a new password for an address without account: said to its reader, not on the page.
    NoAccount,
    /// The password was changed.
    PasswordChanged {
        /// When.
        at: Timestamp,
    },
    /// The order was placed: what it costs and how to pay.
    OrderReceived(OrderFacts, Amount),
    /// Money came in, and more is due.
    PartlyPaid(OrderFacts, Amount),
    /// More came in than was due.
    Overpaid(OrderFacts, Amount, InvoiceNumber),
    /// Paid in full.
    Paid(OrderFacts, InvoiceNumber),
    /// What came in too much was given back.
    Refunded {
        /// Of which order.
        order: OrderFacts,
        /// How much, in cents.
        amount_cents: i64,
        /// The invoice, which stays as it is.
        invoice: InvoiceNumber,
    },
    /// The dossier was handed in.
    DossierReceived {
        /// Of which order.
        order: OrderFacts,
        /// What is awaited from the applicant now.
        awaited: Vec<Awaited>,
    },
    /// A piece was refused, and why.
    PieceRefused {
        /// Of which order.
        order: OrderFacts,
        /// Which.
        piece: PieceName,
        /// In the officer's words.
        reason: String,
        /// Until when a replacement is awaited.
        until: Timestamp,
    },
    /// Authorised: production follows.
    Authorised(OrderFacts),
    /// The token was sent; the PIN letter travels apart.
    Shipped {
        /// Of which order.
        order: OrderFacts,
        /// The carrier's number.
        tracking: Option<String>,
    },
    /// The token can be activated: sent to the contact of M5.
    Activate(OrderFacts),
    /// The certificates were accepted.
    Accepted(OrderFacts),
    /// Wrong data were reported: what happens now.
    WrongDataReported(OrderFacts),
    /// An emergency revocation code was defined or changed.
    CodeDefined {
        /// Of which order.
        order: OrderFacts,
        /// Whether another was in force before.
        changed: bool,
    },
    /// The PUK was shown.
    PukShown(OrderFacts),
    /// Wrong emergency codes were tried about this holder.
    WrongCodesTried {
        /// Of which order.
        order: OrderFacts,
        /// How many since the last such message.
        count: u32,
    },
    /// Both certificates of the token are revoked.
    Revoked {
        /// Of which order.
        order: OrderFacts,
        /// Which token.
        token: TokenNumber,
        /// Since when (T1).
        at: Timestamp,
    },
    /// An officer's certificate ends soon.
    CertificateEnds(CertificateEnds),
}

/// An officer's certificate that ends, as officers are told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateEnds {
    /// Whose it is, by name.
    pub officer: String,
    /// When it ends.
    pub until: Timestamp,
    /// Whether the reader is that officer.
    pub own: bool,
    /// Whether two others can renew it now; if not, another officer is to be enrolled first.
    pub two_others: bool,
}

/// What a one-time code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodePurpose {
    /// The address of a new account.
    SignUp,
    /// A login.
    SignIn,
    /// A new password.
    NewPassword,
}

/// An order, as messages name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderFacts {
    /// What links are made of.
    pub id: OrderId,
    /// What the subject says.
    pub number: OrderNumber,
    /// How the holder is greeted: given names and surname as typed.
    pub holder: String,
    /// The product's name in the policies.
    pub product: String,
}

impl OrderFacts {
    /// Of an order that was placed; none of a draft.
    pub(crate) fn of(order: &Order) -> Option<Self> {
        let number = order.placed()?.number.clone();
        let identity = order.application.identity.as_ref()?;
        let surname = identity.name_in_use.as_ref().unwrap_or(&identity.birth_name);
        let holder = format!("{} {}", identity.given_names, surname);
        Some(Self { id: order.id, number, holder, product: order.product.as_str().to_owned() })
    }
}

/// Money in a message, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// What was asked for, including VAT.
    pub price_cents: i64,
    /// What came in so far.
    pub received_cents: i64,
    /// Until when it is awaited.
    pub by: Date,
}
