//! Sending a one-time code, the first or another, to whoever signs up, signs in or sets a new password.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::{StoreError, Tx};
use i18n::Language;
use pki::{Digest, SubscriberNetwork, SystemRandom, Timestamp};

use super::budget::{self, AttemptKey};
use super::code;
use super::email_address::EmailAddress;
use super::password::Verifier;
use super::pending::Pending;
use super::token::PendingToken;
use super::{AccountId, Accounts, pending_store, store};
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::messages::{self, CodePurpose, Content, Destination, Message};

/// How long the pages of one sign-up, login or new password may be open, however often its code is sent again.
pub(super) const OPEN_FOR: Duration = Duration::from_secs(3600);

/// What the page that asks for a code says: nothing that tells whether there is an account.
#[derive(Clone, Debug)]
pub struct AwaitedCode {
    /// Where a mail went, as it was typed.
    pub email: EmailAddress,
    /// Until when the newest code is good.
    pub good_until: Timestamp,
    /// Since when a new password is awaited instead.
    pub accepted_at: Option<Timestamp>,
}

/// Why no code was sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResendError {
    /// Nothing waits for a code here: too late, or done already.
    #[error("nothing waits for a code")]
    Gone,
    /// Enough codes were sent.
    #[error("enough codes were sent")]
    RateLimited {
        /// When to ask again.
        retry_after: Duration,
    },
}

impl Accounts {
    /// What waits for its code in this browser, for the page that asks for it.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn awaited_code(&self, token: &PendingToken, purpose: CodePurpose) -> Result<Option<AwaitedCode>, Fault<Never>> {
        let core = &self.core;
        let mut tx = core.db.begin_read().await?;
        let pending = find(core, &mut tx, token, purpose, core.now()).await?;
        Ok(pending.map(|(_, pending)| AwaitedCode {
            good_until: pending.sent_at.plus(core.environment.settings.code_lifetime),
            accepted_at: pending.accepted_at,
            email: pending.email,
        }))
    }

    /// Sends another code; the ones before it are good no more.
    ///
    /// # Errors
    /// [`ResendError`]; [`Fault::Failed`] when the database does not answer.
    pub async fn send_code_again(
        &self,
        token: &PendingToken,
        purpose: CodePurpose,
        source: SubscriberNetwork,
    ) -> Result<(), Fault<ResendError>> {
        let mut act = self.core.begin("portal").await?;
        let decided = send_again(&mut act, token, purpose, source).await?;
        act.commit().await?;
        decided.map_err(Fault::Refused)
    }
}

/// A refusal is a decision that is committed: a budget that is used up goes on record.
async fn send_again(
    act: &mut Act<'_, Core>,
    token: &PendingToken,
    purpose: CodePurpose,
    source: SubscriberNetwork,
) -> Result<Result<(), ResendError>, StoreError> {
    let (core, now) = (act.zone(), act.at());
    let found = find(core, act.tx(), token, purpose, now).await?;
    let Some((digest, mut pending)) = found.filter(|(_, pending)| pending.accepted_at.is_none()) else {
        return Ok(Err(ResendError::Gone));
    };
    let who = AttemptKey::new(&core.secrets.digests, &pending.email, source);
    if let Err(retry_after) = budget::begin_sending(act, &who, purpose).await? {
        return Ok(Err(ResendError::RateLimited { retry_after }));
    }
    let (code, content) = draw(core, digest, purpose, pending.account.is_some());
    (pending.code, pending.sent_at, pending.tries) = (code, now, 0);
    pending_store::update(act.tx(), digest, &pending).await?;
    mail(act, &pending, content).await.map(Ok)
}

/// Begins to wait for a code: what the browser is to know of it.
pub(super) async fn begin(act: &mut Act<'_, Core>, start: Start<'_>) -> Result<PendingToken, StoreError> {
    let (core, now) = (act.zone(), act.at());
    let token = PendingToken::generate(&mut SystemRandom);
    let digest = token.digest(&core.secrets.digests);
    let (code, content) = draw(core, digest, start.purpose, start.account.is_some());
    let pending = Pending {
        purpose: start.purpose,
        email: start.email.clone(),
        language: start.language,
        account: start.account,
        password: start.password,
        begun_at: now,
        code,
        sent_at: now,
        tries: 0,
        accepted_at: None,
    };
    pending_store::insert(act.tx(), digest, &pending).await?;
    mail(act, &pending, content).await?;
    Ok(token)
}

/// What begins to wait for a code.
pub(super) struct Start<'a> {
    pub(super) purpose: CodePurpose,
    pub(super) email: &'a EmailAddress,
    pub(super) language: Language,
    pub(super) account: Option<AccountId>,
    pub(super) password: Option<Verifier>,
}

/// What waits under a token for this purpose, unless it was too long ago.
pub(super) async fn find(
    core: &Core,
    tx: &mut Tx,
    token: &PendingToken,
    purpose: CodePurpose,
    now: Timestamp,
) -> Result<Option<(Digest, Pending)>, StoreError> {
    let digest = token.digest(&core.secrets.digests);
    let pending = pending_store::find(tx, digest).await?;
    Ok(pending
        .filter(|pending| pending.purpose == purpose && now.since(pending.begun_at) < OPEN_FOR)
        .map(|pending| (digest, pending)))
}

/// A code and its mail, or the mail that says why there is none: an address that has an account cannot get another, and one that has
/// none cannot get a new password. Both cost the same.
fn draw(core: &Core, pending: Digest, purpose: CodePurpose, has_account: bool) -> (Option<Digest>, Content) {
    let (code, digest) = code::draw(&core.secrets.digests, purpose, pending, &mut SystemRandom);
    match (purpose, has_account) {
        (CodePurpose::SignUp, true) => (None, Content::AlreadyRegistered),
        (CodePurpose::NewPassword, false) => (None, Content::NoAccount),
        _ => (Some(digest), Content::OneTimeCode { code, purpose }),
    }
}

/// In the account's language and to its address, where there is one.
async fn mail(act: &mut Act<'_, Core>, pending: &Pending, content: Content) -> Result<(), StoreError> {
    let (email, language) = match pending.account {
        Some(account) => store::contact(act.tx(), account).await?,
        None => (pending.email.as_str().to_owned(), pending.language),
    };
    messages::enqueue(act, &Message { to: Destination::Email(email), language, content }).await
}
