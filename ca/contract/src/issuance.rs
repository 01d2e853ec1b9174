//! From an approved statement to certificates on a token.

use pki::csr::RequestError;
use pki::{Curve, Digest, Id, Timestamp, TokenNumber};
use policies::{AuthorityName, HierarchyName, ProductName};
use serde::{Deserialize, Serialize};

use crate::operation::NeverRefused;
use crate::statement::{Officer, OrderNumber, Statement};
use crate::{Confidential, Der, Operation, Refusal};

/// Records the approval of a statement by two officers. Unsigned for now: whoever holds the portal's identity can send it (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approve {
    /// What is approved.
    pub statement: Statement,
    /// Who reviewed it.
    pub reviewed_by: Id<Officer>,
    /// Who authorised it: another officer.
    pub authorised_by: Id<Officer>,
}

/// The approval was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approved {
    /// The statement's digest: what the station names when it asks for certificates.
    pub statement: Digest,
}

/// Why an approval was not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum ApproveError {
    /// The certificate authority accepts no unsigned approvals.
    #[error(
        "[ca] approvals is not \"unsigned\": this certificate authority accepts no unsigned approvals; set it in a demonstration only"
    )]
    UnsignedApprovals,
    /// Not an enrolled officer.
    #[error("officer {officer} is not enrolled")]
    UnknownOfficer {
        /// Who.
        officer: Id<Officer>,
    },
    /// One officer in both roles.
    #[error("whoever reviewed may not authorise")]
    FourEyes,
    /// Approved under other policies than those in force.
    #[error("the statement was approved under other policies than those in force")]
    OtherPolicies,
    /// No such product.
    #[error("there is no product {product}")]
    UnknownProduct {
        /// Which.
        product: ProductName,
    },
    /// The subject cannot stand in a certificate.
    #[error("the subject cannot be certified: {problem}")]
    Subject {
        /// What is wrong, without the datum itself.
        problem: String,
    },
    /// The identity check no longer holds, or lies in the future.
    #[error("the identity check does not hold now")]
    IdentityCheck,
    /// The subject's serial number belongs to another person, or this person has another one.
    #[error("the subject's serial number does not belong to this person")]
    SerialNumber,
    /// The order has another approved statement.
    #[error("another statement was approved for this order")]
    AlreadyApproved,
}

impl Refusal for ApproveError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnsignedApprovals => "unsigned-approvals",
            Self::UnknownOfficer { .. } => "unknown-officer",
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

/// The certificate authorities, roots first in each hierarchy.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListIssuers {}

/// One certificate authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// Its name in the policies and in public URLs.
    pub name: AuthorityName,
    /// Its hierarchy.
    pub hierarchy: HierarchyName,
    /// Who certified it; nobody for a root.
    pub issued_by: Option<AuthorityName>,
    /// Its certificate.
    pub certificate: Der,
}

impl Operation for ListIssuers {
    const NAME: &'static str = "ListIssuers";
    type Answer = Vec<Issuer>;
    type Error = NeverRefused;
}

/// Orders that wait for a token, the oldest first.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListApproved {
    /// At most 100.
    pub at_most: u16,
}

/// An order that waits for a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovedOrder {
    /// The order.
    pub order: OrderNumber,
    /// The statement's digest.
    pub statement: Digest,
    /// What is produced.
    pub product: ProductName,
    /// The keys to make, one a slot.
    pub slots: Vec<SlotPlan>,
}

/// A key to make on the token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotPlan {
    /// The token's slot.
    pub slot: u8,
    /// What its certificate is for: `main`, `companion`.
    pub role: String,
    /// The curve that its profile asks for.
    pub curve: Curve,
}

impl Operation for ListApproved {
    const NAME: &'static str = "ListApproved";
    type Answer = Vec<ApprovedOrder>;
    type Error = NeverRefused;
}

/// Asks for the certificates of an approved order: all of its slots, at once.
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
    /// One request a slot.
    pub requests: Vec<SlotRequest>,
}

/// A certification request for a slot's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotRequest {
    /// The token's slot.
    pub slot: u8,
    /// PKCS#10.
    pub request: Der,
}

/// What was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issued {
    /// The token.
    pub token: TokenNumber,
    /// A certificate for every slot.
    pub certificates: Vec<IssuedCertificate>,
}

/// A certificate for a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuedCertificate {
    /// The token's slot.
    pub slot: u8,
    /// `main`, `companion`.
    pub role: String,
    /// Who issued it.
    pub issuer: AuthorityName,
    /// The certificate.
    pub certificate: Der,
    /// The issuing CA's certificate, then its root's.
    pub chain: Vec<Der>,
}

/// Why nothing was issued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum IssueError {
    /// No approved statement for this order.
    #[error("no approved statement for this order")]
    NotApproved,
    /// Certificates were issued on this approval.
    #[error("this approval was used")]
    ApprovalUsed,
    /// The digest names another statement than the approved one.
    #[error("another statement was approved for this order")]
    OtherStatement,
    /// The identity check ended before issuance.
    #[error("the identity check does not hold now")]
    IdentityCheck,
    /// The policies changed since the approval.
    #[error("the policies changed since this order was approved")]
    OtherPolicies,
    /// Another order's token carries this number.
    #[error("token {token} was produced for another order")]
    TokenInUse {
        /// Which.
        token: TokenNumber,
    },
    /// Not exactly the product's slots.
    #[error("the requests do not match the product's slots")]
    Slots,
    /// A request was refused.
    #[error("slot {slot}: {fault}")]
    Request {
        /// Whose.
        slot: u8,
        /// Why.
        fault: RequestError,
    },
    /// A key on another curve than the profile's.
    #[error("slot {slot}: the profile wants another curve")]
    Curve {
        /// Whose.
        slot: u8,
    },
    /// A key whose private half a standard prints.
    #[error("slot {slot}: this key was published")]
    PublishedKey {
        /// Whose.
        slot: u8,
    },
    /// A key that was certified, or nearly so, before.
    #[error("slot {slot}: a key is certified only once, in whatever hierarchy; make a new one")]
    KeyCertifiedBefore {
        /// Whose.
        slot: u8,
    },
    /// The prepared certificate breaks rules: nothing was signed.
    #[error("slot {slot}: the certificate would break {rules:?}")]
    Lint {
        /// Whose.
        slot: u8,
        /// The lint's codes.
        rules: Vec<String>,
    },
    /// Signing broke off after the intent was stored: the serials are published as revoked.
    #[error("signing broke off; make new keys and ask again with a new key")]
    BrokenOff,
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
            Self::BrokenOff => "broken-off",
        }
    }
}

impl Operation for Issue {
    const NAME: &'static str = "Issue";
    type Answer = Issued;
    type Error = IssueError;
}

/// Seals a token's transport PIN and PUK in escrow, before they are set on it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealActivation {
    /// The token.
    pub token: TokenNumber,
    /// 4 to 8 digits.
    pub transport_pin: Confidential,
    /// 6 digits.
    pub puk: Confidential,
}

/// They are sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// When.
    pub at: Timestamp,
}

/// Why nothing was sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum SealError {
    /// No such token.
    #[error("no such token")]
    UnknownToken,
    /// Not 4 to 8 digits, or not 6.
    #[error("a transport PIN has 4 to 8 digits and a PUK has 6")]
    NotDigits,
    /// The PUK was released: what the holder noted must stay true.
    #[error("the PUK of this token was released")]
    Released,
}

impl Refusal for SealError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownToken => "unknown-token",
            Self::NotDigits => "not-digits",
            Self::Released => "released",
        }
    }
}

impl Operation for SealActivation {
    const NAME: &'static str = "SealActivation";
    type Answer = Sealed;
    type Error = SealError;
}
