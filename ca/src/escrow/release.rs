//! Releasing activation data from escrow: once, and for a limited time again to the same call, so that a lost response does not
//! lose the secret. PIN and PUK differ in the constants here, and in who may request them.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::escrow::ReleasePinError;
use ca_contract::events::TokenChange;
use ca_contract::holder::ReleasePukError;
use chassis::act::Act;
use chassis::db::{AssertSqlSafe, Row, StoreError, Table, Tx, Value};
use pki::{Timestamp, TokenNumber};
use serde_json::Value as Json;

use super::associated;
use super::budget::Hourly;
use crate::Config;
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::events;
use crate::tables::{ESCROW, PIN_RELEASES, PUK_RELEASES};

/// A kind of secret in escrow.
pub(super) struct Secret {
    /// The associated data of its ciphertext, besides the token.
    pub(super) kind: &'static str,
    /// Its column of `escrow`.
    pub(super) column: &'static str,
    /// The table of its releases.
    releases: Table,
    once: Once,
    /// For how long the same call gets the same answer.
    same_answer: Duration,
    per_hour: fn(&Config) -> u32,
    released: TokenChange,
    /// The ledger's action for its release.
    action: &'static str,
}

/// How often a secret is released.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Once {
    /// Once for each deposit; `escrowed_at` is in the rows of its releases.
    PerDeposit,
    PerToken,
}

/// For its letter. If rendering was interrupted, the letter can be made the next day.
pub(super) const PIN: Secret = Secret {
    kind: "pin",
    column: "transport_pin",
    releases: PIN_RELEASES,
    once: Once::PerDeposit,
    same_answer: Duration::from_secs(24 * 3600),
    per_hour: |config| config.pin_releases_per_hour,
    released: TokenChange::PinReleased,
    action: "pin.released",
};

/// To its holder.
pub(super) const PUK: Secret = Secret {
    kind: "puk",
    column: "puk",
    releases: PUK_RELEASES,
    once: Once::PerToken,
    same_answer: Duration::from_secs(600),
    per_hour: |config| config.puk_releases_per_hour,
    released: TokenChange::PukReleased,
    action: "puk.released",
};

/// Why a secret was not released.
#[derive(Debug)]
pub(super) enum NotReleased {
    NotEscrowed,
    /// It was released at this moment, to another call or too long ago.
    Released {
        at: Timestamp,
    },
    RateLimited {
        retry_after_seconds: u32,
    },
}

impl Secret {
    /// Releases the secret of a token to a call, and records it with `detail`. Returns also when it was first released.
    pub(super) async fn release<E: From<NotReleased>>(
        &self,
        act: &mut Act<'_, Core>,
        call: &Call,
        token: &TokenNumber,
        detail: Json,
    ) -> Result<(Confidential, Timestamp), Fault<E>> {
        let refuse = |why: NotReleased| Err(Fault::Refused(why.into()));
        let (core, now) = (act.zone(), act.at());
        if self.was_another_released(act.tx(), token, call).await? {
            return Err(Fault::Invalid("this idempotency key was used for another token"));
        }
        let Some((escrowed_at, secret)) = self.newest(core, act.tx(), token).await? else {
            return refuse(NotReleased::NotEscrowed);
        };
        if let Some((key, at)) = self.last_release(act.tx(), token, escrowed_at).await? {
            if key == call.key.as_bytes() && now.since(at) <= self.same_answer {
                return Ok((secret, at));
            }
            return refuse(NotReleased::Released { at });
        }
        let budget = Hourly { releases: self.releases.name(), most: (self.per_hour)(&core.config) };
        if let Some(retry_after_seconds) = budget.spent(act.tx(), now).await? {
            return refuse(NotReleased::RateLimited { retry_after_seconds });
        }
        self.insert(act.tx(), call, token, escrowed_at, now).await?;
        events::append(act, token, &self.released, now).await?;
        act.record(self.action, token.as_str(), detail).await?;
        Ok((secret, now))
    }

    /// Whether the secret that was deposited at `escrowed_at` was released.
    pub(super) async fn is_released(&self, tx: &mut Tx, token: &TokenNumber, escrowed_at: Timestamp) -> Result<bool, StoreError> {
        Ok(self.last_release(tx, token, escrowed_at).await?.is_some())
    }

    /// The latest deposit, and its time.
    async fn newest(
        &self,
        core: &Core,
        tx: &mut Tx,
        token: &TokenNumber,
    ) -> Result<Option<(Timestamp, Confidential)>, StoreError> {
        let sql =
            format!("select token, sealed_at, {} from escrow where token = $1 order by sealed_at desc limit 1", self.column);
        let read = |row: &Row| Ok((row.timestamp("sealed_at")?, self.decrypt(core, row, token)?));
        ESCROW.find(tx, AssertSqlSafe(sql), &[token.as_str().into()], read).await
    }

    fn decrypt(&self, core: &Core, row: &Row, token: &TokenNumber) -> Result<Confidential, StoreError> {
        let unreadable = StoreError::inconsistent(self.column, "cannot be decrypted with the master key");
        let digits = core.secrets.escrow.decrypt(&associated(self.kind, token), &row.blob(self.column)?);
        let digits = digits.map_err(|_| unreadable.clone())?;
        Ok(Confidential::new(std::str::from_utf8(&digits).map_err(|_| unreadable)?))
    }

    /// The release after which there can be no other: its key and time.
    async fn last_release(
        &self,
        tx: &mut Tx,
        token: &TokenNumber,
        escrowed_at: Timestamp,
    ) -> Result<Option<(Vec<u8>, Timestamp)>, StoreError> {
        let mut sql = format!("select * from {} where token = $1", self.releases.name());
        let mut values: Vec<Value> = vec![token.as_str().into()];
        if self.once == Once::PerDeposit {
            sql += " and sealed_at = $2";
            values.push(escrowed_at.into());
        }
        let read = |row: &Row| Ok((row.blob("idempotency_key")?, row.timestamp("released_at")?));
        self.releases.find(tx, AssertSqlSafe(sql), &values, read).await
    }

    /// Whether the call's key released the secret of another token.
    async fn was_another_released(&self, tx: &mut Tx, token: &TokenNumber, call: &Call) -> Result<bool, StoreError> {
        let sql = format!("select token from {} where idempotency_key = $1 and token <> $2", self.releases.name());
        Ok(tx.row(AssertSqlSafe(sql), &[call.key.as_bytes().into(), token.as_str().into()]).await?.is_some())
    }

    async fn insert(
        &self,
        tx: &mut Tx,
        call: &Call,
        token: &TokenNumber,
        escrowed_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let name = self.releases.name();
        let mut values: Vec<Value> = vec![token.as_str().into(), call.key.as_bytes().into(), now.into()];
        let sql = match self.once {
            Once::PerDeposit => {
                values.push(escrowed_at.into());
                format!("insert into {name} (token, idempotency_key, released_at, sealed_at) values ($1, $2, $3, $4)")
            }
            Once::PerToken => format!("insert into {name} (token, idempotency_key, released_at) values ($1, $2, $3)"),
        };
        tx.execute(AssertSqlSafe(sql), &values).await.map(drop)
    }
}

impl From<NotReleased> for ReleasePinError {
    fn from(why: NotReleased) -> Self {
        match why {
            NotReleased::NotEscrowed => Self::NotEscrowed,
            NotReleased::Released { at } => Self::Released { at },
            NotReleased::RateLimited { retry_after_seconds } => Self::RateLimited { retry_after_seconds },
        }
    }
}

impl From<NotReleased> for ReleasePukError {
    fn from(why: NotReleased) -> Self {
        match why {
            NotReleased::NotEscrowed => Self::NotEscrowed,
            NotReleased::Released { at } => Self::Released { at },
            NotReleased::RateLimited { retry_after_seconds } => Self::RateLimited { retry_after_seconds },
        }
    }
}

#[cfg(test)]
mod tests;
