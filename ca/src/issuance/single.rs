//! Single certificates of the service and its officers: a responder's key, the seal, a listener's TLS, an officer's login.

use std::sync::Arc;

use chassis::act::Act;
use chassis::db::StoreError;
use pki::{Certificate, SystemRandom};
use serde_json::{Value as Json, json};

use super::{Draft, Intent, PrepareError, Prepared, Signed, recovery, store_certificate};
use crate::core::Core;
use crate::failpoint::Failpoint;
use crate::issuers::Issuer;

/// Why a single certificate was not issued.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SingleError {
    #[error("the certificate was not prepared: {0}")]
    Prepare(#[from] PrepareError),
    #[error("the key was certified before")]
    KeyCertifiedBefore,
    #[error("signing was interrupted")]
    SigningInterrupted,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SingleError {
    /// Whether only an operator can help; see [`StoreError::is_incident`].
    pub(crate) const fn is_incident(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_incident(),
            Self::SigningInterrupted => false,
            Self::Prepare(_) | Self::KeyCertifiedBefore => true,
        }
    }
}

/// A certificate that is signed and not stored yet. If it is never stored, its intent is closed as possibly issued.
#[must_use = "a signed certificate is to be stored"]
pub(crate) struct SignedSingle {
    signed: Signed,
    recorded: Json,
}

impl SignedSingle {
    /// Stores the certificate, in the act that needs it.
    pub(crate) async fn store(self, act: &mut Act<'_, Core>) -> Result<Certificate, StoreError> {
        let at = act.at();
        store_certificate(act, &self.signed, None, at).await?;
        act.record("certificate.issued", &self.signed.certificate.serial().to_string(), self.recorded).await?;
        Ok(self.signed.certificate)
    }
}

/// Prepares the certificate, records the intent in an act of `actor`, and signs.
pub(crate) async fn sign_single(
    core: &Core,
    issuer: &Arc<Issuer>,
    draft: &Draft<'_>,
    actor: &str,
) -> Result<SignedSingle, SingleError> {
    let prepared = Prepared::prepare(draft, &core.environment.policies, core.throwaway.as_ref(), core.now(), &mut SystemRandom)?;
    let recorded = json!({ "issuer": issuer.name(), "profile": draft.profile().name.to_string() });
    let mut act = Act::begin(core, actor).await?;
    if prepared.is_key_certified(act.tx()).await? {
        return Err(SingleError::KeyCertifiedBefore);
    }
    let at = act.at();
    let intent = Intent::record(act.tx(), prepared, None, at).await?;
    let serial = intent.serial.clone();
    act.record("certificate.intended", &serial.to_string(), recorded.clone()).await?;
    act.commit().await?;
    core.environment.failpoints.hit(Failpoint::IssuanceIntended);
    let Ok((certificate, issuer_name)) = intent.sign(&core.queue, Arc::clone(&issuer.key)).await else {
        recovery::close_serial(core, &issuer.name(), &serial).await?;
        return Err(SingleError::SigningInterrupted);
    };
    core.environment.failpoints.hit(Failpoint::IssuanceSigned);
    Ok(SignedSingle { signed: Signed { issuer: issuer_name, certificate }, recorded })
}

#[cfg(test)]
mod tests;
