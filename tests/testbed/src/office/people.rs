//! Officers and holders with their tokens.

use std::path::Path;

use demo::browser::{Browser, TokenLogin};
use token::{Pin, SlotIndex};

use super::Office;

impl Office {
    /// The first or second officer (1 or 2) at the certificate entrance.
    #[must_use]
    pub fn officer(&self, number: usize) -> Browser {
        let pin = std::fs::read_to_string(self.testbed.installation.path(&format!("officers/{number}.pin"))).expect("the PIN");
        let token = self.testbed.installation.path(&format!("officers/{number}.token"));
        self.with_token(&token, pin.trim(), SlotIndex::MAIN)
    }

    /// A visitor of the certificate entrance who has a token and its PIN.
    #[must_use]
    pub fn with_token(&self, token: &Path, pin: &str, slot: SlotIndex) -> Browser {
        let pin: Pin = pin.parse().expect("a PIN");
        let login = TokenLogin::new(token, pin, slot).expect("a slot with a certificate");
        self.at_certificate_entrance(Some(login.certificate()))
    }
}
