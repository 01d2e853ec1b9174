//! An officer as the operator meets one.

use ca_contract::statement::Officer;
use pki::Id;

/// An officer whose approvals count.
#[derive(Clone, Debug)]
pub struct EnrolledOfficer {
    /// What approvals name them by.
    pub id: Id<Officer>,
    /// Their login certificate, DER.
    pub certificate: Vec<u8>,
}
