//! Telling the certificate authority what two officers approved.

use ca_contract::{Failed, Refusal};
use chassis::db::{StoreError, Tx};
use chassis::sealing::SealingKey;
use pki::Timestamp;
use serde_json::json;

use super::Desk;
use super::store::{self, Unsettled};
use crate::Boundary;
use crate::core::Core;
use crate::derived_key::derived_key;
use crate::fault::{Fault, Never};
use crate::messages::{self, Content};
use crate::orders::{self, EventKind, Order, OrderState};

impl Desk {
    /// Tells the certificate authority of every authorisation that it has not answered.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] only; what was not answered is asked again at the next call.
    pub async fn approve_pending(&self) -> Result<(), Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let waiting = store::unsettled(&mut tx, &self.core.questions()).await?;
        drop(tx);
        for authorisation in waiting {
            self.ask_approval(&authorisation).await?;
        }
        Ok(())
    }

    /// Asks, and settles what was answered. Refused, the order goes back to the first pair of eyes.
    pub(super) async fn ask_approval(&self, authorisation: &Unsettled) -> Result<(), Fault<Never>> {
        let core = &self.core;
        let key = derived_key(&core.secrets.digests, "authorisation", &[authorisation.id.as_bytes()]);
        let refusal = match core.environment.authority.call(&authorisation.question, key).await {
            Ok(_) => None,
            Err(Failed::Refused(reason)) => Some(reason.code()),
            Err(other) => return Err(Fault::Unavailable(format!("the certificate authority: {other}"))),
        };
        core.environment.boundaries.at(Boundary::Approved);

        let now = core.now();
        let mut tx = core.db.begin_write().await?;
        if !store::settle(&mut tx, authorisation.id, now, refusal).await? {
            return Ok(());
        }
        let missing = || Fault::Unavailable("an authorisation without its order".to_owned());
        let mut order = orders::find(&mut tx, authorisation.order).await?.ok_or_else(missing)?;
        if let Some(code) = refusal {
            core.void_review(&mut tx, order, "portal", code).await?;
        } else if approved(core, &mut tx, &mut order, now).await? && !orders::update(&mut tx, &order).await? {
            return Err(Fault::Unavailable("the order was changed meanwhile".to_owned()));
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The certificate authority approved an authorised order: once, whether its answer says so or a token that was produced first. Whether
/// that is new; the caller updates the order.
pub(crate) async fn approved(core: &Core, tx: &mut Tx, order: &mut Order, at: Timestamp) -> Result<bool, StoreError> {
    let (OrderState::Authorised { approved_at: approved_at @ None, .. }, Some(placed)) = (&mut order.state, &order.placed) else {
        return Ok(false);
    };
    *approved_at = Some(at);
    orders::record_event(tx, order.id, at, &EventKind::Authorised).await?;
    core.record(tx, "portal", "order.approved", placed.number.as_str(), json!({})).await?;
    messages::tell_account(core, tx, order, Content::Authorised).await?;
    Ok(true)
}

impl Core {
    /// What questions of authorisations are sealed under: statements hold personal data.
    pub(super) fn questions(&self) -> SealingKey {
        self.environment.master_key.sealing_key("portal authorisations")
    }
}
