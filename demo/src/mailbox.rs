//! The messages that were sent to one person.

use std::time::Duration;

use mails::CapturedMail;

/// The messages to one e-mail address or mobile number.
#[derive(Clone, Debug)]
pub struct Mailbox {
    captured: CapturedMail,
    address: String,
}

/// The expected message did not arrive.
#[derive(Debug, thiserror::Error)]
#[error("no message to {address} {wanted} arrived within a minute; there are {subjects:?}")]
pub struct NoMessage {
    address: String,
    wanted: String,
    subjects: Vec<String>,
}

const TIMEOUT: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(10);

impl Mailbox {
    /// The mailbox of an address.
    #[must_use]
    pub fn new(captured: CapturedMail, address: &str) -> Self {
        Self { captured, address: address.to_owned() }
    }

    /// Subject and text of each message so far, oldest first.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        let captured = self.captured.messages();
        let theirs = captured.iter().rev().filter(|message| message.to == self.address);
        theirs.map(|message| format!("{}\n{}", message.subject.as_deref().unwrap_or_default(), message.text)).collect()
    }

    /// Waits for a message that contains `words`, ignoring the first `seen` messages.
    ///
    /// # Errors
    /// If none arrives within a minute.
    pub async fn saying(&self, words: &str, seen: usize) -> Result<String, NoMessage> {
        self.first(seen, &format!("saying “{words}”"), |message| message.contains(words).then(|| message.to_owned())).await
    }

    /// Waits for a one-time code, ignoring the first `seen` messages.
    ///
    /// # Errors
    /// If none arrives within a minute.
    pub async fn code(&self, seen: usize) -> Result<String, NoMessage> {
        let six_digits =
            |message: &str| message.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 6).map(str::to_owned);
        self.first(seen, "with a code", six_digits).await
    }

    async fn first(&self, seen: usize, wanted: &str, find: impl Fn(&str) -> Option<String>) -> Result<String, NoMessage> {
        let found = async {
            loop {
                if let Some(found) = self.messages().iter().skip(seen).find_map(|message| find(message)) {
                    return found;
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        tokio::time::timeout(TIMEOUT, found).await.map_err(|_| NoMessage {
            address: self.address.clone(),
            wanted: wanted.to_owned(),
            subjects: self.messages().iter().filter_map(|message| message.lines().next().map(str::to_owned)).collect(),
        })
    }
}
