//! Columns of text that are stored encrypted: the texts of a row are encrypted together, in its column `encrypted`.
//!
//! A row that an earlier release wrote has its texts in the clear columns and nothing in `encrypted`. Once it is encrypted, its
//! clear columns are empty.

use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;

use chassis::db::{AssertSqlSafe, Row, StoreError, Table, Tx, Value};
use chassis::encryption::EncryptionKey;
use pki::SystemRandom;
use zeroize::Zeroizing;

/// The columns of a table that are encrypted together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EncryptedColumns {
    /// The table, which names a row in the log if it cannot be read.
    pub(crate) table: Table,
    /// The column that tells the rows under one context apart.
    pub(crate) key: KeyColumn,
    /// Columns of the type `text`.
    pub(crate) columns: &'static [&'static str],
}

/// A key column, by its type.
#[derive(Clone, Copy, Debug)]
pub(crate) enum KeyColumn {
    Blob(&'static str),
    Int(&'static str),
    Text(&'static str),
}

/// The texts of a row, read by the names of their columns.
pub(crate) enum Texts<'r> {
    /// From the clear columns.
    Clear(&'r Row),
    /// From the column `encrypted`.
    Decrypted(Row),
}

impl Deref for Texts<'_> {
    type Target = Row;

    fn deref(&self) -> &Row {
        match self {
            Self::Clear(row) => row,
            Self::Decrypted(row) => row,
        }
    }
}

impl EncryptedColumns {
    /// The value of the column `encrypted`. `texts` are in the order of the columns. A ciphertext can only be decrypted under the
    /// same key and context, and in the same row of the same table.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] if a value is not a text.
    pub(crate) fn encrypt(&self, key: &EncryptionKey, context: &str, row: &Value, texts: &[Value]) -> Result<Value, StoreError> {
        let unwritable = StoreError::Unwritable { problem: "only texts are encrypted" };
        let mut columns = BTreeMap::new();
        for (column, text) in self.columns.iter().zip(texts) {
            let text = match text {
                Value::Text(text) => Some(text.as_str()),
                Value::NoText => None,
                _ => return Err(unwritable),
            };
            columns.insert(*column, text);
        }
        let clear = serde_json::to_vec(&columns).map(Zeroizing::new).map_err(|_| unwritable)?;
        Ok(key.encrypt(&mut SystemRandom, self.associated(context, row).as_bytes(), &clear).into())
    }

    /// The texts of a row that was selected with the column `encrypted`.
    ///
    /// # Errors
    /// As [`decrypt`](Self::decrypt).
    pub(crate) fn texts<'r>(&self, key: &EncryptionKey, context: &str, row: &'r Row) -> Result<Texts<'r>, StoreError> {
        let Some(encrypted) = row.optional("encrypted", Row::blob)? else { return Ok(Texts::Clear(row)) };
        self.decrypt(key, context, &self.key.read(row)?, &encrypted).map(Texts::Decrypted)
    }

    /// The texts of a row, from its column `encrypted`.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if it was encrypted under another key or context, or for another row, or was altered.
    pub(crate) fn decrypt(&self, key: &EncryptionKey, context: &str, row: &Value, encrypted: &[u8]) -> Result<Row, StoreError> {
        let clear = key.decrypt(self.associated(context, row).as_bytes(), encrypted);
        let clear = clear.map_err(|_| StoreError::inconsistent("encrypted", "cannot be decrypted"))?;
        let texts: HashMap<String, Option<String>> =
            serde_json::from_slice(&clear).map_err(|_| StoreError::inconsistent("encrypted", "has another form"))?;
        Ok(Row::of_texts(texts))
    }

    /// Encrypts the rows that are clear and for which `of`, a condition with the placeholder `$1`, holds.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if a clear column is not a text; rows before it are encrypted.
    pub(crate) async fn encrypt_rows(
        &self,
        tx: &mut Tx,
        of: (&'static str, Value),
        key: &EncryptionKey,
        context: &str,
    ) -> Result<(), StoreError> {
        let (of, value) = of;
        let (table, key_column, columns) = (self.table.name(), self.key.name(), self.columns.join(", "));
        let sql = format!("select {key_column}, {columns} from {table} where {of} and encrypted is null");
        let clear = |row: &Row| {
            let texts: Result<Vec<Value>, StoreError> =
                self.columns.iter().map(|column| Ok(row.optional(column, Row::text)?.into())).collect();
            Ok((self.key.read(row)?, texts?))
        };
        let rows = self.table.list(tx, AssertSqlSafe(sql), std::slice::from_ref(&value), clear).await?;
        let emptied: Vec<String> = self.columns.iter().map(|column| format!("{column} = ''")).collect();
        let sql = format!(
            "update {table} set encrypted = $3, {} where {of} and {key_column} = $2 and encrypted is null",
            emptied.join(", ")
        );
        for (row, texts) in rows {
            let octets = self.encrypt(key, context, &row, &texts)?;
            tx.execute(AssertSqlSafe(sql.clone()), &[value.clone(), row, octets]).await?;
        }
        Ok(())
    }

    /// What a ciphertext is bound to.
    fn associated(&self, context: &str, row: &Value) -> String {
        let row = match row {
            Value::Int(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::Blob(octets) => hex::encode(octets),
            Value::NoInt | Value::NoText | Value::NoBlob => String::new(),
        };
        format!("{context} {} {row}", self.table.name())
    }
}

impl KeyColumn {
    const fn name(self) -> &'static str {
        let (Self::Blob(name) | Self::Int(name) | Self::Text(name)) = self;
        name
    }

    fn read(self, row: &Row) -> Result<Value, StoreError> {
        Ok(match self {
            Self::Blob(name) => row.blob(name)?.into(),
            Self::Int(name) => row.int(name)?.into(),
            Self::Text(name) => row.text(name)?.into(),
        })
    }
}

#[cfg(test)]
impl EncryptedColumns {
    /// Writes the rows for which `of` holds in clear, as release 0.1.0 wrote them.
    pub(crate) async fn decrypt_rows(&self, tx: &mut Tx, of: (&'static str, Value), key: &EncryptionKey, context: &str) {
        let (of, value) = of;
        let (table, key_column) = (self.table.name(), self.key.name());
        let sql = format!("select {key_column}, encrypted from {table} where {of}");
        for row in tx.rows(AssertSqlSafe(sql), std::slice::from_ref(&value)).await.unwrap() {
            let row_key = self.key.read(&row).unwrap();
            let texts = self.decrypt(key, context, &row_key, &row.blob("encrypted").unwrap()).unwrap();
            for column in self.columns {
                let sql = format!("update {table} set {column} = $3, encrypted = null where {of} and {key_column} = $2");
                let text = texts.optional(column, Row::text).unwrap();
                tx.execute(AssertSqlSafe(sql), &[value.clone(), row_key.clone(), text.into()]).await.unwrap();
            }
        }
    }

    /// How many rows have text in one of the columns, or are not encrypted.
    pub(crate) async fn clear_rows(&self, tx: &mut Tx) -> i64 {
        let clear: Vec<String> = self.columns.iter().map(|column| format!("coalesce({column}, '') <> ''")).collect();
        let sql =
            format!("select count(*) as found from {} where encrypted is null or {}", self.table.name(), clear.join(" or "));
        self.table.one(tx, AssertSqlSafe(sql), &[], |row| row.int("found")).await.unwrap()
    }
}
