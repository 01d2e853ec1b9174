//! Limits for uploads: concurrent forms in total, per account and per source. The listener sets the minimum rate.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use pki::SubscriberNetwork;
use registration::accounts::AccountId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many forms are received at the same time. Each takes up to the size of a picture in memory.
const AT_ONCE: usize = 16;
/// How many of them for one account: two browser tabs.
const FOR_ONE_ACCOUNT: usize = 2;
/// How many of them from one source: accounts are free, and an office of several experts has one network.
const FROM_ONE_SOURCE: usize = 8;

/// What concurrent forms are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sender {
    Account(AccountId),
    Source(SubscriberNetwork),
}

impl Sender {
    const fn may_send_at_once(self) -> usize {
        match self {
            Self::Account(_) => FOR_ONE_ACCOUNT,
            Self::Source(_) => FROM_ONE_SOURCE,
        }
    }
}

/// The forms being received; clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Uploads {
    room: Arc<Semaphore>,
    receiving: Arc<Mutex<HashMap<Sender, usize>>>,
}

/// A form that may be received; releases its place when dropped.
#[derive(Debug)]
pub(super) struct Reception {
    senders: [Sender; 2],
    receiving: Arc<Mutex<HashMap<Sender, usize>>>,
    _place: OwnedSemaphorePermit,
}

/// The limit of the account, of the source, or of all forms is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoRoom;

impl Default for Uploads {
    fn default() -> Self {
        Self { room: Arc::new(Semaphore::new(AT_ONCE)), receiving: Arc::default() }
    }
}

impl Uploads {
    pub(super) fn receive(&self, account: AccountId, source: SubscriberNetwork) -> Result<Reception, NoRoom> {
        let place = Arc::clone(&self.room).try_acquire_owned().map_err(|_| NoRoom)?;
        let senders = [Sender::Account(account), Sender::Source(source)];
        let mut receiving = self.receiving.lock().unwrap_or_else(PoisonError::into_inner);
        if senders.iter().any(|sender| receiving.get(sender).is_some_and(|theirs| *theirs >= sender.may_send_at_once())) {
            return Err(NoRoom);
        }
        for sender in senders {
            *receiving.entry(sender).or_default() += 1;
        }
        Ok(Reception { senders, receiving: Arc::clone(&self.receiving), _place: place })
    }
}

impl Drop for Reception {
    fn drop(&mut self) {
        let mut receiving = self.receiving.lock().unwrap_or_else(PoisonError::into_inner);
        for sender in self.senders {
            if let Some(theirs) = receiving.get_mut(&sender) {
                *theirs -= 1;
                if *theirs == 0 {
                    receiving.remove(&sender);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use pki::{Id, SystemRandom, Timestamp};

    use super::*;

    fn account() -> AccountId {
        Id::generate(Timestamp::from_millis(0), &mut SystemRandom)
    }

    /// An address for documentation (RFC 5737).
    fn source(last: u8) -> SubscriberNetwork {
        IpAddr::from([192, 0, 2, last]).into()
    }

    #[test]
    fn one_account_has_two_places_and_leaves_those_of_others() {
        let (uploads, one, other) = (Uploads::default(), account(), account());
        let first = uploads.receive(one, source(1)).unwrap();
        let _second = uploads.receive(one, source(2)).unwrap();
        assert_eq!(uploads.receive(one, source(3)).unwrap_err(), NoRoom);
        let _others = uploads.receive(other, source(1)).unwrap();
        drop(first);
        assert!(uploads.receive(one, source(3)).is_ok(), "the place is released");
    }

    #[test]
    fn the_accounts_of_one_network_have_eight_places_and_leave_those_of_others() {
        let uploads = Uploads::default();
        let mut held: Vec<_> = (0..8).map(|_| uploads.receive(account(), source(1)).unwrap()).collect();
        assert_eq!(uploads.receive(account(), source(1)).unwrap_err(), NoRoom);
        let _others = uploads.receive(account(), source(2)).unwrap();
        held.pop();
        assert!(uploads.receive(account(), source(1)).is_ok(), "the place is released");
    }
}
