//! Certificates that a token holds, and whether one admits its holder.

use ca_contract::holder::{ReleasePukError, SetCodeError};
use ca_contract::statement::Person;
use chassis::db::{Row, StoreError, Tx};
use pki::certificate::{AdmittedCertificate, NotAdmitted};
use pki::{Digest, Id, SerialNumber, Timestamp, TokenNumber};

use crate::call::Fault;
use crate::column;
use crate::core::Core;

use super::is_revoked;

/// A certificate on a token that admits its holder: on file, neither revoked nor outside its validity, signed by its issuing CA. Only
/// [`admitted`] makes one.
pub(crate) struct Held {
    pub(crate) issuer: String,
    pub(crate) serial: SerialNumber,
    pub(crate) token: TokenNumber,
    pub(crate) role: String,
    pub(crate) person: Id<Person>,
    pub(crate) code_salt: [u8; 16],
}

/// Why a certificate admits no holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotHeld {
    /// Foreign, or on no token.
    Unknown,
    /// Revoked.
    Revoked,
    /// Not valid now, or not what its issuing CA signed.
    NotAdmitted(NotAdmitted),
}

impl From<NotHeld> for SetCodeError {
    fn from(why: NotHeld) -> Self {
        match why {
            NotHeld::Unknown => Self::UnknownCertificate,
            NotHeld::Revoked => Self::Revoked,
            NotHeld::NotAdmitted(fault) => Self::NotAdmitted { fault },
        }
    }
}

impl From<NotHeld> for ReleasePukError {
    fn from(why: NotHeld) -> Self {
        match why {
            NotHeld::Unknown => Self::UnknownCertificate,
            NotHeld::Revoked => Self::Revoked,
            NotHeld::NotAdmitted(fault) => Self::NotAdmitted { fault },
        }
    }
}

const ON_A_TOKEN: &str = "select c.issuer, c.serial, c.der, c.token, c.role, t.person, p.code_salt from certificates c \
     join tokens t on t.number = c.token join persons p on p.id = t.person where c.fingerprint = $1";

/// The token's certificate with this fingerprint, judged at the moment `at` of a call.
pub(crate) async fn admitted<E: From<NotHeld>>(
    core: &Core,
    tx: &mut Tx,
    fingerprint: Digest,
    at: Timestamp,
) -> Result<Held, Fault<E>> {
    let refuse = |why: NotHeld| Fault::Refused(why.into());
    let row = tx.row(ON_A_TOKEN, &[fingerprint.into()]).await?.ok_or_else(|| refuse(NotHeld::Unknown))?;
    let held = held(&row)?;
    if is_revoked(tx, &held.token).await? {
        return Err(refuse(NotHeld::Revoked));
    }
    let issuer = column::issuer(&row)?;
    let issuer = core.issuers.find(&issuer).ok_or(column::inconsistent("issuer", "is no authority in force"))?;
    let certificate = column::certificate(&row, "der")?;
    AdmittedCertificate::judge(&certificate, fingerprint, &issuer.certificate, at)
        .map_err(|fault| refuse(NotHeld::NotAdmitted(fault)))?;
    Ok(held)
}

fn held(row: &Row) -> Result<Held, StoreError> {
    Ok(Held {
        issuer: row.text("issuer")?,
        serial: column::serial(row)?,
        token: column::token_number(row, "token")?,
        role: row.text("role")?,
        person: column::id(row, "person")?,
        code_salt: salt(row.blob("code_salt")?)?,
    })
}

pub(crate) fn salt(bytes: Vec<u8>) -> Result<[u8; 16], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Inconsistent { column: "code_salt", problem: "has not 16 octets" })
}
