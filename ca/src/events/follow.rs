//! Following the token events.

use std::time::Duration;

use ca_contract::events::{FollowTokens, FollowTokensError, TokenEvents};

use super::store;
use crate::call::{Fault, Read};
use crate::core::Core;
use crate::long_poll::LongPoll;

const MOST_EVENTS: u16 = 1000;
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Returns the events after a sequence number, or waits for the next.
impl Read for FollowTokens {
    async fn read(self, core: &Core) -> Result<TokenEvents, Fault<FollowTokensError>> {
        let at_most = i64::from(self.at_most.clamp(1, MOST_EVENTS));
        let mut poll = LongPoll::begin(core.announcements.token_events(), self.wait_ms, LONGEST_WAIT, &core.stopping);
        loop {
            let mut tx = core.db.begin_read().await?;
            let head = store::head(&mut tx).await?;
            let after = i64::try_from(self.after).ok().filter(|_| self.after <= head);
            let after = after.ok_or(Fault::Refused(FollowTokensError::AheadOfFeed { head }))?;
            let events = store::after(&mut tx, after, at_most).await?;
            drop(tx);
            if !events.is_empty() || poll.is_over().await {
                return Ok(TokenEvents { events });
            }
        }
    }
}
