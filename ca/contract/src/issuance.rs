//! Approval of statements and issuance of certificates on tokens.

use pki::certificate::NotAdmitted;
use pki::csr::RequestError;
use pki::{Curve, Digest, Id, Timestamp, TokenNumber};
use policies::{AuthorityName, HierarchyName, ProductName};
use serde::{Deserialize, Serialize};

use crate::officers::{OfficerRole, certificate_code};
use crate::operation::NeverRefused;
use crate::statement::{Officer, OrderNumber, Statement};
use crate::{Confidential, Der, Operation, Refusal};

/// Records the approval of a statement by two officers. Not signed yet: anyone with the portal's identity can send it
/// (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approve {
    /// What is approved.
    pub statement: Statement,
    /// Who reviewed it.
    pub reviewed_by: Id<Officer>,
    /// Who authorised it; another officer.
    pub authorised_by: Id<Officer>,
}

/// The approval was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// The statement's digest, to which the station's request refers.
    pub statement: Digest,
}

/// Why an approval was not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum ApproveError {
    /// This certificate authority does not accept unsigned approvals.
    #[error(
        "[ca] approvals is not \"unsigned\": this certificate authority accepts no unsigned approvals; set it in a demonstration only"
    )]
    UnsignedApprovals,
    /// The officer is not enrolled.
    #[error("officer {officer} is not enrolled")]
    UnknownOfficer {
        /// The officer.
        officer: Id<Officer>,
    },
    /// The certificate of one of the officers, including the one who checked the identity, is not valid now.
    #[error("officer {officer}: {fault}")]
    OfficerCertificate {
        /// The officer.
        officer: Id<Officer>,
        /// Why it is not.
        fault: NotAdmitted,
    },
    /// One of the officers, including the one who checked the identity, does not hold the role that this needs.
    #[error("officer {officer} does not hold the role {role}")]
    OfficerRole {
        /// The officer.
        officer: Id<Officer>,
        /// The role that is missing.
        role: OfficerRole,
    },
    /// The same officer reviewed and authorised.
    #[error("the officer who reviewed may not authorise")]
    FourEyes,
    /// The statement refers to other policies than those in force.
    #[error("the statement was approved under other policies than those in force")]
    OtherPolicies,
    /// No such product.
    #[error("there is no product {product}")]
    UnknownProduct {
        /// The one in question.
        product: ProductName,
    },
    /// The subject is not allowed in a certificate.
    #[error("the subject cannot be certified: {problem}")]
    Subject {
        /// What is wrong, without personal data.
        problem: String,
    },
    /// The identity check is no longer valid, or is in the future.
    #[error("the identity check is not valid now")]
    IdentityCheck,
    /// The subject's serialNumber belongs to another person, or this person has another one.
    #[error("the subject's serial number does not belong to this person")]
    SerialNumber,
    /// Another statement was approved for this order.
    #[error("another statement was approved for this order")]
    AlreadyApproved,
}

impl Refusal for ApproveError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnsignedApprovals => "unsigned-approvals",
            Self::UnknownOfficer { .. } => "unknown-officer",
            Self::OfficerCertificate { fault, .. } => certificate_code(*fault),
            Self::OfficerRole { .. } => "officer-role",
            Self::FourEyes => "four-eyes",
            Self::OtherPolicies => "other-policies",
            Self::UnknownProduct { .. } => "unknown-product",
            Self::Subject { .. } => "subject",
            Self::IdentityCheck => "identity-check",
            Self::SerialNumber => "serial-number",
            Self::AlreadyApproved => "already-approved",
        }
    }
}

impl Operation for Approve {
    const NAME: &'static str = "Approve";
    type Answer = Approved;
    type Error = ApproveError;
}

/// Lists the certificate authorities, roots first in each hierarchy.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListIssuers {}

/// A certificate authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    /// Its name in the policies and in URLs.
    pub name: AuthorityName,
    /// Its hierarchy.
    pub hierarchy: HierarchyName,
    /// The CA that certified it; none for a root.
    pub issued_by: Option<AuthorityName>,
    /// Its certificate.
    pub certificate: Der,
}

impl Operation for ListIssuers {
    const NAME: &'static str = "ListIssuers";
    type Answer = Vec<Issuer>;
    type Error = NeverRefused;
}

/// Lists the orders that wait for a token, oldest first.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListApproved {
    /// At most 100.
    pub at_most: u16,
}

/// An order that waits for a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedOrder {
    /// The order.
    pub order: OrderNumber,
    /// The statement's digest.
    pub statement: Digest,
    /// What is produced.
    pub product: ProductName,
    /// The keys to generate, one for each slot.
    pub slots: Vec<SlotPlan>,
}

/// A key to generate on the token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotPlan {
    /// The token's slot.
    pub slot: u8,
    /// The certificate's role: `main`, `companion`.
    pub role: String,
    /// The curve that the profile requires.
    pub curve: Curve,
}

impl Operation for ListApproved {
    const NAME: &'static str = "ListApproved";
    type Answer = Vec<ApprovedOrder>;
    type Error = NeverRefused;
}

/// Requests the certificates for all slots of an approved order.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The order.
    pub order: OrderNumber,
    /// The digest of the statement that was approved.
    pub statement: Digest,
    /// The number printed on the token.
    pub token: TokenNumber,
    /// The token's model, at most 64 characters.
    pub model: String,
    /// One request for each slot.
    pub requests: Vec<SlotRequest>,
}

/// A certification request for a slot's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotRequest {
    /// The token's slot.
    pub slot: u8,
    /// PKCS #10, DER.
    pub request: Der,
}

/// The issued certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The token.
    pub token: TokenNumber,
    /// One certificate for each slot.
    pub certificates: Vec<IssuedCertificate>,
}

/// A certificate for a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedCertificate {
    /// The token's slot.
    pub slot: u8,
    /// `main`, `companion`.
    pub role: String,
    /// Its issuer.
    pub issuer: AuthorityName,
    /// The certificate.
    pub certificate: Der,
    /// The issuing CA's certificate, then its root's.
    pub chain: Vec<Der>,
}

/// Why no certificate was issued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum IssueError {
    /// No approved statement for this order.
    #[error("no approved statement for this order")]
    NotApproved,
    /// Certificates were already issued on this approval.
    #[error("this approval was already used")]
    ApprovalUsed,
    /// The digest is not that of the approved statement.
    #[error("another statement was approved for this order")]
    OtherStatement,
    /// The identity check is no longer valid.
    #[error("the identity check is not valid now")]
    IdentityCheck,
    /// The policies changed since the approval.
    #[error("the policies changed since this order was approved")]
    OtherPolicies,
    /// The token number belongs to another order.
    #[error("token {token} was produced for another order")]
    TokenInUse {
        /// The one in question.
        token: TokenNumber,
    },
    /// The requests are not for exactly the product's slots.
    #[error("the requests do not match the product's slots")]
    Slots,
    /// A request was refused.
    #[error("slot {slot}: {fault}")]
    Request {
        /// The slot.
        slot: u8,
        /// The reason.
        fault: RequestError,
    },
    /// The key is on another curve than the profile requires.
    #[error("slot {slot}: the profile requires another curve")]
    Curve {
        /// The slot.
        slot: u8,
    },
    /// The key's private key is printed in a standard.
    #[error("slot {slot}: this private key was published")]
    PublishedKey {
        /// The slot.
        slot: u8,
    },
    /// The key was certified before, or its certification was begun.
    #[error("slot {slot}: a key is certified only once, in any hierarchy; generate a new one")]
    KeyCertifiedBefore {
        /// The slot.
        slot: u8,
    },
    /// The lint refused the certificate, and nothing was signed.
    #[error("slot {slot}: the certificate would violate {rules:?}")]
    Lint {
        /// The slot.
        slot: u8,
        /// The lint's codes.
        rules: Vec<String>,
    },
    /// Signing was interrupted after the intent was stored. The serial numbers are published as revoked.
    #[error("signing was interrupted; generate new keys and try again with a new idempotency key")]
    SigningInterrupted,
}

impl Refusal for IssueError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotApproved => "not-approved",
            Self::ApprovalUsed => "approval-used",
            Self::OtherStatement => "other-statement",
            Self::IdentityCheck => "identity-check",
            Self::OtherPolicies => "other-policies",
            Self::TokenInUse { .. } => "token-in-use",
            Self::Slots => "slots",
            Self::Request { .. } => "request",
            Self::Curve { .. } => "curve",
            Self::PublishedKey { .. } => "published-key",
            Self::KeyCertifiedBefore { .. } => "key-certified-before",
            Self::Lint { .. } => "lint",
            Self::SigningInterrupted => "signing-interrupted",
        }
    }
}

impl Operation for Issue {
    const NAME: &'static str = "Issue";
    type Answer = Issued;
    type Error = IssueError;
}

/// Deposits a token's transport PIN and PUK in escrow, before they are set on the token.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscrowActivationData {
    /// The token.
    pub token: TokenNumber,
    /// 4 to 8 digits.
    pub transport_pin: Confidential,
    /// 6 digits.
    pub puk: Confidential,
}

/// They are in escrow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escrowed {
    /// When they were deposited.
    pub at: Timestamp,
}

/// Why nothing was deposited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum EscrowError {
    /// No such token.
    #[error("no such token")]
    UnknownToken,
    /// The PIN has not 4 to 8 digits, or the PUK not 6.
    #[error("a transport PIN has 4 to 8 digits and a PUK has 6")]
    InvalidDigits,
    /// The PUK was released, so what the holder noted must remain valid.
    #[error("the PUK of this token was released")]
    Released,
}

impl Refusal for EscrowError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownToken => "unknown-token",
            Self::InvalidDigits => "invalid-digits",
            Self::Released => "released",
        }
    }
}

impl Operation for EscrowActivationData {
    const NAME: &'static str = "EscrowActivationData";
    type Answer = Escrowed;
    type Error = EscrowError;
}
