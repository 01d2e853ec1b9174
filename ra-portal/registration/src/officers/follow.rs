//! Following the certificate authority's list of officers.

use ca_contract::IdempotencyKey;
use ca_contract::officers::{EnrolledOfficer, ListOfficers};
use chassis::act::Act;
use chassis::db::{StoreError, Table};
use pki::SystemRandom;
use serde_json::json;

use super::{Officers, store};
use crate::access::Role;
use crate::core::Core;
use crate::fault::{Fault, Never};

impl Officers {
    /// Updates the list of officers from the certificate authority's: new officers are added with the roles that they hold there,
    /// dismissed ones lose access, the new certificate of a renewed one replaces the earlier, and nobody keeps a role that they
    /// do not hold there.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn follow_officers(&self) -> Result<(), Fault<Never>> {
        let key = IdempotencyKey::generate(&mut SystemRandom);
        let listed = self.core.environment.authority.call(&ListOfficers {}, key).await;
        let listed = listed.map_err(|failed| Fault::of_authority(failed, |never| match never {}))?;
        let mut act = self.core.begin("portal").await?;
        for officer in &listed {
            // An officer whose row cannot be read here does not keep the others from being followed.
            Table::readable_only(follow(&mut act, officer).await)?;
        }
        act.commit().await?;
        Ok(())
    }
}

async fn follow(act: &mut Act<'_, Core>, officer: &EnrolledOfficer) -> Result<(), StoreError> {
    let (id, now) = (officer.id.retyped(), act.at());
    let subject = id.to_string();
    let listed: Vec<Role> = officer.roles.iter().copied().map(Role::from).collect();
    let Some(known) = store::find(act.tx(), id).await? else {
        store::insert(act.tx(), officer).await?;
        let detail = json!({ "roles": listed, "fingerprint": officer.fingerprint });
        return act.record("officer.followed", &subject, detail).await;
    };
    if store::pin_certificate(act.tx(), &known, officer.fingerprint, officer.validity, now).await? {
        let detail = json!({ "fingerprint": officer.fingerprint, "valid_until": officer.validity.not_after() });
        act.record("officer.certificate", &subject, detail).await?;
    }
    // Never more than there. An officer who was enrolled before the certificate authority stored roles may have fewer here, and
    // keeps only those.
    let held = known.officer.roles();
    let kept: Vec<Role> = held.iter().copied().filter(|role| listed.contains(role)).collect();
    if kept != held {
        store::set_roles(act.tx(), id, &kept).await?;
        act.record("officer.roles", &subject, json!({ "roles": kept })).await?;
    }
    let Some(at) = officer.dismissed_at.filter(|_| known.removed_at.is_none()) else { return Ok(()) };
    store::set_removed(act.tx(), id, Some(at)).await?;
    act.record("officer.removed", &subject, json!({ "since": at })).await
}
