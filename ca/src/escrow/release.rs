//! Releasing a PUK to its holder, once.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::holder::{ReleasePuk, ReleasePukError, ReleasedPuk};
use chassis::db::{StoreError, Tx};
use pki::{Timestamp, TokenNumber};
use serde_json::json;

use super::associated;
use crate::core::Core;
use crate::revocation;
use crate::server::{Call, Fault};

/// For how long the same question gets the same answer: a lost answer must not lose the PUK.
const SAME_ANSWER: Duration = Duration::from_secs(600);
const HOUR: Duration = Duration::from_secs(3600);

/// Releases the PUK of the token that holds this certificate.
pub(crate) async fn release_puk(core: &Core, call: &Call, question: ReleasePuk) -> Result<ReleasedPuk, Fault<ReleasePukError>> {
    let now = core.now();
    let mut tx = core.db.begin_write().await?;
    let held = revocation::held_by_fingerprint(&mut tx, question.certificate).await?;
    let token = held.ok_or(Fault::Refused(ReleasePukError::UnknownCertificate))?.token;
    if revocation::is_revoked(&mut tx, &token).await? {
        return Err(Fault::Refused(ReleasePukError::Revoked));
    }
    if released_another(&mut tx, &token, call).await? {
        return Err(Fault::Invalid("this idempotency key was used for another token"));
    }
    let puk = sealed_puk(core, &mut tx, &token).await?.ok_or(Fault::Refused(ReleasePukError::NothingSealed))?;
    if let Some((key, at)) = released(&mut tx, &token).await? {
        if key == call.key.as_bytes() && now.since(at) <= SAME_ANSWER {
            return Ok(ReleasedPuk { token, puk, released_at: at });
        }
        return Err(Fault::Refused(ReleasePukError::Released { at }));
    }
    if let Some(retry_after) = spent(core, &mut tx, now).await? {
        let retry_after_seconds = u32::try_from(retry_after.as_secs()).unwrap_or(u32::MAX);
        return Err(Fault::Refused(ReleasePukError::BudgetSpent { retry_after_seconds }));
    }
    tx.execute(
        "insert into puk_releases (token, idempotency_key, released_at) values ($1, $2, $3)",
        &[token.as_str().into(), call.key.as_bytes().as_slice().into(), now.into()],
    )
    .await?;
    core.record(&mut tx, &call.actor(), "puk.released", token.as_str(), json!({ "certificate": question.certificate })).await?;
    tx.commit().await?;
    Ok(ReleasedPuk { token, puk, released_at: now })
}

async fn sealed_puk(core: &Core, tx: &mut Tx, token: &TokenNumber) -> Result<Option<Confidential>, StoreError> {
    let sql = "select puk from escrow where token = $1 order by sealed_at desc limit 1";
    let Some(row) = tx.row(sql, &[token.as_str().into()]).await? else { return Ok(None) };
    let unreadable = StoreError::Inconsistent { column: "puk", problem: "does not open with the master key" };
    let puk = core.secrets.escrow.open(&associated("puk", token), &row.blob("puk")?).map_err(|_| unreadable.clone())?;
    let digits = std::str::from_utf8(&puk).map_err(|_| unreadable)?;
    Ok(Some(Confidential::new(digits)))
}

async fn released(tx: &mut Tx, token: &TokenNumber) -> Result<Option<(Vec<u8>, Timestamp)>, StoreError> {
    let row = tx.row("select idempotency_key, released_at from puk_releases where token = $1", &[token.as_str().into()]).await?;
    row.map(|row| Ok((row.blob("idempotency_key")?, row.timestamp("released_at")?))).transpose()
}

/// Whether the call's key released another token's PUK.
async fn released_another(tx: &mut Tx, token: &TokenNumber, call: &Call) -> Result<bool, StoreError> {
    let sql = "select token from puk_releases where idempotency_key = $1 and token <> $2";
    Ok(tx.row(sql, &[call.key.as_bytes().as_slice().into(), token.as_str().into()]).await?.is_some())
}

/// How long the hour's budget stays spent; none while there is some left.
async fn spent(core: &Core, tx: &mut Tx, now: Timestamp) -> Result<Option<Duration>, StoreError> {
    let sql = "select count(*) as released, coalesce(min(released_at), 0) as oldest from puk_releases where released_at > $1";
    let Some(row) = tx.row(sql, &[now.minus(HOUR).into()]).await? else { return Ok(None) };
    let full = row.int("released")? >= i64::from(core.config.puk_releases_per_hour);
    Ok(full.then_some(HOUR.saturating_sub(now.since(row.timestamp("oldest")?))))
}
