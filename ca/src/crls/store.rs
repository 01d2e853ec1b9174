//! CRLs that were signed, and the entries of the next.

use chassis::db::{Row, StoreError, Tx};
use pki::Timestamp;
use pki::crl::RevokedEntry;
use policies::AuthorityName;

use crate::tables::{CRLS, REVOKED_SERIALS};

/// The newest CRL of an issuer.
pub(super) struct LastCrl {
    pub(super) number: i64,
    pub(super) this_update: Timestamp,
    /// The feed sequence up to which it includes revocations.
    pub(super) covers: i64,
}

pub(super) async fn last(tx: &mut Tx, issuer: &AuthorityName) -> Result<Option<LastCrl>, StoreError> {
    let sql = "select issuer, number, this_update, covers from crls where issuer = $1 order by number desc limit 1";
    let last = |row: &Row| {
        Ok(LastCrl { number: row.int("number")?, this_update: row.timestamp("this_update")?, covers: row.int("covers")? })
    };
    CRLS.find(tx, sql, &[issuer.as_str().into()], last).await
}

/// The feed sequence of an issuer's newest revocation; 0 if there is none.
pub(super) async fn newest_revocation(tx: &mut Tx, issuer: &AuthorityName) -> Result<i64, StoreError> {
    let sql = "select max(feed_sequence) as newest from revoked_serials where issuer = $1";
    let newest = REVOKED_SERIALS.one(tx, sql, &[issuer.as_str().into()], |row| row.optional("newest", Row::int)).await?;
    Ok(newest.unwrap_or(0))
}

/// The entries of a CRL: every revoked serial, unless its certificate expired before `ended_before`, so that each is on at least
/// one CRL that was signed after its expiry (RFC 5280 §3.3).
pub(super) async fn entries(
    tx: &mut Tx,
    issuer: &AuthorityName,
    ended_before: Timestamp,
) -> Result<Vec<RevokedEntry>, StoreError> {
    let sql = "select issuer, serial, revoked_at, published_reason from revoked_serials \
         where issuer = $1 and not_after >= $2 order by feed_sequence";
    let entry = |row: &Row| {
        let (serial, revoked_at) = (row.serial("serial")?, row.timestamp("revoked_at")?);
        Ok(RevokedEntry { serial, revoked_at, reason: row.word("published_reason")? })
    };
    REVOKED_SERIALS.list(tx, sql, &[issuer.as_str().into(), ended_before.into()], entry).await
}

/// The values of a new row.
pub(super) struct NewCrl<'a> {
    pub(super) this_update: Timestamp,
    pub(super) next_update: Timestamp,
    pub(super) covers: i64,
    pub(super) der: &'a [u8],
}

pub(super) async fn insert(tx: &mut Tx, issuer: &AuthorityName, number: i64, crl: &NewCrl<'_>) -> Result<(), StoreError> {
    tx.execute(
        "insert into crls (issuer, number, this_update, next_update, covers, der) values ($1, $2, $3, $4, $5, $6)",
        &[
            issuer.as_str().into(),
            number.into(),
            crl.this_update.into(),
            crl.next_update.into(),
            crl.covers.into(),
            crl.der.into(),
        ],
    )
    .await?;
    Ok(())
}
