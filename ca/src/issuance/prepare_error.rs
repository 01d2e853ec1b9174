//! Why a certificate is not prepared.

use pki::SignError;
use pki::certificate::NotAscii;
use pki::name::Attribute;

/// Why a certificate was not prepared; no CA key has signed anything.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PrepareError {
    #[error("the profile does not allow {0:?} in the subject, or requires it")]
    Subject(Attribute),
    #[error("the certificate policies are not object identifiers")]
    Policies,
    #[error("a URL or host is not ASCII")]
    Url(#[from] NotAscii),
    #[error("the issuer's certificate expires earlier")]
    IssuerEnds,
    #[error("the throwaway key failed")]
    Throwaway(#[from] SignError),
    #[error("the lint refuses {0:?}")]
    Lint(Vec<String>),
}
