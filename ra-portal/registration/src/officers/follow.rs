//! Following the certificate authority: who is an officer there, is one here.

use ca_contract::IdempotencyKey;
use ca_contract::officers::{EnrolledOfficer, ListOfficers};
use chassis::db::{StoreError, Tx};
use pki::SystemRandom;
use serde_json::json;

use super::{Change, Officers, store};
use crate::access::Role;
use crate::core::Core;
use crate::fault::{Fault, Never};

/// The officers of the installation come first in the certificate authority's list; they hold every role until others join.
const FOUNDERS: usize = 2;

impl Officers {
    /// Brings the list of officers up to the certificate authority's: new ones are added, dismissed ones lose access, a renewed one's new
    /// certificate takes the place of the earlier.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn follow_officers(&self) -> Result<(), Fault<Never>> {
        let key = IdempotencyKey::generate(&mut SystemRandom);
        let listed = self.core.environment.authority.call(&ListOfficers {}, key).await;
        let listed = listed.map_err(|failed| Fault::of_authority(failed, |never| match never {}))?;
        let mut tx = self.core.db.begin_write().await?;
        for (place, officer) in listed.iter().enumerate() {
            self.core.follow(&mut tx, officer, place < FOUNDERS).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

impl Core {
    async fn follow(&self, tx: &mut Tx, officer: &EnrolledOfficer, founder: bool) -> Result<(), StoreError> {
        let Some(known) = store::find(tx, officer.id).await? else {
            let roles = if founder { Role::OF_OFFICERS.to_vec() } else { confirmed_roles(tx, &officer.email).await? };
            store::insert(tx, officer, &roles).await?;
            let detail = json!({ "roles": roles, "fingerprint": officer.fingerprint });
            return self.record(tx, "portal", "officer.followed", &officer.id.to_string(), detail).await;
        };
        if store::pin_certificate(tx, &known, officer.fingerprint, officer.validity, self.now()).await? {
            let detail = json!({ "fingerprint": officer.fingerprint, "valid_until": officer.validity.not_after() });
            self.record(tx, "portal", "officer.certificate", &officer.id.to_string(), detail).await?;
        }
        let Some(at) = officer.dismissed_at.filter(|_| known.removed_at.is_none()) else { return Ok(()) };
        store::set_removed(tx, officer.id, Some(at)).await?;
        self.record(tx, "portal", "officer.removed", &officer.id.to_string(), json!({ "since": at })).await
    }
}

/// The roles of the confirmed proposal for this address; none when the officer was enrolled without this portal's asking.
async fn confirmed_roles(tx: &mut Tx, address: &str) -> Result<Vec<Role>, StoreError> {
    let waiting = store::unsettled(tx).await?;
    let roles = waiting.into_iter().find_map(|proposal| match proposal.change {
        Change::Join { email, roles, .. } if email == address.to_lowercase() => Some(roles),
        _ => None,
    });
    Ok(roles.unwrap_or_default())
}
