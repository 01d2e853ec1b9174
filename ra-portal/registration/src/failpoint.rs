//! Named points between the steps of an order, at which tests abort the program or inspect it.

/// A point between two transactions, or between a transaction and its effects elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failpoint {
    /// An order was placed; no message was sent yet.
    OrderPlaced,
    PaymentRecorded,
    /// The bytes of a file and the pictures of its pages are in the folder, and no row names them.
    PieceStored,
    /// The second officer authorised; the certificate authority does not know yet.
    Authorised,
    /// The certificate authority approved; the approval is not stored here yet.
    Approved,
    /// Token events were received and are not stored here yet.
    TokensFollowed,
    /// The PIN was released; no letter is stored yet.
    PinReleased,
    /// The letter is stored; its message in the outbox is not marked as done.
    PinLetterKept,
    /// A message was handed to its gateway; its row is not marked as done.
    MessageSent,
    /// The officers' revocation is confirmed; the certificate authority does not know yet.
    RevocationConfirmed,
}

impl Failpoint {
    /// Every failpoint, in the order of the steps.
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

/// The actions of this zone's failpoints.
pub type Failpoints = chassis::failpoint::Failpoints<Failpoint>;
