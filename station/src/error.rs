//! Why a token was not produced.

use std::io;
use std::path::PathBuf;

use ca_contract::Failed;
use ca_contract::issuance::{EscrowError, IssueError};
use ca_contract::operation::NeverRefused;
use ca_contract::statement::OrderNumber;

#[derive(Debug, thiserror::Error)]
pub enum StationError {
    /// There is no approved order, or the given one is not approved.
    #[error("no approved order {} waits for a token", .0.as_ref().map_or("at all", OrderNumber::as_str))]
    NothingApproved(Option<OrderNumber>),
    /// The token was begun for another order.
    #[error("this token was begun for order {0}; finish that first, or use another token")]
    OtherOrder(OrderNumber),
    #[error("the approved orders could not be listed: {0}")]
    List(#[from] Failed<NeverRefused>),
    #[error("nothing was issued: {0}")]
    Issue(#[from] Failed<IssueError>),
    #[error("PIN and PUK could not be escrowed and were therefore not set: {0}")]
    Escrow(#[from] Failed<EscrowError>),
    /// The token is already personalised.
    #[error("this token is not blank")]
    NotBlank,
    #[error("the token: {0}")]
    Token(String),
    /// The certificate read back from a slot is not the one written.
    #[error("slot {0} of the token does not contain the certificate that was written to it")]
    ReadBack(u8),
    /// A pending call could not be stored or read.
    #[error("{path}: {fault}", path = path.display())]
    Pending { path: PathBuf, fault: io::Error },
}
