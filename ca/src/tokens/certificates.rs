//! The certificates on tokens.

use ca_contract::statement::{OrderNumber, Person};
use chassis::db::{Row, StoreError, Tx};
use pki::{Certificate, Digest, Id, SerialNumber, Timestamp, TokenNumber};
use policies::{AuthorityName, ProductName};

use crate::tables::{CERTIFICATES, TOKENS};

/// A certificate on a token.
pub(crate) struct TokenCertificate {
    pub(crate) slot: u8,
    /// Its role in the product, such as `main`.
    pub(crate) role: String,
    pub(crate) issuer: AuthorityName,
    pub(crate) certificate: Certificate,
    /// When its emergency revocation code was last set, if it was.
    pub(crate) code_set_at: Option<Timestamp>,
}

/// The token of a certificate, and its place there.
pub(crate) struct TokenOfCertificate {
    pub(crate) token: TokenNumber,
    pub(crate) person: Id<Person>,
    pub(crate) order: OrderNumber,
    pub(crate) product: ProductName,
    pub(crate) model: String,
    /// The certificate's role in the product.
    pub(crate) role: String,
}

/// The certificates on a token, by slot.
pub(crate) async fn certificates(tx: &mut Tx, token: &TokenNumber) -> Result<Vec<TokenCertificate>, StoreError> {
    let sql = "select c.slot, c.role, c.issuer, c.serial, c.der, \
         (select max(d.set_at) from codes d where d.issuer = c.issuer and d.serial = c.serial) as code_set_at \
         from certificates c where c.token = $1 order by c.slot";
    let read = |row: &Row| {
        Ok(TokenCertificate {
            slot: row.number("slot")?,
            role: row.text("role")?,
            issuer: row.parsed("issuer")?,
            certificate: row.certificate("der")?,
            code_set_at: row.optional("code_set_at", Row::timestamp)?,
        })
    };
    CERTIFICATES.list(tx, sql, &[token.as_str().into()], read).await
}

/// The serial numbers of the certificates on a token, with their issuers, by slot.
pub(crate) async fn serials(tx: &mut Tx, token: &TokenNumber) -> Result<Vec<(AuthorityName, SerialNumber)>, StoreError> {
    let sql = "select issuer, serial from certificates where token = $1 order by slot";
    let read = |row: &Row| Ok((row.parsed("issuer")?, row.serial("serial")?));
    CERTIFICATES.list(tx, sql, &[token.as_str().into()], read).await
}

/// The token that the certificate with this fingerprint is on.
pub(crate) async fn of_certificate(tx: &mut Tx, fingerprint: Digest) -> Result<Option<TokenOfCertificate>, StoreError> {
    let sql = "select c.role, t.number, t.person, t.order_number, t.product, t.model \
         from certificates c join tokens t on t.number = c.token where c.fingerprint = $1";
    let read = |row: &Row| {
        Ok(TokenOfCertificate {
            token: row.parsed("number")?,
            person: row.id("person")?,
            order: row.parsed("order_number")?,
            product: row.parsed("product")?,
            model: row.text("model")?,
            role: row.text("role")?,
        })
    };
    TOKENS.find(tx, sql, &[fingerprint.into()], read).await
}
