//! CRLs that were signed, and the entries of the next.

use chassis::db::{Row, StoreError, Tx};
use pki::Timestamp;
use pki::crl::RevokedEntry;
use policies::AuthorityName;

use crate::tables::{CRLS, REVOKED_SERIALS};

/// A CRL that was signed.
pub(super) struct SignedCrl {
    pub(super) number: i64,
    pub(super) this_update: Timestamp,
    /// The feed sequence up to which it includes revocations.
    pub(super) covers: i64,
}

impl SignedCrl {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self { number: row.int("number")?, this_update: row.timestamp("this_update")?, covers: row.int("covers")? })
    }
}

/// The newest CRL of an issuer.
pub(super) async fn last(tx: &mut Tx, issuer: &AuthorityName) -> Result<Option<SignedCrl>, StoreError> {
    let sql = "select issuer, number, this_update, covers from crls where issuer = $1 order by number desc limit 1";
    CRLS.find(tx, sql, &[issuer.as_str().into()], SignedCrl::read).await
}

/// The newest CRL of an issuer among those with thisUpdate up to `moment`.
pub(super) async fn signed_until(
    tx: &mut Tx,
    issuer: &AuthorityName,
    moment: Timestamp,
) -> Result<Option<SignedCrl>, StoreError> {
    let sql = "select issuer, number, this_update, covers from crls where issuer = $1 and this_update <= $2 \
         order by number desc limit 1";
    CRLS.find(tx, sql, &[issuer.as_str().into(), moment.into()], SignedCrl::read).await
}

/// The feed sequence of an issuer's newest revocation; 0 if there is none.
pub(super) async fn newest_revocation(tx: &mut Tx, issuer: &AuthorityName) -> Result<i64, StoreError> {
    let sql = "select max(feed_sequence) as newest from revoked_serials where issuer = $1";
    let newest = REVOKED_SERIALS.one(tx, sql, &[issuer.as_str().into()], |row| row.optional("newest", Row::int)).await?;
    Ok(newest.unwrap_or(0))
}

/// The entries of the next CRL: every revoked serial that `carried`, a CRL that was published for its whole validity, did not list
/// after the certificate's end. An entry missing from `carried` for that reason was on an earlier CRL after the certificate's
/// end. Without such a CRL, every revoked serial is listed.
pub(super) async fn entries(
    tx: &mut Tx,
    issuer: &AuthorityName,
    carried: Option<&SignedCrl>,
) -> Result<Vec<RevokedEntry>, StoreError> {
    let sql = "select issuer, serial, revoked_at, published_reason from revoked_serials \
         where issuer = $1 and (not_after >= $2 or feed_sequence > $3) order by feed_sequence";
    let entry = |row: &Row| {
        let (serial, revoked_at) = (row.serial("serial")?, row.timestamp("revoked_at")?);
        Ok(RevokedEntry { serial, revoked_at, reason: row.word("published_reason")? })
    };
    // thisUpdate is encoded in whole seconds, as notAfter is.
    let ended_before = carried.map_or(Timestamp::from_millis(i64::MIN), |crl| crl.this_update.truncated());
    let included = carried.map_or(0, |crl| crl.covers);
    REVOKED_SERIALS.list(tx, sql, &[issuer.as_str().into(), ended_before.into(), included.into()], entry).await
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
