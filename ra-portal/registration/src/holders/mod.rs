//! Holders: known by a certificate of their token, they accept it, define the emergency revocation code, collect the PUK (M12 to M16).

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

/// What holders do with their token: acceptance, emergency revocation code, PUK.
#[derive(Clone)]
pub struct Holders {
    pub(crate) core: Arc<Core>,
}

/// Who showed a certificate of a token's pair that admits its holder and is not revoked: the proof that a holder's acts ask for.
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
    /// Who issued it.
    pub issuer: AuthorityName,
    /// Its serial number.
    pub serial: SerialNumber,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// SHA-256 of its DER.
    pub fingerprint: Digest,
    /// The certificate, DER.
    pub der: Vec<u8>,
    /// The issuing CA's certificate, then its root's, DER.
    pub chain: Vec<Vec<u8>>,
    /// When its emergency revocation code was last set; none while it has none.
    pub code_set_at: Option<Timestamp>,
}

/// What the holder said to the certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Nothing yet.
    Awaited,
    /// That the data are right.
    Accepted {
        /// When.
        at: Timestamp,
    },
    /// That the data are wrong.
    WrongDataReported {
        /// When.
        at: Timestamp,
        /// In the holder's words.
        report: String,
    },
}

/// What the first visit leads to, in this order; nothing once all is done.
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
    /// SHA-256 of the certificate that was shown.
    #[must_use]
    pub const fn shown(&self) -> Digest {
        self.shown.fingerprint()
    }

    /// The order that the token was produced for.
    #[must_use]
    pub const fn order(&self) -> OrderId {
        self.order
    }

    /// What people call that order.
    #[must_use]
    pub const fn number(&self) -> &OrderNumber {
        &self.number
    }

    /// What was ordered.
    #[must_use]
    pub const fn product(&self) -> &ProductName {
        &self.product
    }

    /// Given names and surname as typed: how the holder is greeted.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The token.
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

    /// The certificate that was shown.
    #[must_use]
    pub fn shown_certificate(&self) -> Option<&HeldCertificate> {
        self.pair.iter().find(|certificate| certificate.fingerprint == self.shown())
    }

    /// The token's certificate in this role: `main`, `companion`.
    #[must_use]
    pub fn certificate(&self, role: &str) -> Option<&HeldCertificate> {
        self.pair.iter().find(|certificate| certificate.role == role)
    }

    /// Whether the PUK waits to be collected.
    #[must_use]
    pub const fn puk(&self) -> PukStatus {
        self.puk
    }

    /// Whether every certificate of the token has an emergency revocation code.
    #[must_use]
    pub fn has_codes(&self) -> bool {
        self.pair.iter().all(|certificate| certificate.code_set_at.is_some())
    }

    /// What was said to the certificates.
    #[must_use]
    pub const fn acceptance(&self) -> &Acceptance {
        &self.acceptance
    }

    /// Where the first visit leads next. Whoever reported wrong data is led nowhere: the certificates will be revoked.
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

    /// What goes before the PUK; nothing once it may be collected. Whoever stops at the PUK has a code to revoke with.
    #[must_use]
    pub fn before_puk(&self) -> Option<NextStep> {
        if self.acceptance == Acceptance::Awaited {
            return Some(NextStep::Acceptance);
        }
        (!self.has_codes()).then_some(NextStep::Code)
    }

    /// As the ledger names the holder.
    pub(crate) fn actor(&self) -> String {
        format!("holder {}", self.shown())
    }
}
