//! Hierarchies: a root and its issuing CAs.

mod file;

use std::time::Duration;

use pki::DistinguishedName;
use pki::crl::RevocationReason;
use toml::Spanned;

use crate::document::Document;
use crate::error::PolicyError;
use crate::problem::Problem;
use crate::profile_set::ProfileSet;
use crate::{AuthorityName, HierarchyName, Profile, ProfileName};

pub(crate) use file::{HierarchyReader, HierarchyToml};

/// A root and its issuing CAs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Hierarchy {
    /// Its name.
    pub name: HierarchyName,
    /// The trust anchor.
    pub root: Authority,
    /// The CAs that issue to holders, in the order of the file. Several communities may each have a CA under the same root.
    pub issuing: Vec<Authority>,
}

/// A certificate authority of a product hierarchy.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Authority {
    /// Its name, unique across all hierarchies and part of its URLs.
    pub name: AuthorityName,
    /// Its subject, unique across all hierarchies.
    pub subject: DistinguishedName,
    /// The profile of its certificate: of kind `root` if it has no issuer, else `issuing-ca`.
    pub profile: ProfileName,
    /// The root that certifies it; `None` for a root, which certifies itself.
    pub issued_by: Option<AuthorityName>,
    /// certificatePolicies of its own certificate, as dotted object identifiers: anyPolicy for a root, else all policies that
    /// it issues under.
    pub policies: Vec<String>,
    /// Its CRL schedule.
    pub crl: CrlSchedule,
    /// The URL of its DER certificate.
    pub certificate_url: String,
    /// The URL of its CRL.
    pub crl_url: String,
    /// The URL of the OCSP responder for certificates that it issues; `None` for a root.
    pub ocsp_url: Option<String>,
    /// The reasons published in its CRLs and OCSP responses (docs/profiles.md#revocation-reasons). Other reasons are not
    /// published.
    pub published_reasons: Vec<RevocationReason>,
}

/// When a CA issues CRLs, in addition to those at each revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CrlSchedule {
    /// The interval between scheduled CRLs.
    pub every: Duration,
    /// The time from thisUpdate to nextUpdate; longer than `every`.
    pub valid_for: Duration,
}

impl Hierarchy {
    /// Its CAs, the root first.
    pub fn authorities(&self) -> impl Iterator<Item = &Authority> {
        std::iter::once(&self.root).chain(&self.issuing)
    }
}

impl Authority {
    /// Refuses an end-entity profile with policies or a validity that this issuing CA's certificate does not cover.
    pub(crate) fn refuse_uncovered<T>(
        &self,
        profiles: &ProfileSet,
        document: Document<'_>,
        place: &Spanned<T>,
        profile: &Profile,
    ) -> Result<(), PolicyError> {
        if let Some(policy) = profile.policies.iter().find(|policy| !self.policies.contains(policy)) {
            let problem =
                Problem::PolicyNotListed { policy: policy.clone(), profile: profile.name.clone(), issuer: self.name.clone() };
            return Err(document.refuse(place, problem));
        }
        profiles.refuse_outliving(document, place, profile, self.name.as_str(), &self.profile)
    }
}

/// The issuing CA named at `place` of `document`.
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
