//! The worker: claims messages from the outbox, puts them into words, hands them to a gateway, and marks them.

use std::time::Duration;

use registration::Registration;
use registration::fault::{Failure, Fault, Never};
use registration::messages::{Channel, Claimed, Destination, LEASE};
use tokio_util::sync::CancellationToken;

use super::rendered::{Mail, sms};
use super::sms::SmsText;
use super::transport::Postmark;
use super::{Letterhead, MailTransport, SendFault, SmsGateway, sms as sms_gateway, submission};

/// The gateways through which messages leave.
pub struct Outgoing {
    /// E-mail.
    pub mail: MailTransport,
    /// SMS; without it nobody is offered them.
    pub sms: Option<SmsGateway>,
}

/// How often messages that rest after a failure are looked for, and how long a mark that the database did not take rests.
const LOOK: Duration = Duration::from_secs(1);
/// How often when it cannot be read: until somebody has mended it.
const AFTER_INCIDENT: Duration = Duration::from_secs(60);

// A message is handed over and marked before another worker may claim it.
const _: () = {
    let marking = 60;
    assert!(submission::PATIENCE.as_secs() + marking <= LEASE.as_secs());
    assert!(sms_gateway::PATIENCE.as_secs() + marking <= LEASE.as_secs());
};

/// Sends what falls due in the outbox of `registration` until it is told to stop. A message that it holds then is finished; what is left is sent later.
pub async fn send_messages(registration: &Registration, head: Letterhead, outgoing: Outgoing, stop: &CancellationToken) {
    let postman = Postman { registration: registration.clone(), head, outgoing, stop: stop.clone() };
    // Apart from each other: a mail server that hangs does not hold up an SMS.
    tokio::join!(postman.watch(Channel::Mail), postman.watch(Channel::Sms));
}

pub(super) struct Postman {
    pub(super) registration: Registration,
    pub(super) head: Letterhead,
    pub(super) outgoing: Outgoing,
    pub(super) stop: CancellationToken,
}

impl Postman {
    async fn watch(&self, channel: Channel) {
        while !self.stop.is_cancelled() {
            let look = match self.send_due(channel).await {
                Ok(_) => LOOK,
                // It was logged where it was found.
                Err(Fault::Failed(Failure::Incident(_))) => AFTER_INCIDENT,
                Err(fault) => {
                    tracing::warn!(?channel, %fault, "the outbox cannot be read");
                    LOOK
                }
            };
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = self.registration.outbox.outbox_filled(channel) => {}
                () = tokio::time::sleep(look) => {}
            }
        }
    }

    /// Sends what is due on a channel now, one message after the other, and counts what its gateway took.
    pub(super) async fn send_due(&self, channel: Channel) -> Result<usize, Fault<Never>> {
        let mut sent = 0;
        while !self.stop.is_cancelled() {
            let Some(claimed) = self.registration.outbox.claim_message(channel).await? else { break };
            match self.send(&claimed).await {
                Ok(()) => {
                    self.mark_sent(&claimed).await?;
                    sent += 1;
                }
                Err(fault) => {
                    tracing::warn!(message = %claimed.id(), %fault, "a message was not sent; it will be tried again");
                    self.registration.outbox.message_failed(&claimed, &fault.to_string()).await?;
                }
            }
        }
        Ok(sent)
    }

    /// Nothing else leaves before the database has the mark, without which the message would leave again. Only the program's
    /// end breaks this off.
    async fn mark_sent(&self, claimed: &Claimed) -> Result<(), Fault<Never>> {
        while let Err(fault) = self.registration.outbox.message_sent(claimed).await {
            if self.stop.is_cancelled() {
                tracing::error!(message = %claimed.id(), %fault, "a message was sent and could not be marked; it will be sent again");
                return Err(fault);
            }
            tracing::warn!(message = %claimed.id(), %fault, "a message was sent and is not marked yet");
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    async fn send(&self, claimed: &Claimed) -> Result<(), SendFault> {
        let (message, now) = (claimed.message(), self.registration.now());
        let id = claimed.id().number();
        match &message.to {
            Destination::Email(to) => {
                let mail = Mail::of(message, &self.head).map_err(|_| SendFault::Unsendable("its template fails"))?;
                self.outgoing.mail.send(&Postmark { id, enqueued_at: claimed.enqueued_at(), now, to }, mail).await
            }
            Destination::Sms(to) => {
                let gateway = self.outgoing.sms.as_ref().ok_or(SendFault::Unsendable("there is no SMS gateway"))?;
                gateway.send(id, now, to, &SmsText::new(&sms(message, &self.head))?).await
            }
        }
    }
}
