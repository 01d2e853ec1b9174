//! Sends mails: over SMTP, or to the demonstration's mailbox.

use std::time::{Duration, UNIX_EPOCH};

use lettre::Address;
use lettre::message::{Mailbox, MultiPart};
use pki::Timestamp;

use super::rendered::Mail;
use super::send_fault::SendFault;
use super::submission::Server;
use super::{BadMailSettings, CapturedMail, CapturedMessage, SmtpSettings};

/// Sends mails.
#[derive(Clone, Debug)]
pub struct MailTransport(Way);

#[derive(Clone, Debug)]
enum Way {
    Smtp { server: Box<Server>, sender: Mailbox },
    Captured(CapturedMail),
}

/// Identifies a message and its recipient.
pub(super) struct Postmark<'a> {
    /// Its number in the outbox.
    pub(super) id: i64,
    /// When it was put into the outbox. Together with the number it is unique even if the database is created again.
    pub(super) enqueued_at: Timestamp,
    /// The current time.
    pub(super) now: Timestamp,
    /// The recipient's address.
    pub(super) to: &'a str,
}

impl MailTransport {
    /// Sends over SMTP, with the sender's display name `name`.
    ///
    /// # Errors
    /// If the settings are invalid, or would send mails unencrypted over a network.
    pub fn smtp(settings: &SmtpSettings, name: &str) -> Result<Self, BadMailSettings> {
        Ok(Self(Way::Smtp { server: Box::new(settings.server()?), sender: settings.mailbox(name)? }))
    }

    /// Sends nothing: mails are kept in `mailbox`.
    #[must_use]
    pub const fn captured(mailbox: CapturedMail) -> Self {
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
    let to: Address = mark.to.parse().map_err(|_| SendFault::Unsendable("the address is invalid"))?;
    // The same for every attempt, so that servers and mail programs can detect duplicates.
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
