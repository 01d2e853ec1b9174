//! Verifiers of codes: Argon2id first, then a keyed digest that includes the certificate (docs/codes.md#storage).
//!
//! The salt belongs to the person, not to the row: one slow hash for each attempt serves every certificate of that person, so
//! that an attempt on somebody with four codes takes as long as one on nobody (docs/decisions/0002-one-salt-a-person.md). The
//! outer digest makes equal codes unequal in the rows.

use std::time::Duration;

use ca_contract::holder::CodeSet;
use chassis::db::{Row, StoreError, Tx};
use chassis::encryption::MacKey;
use pki::{Digest, SerialNumber, Timestamp, TokenNumber};
use policies::AuthorityName;
use subtle::{Choice, ConstantTimeEq};

use crate::tables::CODES;
use crate::tokens;

/// The codes of one token's certificates, and whether it was revoked.
pub(crate) struct TokenCodes {
    pub(crate) token: TokenNumber,
    pub(crate) revoked: bool,
    certificates: Vec<(AuthorityName, SerialNumber, Digest)>,
}

impl TokenCodes {
    /// Whether `guess` is the code of any of its certificates.
    pub(crate) fn matches(&self, key: &MacKey, guess: &[u8; 32]) -> Choice {
        self.certificates.iter().fold(Choice::from(0), |matched, (issuer, serial, verifier)| {
            matched | code_verifier(key, issuer, serial, guess).as_bytes().ct_eq(verifier.as_bytes())
        })
    }
}

/// The verifier of a code whose slow hash is `hash`, for one certificate.
pub(crate) fn code_verifier(key: &MacKey, issuer: &AuthorityName, serial: &SerialNumber, hash: &[u8; 32]) -> Digest {
    key.mac("revocation code", &[issuer.as_str().as_bytes(), serial.magnitude(), hash])
}

/// The salt for a contact that belongs to nobody: as stable as a person's.
pub(crate) fn dummy_salt(key: &MacKey, contact: &Digest) -> [u8; 16] {
    let mut salt = [0; 16];
    salt.copy_from_slice(&key.mac("salt of nobody", &[contact.as_bytes()]).as_bytes()[..16]);
    salt
}

/// The newest codes of a token's certificates.
pub(crate) async fn token_codes(tx: &mut Tx, token: TokenNumber) -> Result<TokenCodes, StoreError> {
    let mut certificates = Vec::new();
    for (issuer, serial) in tokens::serials(tx, &token).await? {
        let sql =
            "select issuer, serial, set_at, verifier from codes where issuer = $1 and serial = $2 order by set_at desc limit 1";
        let newest = CODES.find(tx, sql, &[issuer.as_str().into(), (&serial).into()], |row| row.digest("verifier")).await?;
        certificates.extend(newest.map(|verifier| (issuer, serial, verifier)));
    }
    let revoked = tokens::is_revoked(tx, &token).await?;
    Ok(TokenCodes { token, revoked, certificates })
}

/// Puts a code in force for one certificate, at `now` or just after the previous code: the newest counts, even if the clock went
/// back.
pub(super) async fn insert(
    tx: &mut Tx,
    issuer: &AuthorityName,
    serial: &SerialNumber,
    verifier: Digest,
    now: Timestamp,
) -> Result<CodeSet, StoreError> {
    let sql = "select max(set_at) as newest from codes where issuer = $1 and serial = $2";
    let before =
        CODES.one(tx, sql, &[issuer.as_str().into(), serial.into()], |row| row.optional("newest", Row::timestamp)).await?;
    let at = before.map_or(now, |before| now.max(before.plus(Duration::from_millis(1))));
    tx.execute(
        "insert into codes (issuer, serial, set_at, verifier) values ($1, $2, $3, $4)",
        &[issuer.as_str().into(), serial.into(), at.into(), verifier.into()],
    )
    .await?;
    Ok(CodeSet { at, changed: before.is_some() })
}
