//! Following the feed of token events: each event is applied once, in the transaction that advances the stored position.

use ca_contract::IdempotencyKey;
use ca_contract::events::{FollowTokens, FollowTokensError, TokenEvent};
use chassis::act::Act;
use pki::SystemRandom;

use super::{Production, follow, store};
use crate::Failpoint;
use crate::core::Core;
use crate::fault::{Fault, Never};

/// How long the certificate authority is to wait for an event.
const WAIT_MS: u32 = 20_000;
const AT_ONCE: u16 = 200;

impl Production {
    /// Requests the events since the last call, waiting up to 20 s for one, and applies them. Returns how many were applied.
    ///
    /// # Errors
    /// [`Fault::Failed`] only: either nothing was applied, or everything was.
    pub async fn follow_tokens(&self) -> Result<usize, Fault<Never>> {
        let core = &self.core;
        let after = store::followed(&mut core.db.begin_read().await?).await?;
        let question = FollowTokens { after, at_most: AT_ONCE, wait_ms: WAIT_MS };
        let answer = core.environment.authority.call(&question, IdempotencyKey::generate(&mut SystemRandom)).await;
        let events = match answer {
            Ok(answer) => answer.events,
            Err(failed) => match Fault::of_authority(failed, |refusal| refusal) {
                Fault::Refused(FollowTokensError::AheadOfFeed { head }) => {
                    let forgot = "the certificate authority lacks token events that were applied here";
                    return Err(Fault::incident(format_args!("{forgot}: it has {head}, and {after} were applied")));
                }
                Fault::Failed(failure) => return Err(Fault::Failed(failure)),
            },
        };
        core.environment.failpoints.hit(Failpoint::TokensFollowed);
        if events.is_empty() {
            return Ok(0);
        }
        let mut act = core.begin("portal").await?;
        let applied = apply_events(&mut act, after, &events).await?;
        act.commit().await?;
        Ok(applied)
    }
}

/// Applies the events that follow `after`, or none if a concurrent call was faster. Returns how many were applied.
async fn apply_events(act: &mut Act<'_, Core>, after: u64, events: &[TokenEvent]) -> Result<usize, Fault<Never>> {
    if store::followed(act.tx()).await? != after {
        return Ok(0);
    }
    for event in events {
        follow::follow(act, event).await?;
    }
    if let Some(last) = events.last() {
        store::set_followed(act.tx(), last.sequence).await?;
    }
    Ok(events.len())
}
