//! Why a certificate is not prepared.

use pki::SignError;
use pki::certificate::NotAscii;
use pki::name::Attribute;

/// Why a certificate was not prepared: nothing was signed by a CA key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PrepareError {
    #[error("the profile does not allow the subject's {0:?}, or wants it")]
    Subject(Attribute),
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
