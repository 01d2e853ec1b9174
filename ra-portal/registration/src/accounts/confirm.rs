//! Judging a one-time code, and what follows when it is right.

use std::time::Duration;

use chassis::db::Tx;
use pki::{Digest, SubscriberNetwork, SystemRandom, Timestamp};
use serde_json::json;

use super::budget::{self, Attempter, Guess};
use super::code::CodeAttempt;
use super::pending::{self, Pending};
use super::store::Account;
use super::token::{PendingToken, SessionToken};
use super::{AccountId, Accounts, pending_store, session, store};
use crate::core::Core;
use crate::fault::Fault;
use crate::messages::CodePurpose;
use crate::throttle;

/// Wrong codes until another must be sent.
const TRIES: i64 = 5;

/// Why a code was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing waits for a code here: too late, or the code was used.
    #[error("nothing waits for a code")]
    Gone,
    /// It is not the code that was sent last.
    #[error("wrong code; {tries_left} tries are left")]
    Wrong {
        /// How often another may be typed.
        tries_left: u32,
    },
    /// Ten minutes are over.
    #[error("the code is too old")]
    TooOld,
    /// Five wrong codes.
    #[error("too many wrong codes")]
    TooManyTries,
    /// Too many wrong passwords and codes.
    #[error("too many wrong codes were tried")]
    SlowDown {
        /// When to try again.
        retry_after: Duration,
    },
}

/// What waits, its code accepted, in a transaction that does what follows.
struct Accepted {
    tx: Tx,
    token: Digest,
    pending: Pending,
    who: Attempter,
}

impl Accounts {
    /// The code of a sign-up: the account exists from now on, and its owner is signed in.
    ///
    /// # Errors
    /// [`CodeError`]; [`Fault::Failed`] when the database does not answer.
    pub async fn confirm_sign_up(
        &self,
        token: &PendingToken,
        code: &CodeAttempt,
        source: SubscriberNetwork,
    ) -> Result<SessionToken, Fault<CodeError>> {
        let (core, now) = (&self.core, self.core.now());
        let mut accepted = judge(core, token, CodePurpose::SignUp, code, source, now).await?;
        let Some(verifier) = accepted.pending.password.take() else { return Err(Fault::Refused(CodeError::Gone)) };
        let tx = &mut accepted.tx;
        let email = &accepted.pending.email;
        // Two browsers may sign up with one address; the first code makes the account.
        if store::account(tx, email).await?.is_some() {
            return Err(Fault::Refused(CodeError::Gone));
        }
        let id = AccountId::generate(now, &mut SystemRandom);
        let account = Account { id, email: email.as_str().to_owned(), language: accepted.pending.language, verifier };
        store::insert_account(tx, &account, email, now).await?;
        core.record(tx, &format!("account {id}"), "account.created", &id.to_string(), json!({})).await?;
        accepted.sign_in(core, id, now).await
    }

    /// The code of a login.
    ///
    /// # Errors
    /// [`CodeError`]; [`Fault::Failed`] when the database does not answer.
    pub async fn confirm_sign_in(
        &self,
        token: &PendingToken,
        code: &CodeAttempt,
        source: SubscriberNetwork,
    ) -> Result<SessionToken, Fault<CodeError>> {
        let (core, now) = (&self.core, self.core.now());
        let mut accepted = judge(core, token, CodePurpose::SignIn, code, source, now).await?;
        let Some(id) = accepted.pending.account else { return Err(Fault::Refused(CodeError::Gone)) };
        core.record(&mut accepted.tx, &format!("account {id}"), "account.signed-in", &id.to_string(), json!({})).await?;
        accepted.sign_in(core, id, now).await
    }

    /// The code of a forgotten password: a new one may be set in this browser.
    ///
    /// # Errors
    /// [`CodeError`]; [`Fault::Failed`] when the database does not answer.
    pub async fn confirm_new_password(
        &self,
        token: &PendingToken,
        code: &CodeAttempt,
        source: SubscriberNetwork,
    ) -> Result<(), Fault<CodeError>> {
        let (core, now) = (&self.core, self.core.now());
        let Accepted { mut tx, token, mut pending, .. } = judge(core, token, CodePurpose::NewPassword, code, source, now).await?;
        (pending.code, pending.accepted_at) = (None, Some(now));
        pending_store::update(&mut tx, token, &pending).await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Accepted {
    async fn sign_in(mut self, core: &Core, account: AccountId, now: Timestamp) -> Result<SessionToken, Fault<CodeError>> {
        pending_store::remove(&mut self.tx, self.token).await?;
        budget::remember_source(&mut self.tx, &self.who, now).await?;
        let session = session::begin(core, &mut self.tx, account, now).await?;
        self.tx.commit().await?;
        Ok(session)
    }
}

/// Counts the code as wrong before it is compared.
async fn judge(
    core: &Core,
    token: &PendingToken,
    purpose: CodePurpose,
    code: &CodeAttempt,
    source: SubscriberNetwork,
    now: Timestamp,
) -> Result<Accepted, Fault<CodeError>> {
    let mut tx = core.db.begin_write().await?;
    let Some((token, mut pending)) = pending::find(core, &mut tx, token, purpose, now).await? else {
        return Err(Fault::Refused(CodeError::Gone));
    };
    check(core, &pending, now).map_err(Fault::Refused)?;
    let who = Attempter::new(&core.secrets.digests, &pending.email, source);
    let guess = match budget::begin_guess(core, &mut tx, &who, Guess::Code(purpose), now).await? {
        Ok(guess) => guess,
        Err(exhausted) => {
            return Err(budget::exhausted(core, tx, exhausted, |retry_after| CodeError::SlowDown { retry_after }).await);
        }
    };
    pending.tries += 1;
    if bool::from(code.is(&core.secrets.digests, purpose, token, pending.code)) {
        throttle::take_back(&mut tx, guess).await?;
        return Ok(Accepted { tx, token, pending, who });
    }
    pending_store::update(&mut tx, token, &pending).await?;
    tx.commit().await?;
    Err(Fault::Refused(match u32::try_from(TRIES - pending.tries) {
        Ok(tries_left @ 1..) => CodeError::Wrong { tries_left },
        _ => CodeError::TooManyTries,
    }))
}

/// What can be said before any code is compared.
fn check(core: &Core, pending: &Pending, now: Timestamp) -> Result<(), CodeError> {
    if pending.accepted_at.is_some() {
        return Err(CodeError::Gone);
    }
    if now.since(pending.sent_at) >= core.environment.settings.code_length {
        return Err(CodeError::TooOld);
    }
    if pending.tries >= TRIES {
        return Err(CodeError::TooManyTries);
    }
    Ok(())
}
