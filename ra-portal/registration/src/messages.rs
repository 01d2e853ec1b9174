//! Messages to people: all facts that their wording needs, and no wording. A message is enqueued in the transaction of the act
//! that it reports.

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

/// Messages that are to be sent.
#[derive(Clone)]
pub struct Outbox {
    pub(crate) core: Arc<Core>,
}

/// A message to one address; encrypted in the outbox, since it names people and may hold a one-time code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub to: Destination,
    pub language: Language,
    pub content: Content,
}

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

/// Serialises the code in clear: a message is only ever stored encrypted.
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

/// The content of a message (docs/pages.md#messages).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// A code to sign up, sign in or set a new password; valid for ten minutes.
    OneTimeCode {
        code: MessageCode,
        purpose: CodePurpose,
    },
    /// Somebody tried to sign up with an address that has an account: only its owner learns of it, not the page.
    AlreadyRegistered,
    /// Somebody requested a new password for an address without an account: only its owner learns of it, not the page.
    NoAccount,
    PasswordChanged {
        at: Timestamp,
    },
    /// The order was placed: what it costs and how to pay.
    OrderReceived(OrderFacts, Amount),
    /// Money was received, and more is due.
    PartlyPaid(OrderFacts, Amount),
    /// More was received than was due.
    Overpaid(OrderFacts, Amount, InvoiceNumber),
    Paid(OrderFacts, InvoiceNumber),
    /// An overpayment was given back.
    Refunded {
        order: OrderFacts,
        /// Amount in cents.
        amount_cents: i64,
        /// The invoice, which is unchanged.
        invoice: InvoiceNumber,
    },
    DossierReceived {
        order: OrderFacts,
        /// What is awaited from the applicant now.
        awaited: Vec<Awaited>,
    },
    PieceRefused {
        order: OrderFacts,
        piece: PieceName,
        /// Why, in the officer's words.
        reason: String,
        /// By when a replacement is awaited.
        until: Timestamp,
    },
    /// Authorised: production follows.
    Authorised(OrderFacts),
    /// The token was sent; the PIN letter is sent separately.
    Shipped {
        order: OrderFacts,
        /// The carrier's number.
        tracking: Option<String>,
    },
    /// The token can be activated: sent to the contact of M5.
    Activate(OrderFacts),
    Accepted(OrderFacts),
    /// Wrong data were reported: what happens next.
    WrongDataReported(OrderFacts),
    /// An emergency revocation code was defined or changed.
    CodeDefined {
        order: OrderFacts,
        /// Whether it replaced an earlier one.
        changed: bool,
    },
    PukShown(OrderFacts),
    /// Wrong emergency codes were tried for this holder.
    WrongCodesTried {
        order: OrderFacts,
        /// How many since the last such message.
        count: u32,
    },
    Revoked {
        order: OrderFacts,
        token: TokenNumber,
        /// When they were revoked (T1).
        at: Timestamp,
    },
    /// An officer's certificate expires soon.
    CertificateEnds(CertificateEnds),
}

/// An officer's certificate that expires, in reminders to officers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateEnds {
    /// The officer's name.
    pub officer: String,
    /// When it expires.
    pub until: Timestamp,
    /// Whether the reader is that officer.
    pub own: bool,
    /// Whether two others can renew it now; if not, another officer must be enrolled first.
    pub two_others: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodePurpose {
    /// Verifies the address of a new account.
    SignUp,
    /// Completes a login.
    SignIn,
    /// Allows a new password.
    NewPassword,
}

/// The facts about an order in messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderFacts {
    /// The identifier, for links.
    pub id: OrderId,
    /// The number, for the subject line.
    pub number: OrderNumber,
    /// How the holder is greeted: given names and surname as typed.
    pub holder: String,
    /// The product's name in the policies.
    pub product: String,
}

impl OrderFacts {
    /// None if the order is a draft.
    pub(crate) fn of(order: &Order) -> Option<Self> {
        let number = order.placed()?.number.clone();
        let identity = order.application.identity.as_ref()?;
        Some(Self { id: order.id, number, holder: identity.greeting(), product: order.product.as_str().to_owned() })
    }
}

/// Amounts in a message, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// The price including VAT.
    pub price_cents: i64,
    /// What was received so far.
    pub received_cents: i64,
    /// By when it is awaited.
    pub by: Date,
}
