//! What happened to an order, and what can be awaited of it (M3).

use pki::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that happened to an order; rows are only added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum EventKind {
    /// Placed.
    Placed,
    /// Money came in; how much is still due.
    PaymentReceived {
        /// In cents.
        amount_cents: i64,
        /// In cents; negative when too much came in.
        due_cents: i64,
    },
    /// Paid in full, and invoiced.
    Paid,
    /// What came in too much was given back.
    Refunded {
        /// In cents.
        amount_cents: i64,
    },
    /// The dossier was handed in.
    DossierReceived,
    /// A piece was refused.
    PieceRefused {
        /// Which: a piece's name.
        piece: String,
    },
    /// The identity was checked face to face.
    IdentityChecked,
    /// The applicant changed a datum that officers had found proven: its proofs are to be decided on again.
    ProofsReopened {
        /// Which section: its name.
        section: String,
        /// Which pieces: their names.
        pieces: Vec<String>,
        /// Whether the identity is to be checked again.
        identity_check: bool,
    },
    /// A datum changed after the review: it is void.
    ReviewVoided,
    /// Reviewed.
    Reviewed,
    /// Authorised.
    Authorised,
    /// The certificates were issued onto the token.
    Produced,
    /// The PIN letter was sent.
    PinLetterSent,
    /// The token was sent.
    Shipped {
        /// The carrier's number.
        tracking: Option<String>,
    },
    /// The holder logged in for the first time.
    Activated,
    /// The holder accepted the certificates.
    Accepted,
    /// The holder reported wrong data.
    WrongDataReported,
    /// An emergency revocation code was defined or changed.
    CodeDefined,
    /// The PUK was collected.
    PukCollected,
    /// The certificates were revoked.
    Revoked,
}

impl EventKind {
    /// Its name in the catalogues of texts.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::PaymentReceived { .. } => "payment-received",
            Self::Paid => "paid",
            Self::Refunded { .. } => "refunded",
            Self::DossierReceived => "dossier-received",
            Self::PieceRefused { .. } => "piece-refused",
            Self::IdentityChecked => "identity-checked",
            Self::ProofsReopened { .. } => "proofs-reopened",
            Self::ReviewVoided => "review-voided",
            Self::Reviewed => "reviewed",
            Self::Authorised => "authorised",
            Self::Produced => "produced",
            Self::PinLetterSent => "pin-letter-sent",
            Self::Shipped { .. } => "shipped",
            Self::Activated => "activated",
            Self::Accepted => "accepted",
            Self::WrongDataReported => "wrong-data-reported",
            Self::CodeDefined => "code-defined",
            Self::PukCollected => "puk-collected",
            Self::Revoked => "revoked",
        }
    }
}

/// Who has to act next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The applicant, later the holder.
    Applicant,
    /// The registration authority.
    RegistrationAuthority,
    /// The carrier.
    Carrier,
}

impl Party {
    /// Its name in the catalogues of texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::RegistrationAuthority => "registration-authority",
            Self::Carrier => "carrier",
        }
    }
}

/// What is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Awaited {
    /// The order's placing.
    Placing,
    /// Money.
    Payment,
    /// The signed dossier with its pieces.
    Dossier,
    /// Replacements of refused pieces.
    Correction,
    /// The confirmed spelling of names that were changed after the order was placed, and are not in Latin letters.
    Spelling,
    /// The holder's appointment for the identity check face to face.
    IdentityCheck,
    /// The officers' check.
    Review,
    /// The second officer's authorisation.
    Authorisation,
    /// The token's production.
    Production,
    /// Packing and sending.
    Shipping,
    /// The token's arrival.
    Arrival,
    /// The holder's first login.
    FirstLogin,
    /// The holder's acceptance.
    Acceptance,
    /// A replacement for wrong data.
    Replacement,
}

impl Awaited {
    /// Its name in the catalogues of texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Placing => "placing",
            Self::Payment => "payment",
            Self::Dossier => "dossier",
            Self::Correction => "correction",
            Self::Spelling => "spelling",
            Self::IdentityCheck => "identity-check",
            Self::Review => "review",
            Self::Authorisation => "authorisation",
            Self::Production => "production",
            Self::Shipping => "shipping",
            Self::Arrival => "arrival",
            Self::FirstLogin => "first-login",
            Self::Acceptance => "acceptance",
            Self::Replacement => "replacement",
        }
    }

    /// From whom it is awaited.
    #[must_use]
    pub const fn from(self) -> Party {
        match self {
            Self::Placing
            | Self::Payment
            | Self::Dossier
            | Self::Correction
            | Self::Spelling
            | Self::IdentityCheck
            | Self::FirstLogin
            | Self::Acceptance => Party::Applicant,
            Self::Review | Self::Authorisation | Self::Production | Self::Shipping | Self::Replacement => {
                Party::RegistrationAuthority
            }
            Self::Arrival => Party::Carrier,
        }
    }
}
