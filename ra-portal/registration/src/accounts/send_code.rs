//! Sending a one-time code, the first or another, for a sign-up, a login or a new password.

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

/// How long the pages of one sign-up, login or new password may stay open, however often its code is sent again.
pub(super) const OPEN_FOR: Duration = Duration::from_secs(3600);

/// How long after another code was sent an older page that asks for one is taken for a repetition.
const REPEATED_WITHIN: Duration = Duration::from_secs(60);

/// What the page for typing a code shows: nothing that reveals whether there is an account.
#[derive(Clone, Debug)]
pub struct AwaitedCode {
    /// The address of the mail, as it was typed.
    pub email: EmailAddress,
    /// When the newest code was sent.
    pub sent_at: Timestamp,
    /// When the newest code expires.
    pub good_until: Timestamp,
    /// When the code was accepted, if a new password is awaited instead.
    pub accepted_at: Option<Timestamp>,
}

/// Why no further code was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResendError {
    /// No code is awaited here: it is too late, or the step is done already.
    #[error("no code is awaited")]
    Gone,
    /// The limit on codes is exhausted.
    #[error("too many codes were sent")]
    RateLimited { retry_after: Duration },
}

impl Accounts {
    /// The pending sign-up, login or new password of this browser, for the page for typing its code.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn awaited_code(&self, token: &PendingToken, purpose: CodePurpose) -> Result<Option<AwaitedCode>, Fault<Never>> {
        let core = &self.core;
        let mut tx = core.db.begin_read().await?;
        let pending = find(core, &mut tx, token, purpose, core.now()).await?;
        Ok(pending.map(|(_, pending)| AwaitedCode {
            sent_at: pending.sent_at,
            good_until: pending.sent_at.plus(core.environment.settings.code_lifetime),
            accepted_at: pending.accepted_at.filter(|_| purpose == CodePurpose::NewPassword),
            email: pending.email,
        }))
    }

    /// Sends another code; earlier ones become invalid. `replaces` is [`AwaitedCode::sent_at`] of the page that asks: if another code
    /// has been sent since, within a minute, the same form has arrived before, and this one sends none.
    ///
    /// # Errors
    /// [`ResendError`]; [`Fault::Failed`] when the database is not available.
    pub async fn send_code_again(
        &self,
        token: &PendingToken,
        purpose: CodePurpose,
        source: SubscriberNetwork,
        replaces: Option<Timestamp>,
    ) -> Result<(), Fault<ResendError>> {
        let mut act = self.core.begin("portal").await?;
        let decided = send_again(&mut act, token, purpose, source, replaces).await?;
        act.commit().await?;
        decided.map_err(Fault::Refused)
    }
}

/// Returns a refusal as a value, so that it is committed: an exhausted budget is recorded in the ledger.
async fn send_again(
    act: &mut Act<'_, Core>,
    token: &PendingToken,
    purpose: CodePurpose,
    source: SubscriberNetwork,
    replaces: Option<Timestamp>,
) -> Result<Result<(), ResendError>, StoreError> {
    let (core, now) = (act.zone(), act.at());
    let found = find(core, act.tx(), token, purpose, now).await?;
    let Some((digest, mut pending)) = found.filter(|(_, pending)| pending.accepted_at.is_none()) else {
        return Ok(Err(ResendError::Gone));
    };
    if replaces.is_some_and(|replaces| replaces != pending.sent_at) && now.since(pending.sent_at) < REPEATED_WITHIN {
        return Ok(Ok(()));
    }
    let who = AttemptKey::new(&core.secrets.digests, &pending.email, source);
    if let Err(retry_after) = budget::begin_sending(act, &who, purpose).await? {
        return Ok(Err(ResendError::RateLimited { retry_after }));
    }
    let (code, content) = draw(core, digest, purpose, pending.account.is_some());
    (pending.code, pending.sent_at, pending.tries) = (code, now, 0);
    pending_store::update(act.tx(), digest, &pending).await?;
    mail(act, &pending, content).await.map(Ok)
}

/// Stores what waits for a code under the token of the browser.
pub(super) async fn begin(act: &mut Act<'_, Core>, token: &PendingToken, start: Start<'_>) -> Result<(), StoreError> {
    let (core, now) = (act.zone(), act.at());
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
    mail(act, &pending, content).await
}

/// What is to wait for a code.
pub(super) struct Start<'a> {
    pub(super) purpose: CodePurpose,
    pub(super) email: &'a EmailAddress,
    pub(super) language: Language,
    pub(super) account: Option<AccountId>,
    pub(super) password: Option<Verifier>,
}

/// What waits under a token for this purpose, unless it is too old or done.
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
        .filter(|pending| pending.purpose == purpose && now.since(pending.begun_at) < OPEN_FOR && !pending.is_over(now))
        .map(|pending| (digest, pending)))
}

/// Draws a code and its mail, or the mail that explains why there is none: an address that has an account cannot get another, and
/// one that has none cannot get a new password. Both cases cost the same time.
fn draw(core: &Core, pending: Digest, purpose: CodePurpose, has_account: bool) -> (Option<Digest>, Content) {
    let (code, digest) = code::draw(&core.secrets.digests, purpose, pending, &mut SystemRandom);
    match (purpose, has_account) {
        (CodePurpose::SignUp, true) => (None, Content::AlreadyRegistered),
        (CodePurpose::NewPassword, false) => (None, Content::NoAccount),
        _ => (Some(digest), Content::OneTimeCode { code, purpose }),
    }
}

/// Writes in the account's language and to its address, if there is an account.
async fn mail(act: &mut Act<'_, Core>, pending: &Pending, content: Content) -> Result<(), StoreError> {
    let (email, language) = match pending.account {
        Some(account) => store::contact(act.tx(), account).await?,
        None => (pending.email.as_str().to_owned(), pending.language),
    };
    messages::enqueue(act, &Message { to: Destination::Email(email), language, content }).await
}
