//! A demonstration's mailbox: what would have been sent, kept in memory for `/demonstration/messages`.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use pki::Timestamp;

/// How many messages are kept; older ones make room.
const AT_MOST: usize = 500;

/// Messages that were captured instead of sent; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Captured(Arc<Mutex<VecDeque<CapturedMessage>>>);

/// A message as its reader would have got it.
#[derive(Clone, PartialEq, Eq)]
pub struct CapturedMessage {
    /// Its number in the outbox, the same when it is sent again.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// An e-mail address or a mobile number.
    pub to: String,
    /// The subject of a mail; none with an SMS.
    pub subject: Option<String>,
    /// In plain text.
    pub text: String,
}

impl Captured {
    /// An empty mailbox.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a message, once: one that is sent again replaces what was kept of it.
    pub(crate) fn keep(&self, message: CapturedMessage) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.id != message.id);
        kept.push_back(message);
        if kept.len() > AT_MOST {
            kept.pop_front();
        }
    }

    /// What was captured, the newest first.
    #[must_use]
    pub fn messages(&self) -> Vec<CapturedMessage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().rev().cloned().collect()
    }
}

/// Shows which it is and not what it says: it may hold a one-time code.
impl std::fmt::Debug for CapturedMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CapturedMessage({})", self.id)
    }
}
