//! The progress of revocations: signed (T2), published (T3).

use chassis::db::{StoreError, Tx};
use pki::{Id, Timestamp};

use super::Revocation;
use crate::tables::{REVOCATION_PROGRESS, REVOCATIONS};

/// Revocations whose every serial is on a CRL, and that are not marked as signed.
const FULLY_SIGNED: &str = "select v.id from revocations v \
     where not exists (select 1 from revocation_progress p where p.revocation = v.id and p.stage = 'signed') \
     and not exists (select 1 from revoked_serials s where s.revocation = v.id and not exists \
      (select 1 from crls c where c.issuer = s.issuer and c.covers >= s.feed_sequence))";

/// Marks the revocations that the CRLs of the transaction completed.
pub(crate) async fn mark_signed(tx: &mut Tx, at: Timestamp) -> Result<(), StoreError> {
    for revocation in REVOCATIONS.list(tx, FULLY_SIGNED, &[], |row| row.id("id")).await? {
        mark(tx, revocation, "signed", at).await?;
    }
    Ok(())
}

pub(super) async fn mark_live(tx: &mut Tx, revocation: Id<Revocation>, at: Timestamp) -> Result<(), StoreError> {
    mark(tx, revocation, "live", at).await
}

/// Revocations that are signed and not known to be published, oldest first.
pub(super) async fn not_live(tx: &mut Tx) -> Result<Vec<Id<Revocation>>, StoreError> {
    let sql = "select p.revocation, p.stage from revocation_progress p where p.stage = 'signed' \
         and not exists (select 1 from revocation_progress q where q.revocation = p.revocation and q.stage = 'live') order by p.at limit 100";
    REVOCATION_PROGRESS.list(tx, sql, &[], |row| row.id("revocation")).await
}

/// When a revocation reached a stage.
pub(super) async fn reached(tx: &mut Tx, revocation: Id<Revocation>, stage: &str) -> Result<Option<Timestamp>, StoreError> {
    let sql = "select revocation, stage, at from revocation_progress where revocation = $1 and stage = $2";
    REVOCATION_PROGRESS.find(tx, sql, &[revocation.into(), stage.into()], |row| row.timestamp("at")).await
}

async fn mark(tx: &mut Tx, revocation: Id<Revocation>, stage: &str, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into revocation_progress (revocation, stage, at) values ($1, $2, $3) on conflict (revocation, stage) do nothing",
        &[revocation.into(), stage.into(), at.into()],
    )
    .await?;
    Ok(())
}
