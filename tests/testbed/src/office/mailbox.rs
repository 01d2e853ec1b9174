//! The messages that were sent to people.

use super::Office;
use crate::until;

impl Office {
    /// The texts of the messages to an address, oldest first.
    #[must_use]
    pub fn mailbox(&self, address: &str) -> Vec<String> {
        let sent = self.sent.messages();
        let theirs = sent.iter().rev().filter(|message| message.to == address);
        theirs.map(|message| format!("{}\n{}", message.subject.as_deref().unwrap_or_default(), message.text)).collect()
    }

    /// Waits for a message to an address that contains `words`, ignoring the first `seen` messages.
    pub async fn message_saying(&self, address: &str, words: &str, seen: usize) -> String {
        let found = async || self.mailbox(address).into_iter().skip(seen).find(|text| text.contains(words));
        until(&format!("a message to {address} that says “{words}”"), found).await
    }

    /// Waits for a one-time code to an address, ignoring the first `seen` messages.
    pub async fn code_for(&self, address: &str, seen: usize) -> String {
        let six_digits = |message: String| {
            let groups: Vec<String> = message.split(|c: char| !c.is_ascii_digit()).map(str::to_owned).collect();
            groups.into_iter().find(|digits| digits.len() == 6)
        };
        let found = async || self.mailbox(address).into_iter().skip(seen).find_map(six_digits);
        until(&format!("a code to {address}"), found).await
    }
}
