//! Emergency revocation codes (CRU, M16): who may revoke with them, and limits on guessing.
//!
//! The verifiers, the budgets and the decision are here and not in the portal. A stolen database is useless without the master
//! key; guessing is rate-limited, and nobody is ever locked out of revoking (docs/codes.md).

mod alarm;
mod budget;
mod code;
mod set;
mod verifier;

pub(crate) use alarm::{judged_wrong, raise_waiting};
pub(crate) use budget::{Attempt, Budget, WrongAnswer, begin_attempt, forget_before, take_back, withdraw};
pub(crate) use code::normalised;
pub(crate) use verifier::{TokenCodes, code_verifier, dummy_salt, token_codes};
