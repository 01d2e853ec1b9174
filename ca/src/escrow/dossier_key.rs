//! The keys with which dossiers are encrypted: generated at the first request, stored encrypted, and released within an hourly
//! budget of orders.
//!
//! The portal stores no key: its stolen database reveals no dossier, and a compromised portal gets the keys of a limited number
//! of orders in an hour, each on record.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ca_contract::Confidential;
use ca_contract::escrow::{DossierKey, DossierKeyAnswer, DossierKeyError};
use ca_contract::statement::OrderNumber;
use chassis::act::Act;
use chassis::db::{Row, StoreError, Tx};
use pki::{SystemRandom, Timestamp};
use rand::Rng;
use serde_json::json;
use zeroize::Zeroizing;

use super::associated;
use super::budget::{HOUR, Hourly};
use crate::call::{Call, Decide, Fault};
use crate::core::Core;
use crate::tables::DOSSIER_KEYS;

type Key = Zeroizing<[u8; 32]>;

/// The key of an order's dossier. Within an hour of a release, further requests are only read, since officers view many pages.
impl Decide for DossierKey {
    type Output = DossierKeyAnswer;
    type Refusal = DossierKeyError;

    async fn decide(self, act: &mut Act<'_, Core>, _: &Call) -> Result<DossierKeyAnswer, Fault<DossierKeyError>> {
        let (core, now, order) = (act.zone(), act.at(), &self.order);
        let known = kept(core, act.tx(), order).await?;
        if let Some(key) = &known
            && released_lately(act.tx(), order, now).await?
        {
            return Ok(answer(key));
        }
        let budget = Hourly { releases: "dossier_key_releases", most: core.config.dossier_keys_per_hour };
        if let Some(retry_after_seconds) = budget.spent(act.tx(), now).await? {
            return Err(Fault::Refused(DossierKeyError::RateLimited { retry_after_seconds }));
        }
        let (key, action) = match known {
            Some(key) => (key, "dossier-key.released"),
            None => (make(core, act.tx(), order, now).await?, "dossier-key.made"),
        };
        act.tx()
            .execute(
                "insert into dossier_key_releases (order_number, released_at) values ($1, $2)",
                &[order.as_str().into(), now.into()],
            )
            .await?;
        act.record(action, order.as_str(), json!({})).await?;
        Ok(answer(&key))
    }
}

/// Deletes releases from before `moment`; only those of the last hour count, and the ledger keeps all.
pub(crate) async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from dossier_key_releases where released_at < $1", &[moment.into()]).await
}

fn answer(key: &Key) -> DossierKeyAnswer {
    DossierKeyAnswer { key: Confidential::new(BASE64_STANDARD.encode(key)) }
}

async fn released_lately(tx: &mut Tx, order: &OrderNumber, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "select released_at from dossier_key_releases where order_number = $1 and released_at > $2 limit 1";
    Ok(tx.row(sql, &[order.as_str().into(), now.minus(HOUR).into()]).await?.is_some())
}

async fn kept(core: &Core, tx: &mut Tx, order: &OrderNumber) -> Result<Option<Key>, StoreError> {
    let sql = "select order_number, sealed from dossier_keys where order_number = $1";
    DOSSIER_KEYS.find(tx, sql, &[order.as_str().into()], |row| decrypt(core, row, order)).await
}

fn decrypt(core: &Core, row: &Row, order: &OrderNumber) -> Result<Key, StoreError> {
    let unreadable = StoreError::inconsistent("sealed", "cannot be decrypted to 32 octets with the master key");
    let decrypted = core.secrets.escrow.decrypt(&associated("dossier key", order), &row.blob("sealed")?);
    let decrypted = decrypted.map_err(|_| unreadable.clone())?;
    <[u8; 32]>::try_from(decrypted.as_slice()).map(Zeroizing::new).map_err(|_| unreadable)
}

async fn make(core: &Core, tx: &mut Tx, order: &OrderNumber, now: Timestamp) -> Result<Key, StoreError> {
    let mut key = Zeroizing::new([0; 32]);
    SystemRandom.fill_bytes(key.as_mut());
    let ciphertext = core.secrets.escrow.encrypt(&mut SystemRandom, &associated("dossier key", order), key.as_slice());
    tx.execute(
        "insert into dossier_keys (order_number, sealed, made_at) values ($1, $2, $3)",
        &[order.as_str().into(), ciphertext.into(), now.into()],
    )
    .await?;
    Ok(key)
}
