//! Mails and SMS: renders messages of the outbox in the recipient's language and sends them through a gateway.
//!
//! The subject names the matter and the order number, the first line states the main point, then come one action and the support
//! contact. No message contains a secret except a one-time code.

mod captured;
mod letter;
mod outbox_worker;
mod rendered;
mod send_fault;
mod sms;
mod smtp;
mod submission;
mod transport;

pub use captured::{CapturedMail, CapturedMessage};
pub use outbox_worker::{Outgoing, send_messages};
pub use send_fault::SendFault;
pub use sms::{BadGateway, SmsGateway};
pub use smtp::{BadMailSettings, Encryption, SmtpSettings};
pub use transport::MailTransport;

use i18n::Catalogues;
use policies::Policies;
use registration::Registration;
use registration::settings::Supplier;

static CATALOGUES: Catalogues = i18n::catalogues!("messages");

/// What all messages share: the sites that links lead to, the supplier as the sender, the validity of codes.
#[derive(Clone, Debug)]
pub struct Letterhead {
    public_site: String,
    certificate_site: String,
    supplier: Supplier,
    /// The names of pieces.
    policies: Policies,
    /// How long a one-time code is valid.
    code_minutes: u64,
}

impl Letterhead {
    /// For the portal of `registration` with these two sites, each `https://host[:port]`.
    #[must_use]
    pub fn new(registration: &Registration, public_site: &str, certificate_site: &str) -> Self {
        let settings = registration.settings();
        Self {
            public_site: public_site.to_owned(),
            certificate_site: certificate_site.to_owned(),
            supplier: settings.supplier.clone(),
            policies: registration.policies().clone(),
            code_minutes: settings.code_lifetime.as_secs() / 60,
        }
    }
}

#[cfg(test)]
mod tests;
