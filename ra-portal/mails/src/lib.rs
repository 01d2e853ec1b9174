//! Mails and SMS: from a message of the outbox to words in the reader's language, and out through a gateway.
//!
//! The subject says the thing and the order's number, the first line is the point, one action follows, then who to call. No
//! message holds a secret but the one-time code.

mod captured;
mod letter;
mod postman;
mod rendered;
mod smtp;
mod transport;

pub use captured::{Captured, CapturedMessage};
pub use smtp::{BadMailSettings, Encryption, SmtpSettings};
pub use transport::{MailTransport, SendFault};

pub(crate) use postman::send_messages;
pub(crate) use rendered::Mail;
pub(crate) use smtp::is_this_machine;

use registration::Registration;
use registration::settings::Supplier;

use crate::web::Sites;

/// What every message needs beside its content: where its links lead, who signs it.
#[derive(Clone, Debug)]
pub(crate) struct Letterhead {
    public_site: String,
    certificate_site: String,
    supplier: Supplier,
    /// How long a one-time code is good.
    code_minutes: u64,
}

impl Letterhead {
    pub(crate) fn new(registration: &Registration, sites: &Sites) -> Self {
        let settings = registration.settings();
        Self {
            public_site: sites.public.clone(),
            certificate_site: sites.certificate.clone(),
            supplier: settings.supplier.clone(),
            code_minutes: settings.code_length.as_secs() / 60,
        }
    }
}

#[cfg(test)]
mod tests;
