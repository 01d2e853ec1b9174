//! Collecting the PUK, once (M12).

use std::time::Duration;

use ca_contract::holder::{ReleasePuk, ReleasePukError};
use pki::{Timestamp, TokenNumber};
use secrecy::SecretString;

use super::{Holder, Holders, NextStep};
use crate::derived_key::derived_key;
use crate::fault::Fault;

/// The PUK, to be shown on one page and stored nowhere.
#[derive(Clone, Debug)]
pub struct CollectedPuk {
    /// The token that it unlocks.
    pub token: TokenNumber,
    /// Six digits.
    pub puk: SecretString,
    /// When it was first collected.
    pub collected_at: Timestamp,
}

/// Why the PUK is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PukNotShown {
    /// An earlier step of the first visit is not done.
    #[error("{step:?} goes before the PUK")]
    TooEarly {
        /// The step to be done first.
        step: NextStep,
    },
    /// It was collected before, with another form or more than ten minutes ago.
    #[error("the PUK was collected at {at}")]
    Collected { at: Timestamp },
    /// No PUK of this token is in escrow.
    #[error("no PUK is kept for this token")]
    Nothing,
    /// Too many PUKs were released recently: try again later.
    #[error("too many PUKs were requested within the hour")]
    Later { retry_after: Duration },
    /// The certificates were revoked meanwhile, or expired.
    #[error("the certificates are no longer valid")]
    Ended,
}

impl Holders {
    /// Collects the PUK, once the certificates are accepted or reported and each has a code. For ten minutes the same form
    /// receives it again, in case the response was lost. Timeline and message follow from the certificate authority's feed.
    ///
    /// # Errors
    /// [`PukNotShown`].
    pub async fn collect_puk(&self, holder: &Holder, form_key: &[u8; 16]) -> Result<CollectedPuk, Fault<PukNotShown>> {
        if let Some(step) = holder.before_puk() {
            return Err(Fault::Refused(PukNotShown::TooEarly { step }));
        }
        let parts: [&[u8]; 2] = [form_key, holder.token().as_str().as_bytes()];
        let key = derived_key(&self.core.secrets.digests, "collect puk", &parts);
        let question = ReleasePuk { certificate: holder.shown() };
        let answer = self.core.environment.authority.call(&question, key).await;
        let released = answer.map_err(|failed| {
            Fault::of_authority(failed, |refusal| match refusal {
                ReleasePukError::Released { at } => PukNotShown::Collected { at },
                ReleasePukError::NotEscrowed => PukNotShown::Nothing,
                ReleasePukError::RateLimited { retry_after_seconds } => {
                    PukNotShown::Later { retry_after: Duration::from_secs(retry_after_seconds.into()) }
                }
                ReleasePukError::Revoked | ReleasePukError::UnknownCertificate | ReleasePukError::NotAdmitted { .. } => {
                    PukNotShown::Ended
                }
            })
        })?;
        Ok(CollectedPuk {
            token: released.token,
            puk: SecretString::from(released.puk.expose()),
            collected_at: released.released_at,
        })
    }
}
