//! Certificates that a token holds.

use ca_contract::statement::Person;
use chassis::db::{StoreError, Tx};
use pki::{Digest, Id, SerialNumber, TokenNumber};

use crate::column;

/// A certificate on a token.
pub(crate) struct Held {
    pub(crate) issuer: String,
    pub(crate) serial: SerialNumber,
    pub(crate) token: TokenNumber,
    pub(crate) role: String,
    pub(crate) person: Id<Person>,
    pub(crate) code_salt: [u8; 16],
}

/// The token's certificate with this fingerprint.
pub(crate) async fn held_by_fingerprint(tx: &mut Tx, fingerprint: Digest) -> Result<Option<Held>, StoreError> {
    let sql = "select c.issuer, c.serial, c.token, c.role, t.person, p.code_salt from certificates c \
         join tokens t on t.number = c.token join persons p on p.id = t.person where c.fingerprint = $1";
    let Some(row) = tx.row(sql, &[fingerprint.into()]).await? else { return Ok(None) };
    let serial = column::serial(&row)?;
    let token = column::token_number(&row, "token")?;
    Ok(Some(Held {
        issuer: row.text("issuer")?,
        serial,
        token,
        role: row.text("role")?,
        person: column::id(&row, "person")?,
        code_salt: salt(row.blob("code_salt")?)?,
    }))
}

/// Whether the certificates of a token were revoked.
pub(crate) async fn is_revoked(tx: &mut Tx, token: &TokenNumber) -> Result<bool, StoreError> {
    Ok(tx.row("select id from revocations where token = $1", &[token.as_str().into()]).await?.is_some())
}

pub(super) fn salt(bytes: Vec<u8>) -> Result<[u8; 16], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Inconsistent { column: "code_salt", problem: "has not 16 octets" })
}
