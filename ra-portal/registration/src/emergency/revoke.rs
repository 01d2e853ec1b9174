//! Requesting the revocation that a person confirmed.

use std::time::Duration;

use ca_contract::revocation::{RevokeByCodeError, RevokedByCode};
use pki::TokenNumber;

use super::{CarriedAnswers, EmergencyRevocation, RevocationSummary};
use crate::derived_key::derived_key;
use crate::fault::Fault;

/// The result of right answers.
#[derive(Clone, Debug)]
pub enum EmergencyOutcome {
    /// Both certificates of the token are revoked.
    Revoked(RevocationSummary),
    /// The code is valid for several tokens, of which one must be chosen.
    Choose { tokens: Vec<TokenNumber> },
}

/// Why nothing was revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRevoked {
    /// The answers do not match.
    #[error("the answers do not match")]
    NotRecognised,
    /// Too many wrong answers from this subscriber network.
    #[error("too many wrong answers from this network")]
    RateLimited { retry_after: Duration },
    /// Too many wrong answers about this holder: two further facts are required.
    #[error("two further facts are needed")]
    FurtherFactsNeeded,
}

impl EmergencyRevocation {
    /// Revokes both certificates of the token that the answers identify. Idempotent: a repeated call changes nothing.
    ///
    /// # Errors
    /// [`NotRevoked`].
    pub async fn revoke_in_emergency(&self, answers: &CarriedAnswers) -> Result<EmergencyOutcome, Fault<NotRevoked>> {
        let CarriedAnswers { question, key, .. } = answers;
        let key = match &question.token {
            None => *key,
            Some(token) => {
                derived_key(&self.core.secrets.digests, "emergency choice", &[key.as_bytes(), token.as_str().as_bytes()])
            }
        };
        match self.core.environment.authority.call(question, key).await {
            Ok(RevokedByCode::Revoked(summary)) => Ok(EmergencyOutcome::Revoked(summary.into())),
            Ok(RevokedByCode::Choose { tokens }) => Ok(EmergencyOutcome::Choose { tokens }),
            Err(failed) => Err(Fault::of_authority(failed, |refusal| match refusal {
                RevokeByCodeError::NotRecognised => NotRevoked::NotRecognised,
                RevokeByCodeError::RateLimited { retry_after_seconds } => {
                    NotRevoked::RateLimited { retry_after: Duration::from_secs(retry_after_seconds.into()) }
                }
                RevokeByCodeError::FurtherFactsNeeded => NotRevoked::FurtherFactsNeeded,
            })),
        }
    }
}
