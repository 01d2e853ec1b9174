//! A form that was sent after its session had ended: kept, encrypted, until its account has signed in again.
//!
//! It is kept only for a browser whose session the portal still knows, so that strangers cannot have anything stored.

use std::time::Duration;

use chassis::db::{Row, StoreError, Tx};
use chassis::incident::IncidentId;
use pki::{SystemRandom, Timestamp};

use super::session::is_open;
use super::token::SessionToken;
use super::{AccountId, Accounts, store};
use crate::fault::{Fault, Never};
use crate::tables::KEPT_FORMS;

/// How long a form is kept.
const KEPT_FOR: Duration = Duration::from_secs(3600);

/// The fields of a form with their values, in the order of their names.
pub type KeptFields = Vec<(String, String)>;

impl Accounts {
    /// The account of a session that has ended by time and was not signed out.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn ended_session(&self, token: &SessionToken) -> Result<Option<AccountId>, Fault<Never>> {
        let core = &self.core;
        let mut tx = core.db.begin_read().await?;
        let stored = store::session(&mut tx, token.digest(&core.secrets.digests)).await?;
        Ok(stored.filter(|stored| !is_open(core, stored, core.now())).map(|stored| stored.account))
    }

    /// Keeps the form that an account sent to `path` after its session had ended, in place of an earlier one.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn keep_form(&self, account: AccountId, path: &str, fields: &[(String, String)]) -> Result<(), Fault<Never>> {
        let core = &self.core;
        let fields = serde_json::to_vec(fields).expect("pairs of strings are JSON");
        let sealed = core.secrets.kept_forms.encrypt(&mut SystemRandom, &associated(account, path), &fields);
        let mut act = core.begin("portal").await?;
        let now = act.at();
        let sql = "insert into kept_forms (account, path, sealed, kept_at) values ($1, $2, $3, $4) \
             on conflict (account) do update set path = excluded.path, sealed = excluded.sealed, kept_at = excluded.kept_at";
        act.tx().execute(sql, &[account.into(), path.into(), sealed.into(), now.into()]).await?;
        act.commit().await?;
        Ok(())
    }

    /// The form that the account sent to `path` within the last hour, after its session had ended.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn kept_form(&self, account: AccountId, path: &str) -> Result<Option<KeptFields>, Fault<Never>> {
        let core = &self.core;
        let mut tx = core.db.begin_read().await?;
        let sql = "select account, sealed from kept_forms where account = $1 and path = $2 and kept_at > $3";
        let kept_since = core.now().minus(KEPT_FOR);
        let values = [account.into(), path.into(), kept_since.into()];
        let sealed = KEPT_FORMS.find(&mut tx, sql, &values, |row: &Row| row.blob("sealed")).await?;
        let Some(sealed) = sealed else { return Ok(None) };
        let fields = core.secrets.kept_forms.decrypt(&associated(account, path), &sealed).ok();
        let fields = fields.and_then(|fields| serde_json::from_slice(&fields).ok());
        if fields.is_none() {
            // The page works without it.
            IncidentId::report(format_args!("kept_forms {account}: cannot be decrypted"));
        }
        Ok(fields)
    }

    /// Forgets the form of this path, because its content was stored.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn forget_kept_form(&self, account: AccountId, path: &str) -> Result<(), Fault<Never>> {
        if self.kept_form(account, path).await?.is_none() {
            return Ok(());
        }
        let mut act = self.core.begin("portal").await?;
        act.tx().execute("delete from kept_forms where account = $1", &[account.into()]).await?;
        act.commit().await?;
        Ok(())
    }
}

fn associated(account: AccountId, path: &str) -> Vec<u8> {
    [account.as_bytes().as_slice(), path.as_bytes()].concat()
}

/// Removes the forms that were kept for an hour.
pub(super) async fn forget(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from kept_forms where kept_at <= $1", &[now.minus(KEPT_FOR).into()]).await
}
