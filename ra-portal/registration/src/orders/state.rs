//! The state of an order. It changes by the methods in [`transition`] only, each of which takes the proof that it needs.

mod proof;
mod transition;

use pki::{Digest, Timestamp, TokenNumber};
use policies::ProductName;
use serde::{Deserialize, Serialize};

use super::{Application, OrderId, OrderNumber};
use crate::access::OfficerId;
use crate::account_id::AccountId;
use crate::people::PersonId;

pub(crate) use proof::{AcceptedDossier, CompleteDossier, PaidInFull, PrintedPinLetter, ValidIdentityCheck};
pub(crate) use transition::{CannotAuthorise, Happened, Transition};

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
    /// What was answered; changed by [`Order::correct`].
    pub application: Application,
    /// When the draft was begun.
    pub begun_at: Timestamp,
    state: OrderState,
    placed: Option<Placed>,
    /// Counts changes; a writer names the version that it read.
    version: i64,
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
        by: OfficerId,
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
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
    /// SHA-256 over everything that was reviewed: data, pieces, identity check. Anything else voids the review.
    pub seen: Digest,
}

impl Order {
    /// A new draft.
    pub(crate) fn draft(id: OrderId, account: AccountId, person: PersonId, product: ProductName, begun_at: Timestamp) -> Self {
        let application = Application::default();
        Self { id, account, person, product, application, begun_at, state: OrderState::Draft, placed: None, version: 1 }
    }

    /// The same order as it was stored.
    pub(super) fn stored(self, application: Application, state: OrderState, placed: Option<Placed>, version: i64) -> Self {
        Self { application, state, placed, version, ..self }
    }

    /// The same order, one version on.
    pub(super) fn written(self) -> Self {
        Self { version: self.version + 1, ..self }
    }

    /// How far it has come.
    #[must_use]
    pub const fn state(&self) -> &OrderState {
        &self.state
    }

    /// Its number and its price, from placing on.
    #[must_use]
    pub const fn placed(&self) -> Option<&Placed> {
        self.placed.as_ref()
    }

    pub(super) const fn version(&self) -> i64 {
        self.version
    }

    /// Puts an order into a state without its proofs.
    #[cfg(test)]
    pub(crate) fn forced_into(self, state: OrderState) -> Self {
        Self { state, ..self }
    }

    /// Since when it has been in its state.
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
    /// The review that stands, or that the authorisation followed.
    #[must_use]
    pub const fn review(&self) -> Option<&Review> {
        match self {
            Self::Reviewed(review) | Self::Authorised { review, .. } => Some(review),
            _ => None,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed by hand: the exact tax, then the nearest cent.
    #[test]
    fn the_tax_is_rounded_half_up_to_the_cent() {
        for (excluding, per_mille, tax) in [
            (15_900, 200, 3180), // 3180 exactly
            (12, 200, 2),        // 2.4
            (13, 200, 3),        // 2.6
            (99, 55, 5),         // 5.445
            (100, 55, 6),        // 5.5
            (101, 55, 6),        // 5.555
            (23, 21, 0),         // 0.483
            (24, 21, 1),         // 0.504
            (100, 0, 0),
            (1_000_000, 500, 500_000),
        ] {
            let price = Price { excluding_vat_cents: excluding, vat_per_mille: per_mille };
            assert_eq!(price.vat_cents(), tax, "{price:?}");
            assert_eq!(price.including_vat_cents(), excluding + tax, "{price:?}");
        }
    }
}
