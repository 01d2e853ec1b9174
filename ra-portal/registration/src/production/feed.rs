//! Following what becomes of tokens: each event is applied once, in the transaction that moves the mark.

use ca_contract::IdempotencyKey;
use ca_contract::events::{FollowTokens, FollowTokensError};
use pki::SystemRandom;

use super::{Production, follow, store};
use crate::Boundary;
use crate::fault::{Fault, Never};

/// How long the certificate authority is asked to wait for an event.
const WAIT_MS: u32 = 20_000;
const AT_ONCE: u16 = 200;

impl Production {
    /// One pass: asks for what happened since the last, waiting up to 20 s for something to happen, and applies it. How many events
    /// were applied.
    ///
    /// # Errors
    /// [`Fault::Failed`] only: nothing was applied, or everything was.
    pub async fn follow_tokens(&self) -> Result<usize, Fault<Never>> {
        let core = &self.core;
        let after = store::followed(&mut core.db.begin_read().await?).await?;
        let question = FollowTokens { after, at_most: AT_ONCE, wait_ms: WAIT_MS };
        let answer = core.environment.authority.call(&question, IdempotencyKey::generate(&mut SystemRandom)).await;
        let events = match answer {
            Ok(answer) => answer.events,
            Err(failed) => match Fault::of_authority(failed, |refusal| refusal) {
                Fault::Refused(FollowTokensError::NeverGotThatFar { head }) => {
                    let forgot = "the certificate authority forgot events of tokens that were applied here";
                    return Err(Fault::incident(format_args!("{forgot}: it has {head}, and {after} were applied")));
                }
                Fault::Failed(failure) => return Err(Fault::Failed(failure)),
            },
        };
        core.environment.boundaries.reach(Boundary::TokensFollowed);
        let Some(last) = events.last().map(|event| event.sequence) else { return Ok(0) };
        let mut act = core.begin("portal").await?;
        if store::followed(act.tx()).await? != after {
            // Another pass was quicker.
            return Ok(0);
        }
        for event in &events {
            follow::follow(&mut act, event).await?;
        }
        store::set_followed(act.tx(), last).await?;
        act.commit().await?;
        Ok(events.len())
    }
}
