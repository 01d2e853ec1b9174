//! An enrolled officer, as shown to the operator.

use ca_contract::statement::Officer;
use pki::Id;

/// An enrolled officer.
#[derive(Clone, Debug)]
pub struct EnrolledOfficer {
    /// The identifier by which approvals name them.
    pub id: Id<Officer>,
    /// Their login certificate, DER.
    pub certificate: Vec<u8>,
}
