//! What accounts are known by, also where nothing else of an account is known.

use pki::Id;

/// Marks identifiers of accounts.
#[derive(Debug)]
pub enum AccountKind {}

/// Identifies an account.
pub type AccountId = Id<AccountKind>;
