//! Hierarchies: a root each, and the issuing CAs under it.

mod file;

use std::time::Duration;

use pki::DistinguishedName;
use pki::crl::RevocationReason;
use toml::Spanned;

use crate::document::Document;
use crate::error::PolicyError;
use crate::problem::Problem;
use crate::{AuthorityName, HierarchyName, ProfileName};

pub(crate) use file::{HierarchyReader, HierarchyToml};

/// A root and the issuing CAs under it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Hierarchy {
    /// Its name.
    pub name: HierarchyName,
    /// The trust anchor.
    pub root: Authority,
    /// Who issues to holders, in the order of the file; several communities may have one each under the same root.
    pub issuing: Vec<Authority>,
}

/// A certification authority of a product hierarchy.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Authority {
    /// Its name, unique over all hierarchies: part of its URLs.
    pub name: AuthorityName,
    /// Its subject, unique over all hierarchies.
    pub subject: DistinguishedName,
    /// The profile of its certificate: kind `root` when it has no issuer, else `issuing-ca`.
    pub profile: ProfileName,
    /// The root that certifies it; `None` for a root, which certifies itself.
    pub issued_by: Option<AuthorityName>,
    /// certificatePolicies of its own certificate, dotted: anyPolicy for a root, else all that it issues under.
    pub policies: Vec<String>,
    /// When it makes CRLs.
    pub crl: CrlSchedule,
    /// Where its DER certificate is.
    pub certificate_url: String,
    /// Where its CRL is.
    pub crl_url: String,
    /// Who answers OCSP requests for it; `None` for a root.
    pub ocsp_url: Option<String>,
    /// The reasons that its CRLs and OCSP answers tell (docs/profiles.md#revocation-reasons); the others are kept to the CA.
    pub published_reasons: Vec<RevocationReason>,
}

/// When a CA makes CRLs, beside those at each revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CrlSchedule {
    /// How long after the last one.
    pub every: Duration,
    /// From thisUpdate to nextUpdate; longer than `every`.
    pub valid_for: Duration,
}

impl Hierarchy {
    /// Its CAs, the root first.
    pub fn authorities(&self) -> impl Iterator<Item = &Authority> {
        std::iter::once(&self.root).chain(&self.issuing)
    }
}

/// The CA that `place` of `document` names, which must be an issuing CA.
pub(crate) fn issuing_authority<'a>(
    hierarchies: &'a [Hierarchy],
    document: Document<'_>,
    place: &Spanned<AuthorityName>,
) -> Result<&'a Authority, PolicyError> {
    let name = place.get_ref();
    let found = hierarchies.iter().flat_map(Hierarchy::authorities).find(|authority| authority.name == *name);
    match found {
        Some(authority) if authority.issued_by.is_some() => Ok(authority),
        Some(_) => Err(document.refuse(place, Problem::IssuerIsRoot(name.clone()))),
        None => Err(document.refuse(place, Problem::UnknownAuthority(name.clone()))),
    }
}
