//! Intents: what is about to be signed, recorded before a CA key is used.

use std::sync::Arc;

use chassis::db::{StoreError, Tx};
use pki::{Certificate, Id, SerialNumber, Signer, Timestamp};

use super::{Issuance, Prepared};
use crate::issuers::IssuerName;
use crate::keys::SigningQueue;

/// A prepared certificate whose intent is recorded. Signing consumes it: one intent, one signature.
pub(crate) struct Intent {
    pub(super) issuer: IssuerName,
    pub(super) serial: SerialNumber,
    prepared: Prepared,
}

/// Signing was interrupted: it is unknown whether a signature exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("signing was interrupted")]
pub(crate) struct SigningFailed;

impl Intent {
    /// Records the intent. [`Prepared::is_key_certified`] tells beforehand whether its key may be certified.
    pub(crate) async fn record(
        tx: &mut Tx,
        prepared: Prepared,
        issuance: Option<Id<Issuance>>,
        at: Timestamp,
    ) -> Result<Self, StoreError> {
        tx.execute(
            "insert into intents (issuer, serial, purpose, issuance, key_digest, tbs, not_after, intended_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                (&prepared.issuer).into(),
                (&prepared.serial).into(),
                prepared.profile.as_str().into(),
                issuance.into(),
                prepared.key_digest.into(),
                prepared.tbs.der().into(),
                prepared.not_after.into(),
                at.into(),
            ],
        )
        .await?;
        Ok(Self { issuer: prepared.issuer.clone(), serial: prepared.serial.clone(), prepared })
    }

    /// Signs it with the CA's key, in the signing queue.
    pub(crate) async fn sign(
        self,
        queue: &SigningQueue,
        key: Arc<dyn Signer>,
    ) -> Result<(Certificate, IssuerName), SigningFailed> {
        let Self { issuer, prepared, .. } = self;
        let signed = queue.run(move || prepared.tbs.sign(key.as_ref())).await;
        match signed {
            Ok(Ok(certificate)) => Ok((certificate, issuer)),
            Ok(Err(_)) | Err(_) => Err(SigningFailed),
        }
    }
}
