//! Releasing a transport PIN for its letter, once a sealing.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::escrow::{ReleasePin, ReleasePinError, ReleasedPin};
use ca_contract::events::TokenChange;
use chassis::db::{Row, StoreError, Tx};
use pki::{Timestamp, TokenNumber};
use serde_json::json;

use super::budget::Hourly;
use super::open_digits;
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::tables::{ESCROW, PIN_RELEASES};
use crate::{events, tokens};

/// For how long the same question gets the same answer: a letter whose rendering broke off can be made again the next day.
const SAME_ANSWER: Duration = Duration::from_secs(24 * 3600);
const COUNTED: &str =
    "select count(*) as released, coalesce(min(released_at), 0) as oldest from pin_releases where released_at > $1";

/// Releases the transport PIN of the token that was produced for this order.
pub(crate) async fn release_pin(core: &Core, call: &Call, question: ReleasePin) -> Result<ReleasedPin, Fault<ReleasePinError>> {
    let now = core.now();
    let mut tx = core.db.begin_write().await?;
    let produced = tokens::of_order(&mut tx, &question.order).await?;
    let (token, model) = produced.ok_or(Fault::Refused(ReleasePinError::UnknownOrder))?;
    if tokens::is_revoked(&mut tx, &token).await? {
        return Err(Fault::Refused(ReleasePinError::Revoked));
    }
    if released_another(&mut tx, &token, call).await? {
        return Err(Fault::Invalid("this idempotency key was used for another token"));
    }
    let sealed = sealed_pin(core, &mut tx, &token).await?;
    let (sealed_at, pin) = sealed.ok_or(Fault::Refused(ReleasePinError::NothingSealed))?;
    if let Some((key, at)) = released(&mut tx, &token, sealed_at).await? {
        if key == call.key.as_bytes() && now.since(at) <= SAME_ANSWER {
            return Ok(ReleasedPin { token, model, pin, released_at: at });
        }
        return Err(Fault::Refused(ReleasePinError::Released { at }));
    }
    let budget = Hourly { counted: COUNTED, most: core.config.pin_releases_per_hour };
    if let Some(retry_after_seconds) = budget.spent(&mut tx, now).await? {
        return Err(Fault::Refused(ReleasePinError::BudgetSpent { retry_after_seconds }));
    }
    tx.execute(
        "insert into pin_releases (token, sealed_at, idempotency_key, released_at) values ($1, $2, $3, $4)",
        &[token.as_str().into(), sealed_at.into(), call.key.as_bytes().into(), now.into()],
    )
    .await?;
    events::append(&mut tx, &token, &TokenChange::PinReleased, now).await?;
    core.record(&mut tx, &call.actor(), "pin.released", token.as_str(), json!({ "order": question.order })).await?;
    tx.commit().await?;
    core.announce_token_events();
    Ok(ReleasedPin { token, model, pin, released_at: now })
}

async fn sealed_pin(core: &Core, tx: &mut Tx, token: &TokenNumber) -> Result<Option<(Timestamp, Confidential)>, StoreError> {
    let sql = "select token, sealed_at, transport_pin from escrow where token = $1 order by sealed_at desc limit 1";
    let read = |row: &Row| Ok((row.timestamp("sealed_at")?, open_digits(core, row, "transport_pin", "pin", token)?));
    ESCROW.find(tx, sql, &[token.as_str().into()], read).await
}

/// Whether the PIN that was sealed at `sealed_at` was released: under which key, and when.
pub(super) async fn released(
    tx: &mut Tx,
    token: &TokenNumber,
    sealed_at: Timestamp,
) -> Result<Option<(Vec<u8>, Timestamp)>, StoreError> {
    let sql = "select token, sealed_at, idempotency_key, released_at from pin_releases where token = $1 and sealed_at = $2";
    let read = |row: &Row| Ok((row.blob("idempotency_key")?, row.timestamp("released_at")?));
    PIN_RELEASES.find(tx, sql, &[token.as_str().into(), sealed_at.into()], read).await
}

/// Whether the call's key released another token's PIN.
async fn released_another(tx: &mut Tx, token: &TokenNumber, call: &Call) -> Result<bool, StoreError> {
    let sql = "select token from pin_releases where idempotency_key = $1 and token <> $2";
    Ok(tx.row(sql, &[call.key.as_bytes().into(), token.as_str().into()]).await?.is_some())
}
