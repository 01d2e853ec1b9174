//! Announcements of committed acts, and the tasks of this process that wait for them. They are only hints: a waiting task reads
//! the rows again, and also checks them from time to time without an announcement.

use tokio::sync::{Notify, watch};

use crate::failpoint::Failpoint;

/// What a committed act announces to waiting tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announcement {
    /// The act is committed, and none of its other announcements was made yet. To be announced first.
    Reached(Failpoint),
    /// The status feed has new events.
    StatusFeed,
    /// There are new token events.
    TokenEvents,
    /// Serial numbers were revoked that are on no CRL yet.
    CrlDue,
    /// A CRL was stored: the revocations on it must be read back.
    ReadBackDue,
    /// Every origin shows a revocation.
    RevocationPublished,
}

/// Where tasks wait for announcements. Only [`Announcements::make`] makes them.
#[derive(Default)]
pub(crate) struct Announcements {
    status_feed: watch::Sender<()>,
    token_events: watch::Sender<()>,
    revocation_live: watch::Sender<()>,
    crl_due: Notify,
    read_back_due: Notify,
}

impl Announcements {
    /// Wakes the tasks that wait for an announcement. No task waits for a failpoint.
    pub(crate) fn make(&self, announcement: Announcement) {
        match announcement {
            Announcement::Reached(_) => {}
            Announcement::StatusFeed => self.status_feed.send_modify(|()| {}),
            Announcement::TokenEvents => self.token_events.send_modify(|()| {}),
            Announcement::RevocationPublished => self.revocation_live.send_modify(|()| {}),
            Announcement::CrlDue => self.crl_due.notify_one(),
            Announcement::ReadBackDue => self.read_back_due.notify_one(),
        }
    }

    /// Changes at each [`Announcement::StatusFeed`] from now on.
    pub(crate) fn status_feed(&self) -> watch::Receiver<()> {
        self.status_feed.subscribe()
    }

    /// Changes at each [`Announcement::TokenEvents`] from now on.
    pub(crate) fn token_events(&self) -> watch::Receiver<()> {
        self.token_events.subscribe()
    }

    /// Changes at each [`Announcement::RevocationPublished`] from now on.
    pub(crate) fn revocation_live(&self) -> watch::Receiver<()> {
        self.revocation_live.subscribe()
    }

    /// Waits for [`Announcement::CrlDue`], or returns at once if it was made since the last wait. For a single task.
    pub(crate) async fn crl_due(&self) {
        self.crl_due.notified().await;
    }

    /// Waits for [`Announcement::ReadBackDue`], or returns at once if it was made since the last wait. For a single task.
    pub(crate) async fn read_back_due(&self) {
        self.read_back_due.notified().await;
    }
}
