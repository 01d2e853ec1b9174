//! Whether an officer may act now.

use chassis::db::{StoreError, Tx};
use pki::Timestamp;

use super::store::find;
use super::{Enrolled, Officer, OfficerId};
use crate::access::{self, Action};

/// Whether the officer may still do this: not dismissed, holding a role that may, and with the certificate that admitted them
/// still valid.
pub(crate) async fn may(tx: &mut Tx, officer: &Officer, action: Action, now: Timestamp) -> Result<bool, StoreError> {
    let Some(known) = find(tx, officer.id()).await? else { return Ok(false) };
    let in_force = known.fingerprint == officer.certificate.fingerprint() && officer.certificate.holds_at(now).is_ok();
    Ok(known.removed_at.is_none() && in_force && access::allows(&known.officer.roles, action))
}

/// The officer, if they may act now.
pub(crate) async fn acting(tx: &mut Tx, officer: OfficerId, now: Timestamp) -> Result<Option<Enrolled>, StoreError> {
    match find(tx, officer).await? {
        Some(known) if known.acts_at(now)? => Ok(Some(known)),
        _ => Ok(None),
    }
}
