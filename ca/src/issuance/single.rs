//! One certificate for the service itself: a responder's key, the seal, a listener's TLS, an officer's login.

use std::sync::Arc;

use chassis::db::{StoreError, Tx};
use pki::{Certificate, SystemRandom};
use serde_json::json;

use super::{Draft, Intent, PrepareError, Prepared, Signed, recovery, store_certificate};
use crate::boundary::Boundary;
use crate::core::Core;
use crate::issuers::Issuer;

/// Why a single certificate was not issued.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SingleError {
    #[error("the certificate was not prepared: {0}")]
    Prepare(#[from] PrepareError),
    #[error("the key was certified before")]
    KeyCertifiedBefore,
    #[error("signing broke off")]
    BrokenOff,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SingleError {
    /// Whether only an operator can help; see [`StoreError::is_incident`].
    pub(crate) const fn is_incident(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_incident(),
            Self::BrokenOff => false,
            Self::Prepare(_) | Self::KeyCertifiedBefore => true,
        }
    }
}

/// Prepares, writes the intent down, signs, and hands the open transaction that stores the certificate to the caller, who
/// adds what belongs to it and commits.
pub(crate) async fn issue_single(
    core: &Core,
    issuer: &Arc<Issuer>,
    draft: &Draft<'_>,
    actor: &str,
) -> Result<(Certificate, Tx), SingleError> {
    let prepared = Prepared::prepare(draft, &core.environment.policies, core.throwaway.as_ref(), core.now(), &mut SystemRandom)?;
    let profile = draft.profile.name.to_string();
    let now = core.now();
    let mut tx = core.db.begin_write().await?;
    let intent = Intent::record(&mut tx, prepared, None, now).await.map_err(|fault| match fault {
        StoreError::Duplicate => SingleError::KeyCertifiedBefore,
        other => SingleError::Store(other),
    })?;
    let serial = intent.serial.clone();
    let detail = json!({ "issuer": issuer.name(), "profile": profile });
    core.record(&mut tx, actor, "certificate.intended", &serial.to_string(), detail.clone()).await?;
    tx.commit().await?;
    core.environment.boundaries.reach(Boundary::IssuanceIntended);
    let Ok((certificate, signed_by)) = intent.sign(&core.queue, Arc::clone(&issuer.key)).await else {
        recovery::close_serial(core, &issuer.name(), &serial).await?;
        return Err(SingleError::BrokenOff);
    };
    core.environment.boundaries.reach(Boundary::IssuanceSigned);
    let mut tx = core.db.begin_write().await?;
    let signed = Signed { issuer: signed_by, certificate };
    store_certificate(&mut tx, &signed, None, core.now()).await?;
    core.record(&mut tx, actor, "certificate.issued", &serial.to_string(), detail).await?;
    Ok((signed.certificate, tx))
}
