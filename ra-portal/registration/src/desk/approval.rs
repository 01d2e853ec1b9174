//! Sending to the certificate authority what two officers approved.

use ca_contract::Refusal;
use chassis::act::Act;
use chassis::encryption::EncryptionKey;

use super::Desk;
use super::authorisation::Unsettled;
use super::store;
use crate::Failpoint;
use crate::core::Core;
use crate::derived_key::derived_key;
use crate::fault::{Fault, Never, Settled};
use crate::lifecycle::apply;
use crate::orders::{self, OrderState};

impl Desk {
    /// Sends every authorisation that the certificate authority has not answered.
    ///
    /// # Errors
    /// [`Fault::Failed`] only; an authorisation without an answer is sent again at the next call.
    pub async fn approve_pending(&self) -> Result<(), Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let waiting = store::unsettled(&mut tx, &self.core.questions()).await?;
        drop(tx);
        let mut settled = Settled::default();
        for authorisation in waiting {
            settled.note(self.ask_approval(&authorisation).await)?;
        }
        settled.end()
    }

    /// Sends an authorisation, and records the answer. A refusal returns the order to the first officer.
    pub(super) async fn ask_approval(&self, authorisation: &Unsettled) -> Result<(), Fault<Never>> {
        let core = &self.core;
        let key = derived_key(&core.secrets.digests, "authorisation", &[authorisation.id.as_bytes()]);
        let refusal = match core.environment.authority.call(&authorisation.question, key).await {
            Ok(_) => None,
            Err(failed) => match Fault::of_authority(failed, |reason| reason) {
                Fault::Refused(reason) => Some(reason.code()),
                Fault::Failed(failure) => return Err(Fault::Failed(failure)),
            },
        };
        core.environment.failpoints.hit(Failpoint::Approved);

        let mut act = core.begin("portal").await?;
        settle(&mut act, authorisation, refusal).await?;
        act.commit().await?;
        Ok(())
    }
}

/// Records the certificate authority's answer, unless one is recorded already. `refusal` is the refusal's code.
async fn settle(act: &mut Act<'_, Core>, authorisation: &Unsettled, refusal: Option<&str>) -> Result<(), Fault<Never>> {
    let now = act.at();
    let missing = || Fault::incident("an authorisation without its order");
    let order = orders::find(&act.zone().order_keys, act.tx(), authorisation.order).await?.ok_or_else(missing)?;
    if !store::settle(act.tx(), authorisation.id, now, refusal).await? {
        return Ok(());
    }
    if matches!(order.state(), OrderState::Authorised { approved_at: None, .. }) {
        let settled = match refusal {
            Some(code) => order.void_review(code, now)?,
            None => order.approve(now)?,
        };
        apply(act, settled).await?;
    }
    Ok(())
}

impl Core {
    /// The key under which pending requests to the certificate authority are encrypted: their statements hold personal data.
    pub(super) fn questions(&self) -> EncryptionKey {
        self.environment.master_key.encryption_key("portal authorisations")
    }
}
