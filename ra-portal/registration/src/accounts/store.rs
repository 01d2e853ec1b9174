//! Accounts and their sessions.

use chassis::db::{Row, StoreError, Tx};
use i18n::Language;
use pki::{Digest, Timestamp};

use super::AccountId;
use super::email_address::EmailAddress;
use super::password::Verifier;
use crate::tables::{ACCOUNTS, SESSIONS};

/// What is needed of an account to check its password.
pub(super) struct Account {
    pub(super) id: AccountId,
    pub(super) email: String,
    pub(super) language: Language,
    pub(super) verifier: Verifier,
}

/// A session as it is stored.
pub(super) struct StoredSession {
    pub(super) account: AccountId,
    pub(super) begun_at: Timestamp,
    pub(super) seen_at: Timestamp,
}

/// The account of an address.
pub(super) async fn account(tx: &mut Tx, email: &EmailAddress) -> Result<Option<Account>, StoreError> {
    let sql = "select id, email, language, salt, verifier from accounts where address = $1";
    ACCOUNTS.find(tx, sql, &[email.address().into()], read).await
}

/// Whose account an address is.
pub(crate) async fn account_of(tx: &mut Tx, email: &EmailAddress) -> Result<Option<AccountId>, StoreError> {
    let sql = "select id from accounts where address = $1";
    ACCOUNTS.find(tx, sql, &[email.address().into()], |row| row.id("id")).await
}

fn read(row: &Row) -> Result<Account, StoreError> {
    let verifier = Verifier { salt: row.octets("salt")?, digest: row.digest("verifier")? };
    Ok(Account { id: row.id("id")?, email: row.text("email")?, language: row.parsed("language")?, verifier })
}

/// The address and language of an account's messages.
pub(crate) async fn contact(tx: &mut Tx, account: AccountId) -> Result<(String, Language), StoreError> {
    let sql = "select id, email, language from accounts where id = $1";
    ACCOUNTS.one(tx, sql, &[account.into()], |row| Ok((row.text("email")?, row.parsed("language")?))).await
}

pub(super) async fn insert_account(
    tx: &mut Tx,
    account: &Account,
    address: &EmailAddress,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into accounts (id, email, address, language, salt, verifier, created_at, password_changed_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $7)",
        &[
            account.id.into(),
            account.email.as_str().into(),
            address.address().into(),
            account.language.tag().into(),
            account.verifier.salt.into(),
            account.verifier.digest.into(),
            at.into(),
        ],
    )
    .await
    .map(drop)
}

pub(super) async fn set_password(tx: &mut Tx, account: AccountId, verifier: &Verifier, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "update accounts set salt = $2, verifier = $3, password_changed_at = $4 where id = $1",
        &[account.into(), verifier.salt.into(), verifier.digest.into(), at.into()],
    )
    .await
    .map(drop)
}

pub(super) async fn set_language(tx: &mut Tx, account: AccountId, language: Language) -> Result<(), StoreError> {
    tx.execute("update accounts set language = $2 where id = $1", &[account.into(), language.tag().into()]).await.map(drop)
}

pub(super) async fn session(tx: &mut Tx, token: Digest) -> Result<Option<StoredSession>, StoreError> {
    let sql = "select account, begun_at, seen_at from sessions where token = $1";
    let session = |row: &Row| {
        Ok(StoredSession {
            account: row.id("account")?,
            begun_at: row.timestamp("begun_at")?,
            seen_at: row.timestamp("seen_at")?,
        })
    };
    SESSIONS.find(tx, sql, &[token.into()], session).await
}

pub(super) async fn insert_session(tx: &mut Tx, token: Digest, account: AccountId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into sessions (token, account, begun_at, seen_at) values ($1, $2, $3, $3)",
        &[token.into(), account.into(), at.into()],
    )
    .await
    .map(drop)
}

/// Stores the time of a session's last request; an earlier time changes nothing.
pub(super) async fn session_seen(tx: &mut Tx, token: Digest, at: Timestamp) -> Result<(), StoreError> {
    tx.execute("update sessions set seen_at = $2 where token = $1 and seen_at < $2", &[token.into(), at.into()]).await.map(drop)
}

pub(super) async fn end_session(tx: &mut Tx, token: Digest) -> Result<(), StoreError> {
    tx.execute("delete from sessions where token = $1", &[token.into()]).await.map(drop)
}

pub(super) async fn end_sessions(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    tx.execute("delete from sessions where account = $1", &[account.into()]).await.map(drop)
}

/// Removes sessions begun before a moment.
pub(super) async fn forget_sessions(tx: &mut Tx, begun_before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from sessions where begun_at < $1", &[begun_before.into()]).await
}
