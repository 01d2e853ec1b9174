//! The state of an order. It changes only by the methods in [`transition`], each of which takes the proof that it needs.

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

#[derive(Clone, Debug)]
pub struct Order {
    /// Identifier, from the first draft.
    pub id: OrderId,
    /// The applicant's account.
    pub account: AccountId,
    /// The future holder.
    pub person: PersonId,
    pub product: ProductName,
    /// The answers; changed by [`Order::correct`].
    pub application: Application,
    pub begun_at: Timestamp,
    state: OrderState,
    placed: Option<Placed>,
    /// Counts changes, for optimistic locking: a writer names the version that it read.
    version: i64,
}

/// What is fixed when an order is placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub number: OrderNumber,
    pub at: Timestamp,
    pub price: Price,
}

/// A price in cents of a euro, frozen when the order was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    pub excluding_vat_cents: i64,
    /// Rate of VAT in thousandths: 200 for 20 %.
    pub vat_per_mille: u32,
}

impl Price {
    /// VAT, rounded half up to the cent.
    #[must_use]
    pub const fn vat_cents(self) -> i64 {
        (self.excluding_vat_cents * self.vat_per_mille as i64 + 500) / 1000
    }

    /// The amount to pay.
    #[must_use]
    pub const fn including_vat_cents(self) -> i64 {
        self.excluding_vat_cents + self.vat_cents()
    }
}

/// How far an order has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum OrderState {
    Draft,
    /// Placed; the signed dossier is awaited.
    DossierAwaited {
        since: Timestamp,
    },
    /// The dossier was handed in; officers check it.
    UnderReview {
        since: Timestamp,
    },
    /// At least one piece was refused; its replacement is awaited.
    CorrectionAsked {
        since: Timestamp,
    },
    /// The first officer approved everything.
    Reviewed(Review),
    /// The second officer authorised it; the certificate authority may not know yet.
    Authorised {
        /// The first officer's review.
        review: Review,
        /// The second officer.
        by: OfficerId,
        at: Timestamp,
        /// When the certificate authority recorded the approval, from which on a station may produce the token.
        approved_at: Option<Timestamp>,
    },
    /// The certificates are on the token; the PIN letter is to be printed and the token packed.
    InProduction {
        token: TokenNumber,
        since: Timestamp,
    },
    /// The token is on its way.
    Shipped {
        token: TokenNumber,
        at: Timestamp,
        /// The carrier's number, if there is one.
        tracking: Option<String>,
    },
    /// The holder logged in with the token, and has not accepted the certificates yet.
    Activated {
        token: TokenNumber,
        at: Timestamp,
    },
    /// The holder accepted the certificates.
    Accepted {
        token: TokenNumber,
        at: Timestamp,
    },
    /// The holder reported wrong data: officers revoke and issue new certificates free of charge (M9).
    WrongDataReported {
        token: TokenNumber,
        at: Timestamp,
        /// What is wrong, in the holder's words: at most 500 characters.
        report: String,
    },
    /// The certificates of the token are revoked.
    Revoked {
        token: TokenNumber,
        at: Timestamp,
    },
}

/// The first officer's decision, and what it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    pub by: OfficerId,
    pub at: Timestamp,
    /// SHA-256 of everything that was reviewed: data, pieces, identity check. Any change voids the review.
    pub seen: Digest,
}

impl Order {
    /// A new draft.
    pub(crate) fn draft(id: OrderId, account: AccountId, person: PersonId, product: ProductName, begun_at: Timestamp) -> Self {
        let application = Application::default();
        Self { id, account, person, product, application, begun_at, state: OrderState::Draft, placed: None, version: 1 }
    }

    /// The same order with the application, state and version that are stored.
    pub(super) fn stored(self, application: Application, state: OrderState, placed: Option<Placed>, version: i64) -> Self {
        Self { application, state, placed, version, ..self }
    }

    /// The same order with the next version.
    pub(super) fn written(self) -> Self {
        Self { version: self.version + 1, ..self }
    }

    #[must_use]
    pub const fn state(&self) -> &OrderState {
        &self.state
    }

    /// Number and price, once it is placed.
    #[must_use]
    pub const fn placed(&self) -> Option<&Placed> {
        self.placed.as_ref()
    }

    pub(crate) const fn version(&self) -> i64 {
        self.version
    }

    /// Puts an order into a state without the proofs that it needs.
    #[cfg(test)]
    pub(crate) fn forced_into(self, state: OrderState) -> Self {
        Self { state, ..self }
    }

    /// When the present state began.
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
    /// The review that is valid, or on which the authorisation is based.
    #[must_use]
    pub const fn review(&self) -> Option<&Review> {
        match self {
            Self::Reviewed(review) | Self::Authorised { review, .. } => Some(review),
            _ => None,
        }
    }

    /// The number of the order's token, once it is produced.
    #[must_use]
    pub const fn token(&self) -> Option<&TokenNumber> {
        match self {
            Self::InProduction { token, .. }
            | Self::Shipped { token, .. }
            | Self::Activated { token, .. }
            | Self::Accepted { token, .. }
            | Self::WrongDataReported { token, .. }
            | Self::Revoked { token, .. } => Some(token),
            Self::Draft
            | Self::DossierAwaited { .. }
            | Self::UnderReview { .. }
            | Self::CorrectionAsked { .. }
            | Self::Reviewed(_)
            | Self::Authorised { .. } => None,
        }
    }

    /// Whether data can still be corrected, pieces replaced and money received: placed, and not authorised.
    #[must_use]
    pub const fn is_correctable(&self) -> bool {
        matches!(self, Self::DossierAwaited { .. } | Self::UnderReview { .. } | Self::CorrectionAsked { .. } | Self::Reviewed(_))
    }

    /// The state's name in the database and in style sheets: `under-review`.
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

    /// Expected values computed by hand: the exact tax, then the nearest cent.
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

    #[test]
    fn an_order_counts_its_writings() {
        let rng = &mut pki::SystemRandom;
        let now = Timestamp::from_millis(1_795_338_000_000);
        let (id, account, person) = (OrderId::generate(now, rng), AccountId::generate(now, rng), PersonId::generate(now, rng));
        let order = Order::draft(id, account, person, "expert-card".parse().unwrap(), now);
        assert_eq!((order.version(), order.clone().written().version(), order.written().written().version()), (1, 2, 3));
    }

    #[test]
    fn a_review_counts_until_the_token_is_produced() {
        let at = Timestamp::from_millis(1_795_338_000_000);
        let by = OfficerId::generate(at, &mut pki::SystemRandom);
        let review = Review { by, at, seen: Digest::of(b"seen") };
        assert_eq!(OrderState::Reviewed(review.clone()).review(), Some(&review));
        assert_eq!(OrderState::Authorised { review: review.clone(), by, at, approved_at: None }.review(), Some(&review));
        for state in [OrderState::Draft, OrderState::UnderReview { since: at }, OrderState::CorrectionAsked { since: at }] {
            assert_eq!(state.review(), None);
        }
    }
}
