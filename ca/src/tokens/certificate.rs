//! Certificates on a token, and whether one admits its holder.

use ca_contract::holder::{ReleasePukError, SetCodeError};
use ca_contract::statement::Person;
use chassis::db::{Row, StoreError, Tx};
use pki::certificate::{AdmittedCertificate, NotAdmitted};
use pki::{Digest, Id, SerialNumber, Timestamp, TokenNumber};
use policies::AuthorityName;

use crate::call::Fault;
use crate::core::Core;
use crate::tables::CERTIFICATES;

use super::is_revoked;

/// A certificate on a token that admits its holder: on file, not revoked, within its validity, signed by its issuing CA. Only
/// [`admitted`] makes one.
pub(crate) struct TokenCertificate {
    pub(crate) issuer: AuthorityName,
    pub(crate) serial: SerialNumber,
    pub(crate) token: TokenNumber,
    pub(crate) role: String,
    pub(crate) person: Id<Person>,
    pub(crate) code_salt: [u8; 16],
}

/// Why a certificate does not admit a holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HolderNotAdmitted {
    /// Not a certificate of a known token.
    Unknown,
    /// Revoked.
    Revoked,
    /// Not valid now, or not signed by its issuing CA.
    NotAdmitted(NotAdmitted),
}

impl From<HolderNotAdmitted> for SetCodeError {
    fn from(why: HolderNotAdmitted) -> Self {
        match why {
            HolderNotAdmitted::Unknown => Self::UnknownCertificate,
            HolderNotAdmitted::Revoked => Self::Revoked,
            HolderNotAdmitted::NotAdmitted(fault) => Self::NotAdmitted { fault },
        }
    }
}

impl From<HolderNotAdmitted> for ReleasePukError {
    fn from(why: HolderNotAdmitted) -> Self {
        match why {
            HolderNotAdmitted::Unknown => Self::UnknownCertificate,
            HolderNotAdmitted::Revoked => Self::Revoked,
            HolderNotAdmitted::NotAdmitted(fault) => Self::NotAdmitted { fault },
        }
    }
}

const ON_A_TOKEN: &str = "select c.issuer, c.serial, c.der, c.token, c.role, t.person, p.code_salt from certificates c \
     join tokens t on t.number = c.token join persons p on p.id = t.person where c.fingerprint = $1";

/// The token's certificate with this fingerprint, checked at the moment `at` of a call.
pub(crate) async fn admitted<E: From<HolderNotAdmitted>>(
    core: &Core,
    tx: &mut Tx,
    fingerprint: Digest,
    at: Timestamp,
) -> Result<TokenCertificate, Fault<E>> {
    let refuse = |why: HolderNotAdmitted| Fault::Refused(why.into());
    let read = |row: &Row| Ok((held(row)?, row.certificate("der")?));
    let filed = CERTIFICATES.find(tx, ON_A_TOKEN, &[fingerprint.into()], read).await?;
    let (held, certificate) = filed.ok_or_else(|| refuse(HolderNotAdmitted::Unknown))?;
    if is_revoked(tx, &held.token).await? {
        return Err(refuse(HolderNotAdmitted::Revoked));
    }
    let issuer = core.issuers.find(&held.issuer).ok_or(StoreError::inconsistent("issuer", "is not an authority in force"))?;
    AdmittedCertificate::validate(&certificate, fingerprint, &issuer.certificate, at)
        .map_err(|fault| refuse(HolderNotAdmitted::NotAdmitted(fault)))?;
    Ok(held)
}

fn held(row: &Row) -> Result<TokenCertificate, StoreError> {
    Ok(TokenCertificate {
        issuer: row.parsed("issuer")?,
        serial: row.serial("serial")?,
        token: row.parsed("token")?,
        role: row.text("role")?,
        person: row.id("person")?,
        code_salt: row.octets("code_salt")?,
    })
}
