//! From the act to whoever sends: messages lie encrypted in the outbox, and are claimed, sent and taken out by a worker.
//!
//! Each message is handed over at least once. A claim is for one message, is committed before the message is handed over, and
//! is never let go in between; the mark that it was taken follows at once and is repeated until the database has it. So a
//! message that its gateway took is handed over again only when the program or its database went away between the two, once
//! more each time, or when the gateway's answer was lost. Every copy has the number of the first.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::StoreError;
use chassis::incident::IncidentId;
use chassis::outbox;
use chassis::outbox::MessageId;
use pki::{SystemRandom, Timestamp};
use zeroize::Zeroizing;

use super::{Content, Destination, Message, Outbox};
use crate::Failpoint;
use crate::core::{Announcement, Core};
use crate::fault::{Fault, Never};

/// How long a worker has to hand a message over and to mark it, before another worker may claim it.
pub const LEASE: Duration = Duration::from_secs(300);

/// How a message travels; each has a worker's attention of its own, so that one gateway's fault does not hold up the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Mail.
    Mail,
    /// SMS.
    Sms,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mail, Self::Sms];

    const fn kind(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
        }
    }
}

/// A message that a worker holds for the length of [`LEASE`].
#[derive(Clone, Debug)]
pub struct Claimed {
    claim: outbox::Message,
    message: Message,
}

/// Something that was decided and is not done yet, as staff see it.
pub type WaitingMessage = outbox::Waiting;

impl Claimed {
    /// Its number, the same at each attempt: by it a message that was sent twice is recognised.
    #[must_use]
    pub const fn id(&self) -> MessageId {
        self.claim.id
    }

    /// Since when it waits.
    #[must_use]
    pub const fn enqueued_at(&self) -> Timestamp {
        self.claim.enqueued_at
    }

    /// What to send.
    #[must_use]
    pub const fn message(&self) -> &Message {
        &self.message
    }
}

impl Message {
    const fn channel(&self) -> Channel {
        match self.to {
            Destination::Email(_) => Channel::Mail,
            Destination::Sms(_) => Channel::Sms,
        }
    }
}

/// Puts a message into the outbox, in the act that it is about. It is sent after the commit.
pub(crate) async fn enqueue(act: &mut Act<'_, Core>, message: &Message) -> Result<(), StoreError> {
    let (channel, at) = (message.channel(), act.at());
    let kind = channel.kind();
    let clear = Zeroizing::new(serde_json::to_vec(message).expect("messages are strings and numbers, which JSON can write"));
    let ciphertext = act.zone().secrets.outbox.encrypt(&mut SystemRandom, kind.as_bytes(), &clear);
    outbox::enqueue(act.tx(), at, kind, &ciphertext).await?;
    act.announce(match channel {
        Channel::Mail => Announcement::MailWaits,
        Channel::Sms => Announcement::SmsWaits,
    });
    Ok(())
}

impl Outbox {
    /// Returns when a message for `channel` was enqueued since the last call. Messages that rest after a failure fall due without
    /// an announcement: look for them every second, too.
    pub async fn outbox_filled(&self, channel: Channel) {
        let waits = match channel {
            Channel::Mail => &self.core.mail_waits,
            Channel::Sms => &self.core.sms_waits,
        };
        waits.notified().await;
    }

    /// Claims the message that is due on `channel` and has waited longest, if there is one. The claim is on record when this
    /// returns: its worker has [`LEASE`] to hand it over. One-time codes that lost their worth while they waited are not sent
    /// any more.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn claim_message(&self, channel: Channel) -> Result<Option<Claimed>, Fault<Never>> {
        let mut act = self.core.begin("portal").await?;
        let claimed = claim(&mut act, channel).await?;
        act.commit().await?;
        Ok(claimed)
    }

    /// The gateway took the message: it leaves the outbox. Idempotent.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer: the message will be sent again under the same number.
    pub async fn message_sent(&self, claimed: &Claimed) -> Result<(), Fault<Never>> {
        self.core.environment.failpoints.hit(Failpoint::MessageSent);
        let mut act = self.core.begin("portal").await?;
        outbox::done(act.tx(), claimed.id()).await?;
        act.commit().await?;
        Ok(())
    }

    /// The gateway did not take the message: it is tried again, ever more rarely. Staff read `reason`: what the gateway said,
    /// without addresses.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer: it is tried again when the claim runs out.
    pub async fn message_failed(&self, claimed: &Claimed, reason: &str) -> Result<(), Fault<Never>> {
        let mut act = self.core.begin("portal").await?;
        let now = act.at();
        outbox::failed(act.tx(), &claimed.claim, now, reason).await?;
        act.commit().await?;
        Ok(())
    }

    /// What was decided and is not done yet, the longest waiting first, at most `at_most`.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn waiting_messages(&self, at_most: u32) -> Result<Vec<WaitingMessage>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        Ok(outbox::waiting(&mut tx, at_most).await?)
    }
}

async fn claim(act: &mut Act<'_, Core>, channel: Channel) -> Result<Option<Claimed>, StoreError> {
    let (core, now) = (act.zone(), act.at());
    // Those before the one that is claimed did not open, and rest, or were worthless, and are gone.
    while let Some(claim) = outbox::claim(act.tx(), now, channel.kind(), LEASE, 1).await?.pop() {
        match core.open_message(&claim) {
            Some(message) if core.lost_its_worth(&message, claim.enqueued_at, now) => {
                tracing::info!(message = %claim.id, "a one-time code waited until it was good no more: not sent");
                outbox::done(act.tx(), claim.id).await?;
            }
            Some(message) => return Ok(Some(Claimed { claim, message })),
            None => {
                let id = claim.id;
                IncidentId::report(format_args!("outbox.payload cannot be decrypted, or is no message (row: id {id})"));
                outbox::failed(act.tx(), &claim, now, "cannot be decrypted: encrypted under another master key?").await?;
            }
        }
    }
    Ok(None)
}

impl Core {
    fn open_message(&self, claim: &outbox::Message) -> Option<Message> {
        let clear = self.secrets.outbox.decrypt(claim.kind.as_bytes(), &claim.payload).ok()?;
        serde_json::from_slice(&clear).ok()
    }

    fn lost_its_worth(&self, message: &Message, enqueued_at: Timestamp, now: Timestamp) -> bool {
        matches!(message.content, Content::OneTimeCode { .. }) && now.since(enqueued_at) > self.environment.settings.code_lifetime
    }
}
