//! Checking a one-time code, and what follows when it is right.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::StoreError;
use pki::{Digest, SubscriberNetwork, SystemRandom, Timestamp};
use serde_json::json;

use super::budget::{self, AttemptKey, Guess};
use super::code::CodeAttempt;
use super::pending::Pending;
use super::store::Account;
use super::token::{PendingToken, SessionToken};
use super::{AccountId, Accounts, pending_store, send_code, session, store};
use crate::core::Core;
use crate::fault::Fault;
use crate::messages::CodePurpose;
use crate::throttle;

/// Wrong codes after which another code must be sent.
const TRIES: i64 = 5;

/// Why a code was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// No code is awaited here: it is too late, or the code was used.
    #[error("no code is awaited")]
    Gone,
    /// Not the code that was sent last.
    #[error("wrong code; {tries_left} tries are left")]
    Wrong {
        /// How many more attempts are allowed.
        tries_left: u32,
    },
    /// The code expired after ten minutes.
    #[error("the code has expired")]
    TooOld,
    /// Five wrong codes were typed.
    #[error("too many wrong codes")]
    TooManyTries,
    /// A limit on wrong passwords and codes is exhausted.
    #[error("too many wrong codes were tried")]
    RateLimited { retry_after: Duration },
}

/// The pending sign-up, login or new password whose code was accepted, and what its attempts are counted under.
struct Accepted {
    token: Digest,
    pending: Pending,
    who: AttemptKey,
    /// The token of the session that the code begins.
    session: SessionToken,
}

impl Accepted {
    /// Whether the code was accepted before, less than a minute ago: the browser sent its form twice.
    const fn is_repeated(&self) -> bool {
        self.pending.accepted_at.is_some()
    }
}

impl Accounts {
    /// Completes a sign-up with its code: creates the account and signs its owner in. Idempotent for a minute, like a login.
    ///
    /// # Errors
    /// [`CodeError`]; [`Fault::Failed`] when the database is not available.
    pub async fn confirm_sign_up(
        &self,
        token: &PendingToken,
        code: &CodeAttempt,
        source: SubscriberNetwork,
    ) -> Result<SessionToken, Fault<CodeError>> {
        let mut act = self.core.begin("portal").await?;
        let decided = sign_up(&mut act, token, code, source).await?;
        act.commit().await?;
        decided.map_err(Fault::Refused)
    }

    /// Completes a login with its code. Idempotent for a minute: the same code in the same browser returns the same session.
    ///
    /// # Errors
    /// [`CodeError`]; [`Fault::Failed`] when the database is not available.
    pub async fn confirm_sign_in(
        &self,
        token: &PendingToken,
        code: &CodeAttempt,
        source: SubscriberNetwork,
    ) -> Result<SessionToken, Fault<CodeError>> {
        let mut act = self.core.begin("portal").await?;
        let decided = sign_in(&mut act, token, code, source).await?;
        act.commit().await?;
        decided.map_err(Fault::Refused)
    }

    /// Accepts the code for a forgotten password, after which a new one may be set in this browser.
    ///
    /// # Errors
    /// [`CodeError`]; [`Fault::Failed`] when the database is not available.
    pub async fn confirm_new_password(
        &self,
        token: &PendingToken,
        code: &CodeAttempt,
        source: SubscriberNetwork,
    ) -> Result<(), Fault<CodeError>> {
        let mut act = self.core.begin("portal").await?;
        let decided = await_new_password(&mut act, token, code, source).await?;
        act.commit().await?;
        decided.map_err(Fault::Refused)
    }
}

// These return a refusal as a value instead of an error, so that it is committed: a wrong code counts.

async fn sign_up(
    act: &mut Act<'_, Core>,
    token: &PendingToken,
    code: &CodeAttempt,
    source: SubscriberNetwork,
) -> Result<Result<SessionToken, CodeError>, StoreError> {
    let mut accepted = match verify_code(act, token, CodePurpose::SignUp, code, source).await? {
        Ok(accepted) => accepted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if accepted.is_repeated() {
        return begun_before(act, accepted).await;
    }
    let pending = &mut accepted.pending;
    let Some(verifier) = pending.password.take() else { return Ok(Err(CodeError::Gone)) };
    // Two browsers may sign up with one address; the first code creates the account.
    if store::account(act.tx(), &pending.email).await?.is_some() {
        return Ok(Err(CodeError::Gone));
    }
    let now = act.at();
    let id = AccountId::generate(now, &mut SystemRandom);
    let account = Account { id, email: pending.email.as_str().to_owned(), language: pending.language, verifier };
    store::insert_account(act.tx(), &account, &pending.email, now).await?;
    act.record_as(&format!("account {id}"), "account.created", &id.to_string(), json!({})).await?;
    begin_session(act, accepted, id).await.map(Ok)
}

async fn sign_in(
    act: &mut Act<'_, Core>,
    token: &PendingToken,
    code: &CodeAttempt,
    source: SubscriberNetwork,
) -> Result<Result<SessionToken, CodeError>, StoreError> {
    let accepted = match verify_code(act, token, CodePurpose::SignIn, code, source).await? {
        Ok(accepted) => accepted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if accepted.is_repeated() {
        return begun_before(act, accepted).await;
    }
    let Some(id) = accepted.pending.account else { return Ok(Err(CodeError::Gone)) };
    act.record_as(&format!("account {id}"), "account.signed-in", &id.to_string(), json!({})).await?;
    begin_session(act, accepted, id).await.map(Ok)
}

async fn await_new_password(
    act: &mut Act<'_, Core>,
    token: &PendingToken,
    code: &CodeAttempt,
    source: SubscriberNetwork,
) -> Result<Result<(), CodeError>, StoreError> {
    let mut accepted = match verify_code(act, token, CodePurpose::NewPassword, code, source).await? {
        Ok(accepted) => accepted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if accepted.is_repeated() {
        return Ok(Ok(()));
    }
    accepted.pending.accepted_at = Some(act.at());
    pending_store::update(act.tx(), accepted.token, &accepted.pending).await.map(Ok)
}

async fn begin_session(act: &mut Act<'_, Core>, accepted: Accepted, account: AccountId) -> Result<SessionToken, StoreError> {
    let now = act.at();
    let Accepted { token, mut pending, who, session } = accepted;
    pending.accepted_at = Some(now);
    pending_store::update(act.tx(), token, &pending).await?;
    budget::remember_source(act.tx(), &who, now).await?;
    session::begin(act, &session, account).await?;
    Ok(session)
}

/// The session that the same code began before, unless it was ended meanwhile.
async fn begun_before(act: &mut Act<'_, Core>, accepted: Accepted) -> Result<Result<SessionToken, CodeError>, StoreError> {
    let exists = session::exists(act, &accepted.session).await?;
    Ok(if exists { Ok(accepted.session) } else { Err(CodeError::Gone) })
}

/// Counts the code as wrong before it is compared.
async fn verify_code(
    act: &mut Act<'_, Core>,
    token: &PendingToken,
    purpose: CodePurpose,
    code: &CodeAttempt,
    source: SubscriberNetwork,
) -> Result<Result<Accepted, CodeError>, StoreError> {
    let (core, now) = (act.zone(), act.at());
    let session = SessionToken::derived(&core.secrets.digests, token, code.octets());
    let Some((token, mut pending)) = send_code::find(core, act.tx(), token, purpose, now).await? else {
        return Ok(Err(CodeError::Gone));
    };
    if let Err(refusal) = check(core, &pending, now) {
        return Ok(Err(refusal));
    }
    let who = AttemptKey::new(&core.secrets.digests, &pending.email, source);
    let guess = match budget::begin_guess(act, &who, Guess::Code(purpose)).await? {
        Ok(guess) => guess,
        Err(retry_after) => return Ok(Err(CodeError::RateLimited { retry_after })),
    };
    pending.tries += 1;
    if bool::from(code.is(&core.secrets.digests, purpose, token, pending.code)) {
        throttle::take_back(act.tx(), guess).await?;
        return Ok(Ok(Accepted { token, pending, who, session }));
    }
    pending_store::update(act.tx(), token, &pending).await?;
    Ok(Err(match u32::try_from(TRIES - pending.tries) {
        Ok(tries_left @ 1..) => CodeError::Wrong { tries_left },
        _ => CodeError::TooManyTries,
    }))
}

/// The checks that come before the code is compared.
fn check(core: &Core, pending: &Pending, now: Timestamp) -> Result<(), CodeError> {
    if pending.is_code_used(now) {
        return Err(CodeError::Gone);
    }
    if pending.accepted_at.is_none() && now.since(pending.sent_at) >= core.environment.settings.code_lifetime {
        return Err(CodeError::TooOld);
    }
    if pending.tries >= TRIES {
        return Err(CodeError::TooManyTries);
    }
    Ok(())
}
