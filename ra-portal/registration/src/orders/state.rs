//! How far an order has come: each state holds the facts that are true in it, and each transition takes the proof that it needs.

use ca_contract::statement::{Officer, OrderNumber};
use pki::{Digest, Id, Timestamp, TokenNumber};
use policies::ProductName;
use serde::{Deserialize, Serialize};

use super::{Application, OrderId};
use crate::accounts::AccountId;
use crate::people::PersonId;

/// An order.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its identifier, from the first draft on.
    pub id: OrderId,
    /// The account that ordered.
    pub account: AccountId,
    /// The holder to be.
    pub person: PersonId,
    /// What was ordered.
    pub product: ProductName,
    /// What was answered.
    pub application: Application,
    /// When the draft was begun.
    pub begun_at: Timestamp,
    /// How far it has come.
    pub state: OrderState,
    /// What people call it, and what it costs: since it was placed.
    pub placed: Option<Placed>,
    /// Counts changes; who writes names the version that was read.
    pub(crate) version: i64,
}

/// What stands since the order was placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What people call it.
    pub number: OrderNumber,
    /// When.
    pub at: Timestamp,
    /// Frozen.
    pub price: Price,
}

/// A price in cents of a euro, frozen when the order was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Before tax.
    pub excluding_vat_cents: i64,
    /// The rate, in thousandths: 200 for 20 %.
    pub vat_per_mille: u32,
}

impl Price {
    /// The tax, rounded half up to the cent.
    #[must_use]
    pub const fn vat_cents(self) -> i64 {
        (self.excluding_vat_cents * self.vat_per_mille as i64 + 500) / 1000
    }

    /// What is paid.
    #[must_use]
    pub const fn including_vat_cents(self) -> i64 {
        self.excluding_vat_cents + self.vat_cents()
    }
}

/// How far an order has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum OrderState {
    /// Being filled in.
    Draft,
    /// Placed: the signed dossier is awaited.
    DossierAwaited {
        /// Since when.
        since: Timestamp,
    },
    /// The dossier was handed in: officers look at it.
    UnderReview {
        /// Since when.
        since: Timestamp,
    },
    /// At least one piece was refused: its replacement is awaited.
    CorrectionAsked {
        /// Since when.
        since: Timestamp,
    },
    /// One officer found everything right.
    Reviewed(Review),
    /// Another officer authorised it; the certificate authority may not know yet.
    Authorised {
        /// The first pair of eyes.
        review: Review,
        /// The second.
        by: Id<Officer>,
        /// When.
        at: Timestamp,
        /// Since when the certificate authority lets a station produce it.
        approved_at: Option<Timestamp>,
    },
    /// The token holds its certificates; its PIN letter is printed and it is packed.
    InProduction {
        /// The token.
        token: TokenNumber,
        /// Since when.
        since: Timestamp,
    },
    /// On its way.
    Shipped {
        /// The token.
        token: TokenNumber,
        /// When.
        at: Timestamp,
        /// The carrier's number, where there is one.
        tracking: Option<String>,
    },
    /// The holder logged in with it, and has not accepted its certificates yet.
    Activated {
        /// The token.
        token: TokenNumber,
        /// When.
        at: Timestamp,
    },
    /// The holder accepted the certificates.
    Accepted {
        /// The token.
        token: TokenNumber,
        /// When.
        at: Timestamp,
    },
    /// The holder reported wrong data: officers revoke and issue anew free of charge (M9).
    WrongDataReported {
        /// The token.
        token: TokenNumber,
        /// When.
        at: Timestamp,
        /// What is wrong, in the holder's words: at most 500 characters.
        report: String,
    },
    /// The certificates of its token are revoked.
    Revoked {
        /// The token.
        token: TokenNumber,
        /// When.
        at: Timestamp,
    },
}

/// The first pair of eyes, and what it saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Who.
    pub by: Id<Officer>,
    /// When.
    pub at: Timestamp,
    /// SHA-256 over everything that was reviewed: data, pieces, identity check. Anything else voids the review.
    pub seen: Digest,
}

impl Order {
    /// Since when it stands as it does.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        match &self.state {
            OrderState::Draft => self.begun_at,
            OrderState::DossierAwaited { since }
            | OrderState::UnderReview { since }
            | OrderState::CorrectionAsked { since }
            | OrderState::InProduction { since, .. } => *since,
            OrderState::Reviewed(review) => review.at,
            OrderState::Authorised { at, .. }
            | OrderState::Shipped { at, .. }
            | OrderState::Activated { at, .. }
            | OrderState::Accepted { at, .. }
            | OrderState::WrongDataReported { at, .. }
            | OrderState::Revoked { at, .. } => *at,
        }
    }
}

impl OrderState {
    /// Whether data can still be corrected, pieces replaced and money received: placed, and not authorised.
    #[must_use]
    pub const fn is_correctable(&self) -> bool {
        matches!(self, Self::DossierAwaited { .. } | Self::UnderReview { .. } | Self::CorrectionAsked { .. } | Self::Reviewed(_))
    }

    /// Its name in the database and in styles: `under-review`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::DossierAwaited { .. } => "dossier-awaited",
            Self::UnderReview { .. } => "under-review",
            Self::CorrectionAsked { .. } => "correction-asked",
            Self::Reviewed(_) => "reviewed",
            Self::Authorised { .. } => "authorised",
            Self::InProduction { .. } => "in-production",
            Self::Shipped { .. } => "shipped",
            Self::Activated { .. } => "activated",
            Self::Accepted { .. } => "accepted",
            Self::WrongDataReported { .. } => "wrong-data-reported",
            Self::Revoked { .. } => "revoked",
        }
    }
}
