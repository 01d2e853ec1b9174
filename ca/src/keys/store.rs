//! Where sealed private keys lie.

use chassis::db::{StoreError, Tx};
use chassis::sealing::SealingKey;
use pki::{Curve, Id, Signer, SoftwareKey, SystemRandom, Timestamp};
use secrecy::ExposeSecret;

use super::{Purpose, SigningKey};

/// Stores `key` sealed, before anything is signed with it or certified for it.
pub(crate) async fn create(
    tx: &mut Tx,
    sealing: &SealingKey,
    key: &SoftwareKey,
    purpose: Purpose,
    at: Timestamp,
) -> Result<Id<SigningKey>, StoreError> {
    let id = Id::<SigningKey>::generate(at, &mut SystemRandom);
    let sealed = sealing.seal(&mut SystemRandom, id.as_bytes(), key.pkcs8().expose_secret());
    tx.execute(
        "insert into signing_keys (id, purpose, curve, sealed, created_at) values ($1, $2, $3, $4, $5)",
        &[
            id.as_bytes().as_slice().into(),
            purpose.name().into(),
            curve_name(key.public_key().curve()).into(),
            sealed.into(),
            at.into(),
        ],
    )
    .await?;
    Ok(id)
}

/// Opens the key that was stored as `id`.
pub(crate) async fn load(tx: &mut Tx, sealing: &SealingKey, id: &[u8]) -> Result<SoftwareKey, StoreError> {
    let row = tx.row("select curve, sealed from signing_keys where id = $1", &[id.into()]).await?;
    let row = row.ok_or(StoreError::Inconsistent { column: "signing_key", problem: "names no key" })?;
    let curve = match row.text("curve")?.as_str() {
        "p256" => Curve::P256,
        "p384" => Curve::P384,
        _ => return Err(StoreError::Inconsistent { column: "curve", problem: "is no curve" }),
    };
    let unreadable = StoreError::Inconsistent {
        column: "sealed",
        problem: "does not open with the master key; is master_key_file the one that `init` made for this database?",
    };
    let pkcs8 = sealing.open(id, &row.blob("sealed")?).map_err(|_| unreadable.clone())?;
    SoftwareKey::from_pkcs8(curve, &pkcs8).map_err(|_| unreadable)
}

const fn curve_name(curve: Curve) -> &'static str {
    match curve {
        Curve::P256 => "p256",
        Curve::P384 => "p384",
    }
}
