//! The worker: claims messages from the outbox, puts them into words, hands them to a gateway, and marks them.

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

/// The gateways through which messages leave.
pub struct Outgoing {
    /// E-mail.
    pub mail: MailTransport,
    /// SMS; without it nobody is offered them.
    pub sms: Option<SmsGateway>,
}

/// How often messages that rest after a failure are looked for, and how long a mark rests that the database did not take.
pub(super) const LOOK: Pace = Pace::every(Duration::from_secs(1));

// A message is handed over and marked before another worker may claim it.
const _: () = {
    let marking = LOOK.after_incident.as_secs();
    assert!(submission::PATIENCE.as_secs() + marking <= LEASE.as_secs());
    assert!(sms_gateway::PATIENCE.as_secs() + marking <= LEASE.as_secs());
};

/// Sends what falls due in the outbox of `registration` until it is told to stop. A message that it holds then is finished; what is left is sent later.
pub async fn send_messages(registration: &Registration, head: Letterhead, outgoing: Outgoing, stop: &CancellationToken) {
    let postman = Postman { registration: registration.clone(), head, outgoing, pace: LOOK, stop: stop.clone() };
    // Apart from each other: a mail server that hangs does not hold up an SMS.
    tokio::join!(postman.watch(Channel::Mail), postman.watch(Channel::Sms));
}

pub(super) struct Postman {
    pub(super) registration: Registration,
    pub(super) head: Letterhead,
    pub(super) outgoing: Outgoing,
    pub(super) pace: Pace,
    pub(super) stop: CancellationToken,
}

impl Postman {
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
        loop {
            let marked = self.registration.outbox.message_sent(claimed).await;
            let Err(fault) = &marked else { return Ok(()) };
            if self.stop.is_cancelled() {
                tracing::error!(message = %claimed.id(), %fault, "a message was sent and could not be marked; it will be sent again");
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
