//! Holders, authenticated by a certificate of their token: they accept it, define the emergency revocation code, and collect the
//! PUK (M12 to M16).

mod acceptance;
mod code;
#[cfg(test)]
mod first_visit;
mod login;
mod puk;
mod puk_standing;
mod store;

use std::sync::Arc;

pub use acceptance::{AcceptanceError, ReportFault, WrongDataReport};
pub use code::{CodeFault, Codes, CodesNotSet, TypedCode, TypedCodeFault};
pub use login::NotAHolder;
pub use puk::{CollectedPuk, PukNotShown};
pub use puk_standing::PukStatus;

pub(crate) use store::{code_told, set_code_told};

use pki::certificate::AdmittedCertificate;
use pki::{Digest, SerialNumber, Timestamp, TokenNumber};
use policies::{AuthorityName, ProductName};

use crate::core::Core;
use crate::orders::{OrderId, OrderNumber};

/// A holder's acts on their token: acceptance, emergency revocation code, PUK.
#[derive(Clone)]
pub struct Holders {
    pub(crate) core: Arc<Core>,
}

/// A holder who authenticated with a valid, unrevoked certificate of a token's pair: the proof that a holder's acts require.
#[derive(Clone, Debug)]
pub struct Holder {
    shown: AdmittedCertificate,
    order: OrderId,
    number: OrderNumber,
    product: ProductName,
    name: String,
    token: TokenNumber,
    model: String,
    pair: Vec<HeldCertificate>,
    puk: PukStatus,
    acceptance: Acceptance,
}

/// A certificate of the holder's token.
#[derive(Clone, Debug)]
pub struct HeldCertificate {
    /// `main`, `companion`.
    pub role: String,
    pub issuer: AuthorityName,
    pub serial: SerialNumber,
    pub not_before: Timestamp,
    pub not_after: Timestamp,
    /// SHA-256 of its DER.
    pub fingerprint: Digest,
    /// The certificate, DER.
    pub der: Vec<u8>,
    /// The certificates of the issuing CA and of its root, DER.
    pub chain: Vec<Vec<u8>>,
    /// When its emergency revocation code was last set; none if it has none.
    pub code_set_at: Option<Timestamp>,
}

/// The holder's decision about the certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// None yet.
    Awaited,
    /// The data are right.
    Accepted { at: Timestamp },
    /// The data are wrong.
    WrongDataReported {
        at: Timestamp,
        /// What is wrong, in the holder's words.
        report: String,
    },
}

/// The next step of the first visit, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Check the data and accept, or report what is wrong.
    Acceptance,
    /// Define the emergency revocation code.
    Code,
    /// Collect the PUK.
    Puk,
}

impl Holder {
    /// SHA-256 of the certificate with which the holder authenticated.
    #[must_use]
    pub const fn shown(&self) -> Digest {
        self.shown.fingerprint()
    }

    /// The order that the token was produced for.
    #[must_use]
    pub const fn order(&self) -> OrderId {
        self.order
    }

    /// The number of that order.
    #[must_use]
    pub const fn number(&self) -> &OrderNumber {
        &self.number
    }

    #[must_use]
    pub const fn product(&self) -> &ProductName {
        &self.product
    }

    /// Given names and surname as typed, for greeting the holder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    #[must_use]
    pub const fn token(&self) -> &TokenNumber {
        &self.token
    }

    /// The token's model.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// The certificates of the token, the main one first.
    #[must_use]
    pub fn pair(&self) -> &[HeldCertificate] {
        &self.pair
    }

    /// The certificate with which the holder authenticated.
    #[must_use]
    pub fn shown_certificate(&self) -> Option<&HeldCertificate> {
        self.pair.iter().find(|certificate| certificate.fingerprint == self.shown())
    }

    /// The token's certificate in this role: `main`, `companion`.
    #[must_use]
    pub fn certificate(&self, role: &str) -> Option<&HeldCertificate> {
        self.pair.iter().find(|certificate| certificate.role == role)
    }

    /// Whether the PUK can be collected.
    #[must_use]
    pub const fn puk(&self) -> PukStatus {
        self.puk
    }

    /// Whether every certificate of the token has an emergency revocation code.
    #[must_use]
    pub fn has_codes(&self) -> bool {
        self.pair.iter().all(|certificate| certificate.code_set_at.is_some())
    }

    #[must_use]
    pub const fn acceptance(&self) -> &Acceptance {
        &self.acceptance
    }

    /// The next step of the first visit; none once all is done, or after a report of wrong data, since the certificates will be
    /// revoked.
    #[must_use]
    pub fn next_step(&self) -> Option<NextStep> {
        match self.acceptance {
            Acceptance::Awaited => Some(NextStep::Acceptance),
            Acceptance::WrongDataReported { .. } => None,
            Acceptance::Accepted { .. } => {
                self.before_puk().or_else(|| (self.puk == PukStatus::Available).then_some(NextStep::Puk))
            }
        }
    }

    /// The number of a step of the first visit, and of how many. A token without a PUK in escrow has no step for it.
    #[must_use]
    pub fn count_of(&self, step: NextStep) -> (u8, u8) {
        let all = if self.puk == PukStatus::NotEscrowed { 2 } else { 3 };
        match step {
            NextStep::Acceptance => (1, all),
            NextStep::Code => (2, all),
            NextStep::Puk => (3, all),
        }
    }

    /// The step that must come before the PUK; none if it may be collected. So a holder whose visit ends at the PUK has a code
    /// with which to revoke.
    #[must_use]
    pub fn before_puk(&self) -> Option<NextStep> {
        if self.acceptance == Acceptance::Awaited {
            return Some(NextStep::Acceptance);
        }
        (!self.has_codes()).then_some(NextStep::Code)
    }

    /// The holder's name as an actor in the ledger.
    pub(crate) fn actor(&self) -> String {
        format!("holder {}", self.shown())
    }
}
