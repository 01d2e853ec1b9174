//! Following what becomes of tokens.

use std::time::Duration;

use ca_contract::events::{FollowTokens, FollowTokensError, TokenEvents};

use super::store;
use crate::call::Fault;
use crate::core::Core;

const MOST_EVENTS: u16 = 1000;
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Events after a sequence number, waiting for the first.
pub(crate) async fn follow(core: &Core, question: FollowTokens) -> Result<TokenEvents, Fault<FollowTokensError>> {
    let at_most = i64::from(question.at_most.clamp(1, MOST_EVENTS));
    let mut moved = core.token_events.subscribe();
    let deadline = tokio::time::Instant::now() + Duration::from_millis(question.wait_ms.into()).min(LONGEST_WAIT);
    loop {
        moved.borrow_and_update();
        let mut tx = core.db.begin_read().await?;
        let head = store::head(&mut tx).await?;
        let after = i64::try_from(question.after).ok().filter(|_| question.after <= head);
        let after = after.ok_or(Fault::Refused(FollowTokensError::NeverGotThatFar { head }))?;
        let events = store::after(&mut tx, after, at_most).await?;
        drop(tx);
        if !events.is_empty() || !core.moves(&mut moved, deadline).await {
            return Ok(TokenEvents { events });
        }
    }
}
