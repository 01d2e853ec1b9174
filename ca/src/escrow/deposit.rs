//! Depositing the activation data that the station generated.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::events::TokenChange;
use ca_contract::issuance::{EscrowActivationData, EscrowError, Escrowed};
use chassis::act::Act;
use chassis::db::{Row, StoreError, Tx};
use pki::{SystemRandom, Timestamp, TokenNumber};
use serde_json::json;

use super::associated;
use super::release::{PIN, PUK, Secret};
use crate::call::{Call, Decide, Fault};
use crate::core::Core;
use crate::tables::ESCROW;
use crate::{events, tokens};

/// Deposits a PIN and a PUK. Until the PUK is released, a station that was interrupted may deposit again: a PIN that was released
/// meanwhile is void, and its letter must be made again.
impl Decide for EscrowActivationData {
    type Output = Escrowed;
    type Refusal = EscrowError;

    fn check(&self, _: &Core, _: &Call) -> Result<(), Fault<EscrowError>> {
        let drawn = is_digits(&self.transport_pin, 4..=8) && is_digits(&self.puk, 6..=6);
        if drawn { Ok(()) } else { Err(Fault::Refused(EscrowError::InvalidDigits)) }
    }

    async fn decide(self, act: &mut Act<'_, Core>, _: &Call) -> Result<Escrowed, Fault<EscrowError>> {
        let (encryption_key, now, token) = (&act.zone().secrets.escrow, act.at(), &self.token);
        if !tokens::is_known(act.tx(), token).await? {
            return Err(Fault::Refused(EscrowError::UnknownToken));
        }
        let before = last(act.tx(), token).await?;
        let letter_is_void = match before {
            Some(escrowed_at) if PUK.is_released(act.tx(), token, escrowed_at).await? => {
                return Err(Fault::Refused(EscrowError::Released));
            }
            Some(escrowed_at) => PIN.is_released(act.tx(), token, escrowed_at).await?,
            None => false,
        };
        // The newest counts, even if the clock went back.
        let at = before.map_or(now, |before| now.max(before.plus(Duration::from_millis(1))));
        let seal = |secret: &Secret, digits: &Confidential| {
            encryption_key.encrypt(&mut SystemRandom, &associated(secret.kind, token), digits.expose().as_bytes())
        };
        let (transport_pin, puk) = (seal(&PIN, &self.transport_pin), seal(&PUK, &self.puk));
        act.tx()
            .execute(
                "insert into escrow (token, sealed_at, transport_pin, puk) values ($1, $2, $3, $4)",
                &[token.as_str().into(), at.into(), transport_pin.into(), puk.into()],
            )
            .await?;
        if before.is_none() || letter_is_void {
            events::append(act, token, &TokenChange::Personalised, at).await?;
        }
        act.record("activation-data.escrowed", token.as_str(), json!({})).await?;
        Ok(Escrowed { at })
    }
}

/// When PIN and PUK were deposited last.
async fn last(tx: &mut Tx, token: &TokenNumber) -> Result<Option<Timestamp>, StoreError> {
    let sql = "select max(sealed_at) as newest from escrow where token = $1";
    ESCROW.one(tx, sql, &[token.as_str().into()], |row| row.optional("newest", Row::timestamp)).await
}

fn is_digits(secret: &Confidential, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&secret.expose().len()) && secret.expose().bytes().all(|byte| byte.is_ascii_digit())
}
