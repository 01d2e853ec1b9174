//! The fallback when officers can no longer renew each other: the operator of the certificate authority's machine renews one.

use ca_contract::officers::{OfficerAct, OfficerKeyError, RenewOfficerError};
use ca_contract::statement::Officer;
use chassis::act::Act;
use chassis::db::{StoreError, Tx};
use pki::Id;

use super::renew;
use super::store::Renewal;
use crate::call::Fault;
use crate::core::Core;
use crate::officers;
use crate::opening::OpenError;

/// The actor in the ledger.
const OPERATOR: &str = "operator";

/// How many others it takes to renew an officer over the contract.
const OTHERS: usize = 2;

/// Why the operator's renewal was refused.
#[derive(Debug, thiserror::Error)]
pub enum OperatorRenewalError {
    /// The certificate authority could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody is enrolled with this address, or the officer is dismissed.
    #[error("no officer is enrolled under {0}")]
    UnknownOfficer(String),
    /// Two other officers can renew the certificate on the officers' page.
    #[error("two other officers can renew this certificate, on the officers' page: the operator may only do it if they cannot")]
    OthersCan,
    /// The request was refused, or the key was not certified.
    #[error(transparent)]
    Key(OfficerKeyError),
    /// The signing was interrupted: generate another key and try again.
    #[error("the renewal was interrupted; generate another key and try again")]
    SigningInterrupted,
}

impl From<Fault<OfficerKeyError>> for OperatorRenewalError {
    fn from(fault: Fault<OfficerKeyError>) -> Self {
        match fault {
            Fault::Refused(why) => Self::Key(why),
            Fault::Invalid(_) | Fault::KeyReused | Fault::Unavailable | Fault::Incident(_) => Self::SigningInterrupted,
        }
    }
}

/// An officer's new certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenewedOfficer {
    /// Their login certificate, DER.
    pub certificate: Vec<u8>,
    /// The internal authority's certificate, DER.
    pub issuer: Vec<u8>,
}

/// Certifies a new key for the officer with an address, if fewer than two others could renew them; recorded as the operator's
/// act. `request` is PKCS#10, DER.
pub(crate) async fn renew_as_operator(
    core: &Core,
    address: &str,
    request: &[u8],
) -> Result<RenewedOfficer, OperatorRenewalError> {
    let unknown = || OperatorRenewalError::UnknownOfficer(address.to_owned());
    let mut tx = core.db.begin_read().await?;
    let (found, name) = officers::find_by_email(&mut tx, address).await?.ok_or_else(unknown)?;
    let id = found.id;
    officers::enrolled(&mut tx, id).await?.ok_or_else(unknown)?;
    refuse_if_others_can(core, &mut tx, id).await?;
    drop(tx);
    let signed = renew::certify_new_key(core, OPERATOR, id, &name, request).await?;
    let mut act = Act::begin(core, OPERATOR).await?;
    let known = officers::enrolled(act.tx(), id).await?.ok_or_else(unknown)?;
    refuse_if_others_can(core, act.tx(), id).await?;
    let certificate = signed.store(&mut act).await?;
    let at = act.at();
    let renewal = Renewal { officer: id, replaced: known.fingerprint, certificate: &certificate, by: None, at };
    renew::record(&mut act, &renewal).await?;
    act.commit().await?;
    let issuer = core.issuers.internal().certificate.der().to_vec();
    Ok(RenewedOfficer { certificate: certificate.der().to_vec(), issuer })
}

async fn refuse_if_others_can(core: &Core, tx: &mut Tx, officer: Id<Officer>) -> Result<(), OperatorRenewalError> {
    let mut others = 0;
    for other in officers::all(tx).await?.into_iter().filter(|other| other.id != officer) {
        match officers::acting::<RenewOfficerError>(core, tx, other.id, OfficerAct::ProposeOfficerChange, core.now()).await {
            Ok(_) => others += 1,
            Err(Fault::Refused(_)) => {}
            Err(Fault::Invalid(_) | Fault::KeyReused | Fault::Unavailable | Fault::Incident(_)) => {
                return Err(OperatorRenewalError::SigningInterrupted);
            }
        }
    }
    if others >= OTHERS { Err(OperatorRenewalError::OthersCan) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
