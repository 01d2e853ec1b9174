//! CRLs that were signed, and what goes onto the next.

use chassis::db::{StoreError, Tx};
use pki::Timestamp;
use pki::crl::RevokedEntry;

use crate::column;

/// The newest CRL of an issuer.
pub(super) struct LastCrl {
    pub(super) number: i64,
    pub(super) this_update: Timestamp,
    /// The feed sequence up to which revocations are on it.
    pub(super) covers: i64,
}

pub(super) async fn last(tx: &mut Tx, issuer: &str) -> Result<Option<LastCrl>, StoreError> {
    let sql = "select number, this_update, covers from crls where issuer = $1 order by number desc limit 1";
    let row = tx.row(sql, &[issuer.into()]).await?;
    row.map(|row| {
        Ok(LastCrl { number: row.int("number")?, this_update: row.timestamp("this_update")?, covers: row.int("covers")? })
    })
    .transpose()
}

/// The feed sequence of an issuer's newest revocation; 0 when there is none.
pub(super) async fn newest_revocation(tx: &mut Tx, issuer: &str) -> Result<i64, StoreError> {
    let row = tx.row("select max(feed_sequence) as newest from revoked_serials where issuer = $1", &[issuer.into()]).await?;
    row.map_or(Ok(0), |row| Ok(row.optional_int("newest")?.unwrap_or(0)))
}

/// The entries of a CRL: every revoked serial until its certificate ended before `ended_before`, so that each stands on at least
/// one CRL made after its end (RFC 5280 §3.3).
pub(super) async fn entries(tx: &mut Tx, issuer: &str, ended_before: Timestamp) -> Result<Vec<RevokedEntry>, StoreError> {
    let sql = "select serial, revoked_at, published_reason from revoked_serials \
         where issuer = $1 and not_after >= $2 order by feed_sequence";
    let rows = tx.rows(sql, &[issuer.into(), ended_before.into()]).await?;
    rows.iter()
        .map(|row| {
            let serial = column::serial(row)?;
            let reason = column::word(row, "published_reason")?;
            Ok(RevokedEntry { serial, revoked_at: row.timestamp("revoked_at")?, reason })
        })
        .collect()
}

/// A CRL to store.
pub(super) struct NewCrl<'a> {
    pub(super) this_update: Timestamp,
    pub(super) next_update: Timestamp,
    pub(super) covers: i64,
    pub(super) der: &'a [u8],
}

pub(super) async fn insert(tx: &mut Tx, issuer: &str, number: i64, crl: &NewCrl<'_>) -> Result<(), StoreError> {
    tx.execute(
        "insert into crls (issuer, number, this_update, next_update, covers, der) values ($1, $2, $3, $4, $5, $6)",
        &[issuer.into(), number.into(), crl.this_update.into(), crl.next_update.into(), crl.covers.into(), crl.der.into()],
    )
    .await?;
    Ok(())
}
