//! Sealing what the station drew.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::issuance::{SealActivation, SealError, Sealed};
use chassis::db::{StoreError, Tx};
use pki::{SystemRandom, Timestamp, TokenNumber};
use serde_json::json;

use super::associated;
use crate::core::Core;
use crate::server::{Call, Fault};

/// Seals a token's transport PIN and PUK. Until its PUK was released, a station that broke off may seal again.
pub(crate) async fn seal(core: &Core, call: &Call, question: SealActivation) -> Result<Sealed, Fault<SealError>> {
    if !is_digits(&question.transport_pin, 4..=8) || !is_digits(&question.puk, 6..=6) {
        return Err(Fault::Refused(SealError::NotDigits));
    }
    let token = &question.token;
    let mut tx = core.db.begin_write().await?;
    if tx.row("select number from tokens where number = $1", &[token.as_str().into()]).await?.is_none() {
        return Err(Fault::Refused(SealError::UnknownToken));
    }
    if tx.row("select token from puk_releases where token = $1", &[token.as_str().into()]).await?.is_some() {
        return Err(Fault::Refused(SealError::Released));
    }
    let at = after_the_last(&mut tx, token, core.now()).await?;
    let sealing = &core.secrets.escrow;
    let pin = sealing.seal(&mut SystemRandom, &associated("pin", token), question.transport_pin.expose().as_bytes());
    let puk = sealing.seal(&mut SystemRandom, &associated("puk", token), question.puk.expose().as_bytes());
    tx.execute(
        "insert into escrow (token, sealed_at, transport_pin, puk) values ($1, $2, $3, $4)",
        &[token.as_str().into(), at.into(), pin.into(), puk.into()],
    )
    .await?;
    core.record(&mut tx, &call.actor(), "activation.sealed", token.as_str(), json!({})).await?;
    let answer = Sealed { at };
    call.remember(&mut tx, &answer).await?;
    tx.commit().await?;
    Ok(answer)
}

/// `now`, or just after the last sealing: the newest counts, whatever the clock did.
async fn after_the_last(tx: &mut Tx, token: &TokenNumber, now: Timestamp) -> Result<Timestamp, StoreError> {
    let row = tx.row("select max(sealed_at) as newest from escrow where token = $1", &[token.as_str().into()]).await?;
    let before = row.map_or(Ok(None), |row| row.optional_int("newest"))?.map(Timestamp::from_millis);
    Ok(before.map_or(now, |before| now.max(before.plus(Duration::from_millis(1)))))
}

fn is_digits(secret: &Confidential, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&secret.expose().len()) && secret.expose().bytes().all(|byte| byte.is_ascii_digit())
}
