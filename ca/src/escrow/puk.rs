//! Releasing a PUK to its holder, once.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::events::TokenChange;
use ca_contract::holder::{ReleasePuk, ReleasePukError, ReleasedPuk};
use chassis::db::{Row, StoreError, Tx};
use pki::{Timestamp, TokenNumber};
use serde_json::json;

use super::budget::Hourly;
use super::open_digits;
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::tables::{ESCROW, PUK_RELEASES};
use crate::{events, tokens};

/// For how long the same question gets the same answer: a lost answer must not lose the PUK.
const SAME_ANSWER: Duration = Duration::from_secs(600);
const COUNTED: &str =
    "select count(*) as released, coalesce(min(released_at), 0) as oldest from puk_releases where released_at > $1";

/// Releases the PUK of the token that holds this certificate.
pub(crate) async fn release_puk(core: &Core, call: &Call, question: ReleasePuk) -> Result<ReleasedPuk, Fault<ReleasePukError>> {
    let now = core.now();
    let mut tx = core.db.begin_write().await?;
    let held = tokens::admitted::<ReleasePukError>(core, &mut tx, question.certificate, call.received_at).await?;
    let token = held.token;
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
    let budget = Hourly { counted: COUNTED, most: core.config.puk_releases_per_hour };
    if let Some(retry_after_seconds) = budget.spent(&mut tx, now).await? {
        return Err(Fault::Refused(ReleasePukError::BudgetSpent { retry_after_seconds }));
    }
    tx.execute(
        "insert into puk_releases (token, idempotency_key, released_at) values ($1, $2, $3)",
        &[token.as_str().into(), call.key.as_bytes().into(), now.into()],
    )
    .await?;
    events::append(&mut tx, &token, &TokenChange::PukReleased, now).await?;
    core.record(&mut tx, &call.actor(), "puk.released", token.as_str(), json!({ "certificate": question.certificate })).await?;
    tx.commit().await?;
    core.announce_token_events();
    Ok(ReleasedPuk { token, puk, released_at: now })
}

async fn sealed_puk(core: &Core, tx: &mut Tx, token: &TokenNumber) -> Result<Option<Confidential>, StoreError> {
    let sql = "select token, sealed_at, puk from escrow where token = $1 order by sealed_at desc limit 1";
    ESCROW.find(tx, sql, &[token.as_str().into()], |row| open_digits(core, row, "puk", "puk", token)).await
}

async fn released(tx: &mut Tx, token: &TokenNumber) -> Result<Option<(Vec<u8>, Timestamp)>, StoreError> {
    let sql = "select token, idempotency_key, released_at from puk_releases where token = $1";
    let read = |row: &Row| Ok((row.blob("idempotency_key")?, row.timestamp("released_at")?));
    PUK_RELEASES.find(tx, sql, &[token.as_str().into()], read).await
}

/// Whether the call's key released another token's PUK.
async fn released_another(tx: &mut Tx, token: &TokenNumber, call: &Call) -> Result<bool, StoreError> {
    let sql = "select token from puk_releases where idempotency_key = $1 and token <> $2";
    Ok(tx.row(sql, &[call.key.as_bytes().into(), token.as_str().into()]).await?.is_some())
}
