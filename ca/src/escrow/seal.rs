//! Sealing what the station drew.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::events::TokenChange;
use ca_contract::issuance::{SealActivation, SealError, Sealed};
use chassis::db::{Row, StoreError, Tx};
use pki::{SystemRandom, Timestamp, TokenNumber};
use serde_json::json;

use super::{associated, pin};
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::tables::ESCROW;
use crate::{events, tokens};

/// Seals a token's transport PIN and PUK. Until its PUK was released, a station that broke off may seal again: a
/// PIN that was released meanwhile is void, and its letter is to be made again.
pub(crate) async fn seal(core: &Core, call: &Call, question: SealActivation) -> Result<Sealed, Fault<SealError>> {
    if !is_digits(&question.transport_pin, 4..=8) || !is_digits(&question.puk, 6..=6) {
        return Err(Fault::Refused(SealError::NotDigits));
    }
    let token = &question.token;
    let mut tx = core.db.begin_write().await?;
    if !tokens::is_known(&mut tx, token).await? {
        return Err(Fault::Refused(SealError::UnknownToken));
    }
    if tx.row("select token from puk_releases where token = $1", &[token.as_str().into()]).await?.is_some() {
        return Err(Fault::Refused(SealError::Released));
    }
    let before = last(&mut tx, token).await?;
    let letter_is_void = match before {
        Some(sealed_at) => pin::released(&mut tx, token, sealed_at).await?.is_some(),
        None => false,
    };
    // The newest counts, whatever the clock did.
    let at = before.map_or(core.now(), |before| core.now().max(before.plus(Duration::from_millis(1))));
    let sealing = &core.secrets.escrow;
    let transport_pin = sealing.seal(&mut SystemRandom, &associated("pin", token), question.transport_pin.expose().as_bytes());
    let puk = sealing.seal(&mut SystemRandom, &associated("puk", token), question.puk.expose().as_bytes());
    tx.execute(
        "insert into escrow (token, sealed_at, transport_pin, puk) values ($1, $2, $3, $4)",
        &[token.as_str().into(), at.into(), transport_pin.into(), puk.into()],
    )
    .await?;
    if before.is_none() || letter_is_void {
        events::append(&mut tx, token, &TokenChange::Personalised, at).await?;
    }
    core.record(&mut tx, &call.actor(), "activation.sealed", token.as_str(), json!({})).await?;
    let answer = Sealed { at };
    call.remember(&mut tx, &answer).await?;
    tx.commit().await?;
    core.announce_token_events();
    Ok(answer)
}

/// When PIN and PUK were sealed last.
async fn last(tx: &mut Tx, token: &TokenNumber) -> Result<Option<Timestamp>, StoreError> {
    let sql = "select max(sealed_at) as newest from escrow where token = $1";
    ESCROW.one(tx, sql, &[token.as_str().into()], |row| row.optional("newest", Row::timestamp)).await
}

fn is_digits(secret: &Confidential, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&secret.expose().len()) && secret.expose().bytes().all(|byte| byte.is_ascii_digit())
}
