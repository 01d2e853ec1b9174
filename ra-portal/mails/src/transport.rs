//! How a mail leaves: handed to an SMTP server, or captured.

use std::time::{Duration, UNIX_EPOCH};

use lettre::Address;
use lettre::message::{Mailbox, MultiPart};
use pki::Timestamp;

use super::rendered::Mail;
use super::send_fault::SendFault;
use super::submission::Server;
use super::{BadMailSettings, Captured, CapturedMessage, SmtpSettings};

/// How mails leave.
#[derive(Clone, Debug)]
pub struct MailTransport(Way);

#[derive(Clone, Debug)]
enum Way {
    Smtp { server: Box<Server>, sender: Mailbox },
    Captured(Captured),
}

/// Which message it is, wherever it goes.
pub(super) struct Postmark<'a> {
    /// Its number in the outbox.
    pub(super) id: i64,
    /// Since when it waits: with the number, unique even after a database was made anew.
    pub(super) enqueued_at: Timestamp,
    /// The present moment.
    pub(super) now: Timestamp,
    /// The reader's address.
    pub(super) to: &'a str,
}

impl MailTransport {
    /// Over SMTP, from `name`.
    ///
    /// # Errors
    /// When the settings cannot work, or would send mails in clear over a network.
    pub fn smtp(settings: &SmtpSettings, name: &str) -> Result<Self, BadMailSettings> {
        Ok(Self(Way::Smtp { server: Box::new(settings.server()?), sender: settings.mailbox(name)? }))
    }

    /// Nowhere: mails are kept in `mailbox`.
    #[must_use]
    pub const fn captured(mailbox: Captured) -> Self {
        Self(Way::Captured(mailbox))
    }

    pub(super) async fn send(&self, mark: &Postmark<'_>, mail: Mail) -> Result<(), SendFault> {
        match &self.0 {
            Way::Smtp { server, sender } => server.hand_over(&compose(mark, mail, sender)?).await,
            Way::Captured(mailbox) => {
                let Mail { subject, text, .. } = mail;
                mailbox.keep(CapturedMessage { id: mark.id, at: mark.now, to: mark.to.to_owned(), subject: Some(subject), text });
                Ok(())
            }
        }
    }
}

fn compose(mark: &Postmark<'_>, mail: Mail, sender: &Mailbox) -> Result<lettre::Message, SendFault> {
    let to: Address = mark.to.parse().map_err(|_| SendFault::Unsendable("the address is none"))?;
    // The same at every attempt: servers and readers recognise what came twice.
    let message_id = format!("<{}.{}@{}>", mark.enqueued_at.as_millis(), mark.id, sender.email.domain());
    let since_1970 = Duration::from_secs(u64::try_from(mark.now.as_seconds()).unwrap_or(0));
    lettre::Message::builder()
        .message_id(Some(message_id))
        .date(UNIX_EPOCH + since_1970)
        .from(sender.clone())
        .to(Mailbox::new(None, to))
        .subject(mail.subject)
        .multipart(MultiPart::alternative_plain_html(mail.text, mail.html))
        .map_err(|_| SendFault::Unsendable("it has no envelope"))
}
