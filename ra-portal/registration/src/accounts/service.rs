//! Signing up and signing in, up to the code; a forgotten password; the account's language.

use std::time::Duration;

use i18n::Language;
use pki::{SubscriberNetwork, SystemRandom, Timestamp};
use serde_json::json;

use super::budget::{self, Attempter, Guess};
use super::email_address::EmailAddress;
use super::password::{Password, PasswordAttempt, Verifier, draw_salt};
use super::pending::{self, OPEN_FOR, Start};
use super::token::{PendingToken, SessionToken};
use super::{AccountId, Accounts, pending_store, session, store};
use crate::fault::{Fault, Never};
use crate::messages::{self, CodePurpose, Content, Destination, Message};
use crate::throttle::{self, AttemptId};

/// Why somebody did not get as far as the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// The address has no account, or another password.
    #[error("no account has this address and this password")]
    Wrong,
    /// Too many wrong passwords and codes, or enough codes were sent.
    #[error("too many attempts")]
    SlowDown {
        /// When to try again.
        retry_after: Duration,
    },
}

/// Enough codes were sent to this address, or for this source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("enough codes were sent")]
pub struct SlowDown {
    /// When to ask again.
    pub retry_after: Duration,
}

/// Nothing waits for a new password here: too late, or it was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing waits for a new password")]
pub struct NotAwaited;

impl Accounts {
    /// Begins a sign-up. A code goes to the address; where it has an account already, a mail that says so. The answer is the same, and
    /// costs the same.
    ///
    /// # Errors
    /// [`SlowDown`]; [`Fault::Failed`] when the database does not answer, or too many passwords are being hashed.
    pub async fn sign_up(
        &self,
        email: &EmailAddress,
        password: &Password,
        language: Language,
        source: SubscriberNetwork,
    ) -> Result<PendingToken, Fault<SlowDown>> {
        let core = &self.core;
        let counted = self.count_first_code(CodePurpose::SignUp, email, source).await?;
        match password.verifier(&core.secrets.digests, &core.password_hash, draw_salt(&mut SystemRandom)).await {
            Ok(verifier) => self.send_first_code(CodePurpose::SignUp, email, Some(verifier), language).await,
            Err(busy) => {
                let mut tx = core.db.begin_write().await?;
                throttle::take_back(&mut tx, counted).await?;
                tx.commit().await?;
                Err(busy.into())
            }
        }
    }

    /// Begins to set a new password in place of a forgotten one. A code goes to the address; where it has no account, a mail that says
    /// so. The answer is the same, and costs the same.
    ///
    /// # Errors
    /// [`SlowDown`]; [`Fault::Failed`] when the database does not answer.
    pub async fn forgot_password(
        &self,
        email: &EmailAddress,
        language: Language,
        source: SubscriberNetwork,
    ) -> Result<PendingToken, Fault<SlowDown>> {
        self.count_first_code(CodePurpose::NewPassword, email, source).await?;
        self.send_first_code(CodePurpose::NewPassword, email, None, language).await
    }

    async fn count_first_code(
        &self,
        purpose: CodePurpose,
        email: &EmailAddress,
        source: SubscriberNetwork,
    ) -> Result<AttemptId, Fault<SlowDown>> {
        let (core, now) = (&self.core, self.core.now());
        let who = Attempter::new(&core.secrets.digests, email, source);
        let mut tx = core.db.begin_write().await?;
        match budget::begin_sending(core, &mut tx, &who, purpose, now).await? {
            Ok(counted) => tx.commit().await.map(|()| counted).map_err(Fault::from),
            Err(exhausted) => Err(budget::exhausted(core, tx, exhausted, |retry_after| SlowDown { retry_after }).await),
        }
    }

    async fn send_first_code(
        &self,
        purpose: CodePurpose,
        email: &EmailAddress,
        password: Option<Verifier>,
        language: Language,
    ) -> Result<PendingToken, Fault<SlowDown>> {
        let (core, now) = (&self.core, self.core.now());
        let mut tx = core.db.begin_write().await?;
        let account = store::account(&mut tx, email).await?.map(|account| account.id);
        let token = pending::begin(core, &mut tx, Start { purpose, email, language, account, password }, now).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Checks address and password; the code that completes the login is sent. Whether the address has an account changes neither the
    /// refusal nor its cost.
    ///
    /// # Errors
    /// [`SignInError`]; [`Fault::Failed`] when the database does not answer, or too many passwords are being hashed.
    pub async fn sign_in(
        &self,
        email: &EmailAddress,
        password: &PasswordAttempt,
        source: SubscriberNetwork,
    ) -> Result<PendingToken, Fault<SignInError>> {
        let (core, now) = (&self.core, self.core.now());
        let key = &core.secrets.digests;
        let who = Attempter::new(key, email, source);
        let slow_down = |retry_after| SignInError::SlowDown { retry_after };

        let mut tx = core.db.begin_write().await?;
        let guess = match budget::begin_guess(core, &mut tx, &who, Guess::Password, now).await? {
            Ok(guess) => guess,
            Err(exhausted) => return Err(budget::exhausted(core, tx, exhausted, slow_down).await),
        };
        let account = store::account(&mut tx, email).await?;
        tx.commit().await?;

        let nobody = Verifier::of_nobody(key, email);
        let verifier = account.as_ref().map_or(&nobody, |account| &account.verifier);
        let opened = password.opens(key, &core.password_hash, verifier).await;
        let mut tx = match opened {
            Ok(opened) if !bool::from(opened) => return Err(Fault::Refused(SignInError::Wrong)),
            Ok(_) => core.db.begin_write().await?,
            Err(busy) => {
                // Never judged: it must not count.
                let mut tx = core.db.begin_write().await?;
                throttle::take_back(&mut tx, guess).await?;
                tx.commit().await?;
                return Err(busy.into());
            }
        };
        // Changed while it was hashed: the password is the old one.
        let unchanged = store::account(&mut tx, email).await?.filter(|account| account.verifier.digest == verifier.digest);
        let account = unchanged.ok_or(Fault::Refused(SignInError::Wrong))?;
        if let Err(exhausted) = budget::begin_sending(core, &mut tx, &who, CodePurpose::SignIn, now).await? {
            return Err(budget::exhausted(core, tx, exhausted, slow_down).await);
        }
        throttle::take_back(&mut tx, guess).await?;
        let start =
            Start { purpose: CodePurpose::SignIn, email, language: account.language, account: Some(account.id), password: None };
        let token = pending::begin(core, &mut tx, start, now).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Sets a new password after its code was accepted: every session of the account ends, its owner is told by mail and signed in here.
    ///
    /// # Errors
    /// [`NotAwaited`]; [`Fault::Failed`] when the database does not answer, or too many passwords are being hashed.
    pub async fn set_new_password(
        &self,
        token: &PendingToken,
        password: &Password,
        source: SubscriberNetwork,
    ) -> Result<SessionToken, Fault<NotAwaited>> {
        let (core, now) = (&self.core, self.core.now());
        let verifier = password.verifier(&core.secrets.digests, &core.password_hash, draw_salt(&mut SystemRandom)).await?;
        let mut tx = core.db.begin_write().await?;
        let pending = pending::find(core, &mut tx, token, CodePurpose::NewPassword, now).await?.map(|(_, pending)| pending);
        let awaited = pending.filter(|pending| {
            pending.accepted_at.is_some_and(|accepted_at| now.since(accepted_at) < core.environment.settings.code_length)
        });
        let Some((id, email)) = awaited.and_then(|pending| Some((pending.account?, pending.email))) else {
            return Err(Fault::Refused(NotAwaited));
        };
        store::set_password(&mut tx, id, &verifier, now).await?;
        store::end_sessions(&mut tx, id).await?;
        pending_store::remove_of(&mut tx, id).await?;
        budget::remember_source(&mut tx, &Attempter::new(&core.secrets.digests, &email, source), now).await?;
        let session = session::begin(core, &mut tx, id, now).await?;
        let (email, language) = store::contact(&mut tx, id).await?;
        let message = Message { to: Destination::Email(email), language, content: Content::PasswordChanged { at: now } };
        messages::enqueue(core, &mut tx, &message).await?;
        core.record(&mut tx, &format!("account {id}"), "account.password-changed", &id.to_string(), json!({})).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Keeps the language in which an account is written to.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn choose_language(&self, account: AccountId, language: Language) -> Result<(), Fault<Never>> {
        let mut tx = self.core.db.begin_write().await?;
        store::set_language(&mut tx, account, language).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets ended sessions, codes nobody typed, and attempts that no longer count; to be called from time to time.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn forget_ended_logins(&self) -> Result<u64, Fault<Never>> {
        let (core, now) = (&self.core, self.core.now());
        let begun: Timestamp = now.minus(core.environment.settings.session_length);
        let mut tx = core.db.begin_write().await?;
        let sessions = store::forget_sessions(&mut tx, begun).await?;
        let pending = pending_store::forget(&mut tx, now.minus(OPEN_FOR)).await?;
        let attempts = budget::forget(&mut tx, now).await?;
        tx.commit().await?;
        Ok(sessions + pending + attempts)
    }
}
