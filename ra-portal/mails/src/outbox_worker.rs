//! The worker that claims messages from the outbox, renders them, hands them to a gateway and marks them as sent.

use std::time::Duration;

use registration::Registration;
use registration::fault::{Fault, Never};
use registration::messages::{Channel, Claimed, Destination, LEASE};
use registration::pace::Pace;
use tokio_util::sync::CancellationToken;

use super::rendered::{Mail, sms};
use super::sms::SmsText;
use super::transport::Postmark;
use super::{Letterhead, MailTransport, SendFault, SmsGateway, sms as sms_gateway, submission};

/// The gateways for outgoing messages.
pub struct Outgoing {
    /// E-mail.
    pub mail: MailTransport,
    /// SMS; if `None`, SMS are not offered.
    pub sms: Option<SmsGateway>,
}

/// How often failed messages are retried, and the pause before a failed update of a sent message is repeated.
pub(super) const LOOK: Pace = Pace::every(Duration::from_secs(1));

// A message must be handed over and marked before another worker may claim it.
const _: () = {
    let marking = LOOK.after_incident.as_secs();
    assert!(submission::TIMEOUT.as_secs() + marking <= LEASE.as_secs());
    assert!(sms_gateway::TIMEOUT.as_secs() + marking <= LEASE.as_secs());
};

/// Sends the messages that are due in the outbox of `registration` until stopped. A message in progress is finished first; the others
/// are sent after the next start.
pub async fn send_messages(registration: &Registration, head: Letterhead, outgoing: Outgoing, stop: &CancellationToken) {
    let outbox_worker = OutboxWorker { registration: registration.clone(), head, outgoing, pace: LOOK, stop: stop.clone() };
    // Concurrently, so that a mail server that hangs does not delay SMS.
    tokio::join!(outbox_worker.watch(Channel::Mail), outbox_worker.watch(Channel::Sms));
}

pub(super) struct OutboxWorker {
    pub(super) registration: Registration,
    pub(super) head: Letterhead,
    pub(super) outgoing: Outgoing,
    pub(super) pace: Pace,
    pub(super) stop: CancellationToken,
}

impl OutboxWorker {
    async fn watch(&self, channel: Channel) {
        while !self.stop.is_cancelled() {
            let rest = self.pace.rest_after(&self.send_due(channel).await, "sending messages");
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = self.registration.outbox.outbox_filled(channel) => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Sends the messages that are due on a channel, one after the other. Returns how many the gateway accepted.
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
                    tracing::warn!(number = %claimed.id(), %fault, "a message was not sent; it will be retried");
                    self.registration.outbox.message_failed(&claimed, &fault.to_string()).await?;
                }
            }
        }
        Ok(sent)
    }

    /// Retries until the database has stored it, because an unmarked message would be sent again; nothing else is sent meanwhile.
    /// Gives up only when the program stops.
    async fn mark_sent(&self, claimed: &Claimed) -> Result<(), Fault<Never>> {
        loop {
            let marked = self.registration.outbox.message_sent(claimed).await;
            let Err(fault) = &marked else { return Ok(()) };
            if self.stop.is_cancelled() {
                tracing::error!(number = %claimed.id(), %fault, "a message was sent but could not be marked as sent; it will be sent again");
                return marked;
            }
            let rest = self.pace.rest_after(&marked, &format!("marking message {} as sent", claimed.id()));
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
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
