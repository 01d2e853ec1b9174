//! Sessions: from the accepted code until somebody signs out, stays away or the time is over.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::StoreError;
use i18n::Language;
use pki::{SystemRandom, Timestamp};

use super::store::{self, StoredSession};
use super::token::SessionToken;
use super::{AccountId, Accounts, contact};
use crate::core::Core;
use crate::fault::{Fault, Never};

/// How often a session's last request is written down at most.
const SEEN_EVERY: Duration = Duration::from_secs(60);

/// Somebody who signed in with password and code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// As whom.
    pub account: AccountId,
    /// The account's verified address.
    pub email: String,
    /// The account's language.
    pub language: Language,
}

impl Accounts {
    /// The session of a cookie; none when it ended, was left idle for too long, or never was.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn session(&self, token: &SessionToken) -> Result<Option<Session>, Fault<Never>> {
        let core = &self.core;
        let (digest, now) = (token.digest(&core.secrets.digests), core.now());
        let mut tx = core.db.begin_read().await?;
        let Some(stored) = store::session(&mut tx, digest).await? else { return Ok(None) };
        if !is_open(core, &stored, now) {
            return Ok(None);
        }
        let (email, language) = contact(&mut tx, stored.account).await?;
        drop(tx);
        if now.since(stored.seen_at) >= SEEN_EVERY {
            let mut act = core.begin("portal").await?;
            store::session_seen(act.tx(), digest, now).await?;
            act.commit().await?;
        }
        Ok(Some(Session { account: stored.account, email, language }))
    }

    /// Signs out. A session that is not there has ended already.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn end_session(&self, token: &SessionToken) -> Result<(), Fault<Never>> {
        let mut act = self.core.begin("portal").await?;
        store::end_session(act.tx(), token.digest(&self.core.secrets.digests)).await?;
        act.commit().await?;
        Ok(())
    }
}

/// Begins a session, whose token only the browser will know.
pub(super) async fn begin(act: &mut Act<'_, Core>, account: AccountId) -> Result<SessionToken, StoreError> {
    let token = SessionToken::generate(&mut SystemRandom);
    let (digest, now) = (token.digest(&act.zone().secrets.digests), act.at());
    store::insert_session(act.tx(), digest, account, now).await?;
    Ok(token)
}

fn is_open(core: &Core, stored: &StoredSession, now: Timestamp) -> bool {
    let settings = &core.environment.settings;
    now.since(stored.seen_at) < settings.session_idle && now.since(stored.begun_at) < settings.session_lifetime
}
