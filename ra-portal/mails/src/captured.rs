//! The demonstration's mailbox: messages are kept in memory instead of being sent, and shown at `/demonstration/messages`.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use pki::Timestamp;

/// Maximum number of messages kept; the oldest are dropped.
const AT_MOST: usize = 500;

/// Messages that were captured instead of sent; clones share them.
#[derive(Clone, Debug, Default)]
pub struct CapturedMail(Arc<Mutex<VecDeque<CapturedMessage>>>);

/// A message as its recipient would have received it.
#[derive(Clone, PartialEq, Eq)]
pub struct CapturedMessage {
    /// Its number in the outbox, which is the same for every attempt to send it.
    pub id: i64,
    /// When it was last sent.
    pub at: Timestamp,
    /// The recipient: an e-mail address or a mobile number.
    pub to: String,
    /// The subject of a mail; `None` for an SMS.
    pub subject: Option<String>,
    /// The plain text.
    pub text: String,
}

impl CapturedMail {
    /// An empty mailbox.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a message. A message that is sent again replaces the earlier copy.
    pub(crate) fn keep(&self, message: CapturedMessage) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.id != message.id);
        kept.push_back(message);
        if kept.len() > AT_MOST {
            kept.pop_front();
        }
    }

    /// The captured messages, newest first.
    #[must_use]
    pub fn messages(&self) -> Vec<CapturedMessage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().rev().cloned().collect()
    }
}

/// Omits the text, which may contain a one-time code.
impl std::fmt::Debug for CapturedMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CapturedMessage({})", self.id)
    }
}
