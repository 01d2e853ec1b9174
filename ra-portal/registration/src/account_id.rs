//! Identifiers of accounts, which orders and people refer to.

use pki::Id;

/// Marks identifiers of accounts.
#[derive(Debug)]
pub enum AccountTag {}

pub type AccountId = Id<AccountTag>;
