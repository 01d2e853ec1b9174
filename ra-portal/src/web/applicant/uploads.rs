//! Files on their way in: so many at once for everybody, few for one account, and none that trickles for ever.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use registration::accounts::AccountId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// How many forms are received at once: each takes up to a file's size in memory.
const AT_ONCE: usize = 32;
/// How many of them for one account: two tabs.
const FOR_ONE_ACCOUNT: usize = 2;
/// What a form may take whatever its size, and the least that a line must carry then.
const PATIENCE: Duration = Duration::from_secs(20);
const SLOWEST_OCTETS_PER_SECOND: u64 = 16 * 1024;

/// The forms that are being received; clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Uploads {
    room: Arc<Semaphore>,
    receiving: Arc<Mutex<HashMap<AccountId, usize>>>,
}

/// A form that may be received; gives its place back when dropped.
#[derive(Debug)]
pub(super) struct Reception {
    account: AccountId,
    receiving: Arc<Mutex<HashMap<AccountId, usize>>>,
    begun: Instant,
    received: u64,
    _place: OwnedSemaphorePermit,
}

/// There is no room: for this account, or at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoRoom;

impl Default for Uploads {
    fn default() -> Self {
        Self { room: Arc::new(Semaphore::new(AT_ONCE)), receiving: Arc::default() }
    }
}

impl Uploads {
    pub(super) fn receive(&self, account: AccountId) -> Result<Reception, NoRoom> {
        let place = Arc::clone(&self.room).try_acquire_owned().map_err(|_| NoRoom)?;
        let mut receiving = self.receiving.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = receiving.entry(account).or_default();
        if *theirs >= FOR_ONE_ACCOUNT {
            return Err(NoRoom);
        }
        *theirs += 1;
        Ok(Reception { account, receiving: Arc::clone(&self.receiving), begun: Instant::now(), received: 0, _place: place })
    }
}

impl Reception {
    /// Counts octets that came.
    pub(super) fn count(&mut self, octets: usize) {
        self.received += octets as u64;
    }

    /// Until when the next octets must come.
    pub(super) fn deadline(&self) -> Instant {
        self.begun + PATIENCE + Duration::from_secs(self.received / SLOWEST_OCTETS_PER_SECOND)
    }
}

impl Drop for Reception {
    fn drop(&mut self) {
        let mut receiving = self.receiving.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(theirs) = receiving.get_mut(&self.account) {
            *theirs -= 1;
            if *theirs == 0 {
                receiving.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use pki::{Id, SystemRandom, Timestamp};

    use super::*;

    fn account() -> AccountId {
        Id::generate(Timestamp::from_millis(0), &mut SystemRandom)
    }

    #[test]
    fn one_account_has_two_places_and_takes_none_from_others() {
        let (uploads, one, other) = (Uploads::default(), account(), account());
        let first = uploads.receive(one).unwrap();
        let _second = uploads.receive(one).unwrap();
        assert_eq!(uploads.receive(one).unwrap_err(), NoRoom);
        let _others = uploads.receive(other).unwrap();
        drop(first);
        assert!(uploads.receive(one).is_ok(), "a place is given back");
    }

    #[test]
    fn a_form_that_trickles_ends_and_one_that_flows_goes_on() {
        let mut reception = Uploads::default().receive(account()).unwrap();
        assert_eq!(reception.deadline() - reception.begun, PATIENCE);
        reception.count(10 << 20);
        assert_eq!(reception.deadline() - reception.begun, PATIENCE + Duration::from_secs(640));
    }
}
