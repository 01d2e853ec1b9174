//! From the act to the worker that sends: messages are stored encrypted in the outbox; a worker claims, sends and removes them.
//!
//! Each message is delivered at least once. A claim is for one message, is committed before the message is handed over, and is
//! held until it is done. The mark that the gateway took the message follows at once, and is repeated until it is stored. So a
//! message is sent twice only if the program or its database stopped between the two steps (one more copy for each time), or if
//! the gateway's response was lost. Every copy has the same number.

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

/// How long a worker may take to hand a message over and mark it, before another worker may claim it.
pub const LEASE: Duration = Duration::from_secs(300);

/// The channel of a message; each has a worker of its own, so that a fault of one gateway does not delay the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Mail.
    Mail,
    /// SMS.
    Sms,
}

impl Channel {
    pub const ALL: [Self; 2] = [Self::Mail, Self::Sms];

    const fn kind(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
        }
    }
}

/// A message that a worker has claimed for the length of [`LEASE`].
#[derive(Clone, Debug)]
pub struct Claimed {
    claim: outbox::Message,
    message: Message,
}

/// A message that is not sent yet, as staff see it.
pub type WaitingMessage = outbox::Waiting;

impl Claimed {
    /// The message's number, the same at each attempt: identifies duplicates.
    #[must_use]
    pub const fn id(&self) -> MessageId {
        self.claim.id
    }

    /// When it was enqueued.
    #[must_use]
    pub const fn enqueued_at(&self) -> Timestamp {
        self.claim.enqueued_at
    }

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

/// Puts a message into the outbox in the act that it reports. It is sent after the commit.
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
    /// Returns when a message for `channel` was enqueued since the last call. Messages that wait after a failure become due
    /// without an announcement: workers also look for them every second.
    pub async fn outbox_filled(&self, channel: Channel) {
        let waits = match channel {
            Channel::Mail => &self.core.mail_waits,
            Channel::Sms => &self.core.sms_waits,
        };
        waits.notified().await;
    }

    /// Claims the due message on `channel` that has waited longest, if there is one. The claim is committed when this returns,
    /// and lasts for [`LEASE`]. One-time codes that expired while they waited are discarded.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn claim_message(&self, channel: Channel) -> Result<Option<Claimed>, Fault<Never>> {
        let mut act = self.core.begin("portal").await?;
        let claimed = claim(&mut act, channel).await?;
        act.commit().await?;
        Ok(claimed)
    }

    /// Removes a message from the outbox after the gateway took it. Idempotent.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available: the message will be sent again with the same number.
    pub async fn message_sent(&self, claimed: &Claimed) -> Result<(), Fault<Never>> {
        self.core.environment.failpoints.hit(Failpoint::MessageSent);
        let mut act = self.core.begin("portal").await?;
        outbox::done(act.tx(), claimed.id()).await?;
        act.commit().await?;
        Ok(())
    }

    /// Records that the gateway did not take the message, which is retried with growing intervals. Staff read `reason`: the
    /// gateway's response, without addresses.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available: the message is retried when the claim expires.
    pub async fn message_failed(&self, claimed: &Claimed, reason: &str) -> Result<(), Fault<Never>> {
        let mut act = self.core.begin("portal").await?;
        let now = act.at();
        outbox::failed(act.tx(), &claimed.claim, now, reason).await?;
        act.commit().await?;
        Ok(())
    }

    /// Messages that are not sent yet, the longest waiting first, at most `at_most`.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn waiting_messages(&self, at_most: u32) -> Result<Vec<WaitingMessage>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        Ok(outbox::waiting(&mut tx, at_most).await?)
    }
}

async fn claim(act: &mut Act<'_, Core>, channel: Channel) -> Result<Option<Claimed>, StoreError> {
    let (core, now) = (act.zone(), act.at());
    // Earlier ones could not be decrypted, and are postponed, or had expired, and are deleted.
    while let Some(claim) = outbox::claim(act.tx(), now, channel.kind(), LEASE, 1).await?.pop() {
        match core.open_message(&claim) {
            Some(message) if core.lost_its_worth(&message, claim.enqueued_at, now) => {
                tracing::info!(number = %claim.id, "a one-time code expired before it was sent");
                outbox::done(act.tx(), claim.id).await?;
            }
            Some(message) => return Ok(Some(Claimed { claim, message })),
            None => {
                let id = claim.id;
                IncidentId::report(format_args!("outbox.payload cannot be decrypted, or is not a message (row: id {id})"));
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
