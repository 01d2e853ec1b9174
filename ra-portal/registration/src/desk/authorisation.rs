//! Authorisations until the certificate authority has answered, and its refusals.

use ca_contract::issuance::Approve;
use pki::{Id, Timestamp};

use crate::orders::OrderId;

/// Marks identifiers of authorisations.
#[derive(Debug)]
pub(super) enum AuthorisationTag {}

pub(super) type AuthorisationId = Id<AuthorisationTag>;

/// An authorisation that the certificate authority has not answered.
pub(super) struct Unsettled {
    pub(super) id: AuthorisationId,
    pub(super) order: OrderId,
    pub(super) question: Approve,
}

/// The certificate authority's refusal of an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalRefusal {
    pub at: Timestamp,
    /// The refusal's code: `other-policies`.
    pub code: String,
}
