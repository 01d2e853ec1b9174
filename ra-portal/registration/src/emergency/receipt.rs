//! The certificate authority's signed receipt of a revocation, for the person who requested it.

use std::time::Duration;

use ca_contract::IdempotencyKey;
use ca_contract::revocation::{self as contract, FetchRevocationReceipt, RevocationReceiptError};
use pki::{SystemRandom, Timestamp, cms};
use serde::{Deserialize, Serialize};

use super::{EmergencyRevocation, RevocationReceipt, RevocationSummary};
use crate::fault::Fault;

/// How long a receipt can be fetched again.
const GOOD_FOR: Duration = Duration::from_secs(24 * 3600);
const ASSOCIATED: &[u8] = b"revocation receipt";

/// The receipt, as signed by the certificate authority.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub content: RevocationReceipt,
    /// The content, signed by the service seal: CMS SignedData, DER.
    pub signed: Vec<u8>,
}

/// Why there is no receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoReceipt {
    /// The revocation is decided and not yet visible at every origin: try again.
    #[error("the revocation is not yet visible at every origin")]
    NotYetPublished,
    /// The certificate authority does not know of it.
    #[error("no such revocation")]
    Unknown,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference<S> {
    summary: S,
    until: Timestamp,
}

impl EmergencyRevocation {
    /// A text with which a page fetches the receipt, unreadable to anybody who reads the page.
    #[must_use]
    pub fn encrypt_summary(&self, summary: &RevocationSummary) -> String {
        let reference = Reference { summary, until: self.core.now().plus(GOOD_FOR) };
        let reference = serde_json::to_vec(&reference).expect("a summary has no map with keys other than strings");
        hex::encode(self.core.secrets.carried.encrypt(&mut SystemRandom, ASSOCIATED, &reference))
    }

    /// Decrypts such a text; none when it was not encrypted here, or more than a day ago.
    #[must_use]
    pub fn decrypt_summary(&self, ciphertext: &str) -> Option<RevocationSummary> {
        let decrypted = self.core.secrets.carried.decrypt(ASSOCIATED, &hex::decode(ciphertext.trim()).ok()?).ok()?;
        let reference: Reference<RevocationSummary> = serde_json::from_slice(&decrypted).ok()?;
        (reference.until >= self.core.now()).then_some(reference.summary)
    }

    /// The receipt of a revocation; waits at most `wait` (up to 20 s) until the revocation is visible at every origin.
    ///
    /// # Errors
    /// [`NoReceipt`].
    pub async fn revocation_receipt(&self, summary: &RevocationSummary, wait: Duration) -> Result<Receipt, Fault<NoReceipt>> {
        let wait_ms = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
        let question = FetchRevocationReceipt { request: summary.request.retyped(), wait_ms };
        let answer = self.core.environment.authority.call(&question, IdempotencyKey::generate(&mut SystemRandom)).await;
        let signed = answer.map_err(|failed| {
            Fault::of_authority(failed, |refusal| match refusal {
                RevocationReceiptError::UnknownRequest => NoReceipt::Unknown,
                RevocationReceiptError::NotYetPublished => NoReceipt::NotYetPublished,
            })
        })?;
        let signed = signed.receipt.0;
        let unreadable = || Fault::incident("the certificate authority's receipt cannot be read");
        let content = cms::enclosed_content(&signed).map_err(|_| unreadable())?;
        let content: contract::RevocationReceipt = serde_json::from_slice(&content).map_err(|_| unreadable())?;
        Ok(Receipt { content: content.into(), signed })
    }
}
