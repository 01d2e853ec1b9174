//! The keys of orders: what an order holds is encrypted under keys of its own, which are encrypted under the portal's master key.
//! Whoever destroys a key makes what it encrypts unreadable, in the database and in every copy of it.
//!
//! An *order key* belongs to the portal. The key of a dossier, under which files and letters are encrypted, belongs to the
//! certificate authority.

mod columns;
mod purpose;
#[cfg(test)]
mod tests;

use chassis::db::{Row, StoreError, Tx, Value};
use chassis::encryption::{EncryptionKey, MasterKey};
use pki::SystemRandom;
use rand::Rng;
use zeroize::Zeroizing;

pub(crate) use columns::{ACCEPTANCE, CHECK, EVENT, FILE, INVOICE, ORDER, OrderColumns, PIECE};

use purpose::Purpose;

use crate::encrypted_columns::Texts;
use crate::order_id::OrderId;
use crate::tables::{ORDER_KEYS, ORDERS};

/// Encrypts and decrypts the keys of orders.
pub(crate) struct OrderKeys(EncryptionKey);

/// A key of an order.
pub(crate) struct OrderKey {
    order: OrderId,
    key: EncryptionKey,
}

/// The keys of a new order, with their ciphertexts.
pub(crate) struct NewOrderKeys([(Purpose, OrderKey, Vec<u8>); 2]);

impl OrderKeys {
    /// The keys that are encrypted under this master key.
    pub(crate) fn new(master_key: &MasterKey) -> Self {
        Self(master_key.encryption_key("portal order keys"))
    }

    /// Generates the keys of an order that is not stored yet.
    pub(crate) fn generate(&self, order: OrderId) -> NewOrderKeys {
        NewOrderKeys(Purpose::ALL.map(|purpose| {
            let (key, encrypted) = self.generate_key(order, purpose);
            (purpose, key, encrypted)
        }))
    }

    /// The key with which the order's columns are written. An order of an earlier release, which is clear, is encrypted first.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if there is no such order, or its key was destroyed.
    pub(crate) async fn key_of(&self, tx: &mut Tx, order: OrderId, columns: &OrderColumns) -> Result<OrderKey, StoreError> {
        let sql = "select o.id, case when o.encrypted is null then cast(1 as bigint) else cast(0 as bigint) end as clear, \
             k.encrypted as order_key from orders o left join order_keys k on k.order_id = o.id and k.purpose = $2 where o.id = $1";
        let purpose = columns.purpose;
        let known = |row: &Row| {
            let key = row.optional("order_key", Row::blob)?.map(|encrypted| self.decrypt_key(order, purpose, &encrypted));
            Ok((row.flag("clear")?, key.transpose()?))
        };
        match ORDERS.one(tx, sql, &[order.into(), purpose.name().into()], known).await? {
            (_, Some(key)) => Ok(key),
            (true, None) => {
                self.encrypt_order(tx, order).await?;
                self.stored_key(tx, order, purpose).await?.ok_or_else(without_key)
            }
            (false, None) => Err(without_key()),
        }
    }

    /// Encrypts every clear row of an order. Idempotent.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if a row cannot be read; the order's own row stays clear then.
    pub(crate) async fn encrypt_order(&self, tx: &mut Tx, order: OrderId) -> Result<(), StoreError> {
        for purpose in Purpose::ALL {
            let key = match self.stored_key(tx, order, purpose).await? {
                Some(key) => key,
                None => {
                    let (key, encrypted) = self.generate_key(order, purpose);
                    insert_key(tx, order, purpose, &encrypted).await?;
                    key
                }
            };
            for columns in columns::ALL.iter().filter(|columns| columns.purpose == purpose) {
                columns.columns.encrypt_rows(tx, (columns.of, order.into()), &key.key, &context(order)).await?;
            }
        }
        Ok(())
    }

    /// The texts of a row with the columns `encrypted` and `order_key`, the encrypted key for the purpose of the columns. `key`
    /// is the row's key.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if it cannot be decrypted.
    pub(crate) fn texts<'r>(
        &self,
        row: &'r Row,
        order: OrderId,
        columns: &OrderColumns,
        key: &Value,
    ) -> Result<Texts<'r>, StoreError> {
        let Some(encrypted) = row.optional("encrypted", Row::blob)? else { return Ok(Texts::Clear(row)) };
        let order_key = row.optional("order_key", Row::blob)?.ok_or_else(without_key)?;
        let order_key = self.decrypt_key(order, columns.purpose, &order_key)?;
        columns.columns.decrypt(&order_key.key, &context(order), key, &encrypted).map(Texts::Decrypted)
    }

    async fn stored_key(&self, tx: &mut Tx, order: OrderId, purpose: Purpose) -> Result<Option<OrderKey>, StoreError> {
        let sql = "select order_id, purpose, encrypted from order_keys where order_id = $1 and purpose = $2";
        let key = |row: &Row| self.decrypt_key(order, purpose, &row.blob("encrypted")?);
        ORDER_KEYS.find(tx, sql, &[order.into(), purpose.name().into()], key).await
    }

    fn generate_key(&self, order: OrderId, purpose: Purpose) -> (OrderKey, Vec<u8>) {
        let mut octets = Zeroizing::new([0; 32]);
        SystemRandom.fill_bytes(octets.as_mut());
        let encrypted = self.0.encrypt(&mut SystemRandom, associated(order, purpose).as_bytes(), octets.as_ref());
        (OrderKey { order, key: EncryptionKey::from_octets(&octets) }, encrypted)
    }

    fn decrypt_key(&self, order: OrderId, purpose: Purpose, encrypted: &[u8]) -> Result<OrderKey, StoreError> {
        let unreadable = StoreError::inconsistent("order_key", "cannot be decrypted with the master key");
        let octets = self.0.decrypt(associated(order, purpose).as_bytes(), encrypted).map_err(|_| unreadable.clone())?;
        let octets: &[u8; 32] = octets.as_slice().try_into().map_err(|_| unreadable)?;
        Ok(OrderKey { order, key: EncryptionKey::from_octets(octets) })
    }
}

impl NewOrderKeys {
    /// The key for an order's data.
    pub(crate) const fn data(&self) -> &OrderKey {
        let [(_, data, _), _] = &self.0;
        data
    }

    /// Stores the keys, once their order is stored.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn insert(&self, tx: &mut Tx) -> Result<(), StoreError> {
        for (purpose, key, encrypted) in &self.0 {
            insert_key(tx, key.order, *purpose, encrypted).await?;
        }
        Ok(())
    }
}

impl OrderKey {
    /// The value of the column `encrypted` in the row with this key. `texts` are in the order of the columns.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] if a value is not a text.
    pub(crate) fn encrypt(&self, columns: &OrderColumns, row: &Value, texts: &[Value]) -> Result<Value, StoreError> {
        columns.columns.encrypt(&self.key, &context(self.order), row, texts)
    }
}

async fn insert_key(tx: &mut Tx, order: OrderId, purpose: Purpose, encrypted: &[u8]) -> Result<(), StoreError> {
    let sql = "insert into order_keys (order_id, purpose, encrypted) values ($1, $2, $3)";
    tx.execute(sql, &[order.into(), purpose.name().into(), encrypted.into()]).await.map(drop)
}

/// What the ciphertext of a key is bound to.
fn associated(order: OrderId, purpose: Purpose) -> String {
    format!("order {order} {} key", purpose.name())
}

/// What everything that is encrypted of an order is bound to.
fn context(order: OrderId) -> String {
    format!("order {order}")
}

const fn without_key() -> StoreError {
    StoreError::inconsistent("encrypted", "has no key: it was destroyed")
}
