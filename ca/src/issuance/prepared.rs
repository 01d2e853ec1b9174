//! Certificates that are built, signed by a throwaway key and linted, before any CA key is used.

use chassis::db::{StoreError, Tx};
use pki::lint::{self, Finding};
use pki::{Digest, SerialNumber, Signer, TbsCertificate, Timestamp};
use policies::Policies;
use rand::CryptoRng;

use super::{Draft, PrepareError};
use crate::issuers::IssuerName;

/// A certificate that passed the lint and may be signed once, after its intent is recorded.
pub(crate) struct Prepared {
    pub(super) issuer: IssuerName,
    pub(super) serial: SerialNumber,
    pub(super) tbs: TbsCertificate,
    pub(super) key_digest: Digest,
    pub(super) not_after: Timestamp,
    pub(super) profile: String,
}

impl Prepared {
    /// Whether the key was certified before, or an intent to do so was recorded: no key is certified twice.
    pub(crate) async fn is_key_certified(&self, tx: &mut Tx) -> Result<bool, StoreError> {
        let sql = "select issuer from intents where key_digest = $1";
        Ok(tx.row(sql, &[self.key_digest.into()]).await?.is_some())
    }

    /// Builds the certificate of `draft`, signs it with the throwaway key and lints the result, failing closed.
    pub(crate) fn prepare(
        draft: &Draft<'_>,
        policies: &Policies,
        throwaway: &dyn Signer,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, PrepareError> {
        let content = draft.content(now, rng)?;
        let tbs = content.encode(draft.issuing_key.key.curve());
        let sample = tbs.sign(throwaway)?;
        let issuer = draft.issuing_key.certificate.map_or(sample.der(), |(der, _)| der);
        let profile = draft.profile();
        let kind = profile.kind;
        let refused: Vec<Finding> = lint::certificate(kind, sample.der(), issuer)
            .into_iter()
            .filter(|finding| !policies.waives(kind, finding.code))
            .collect();
        if !refused.is_empty() {
            for finding in &refused {
                tracing::warn!(profile = %profile.name, code = finding.code, rule = finding.rule, "the lint refuses a prepared certificate");
            }
            return Err(PrepareError::Lint(refused.iter().map(|finding| finding.code.to_owned()).collect()));
        }
        Ok(Self {
            issuer: draft.issuing_key.name.clone(),
            serial: content.serial,
            key_digest: content.public_key.digest(),
            not_after: content.validity.not_after(),
            profile: profile.name.to_string(),
            tbs,
        })
    }
}
