//! The rows of encrypted private keys.

use std::sync::Arc;

use chassis::db::{Row, StoreError, Tx};
use chassis::encryption::EncryptionKey;
use pki::{Curve, Id, Signer, SoftwareKey, SystemRandom, Timestamp};
use secrecy::ExposeSecret;

use super::{Purpose, SigningKey};
use crate::tables::SIGNING_KEYS;

/// Stores `key` encrypted, before anything is signed with it or certified for it.
pub(crate) async fn create(
    tx: &mut Tx,
    encryption_key: &EncryptionKey,
    key: &SoftwareKey,
    purpose: Purpose,
    at: Timestamp,
) -> Result<Id<SigningKey>, StoreError> {
    let id = Id::<SigningKey>::generate(at, &mut SystemRandom);
    let ciphertext = encryption_key.encrypt(&mut SystemRandom, id.as_bytes(), key.pkcs8().expose_secret());
    tx.execute(
        "insert into signing_keys (id, purpose, curve, sealed, created_at) values ($1, $2, $3, $4, $5)",
        &[id.into(), purpose.name().into(), curve_name(key.public_key().curve()).into(), ciphertext.into(), at.into()],
    )
    .await?;
    Ok(id)
}

/// Decrypts the key that was stored as `id`.
pub(crate) async fn load(tx: &mut Tx, encryption_key: &EncryptionKey, id: Id<SigningKey>) -> Result<Arc<dyn Signer>, StoreError> {
    let sql = "select id, curve, sealed from signing_keys where id = $1";
    SIGNING_KEYS.one(tx, sql, &[id.into()], |row| decrypt(row, encryption_key, id)).await
}

fn decrypt(row: &Row, encryption_key: &EncryptionKey, id: Id<SigningKey>) -> Result<Arc<dyn Signer>, StoreError> {
    let curve = row.named("curve", [Curve::P256, Curve::P384], curve_name)?;
    let unreadable = StoreError::inconsistent(
        "sealed",
        "cannot be decrypted with the master key; is master_key_file the one that `init` made for this database?",
    );
    let pkcs8 = encryption_key.decrypt(id.as_bytes(), &row.blob("sealed")?).map_err(|_| unreadable.clone())?;
    Ok(Arc::new(SoftwareKey::from_pkcs8(curve, &pkcs8).map_err(|_| unreadable)?))
}

const fn curve_name(curve: Curve) -> &'static str {
    match curve {
        Curve::P256 => "p256",
        Curve::P384 => "p384",
    }
}
