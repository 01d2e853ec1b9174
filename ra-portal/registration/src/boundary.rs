//! Named points between an order's steps, where tests abort the program or look at it.

use std::fmt;
use std::sync::Arc;

/// Between two transactions, or between a transaction and what others do on its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Boundary {
    /// An order was placed; nobody was told yet.
    OrderPlaced,
    /// A payment is on record.
    PaymentRecorded,
    /// A piece's bytes lie in the folder, and no row names them.
    PieceStored,
    /// The second officer authorised; the certificate authority does not know.
    Authorised,
    /// The certificate authority approved; no row says so.
    Approved,
    /// Events of tokens were read; no row says so.
    TokensFollowed,
    /// The PIN was released; no letter is kept.
    PinReleased,
    /// The letter is kept; its message of the outbox is not done.
    PinLetterKept,
    /// A message was handed to its gateway; its row is not done.
    MessageSent,
    /// The officers' revocation is confirmed; the certificate authority does not know.
    RevocationConfirmed,
}

impl Boundary {
    /// Every boundary, in the order of the acts.
    pub const ALL: [Self; 10] = [
        Self::OrderPlaced,
        Self::PaymentRecorded,
        Self::PieceStored,
        Self::Authorised,
        Self::Approved,
        Self::TokensFollowed,
        Self::PinReleased,
        Self::PinLetterKept,
        Self::MessageSent,
        Self::RevocationConfirmed,
    ];
}

/// What happens at boundaries: nothing, but in tests.
#[derive(Clone)]
pub struct Boundaries(Option<Arc<dyn Fn(Boundary) + Send + Sync>>);

impl Boundaries {
    /// Nothing happens.
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }

    /// `reached` is called at each.
    #[must_use]
    pub fn observed(reached: impl Fn(Boundary) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(reached)))
    }

    /// This boundary is reached.
    pub fn at(&self, boundary: Boundary) {
        if let Some(reached) = &self.0 {
            reached(boundary);
        }
    }
}

impl fmt::Debug for Boundaries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Boundaries(…)")
    }
}
