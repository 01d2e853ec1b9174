//! The events of an order, and what can be awaited (M3).

use pki::Timestamp;
use serde::{Deserialize, Serialize};

/// An event in the life of an order; rows are only added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub at: Timestamp,
    pub what: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum EventKind {
    Placed,
    /// Money was received, possibly not all that is due.
    PaymentReceived {
        /// Amount in cents.
        amount_cents: i64,
        /// Amount still due in cents; negative if too much was received.
        due_cents: i64,
    },
    /// Paid in full, and invoiced.
    Paid,
    /// An overpayment was given back.
    Refunded {
        /// Amount in cents.
        amount_cents: i64,
    },
    DossierReceived,
    PieceRefused {
        /// Name of the piece.
        piece: String,
    },
    /// The identity was checked face to face.
    IdentityChecked,
    /// The applicant changed data that officers had verified: the evidence must be decided on again.
    ProofsReopened {
        /// Name of the section.
        section: String,
        /// Names of the pieces.
        pieces: Vec<String>,
        /// Whether the identity must be checked again.
        identity_check: bool,
        /// Pieces that the applicant has to replace, because they state the former answers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        replaced: Vec<String>,
    },
    /// Data changed after the review, which is void.
    ReviewVoided,
    Reviewed,
    Authorised,
    Produced,
    PinLetterSent,
    Shipped {
        /// The carrier's number.
        tracking: Option<String>,
    },
    Activated,
    Accepted,
    WrongDataReported,
    CodeDefined,
    PukCollected,
    Revoked,
}

impl EventKind {
    /// The event's name in the message catalogues.
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
    RegistrationAuthority,
    Carrier,
}

impl Party {
    /// The party's name in the message catalogues.
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
    Placing,
    Payment,
    /// The signed dossier with its pieces.
    Dossier,
    /// Replacements of refused pieces.
    Correction,
    /// The confirmed spelling of names that were changed after the order was placed, and are not in Latin letters.
    Spelling,
    /// The holder's appointment for the identity check face to face.
    IdentityCheck,
    /// Decisions of an officer on pieces that were handed in.
    Pieces,
    /// The first officer's review.
    Review,
    /// The second officer's authorisation.
    Authorisation,
    /// The certificate authority's record of the authorisation.
    Approval,
    Production,
    /// Packing and sending.
    Shipping,
    Arrival,
    FirstLogin,
    Acceptance,
    /// A replacement token after wrong data were reported.
    Replacement,
}

impl Awaited {
    /// Its name in the message catalogues.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Placing => "placing",
            Self::Payment => "payment",
            Self::Dossier => "dossier",
            Self::Correction => "correction",
            Self::Spelling => "spelling",
            Self::IdentityCheck => "identity-check",
            Self::Pieces => "pieces",
            Self::Review => "review",
            Self::Authorisation => "authorisation",
            Self::Approval => "approval",
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
            Self::Pieces
            | Self::Review
            | Self::Authorisation
            | Self::Approval
            | Self::Production
            | Self::Shipping
            | Self::Replacement => Party::RegistrationAuthority,
            Self::Arrival => Party::Carrier,
        }
    }
}
