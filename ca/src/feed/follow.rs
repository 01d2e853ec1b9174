//! Following the feed, and fetching the CRLs that it names.

use std::time::Duration;

use ca_contract::Der;
use ca_contract::operation::NeverRefused;
use ca_contract::status::{FetchCrl, FetchCrlError, FetchedCrl, FollowStatus, StatusEvents};

use super::store;
use crate::call::{Fault, Read};
use crate::core::Core;
use crate::long_poll::LongPoll;
use crate::tables::CRLS;

const MOST_EVENTS: u16 = 1000;
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Returns the events after a sequence number, or waits for the next.
impl Read for FollowStatus {
    async fn read(self, core: &Core) -> Result<StatusEvents, Fault<NeverRefused>> {
        let authority = core.id;
        let Ok(after) = i64::try_from(self.after) else { return Ok(StatusEvents::Gap { authority }) };
        let at_most = i64::from(self.at_most.clamp(1, MOST_EVENTS));
        let mut poll = LongPoll::begin(core.announcements.status_feed(), self.wait_ms, LONGEST_WAIT, &core.stopping);
        loop {
            let mut tx = core.db.begin_read().await?;
            let (head, oldest) = (store::head(&mut tx).await?, store::oldest(&mut tx).await?);
            // The rows `oldest ..= head` are kept; `after` must be at least the number before `oldest`, and at most `head`.
            if after > head || (after < head && oldest.is_none_or(|oldest| after + 1 < oldest)) {
                return Ok(StatusEvents::Gap { authority });
            }
            let events = store::after(&mut tx, after, at_most).await?;
            drop(tx);
            if !events.is_empty() || poll.is_over().await {
                return Ok(StatusEvents::Events { authority, events });
            }
        }
    }
}

/// Returns a CRL that the feed named.
impl Read for FetchCrl {
    async fn read(self, core: &Core) -> Result<FetchedCrl, Fault<FetchCrlError>> {
        let unknown = Fault::Refused(FetchCrlError::UnknownCrl);
        let Ok(number) = i64::try_from(self.number) else { return Err(unknown) };
        let mut tx = core.db.begin_read().await?;
        let sql = "select issuer, number, der from crls where issuer = $1 and number = $2";
        let crl = [self.issuer.as_str().into(), number.into()];
        let der = CRLS.find(&mut tx, sql, &crl, |row| row.blob("der")).await?;
        der.map(|der| FetchedCrl { crl: Der(der) }).ok_or(unknown)
    }
}
