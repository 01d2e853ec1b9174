//! Revocation: always every certificate of a token, in one transaction (M17); then the CRLs, the read-back, the signed account.

mod account;
mod by_code;
mod by_officers;
mod progress;
mod read_back;
mod store;

pub(crate) use account::account;
pub(crate) use by_code::by_code;
pub(crate) use by_officers::by_officers;
pub(crate) use progress::mark_signed;
pub(crate) use read_back::{ReadBack, read_back_due};

use crate::boundary::Boundary;
use crate::core::Core;
use crate::feed;

/// Marks identifiers of revocations.
pub(crate) enum Revocation {}

/// A revocation is stored: CRLs are due, and those who follow hear of it.
async fn revocation_decided(core: &Core) {
    core.environment.boundaries.reach(Boundary::RevocationDecided);
    feed::announce(core).await;
    core.announce_token_events();
    core.crl_due.notify_one();
}
