//! Mails and SMS: from a message of the outbox to words in the reader's language, and out through a gateway.
//!
//! The subject says the thing and the order's number, the first line is the point, one action follows, then who to call. No
//! message holds a secret but the one-time code.

mod captured;
mod letter;
mod postman;
mod rendered;
mod send_fault;
mod sms;
mod smtp;
mod submission;
mod transport;

pub use captured::{Captured, CapturedMessage};
pub use postman::{Outgoing, send_messages};
pub use send_fault::SendFault;
pub use sms::{BadGateway, SmsGateway};
pub use smtp::{BadMailSettings, Encryption, SmtpSettings};
pub use transport::MailTransport;

use i18n::Catalogues;
use registration::Registration;
use registration::settings::Supplier;

static CATALOGUES: Catalogues = i18n::catalogues!("messages");

/// What every message needs beside its content: where its links lead, who signs it.
#[derive(Clone, Debug)]
pub struct Letterhead {
    public_site: String,
    certificate_site: String,
    supplier: Supplier,
    /// How long a one-time code is good.
    code_minutes: u64,
}

impl Letterhead {
    /// Of a registration authority whose entrances are at these sites, each `https://host[:port]`.
    #[must_use]
    pub fn new(registration: &Registration, public_site: &str, certificate_site: &str) -> Self {
        let settings = registration.settings();
        Self {
            public_site: public_site.to_owned(),
            certificate_site: certificate_site.to_owned(),
            supplier: settings.supplier.clone(),
            code_minutes: settings.code_length.as_secs() / 60,
        }
    }
}

#[cfg(test)]
mod tests;
