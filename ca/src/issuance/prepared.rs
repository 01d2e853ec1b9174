//! Built, signed by a throwaway key, linted: no CA key has seen it yet.

use pki::certificate::NotAscii;
use pki::lint::{self, Finding};
use pki::name::Attribute;
use pki::{Digest, SerialNumber, SignError, Signer, TbsCertificate, Timestamp};
use policies::Policies;
use rand::CryptoRng;

use super::Draft;

/// A certificate that passed the lint and may be signed once, after its intent is written down.
pub(crate) struct Prepared {
    pub(super) issuer: String,
    pub(super) serial: SerialNumber,
    pub(super) tbs: TbsCertificate,
    pub(super) key_digest: Digest,
    pub(super) not_after: Timestamp,
    pub(super) profile: String,
}

/// Why a certificate was not prepared: nothing was signed by a CA key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PrepareError {
    #[error("the profile does not allow the subject's {0:?}, or wants it")]
    Subject(Attribute),
    #[error("the profile wants another curve")]
    Curve,
    #[error("the policies are no object identifiers")]
    Policies,
    #[error("a URL or host is not ASCII")]
    Url(#[from] NotAscii),
    #[error("the issuer's certificate ends first")]
    IssuerEnds,
    #[error("the throwaway key failed")]
    Throwaway(#[from] SignError),
    #[error("the lint refuses {0:?}")]
    Lint(Vec<String>),
}

impl Prepared {
    /// Builds what `draft` says, signs it with the throwaway key and lints the result, failing closed.
    pub(crate) fn prepare(
        draft: &Draft<'_>,
        policies: &Policies,
        throwaway: &dyn Signer,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, PrepareError> {
        let content = draft.content(now, rng)?;
        let tbs = content.encode(draft.signatory.key.curve());
        let sample = tbs.sign(throwaway)?;
        let issuer = draft.signatory.certificate.map_or(sample.der(), |(der, _)| der);
        let kind = draft.profile.kind;
        let refused: Vec<Finding> = lint::certificate(kind, sample.der(), issuer)
            .into_iter()
            .filter(|finding| !policies.waives(kind, finding.code))
            .collect();
        if !refused.is_empty() {
            for finding in &refused {
                tracing::warn!(profile = %draft.profile.name, code = finding.code, rule = finding.rule, "the lint refuses a prepared certificate");
            }
            return Err(PrepareError::Lint(refused.iter().map(|finding| finding.code.to_owned()).collect()));
        }
        Ok(Self {
            issuer: draft.signatory.name.to_owned(),
            serial: content.serial,
            key_digest: content.public_key.digest(),
            not_after: content.validity.not_after(),
            profile: draft.profile.name.to_string(),
            tbs,
        })
    }
}
