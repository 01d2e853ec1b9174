//! Signing up and signing in, up to the code; forgotten passwords; the account's language.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::StoreError;
use i18n::Language;
use pki::{SubscriberNetwork, SystemRandom};
use serde_json::json;

use super::budget::{self, AttemptKey, Guess};
use super::email_address::EmailAddress;
use super::password::{Password, PasswordAttempt, Verifier, draw_salt, salt_of};
use super::send_code::{self, OPEN_FOR, Start};
use super::token::{PendingToken, SessionToken};
use super::{AccountId, Accounts, kept_form, pending_store, session, store};
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::messages::{self, CodePurpose, Content, Destination, Message};
use crate::throttle::{self, AttemptId};

/// Why a sign-in was refused before the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// The address has no account, or the password is wrong.
    #[error("no account has this address and this password")]
    Wrong,
    /// A limit on wrong passwords and codes, or on sent codes, is exhausted.
    #[error("too many attempts")]
    RateLimited { retry_after: Duration },
}

/// Too many codes were sent to this address, or for this source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many codes were sent")]
pub struct RateLimited {
    pub retry_after: Duration,
}

/// No new password is awaited here: it is too late, or it was set already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no new password is awaited")]
pub struct NotAwaited;

/// A form as it was sent: the random key that its page drew, and the network that it came from. The same form with the same
/// content, sent twice, has the effect of one.
#[derive(Clone, Copy, Debug)]
pub struct Submission {
    pub form: [u8; 16],
    pub source: SubscriberNetwork,
}

impl Accounts {
    /// Begins a sign-up. A code is sent to the address or, if it has an account already, a mail that says so. Result and cost are
    /// the same in both cases.
    ///
    /// # Errors
    /// [`RateLimited`]; [`Fault::Failed`] when the database is not available, or too many passwords are being hashed.
    pub async fn sign_up(
        &self,
        email: &EmailAddress,
        password: &Password,
        language: Language,
        sent: Submission,
    ) -> Result<PendingToken, Fault<RateLimited>> {
        let core = &self.core;
        let purpose = CodePurpose::SignUp;
        let token = self.token_of(sent, purpose, email, password.octets());
        let _turn = self.core.turn("form", token.expose().as_bytes()).await?;
        if self.has_begun(&token, purpose).await? {
            return Ok(token);
        }
        let counted = self.count_first_code(purpose, email, sent.source).await?;
        match password.verifier(&core.secrets.digests, &core.password_hash, draw_salt(&mut SystemRandom)).await {
            Ok(verifier) => self.send_first_code(token, purpose, email, Some(verifier), language).await,
            Err(busy) => {
                self.take_back(counted).await?;
                Err(busy.into())
            }
        }
    }

    /// Begins to replace a forgotten password. A code is sent to the address or, if it has no account, a mail that says so.
    /// Result and cost are the same in both cases.
    ///
    /// # Errors
    /// [`RateLimited`]; [`Fault::Failed`] when the database is not available, or too many passwords are being hashed.
    pub async fn forgot_password(
        &self,
        email: &EmailAddress,
        language: Language,
        sent: Submission,
    ) -> Result<PendingToken, Fault<RateLimited>> {
        let purpose = CodePurpose::NewPassword;
        let token = self.token_of(sent, purpose, email, b"");
        let _turn = self.core.turn("form", token.expose().as_bytes()).await?;
        if self.has_begun(&token, purpose).await? {
            return Ok(token);
        }
        self.count_first_code(purpose, email, sent.source).await?;
        self.send_first_code(token, purpose, email, None, language).await
    }

    /// The token of what a form begins.
    fn token_of(&self, sent: Submission, purpose: CodePurpose, email: &EmailAddress, password: &[u8]) -> PendingToken {
        PendingToken::derived(&self.core.secrets.digests, &sent.form, purpose, [email.as_str().as_bytes(), password])
    }

    /// Whether the same form was sent before and was accepted.
    async fn has_begun(&self, token: &PendingToken, purpose: CodePurpose) -> Result<bool, StoreError> {
        let core = &self.core;
        let mut tx = core.db.begin_read().await?;
        Ok(send_code::find(core, &mut tx, token, purpose, core.now()).await?.is_some())
    }

    async fn count_first_code(
        &self,
        purpose: CodePurpose,
        email: &EmailAddress,
        source: SubscriberNetwork,
    ) -> Result<AttemptId, Fault<RateLimited>> {
        let who = AttemptKey::new(&self.core.secrets.digests, email, source);
        let mut act = self.core.begin("portal").await?;
        let counted = budget::begin_sending(&mut act, &who, purpose).await?;
        act.commit().await?;
        counted.map_err(|retry_after| Fault::Refused(RateLimited { retry_after }))
    }

    /// Takes back an attempt that was counted and then never checked.
    async fn take_back(&self, counted: AttemptId) -> Result<(), StoreError> {
        let mut act = self.core.begin("portal").await?;
        throttle::take_back(act.tx(), counted).await?;
        act.commit().await
    }

    async fn send_first_code(
        &self,
        token: PendingToken,
        purpose: CodePurpose,
        email: &EmailAddress,
        password: Option<Verifier>,
        language: Language,
    ) -> Result<PendingToken, Fault<RateLimited>> {
        let mut act = self.core.begin("portal").await?;
        let account = store::account(act.tx(), email).await?.map(|account| account.id);
        send_code::begin(&mut act, &token, Start { purpose, email, language, account, password }).await?;
        act.commit().await?;
        Ok(token)
    }

    /// Checks address and password, and sends the code that completes the login. Whether the address has an account changes
    /// neither the refusal nor its cost.
    ///
    /// # Errors
    /// [`SignInError`]; [`Fault::Failed`] when the database is not available, or too many passwords are being hashed.
    pub async fn sign_in(
        &self,
        email: &EmailAddress,
        password: &PasswordAttempt,
        sent: Submission,
    ) -> Result<PendingToken, Fault<SignInError>> {
        let core = &self.core;
        let key = &core.secrets.digests;
        let who = AttemptKey::new(key, email, sent.source);
        let token = self.token_of(sent, CodePurpose::SignIn, email, password.octets());
        let _turn = self.core.turn("form", token.expose().as_bytes()).await?;
        // Stored only after this very password was right.
        if self.has_begun(&token, CodePurpose::SignIn).await? {
            return Ok(token);
        }

        let mut act = core.begin("portal").await?;
        let guess = budget::begin_guess(&mut act, &who, Guess::Password).await?;
        let account = store::account(act.tx(), email).await?;
        act.commit().await?;
        let guess = guess.map_err(|retry_after| Fault::Refused(SignInError::RateLimited { retry_after }))?;

        let nobody = Verifier::dummy(key, email);
        let verifier = account.as_ref().map_or(&nobody, |account| &account.verifier);
        let matched = password.matches(key, &core.password_hash, verifier).await;
        match matched {
            Ok(matched) if !bool::from(matched) => return Err(Fault::Refused(SignInError::Wrong)),
            Ok(_) => {}
            Err(busy) => {
                self.take_back(guess).await?;
                return Err(busy.into());
            }
        }
        let mut act = core.begin("portal").await?;
        let decided = await_sign_in(&mut act, &token, &who, guess, email, verifier).await?;
        act.commit().await?;
        decided.map(|()| token).map_err(Fault::Refused)
    }

    /// Sets a new password after its code was accepted. Ends every session of the account, notifies its owner by mail and signs
    /// them in here. Idempotent for a minute: the same password in the same browser returns the same session.
    ///
    /// # Errors
    /// [`NotAwaited`]; [`Fault::Failed`] when the database is not available, or too many passwords are being hashed.
    pub async fn set_new_password(
        &self,
        token: &PendingToken,
        password: &Password,
        source: SubscriberNetwork,
    ) -> Result<SessionToken, Fault<NotAwaited>> {
        let core = &self.core;
        let key = &core.secrets.digests;
        let verifier = password.verifier(key, &core.password_hash, salt_of(key, token)).await?;
        let mut act = core.begin("portal").await?;
        let session = change_password(&mut act, token, &verifier, source).await?;
        act.commit().await?;
        Ok(session)
    }

    /// Stores the language of an account's messages.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn choose_language(&self, account: AccountId, language: Language) -> Result<(), Fault<Never>> {
        let mut act = self.core.begin(format!("account {account}")).await?;
        store::set_language(act.tx(), account, language).await?;
        act.commit().await?;
        Ok(())
    }

    /// Removes ended sessions, codes that were never typed, kept forms, and attempts that no longer count; to be called from time to time.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn forget_ended_logins(&self) -> Result<u64, Fault<Never>> {
        let mut act = self.core.begin("portal").await?;
        let now = act.at();
        let begun = now.minus(self.core.environment.settings.session_lifetime);
        let sessions = store::forget_sessions(act.tx(), begun).await?;
        let pending = pending_store::forget(act.tx(), now.minus(OPEN_FOR)).await?;
        let attempts = budget::forget(act.tx(), now).await?;
        let forms = kept_form::forget(act.tx(), now).await?;
        act.commit().await?;
        Ok(sessions + pending + attempts + forms)
    }
}

/// Sends the code that completes a login whose password was right. `verifier` is what the password was compared with. Returns a
/// refusal as a value, so that it is committed: an exhausted budget is recorded in the ledger.
async fn await_sign_in(
    act: &mut Act<'_, Core>,
    token: &PendingToken,
    who: &AttemptKey,
    guess: AttemptId,
    email: &EmailAddress,
    verifier: &Verifier,
) -> Result<Result<(), SignInError>, StoreError> {
    // If the password was changed during the hashing, the one that was checked is the old one.
    let unchanged = store::account(act.tx(), email).await?.filter(|account| account.verifier.digest == verifier.digest);
    let Some(account) = unchanged else { return Ok(Err(SignInError::Wrong)) };
    if let Err(retry_after) = budget::begin_sending(act, who, CodePurpose::SignIn).await? {
        return Ok(Err(SignInError::RateLimited { retry_after }));
    }
    throttle::take_back(act.tx(), guess).await?;
    let start =
        Start { purpose: CodePurpose::SignIn, email, language: account.language, account: Some(account.id), password: None };
    send_code::begin(act, token, start).await.map(Ok)
}

async fn change_password(
    act: &mut Act<'_, Core>,
    token: &PendingToken,
    verifier: &Verifier,
    source: SubscriberNetwork,
) -> Result<SessionToken, Fault<NotAwaited>> {
    let (core, now) = (act.zone(), act.at());
    let session = SessionToken::derived(&core.secrets.digests, token, b"new password");
    let pending = send_code::find(core, act.tx(), token, CodePurpose::NewPassword, now).await?;
    let awaited = pending.filter(|(_, pending)| {
        pending.accepted_at.is_some_and(|accepted_at| now.since(accepted_at) < core.environment.settings.code_lifetime)
    });
    let Some((digest, mut pending)) = awaited else { return Err(Fault::Refused(NotAwaited)) };
    let Some(id) = pending.account else { return Err(Fault::Refused(NotAwaited)) };
    if let Some(set) = &pending.password {
        let is_repeated = set.digest == verifier.digest && session::exists(act, &session).await?;
        return if is_repeated { Ok(session) } else { Err(Fault::Refused(NotAwaited)) };
    }
    store::set_password(act.tx(), id, verifier, now).await?;
    store::end_sessions(act.tx(), id).await?;
    pending_store::remove_of(act.tx(), id).await?;
    budget::remember_source(act.tx(), &AttemptKey::new(&core.secrets.digests, &pending.email, source), now).await?;
    // Kept for the same form sent again.
    (pending.password, pending.accepted_at) = (Some(verifier.clone()), Some(now));
    pending_store::insert(act.tx(), digest, &pending).await?;
    session::begin(act, &session, id).await?;
    let (email, language) = store::contact(act.tx(), id).await?;
    let message = Message { to: Destination::Email(email), language, content: Content::PasswordChanged { at: now } };
    messages::enqueue(act, &message).await?;
    act.record_as(&format!("account {id}"), "account.password-changed", &id.to_string(), json!({})).await?;
    Ok(session)
}
