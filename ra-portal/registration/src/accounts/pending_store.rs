//! Sign-ups, logins and new passwords that wait for their code, as rows.

use chassis::db::{Row, StoreError, Tx};
use pki::{Digest, Timestamp};

use super::AccountId;
use super::password::Verifier;
use super::pending::Pending;
use crate::messages::CodePurpose;
use crate::tables::PENDING_LOGINS;

const PURPOSES: [CodePurpose; 3] = [CodePurpose::SignUp, CodePurpose::SignIn, CodePurpose::NewPassword];

impl CodePurpose {
    /// The purpose's name in the database and in keyed digests.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::SignUp => "sign-up",
            Self::SignIn => "sign-in",
            Self::NewPassword => "new-password",
        }
    }
}

pub(super) async fn find(tx: &mut Tx, token: Digest) -> Result<Option<Pending>, StoreError> {
    let sql = "select token, purpose, email, language, account, salt, verifier, begun_at, code, sent_at, tries, accepted_at \
         from pending_logins where token = $1";
    PENDING_LOGINS.find(tx, sql, &[token.into()], read).await
}

fn read(row: &Row) -> Result<Pending, StoreError> {
    let password = match row.optional("salt", Row::octets)? {
        Some(salt) => Some(Verifier { salt, digest: row.digest("verifier")? }),
        None => None,
    };
    Ok(Pending {
        purpose: row.named("purpose", PURPOSES, CodePurpose::name)?,
        email: row.parsed("email")?,
        language: row.parsed("language")?,
        account: row.optional("account", Row::id)?,
        password,
        begun_at: row.timestamp("begun_at")?,
        code: row.optional("code", Row::digest)?,
        sent_at: row.timestamp("sent_at")?,
        tries: row.int("tries")?,
        accepted_at: row.optional("accepted_at", Row::timestamp)?,
    })
}

pub(super) async fn insert(tx: &mut Tx, token: Digest, pending: &Pending) -> Result<(), StoreError> {
    let (salt, verifier) = pending.password.as_ref().map(|verifier| (verifier.salt, verifier.digest)).unzip();
    tx.execute(
        "insert into pending_logins \
         (token, purpose, email, language, account, salt, verifier, begun_at, code, sent_at, tries, accepted_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &[
            token.into(),
            pending.purpose.name().into(),
            pending.email.as_str().into(),
            pending.language.tag().into(),
            pending.account.into(),
            salt.into(),
            verifier.into(),
            pending.begun_at.into(),
            pending.code.into(),
            pending.sent_at.into(),
            pending.tries.into(),
            pending.accepted_at.into(),
        ],
    )
    .await
    .map(drop)
}

/// Updates the columns that change while the code is awaited.
pub(super) async fn update(tx: &mut Tx, token: Digest, pending: &Pending) -> Result<(), StoreError> {
    tx.execute(
        "update pending_logins set code = $2, sent_at = $3, tries = $4, accepted_at = $5 where token = $1",
        &[token.into(), pending.code.into(), pending.sent_at.into(), pending.tries.into(), pending.accepted_at.into()],
    )
    .await
    .map(drop)
}

/// Removes everything of an account that waits for a code.
pub(super) async fn remove_of(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    tx.execute("delete from pending_logins where account = $1", &[account.into()]).await.map(drop)
}

/// Removes what began before a moment.
pub(super) async fn forget(tx: &mut Tx, begun_before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from pending_logins where begun_at < $1", &[begun_before.into()]).await
}
