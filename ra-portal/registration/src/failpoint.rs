//! Named points between an order's steps, where tests abort the program or look at it.

/// Between two transactions, or between a transaction and what others do on its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failpoint {
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

impl Failpoint {
    /// Every failpoint, in the order of the acts.
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

/// What happens at the failpoints of this zone.
pub type Failpoints = chassis::failpoint::Failpoints<Failpoint>;
