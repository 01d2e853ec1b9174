//! Sessions: they last from the accepted code until sign-out, idle timeout or maximum age.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::StoreError;
use i18n::Language;
use pki::Timestamp;

use super::store::{self, StoredSession};
use super::token::SessionToken;
use super::{AccountId, Accounts, contact};
use crate::core::Core;
use crate::fault::{Fault, Never};

/// The least time between two updates of a session's last request.
const SEEN_EVERY: Duration = Duration::from_secs(60);

/// A signed-in account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub account: AccountId,
    /// The account's verified address.
    pub email: String,
    pub language: Language,
}

impl Accounts {
    /// The session of a cookie; none when it has ended, was idle for too long, or never existed.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
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

    /// Signs out. Does nothing if the session has ended already.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn end_session(&self, token: &SessionToken) -> Result<(), Fault<Never>> {
        let mut act = self.core.begin("portal").await?;
        store::end_session(act.tx(), token.digest(&self.core.secrets.digests)).await?;
        act.commit().await?;
        Ok(())
    }
}

/// Begins a session; only the browser will know its token.
pub(super) async fn begin(act: &mut Act<'_, Core>, token: &SessionToken, account: AccountId) -> Result<(), StoreError> {
    let (digest, now) = (token.digest(&act.zone().secrets.digests), act.at());
    store::insert_session(act.tx(), digest, account, now).await
}

/// Whether a session was begun with this token and has not been ended.
pub(super) async fn exists(act: &mut Act<'_, Core>, token: &SessionToken) -> Result<bool, StoreError> {
    let digest = token.digest(&act.zone().secrets.digests);
    Ok(store::session(act.tx(), digest).await?.is_some())
}

pub(super) fn is_open(core: &Core, stored: &StoredSession, now: Timestamp) -> bool {
    let settings = &core.environment.settings;
    now.since(stored.seen_at) < settings.session_idle && now.since(stored.begun_at) < settings.session_lifetime
}
