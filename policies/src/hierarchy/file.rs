//! The format of `hierarchies.toml` and its validation.

use std::collections::HashSet;

use pki::crl::RevocationReason;
use pki::lint::Kind;
use serde::Deserialize;
use toml::Spanned;

use super::{Authority, CrlSchedule, Hierarchy};
use crate::document::Document;
use crate::error::PolicyError;
use crate::object_identifier::{Arc, Policy};
use crate::organisation::Organisation;
use crate::period::Period;
use crate::problem::Problem;
use crate::profile_set::ProfileSet;
use crate::status_site::StatusSite;
use crate::{AuthorityName, HierarchyName, Profile, ProfileName};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HierarchyToml {
    name: Spanned<HierarchyName>,
    root: RootToml,
    issuing: Vec<IssuingToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RootToml {
    name: Spanned<AuthorityName>,
    common_name: Spanned<String>,
    profile: Spanned<ProfileName>,
    crl: CrlToml,
    #[serde(default = "published_by_default")]
    published_reasons: Vec<Spanned<RevocationReason>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuingToml {
    name: Spanned<AuthorityName>,
    common_name: Spanned<String>,
    profile: Spanned<ProfileName>,
    policies: Vec<Spanned<Policy>>,
    crl: CrlToml,
    #[serde(default = "published_by_default")]
    published_reasons: Vec<Spanned<RevocationReason>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrlToml {
    every: Spanned<Period>,
    valid_for: Spanned<Period>,
}

/// keyCompromise and superseded: a relying party can act on them without learning about the holder's life
/// (docs/profiles.md#revocation-reasons).
fn published_by_default() -> Vec<Spanned<RevocationReason>> {
    [RevocationReason::KeyCompromise, RevocationReason::Superseded].map(|reason| Spanned::new(0..0, reason)).into()
}

/// The longest CRL schedule that a CA may have.
struct CrlCeiling {
    every: Period,
    valid_for: Period,
    rule: &'static str,
}

const ROOT_CRL: CrlCeiling =
    CrlCeiling { every: Period::years(1), valid_for: Period::years(1), rule: "EN 319 411-1 CSS-6.3.9-12, -13" };

const ISSUING_CRL: CrlCeiling = CrlCeiling {
    every: Period::hours(24),
    valid_for: Period::hours(48),
    rule: "EN 319 411-1 CSS-6.3.9-05; docs/profiles.md#crls",
};

/// What hierarchies are validated against.
pub(crate) struct HierarchyReader<'a> {
    pub(crate) document: Document<'a>,
    pub(crate) arc: &'a Arc,
    pub(crate) status: &'a StatusSite,
    pub(crate) organisation: &'a Organisation,
    pub(crate) profiles: &'a ProfileSet,
    pub(crate) ocsp_profile: &'a Profile,
}

impl HierarchyReader<'_> {
    pub(crate) fn read(&self, hierarchies: &[HierarchyToml]) -> Result<Vec<Hierarchy>, PolicyError> {
        let authorities = || hierarchies.iter().flat_map(HierarchyToml::authorities);
        self.document.refuse_repetition("hierarchy", hierarchies.iter().map(|hierarchy| &hierarchy.name))?;
        self.document.refuse_repetition("CA", authorities().map(|(name, _)| name))?;
        self.document.refuse_repetition("common name", authorities().map(|(_, common_name)| common_name))?;
        hierarchies.iter().map(|hierarchy| self.hierarchy(hierarchy)).collect()
    }

    fn hierarchy(&self, toml: &HierarchyToml) -> Result<Hierarchy, PolicyError> {
        let root = self.root(&toml.root)?;
        let issuing = toml.issuing.iter().map(|issuing| self.issuing(issuing, &root)).collect::<Result<_, _>>()?;
        Ok(Hierarchy { name: toml.name.get_ref().clone(), root, issuing })
    }

    fn root(&self, toml: &RootToml) -> Result<Authority, PolicyError> {
        let profile = self.profiles.of_kind(self.document, &toml.profile, Kind::Root)?;
        let name = toml.name.get_ref().clone();
        Ok(Authority {
            subject: self.organisation.subject_at(self.document, &toml.common_name)?,
            profile: profile.name.clone(),
            issued_by: None,
            policies: profile.policies.clone(),
            crl: self.crl(&toml.crl, &ROOT_CRL)?,
            certificate_url: self.status.certificate_url(&name),
            crl_url: self.status.crl_url(&name),
            ocsp_url: None,
            published_reasons: self.reasons(&toml.published_reasons)?,
            name,
        })
    }

    fn issuing(&self, toml: &IssuingToml, root: &Authority) -> Result<Authority, PolicyError> {
        let profile = self.profiles.of_kind(self.document, &toml.profile, Kind::IssuingCa)?;
        self.profiles.refuse_outliving(self.document, &toml.profile, profile, root.name.as_str(), &root.profile)?;
        let name = toml.name.get_ref().clone();
        let authority = Authority {
            subject: self.organisation.subject_at(self.document, &toml.common_name)?,
            profile: profile.name.clone(),
            issued_by: Some(root.name.clone()),
            policies: self.policies(&toml.policies)?,
            crl: self.crl(&toml.crl, &ISSUING_CRL)?,
            certificate_url: self.status.certificate_url(&name),
            crl_url: self.status.crl_url(&name),
            ocsp_url: Some(self.status.ocsp_url(&name)),
            published_reasons: self.reasons(&toml.published_reasons)?,
            name,
        };
        authority.refuse_uncovered(self.profiles, self.document, &toml.name, self.ocsp_profile)?;
        Ok(authority)
    }

    fn policies(&self, policies: &[Spanned<Policy>]) -> Result<Vec<String>, PolicyError> {
        let mut seen = HashSet::new();
        policies
            .iter()
            .map(|place| {
                let policy = place.get_ref().under(self.arc);
                if matches!(place.get_ref(), Policy::Any) {
                    return Err(self.document.refuse(place, Problem::AnyPolicyOfIssuingCa));
                }
                if !seen.insert(policy.clone()) {
                    return Err(self.document.refuse(place, Problem::Duplicate { what: "policy", value: policy }));
                }
                Ok(policy)
            })
            .collect()
    }

    fn crl(&self, toml: &CrlToml, ceiling: &CrlCeiling) -> Result<CrlSchedule, PolicyError> {
        let (every, valid_for) = (*toml.every.get_ref(), *toml.valid_for.get_ref());
        if valid_for <= every {
            return Err(self.document.refuse(&toml.valid_for, Problem::CrlsWithGaps { every, valid_for }));
        }
        for (what, place, most) in [("every", &toml.every, ceiling.every), ("valid_for", &toml.valid_for, ceiling.valid_for)] {
            let found = *place.get_ref();
            if found > most {
                return Err(self.document.refuse(place, Problem::CrlTooRare { what, found, most, rule: ceiling.rule }));
            }
        }
        Ok(CrlSchedule { every: every.duration(), valid_for: valid_for.duration() })
    }

    fn reasons(&self, reasons: &[Spanned<RevocationReason>]) -> Result<Vec<RevocationReason>, PolicyError> {
        match reasons.iter().find(|reason| *reason.get_ref() == RevocationReason::Unspecified) {
            Some(place) => Err(self.document.refuse(place, Problem::UnspecifiedReason)),
            None => Ok(reasons.iter().map(|reason| *reason.get_ref()).collect()),
        }
    }
}

impl HierarchyToml {
    /// Names and common names of its CAs.
    fn authorities(&self) -> impl Iterator<Item = (&Spanned<AuthorityName>, &Spanned<String>)> {
        let issuing = self.issuing.iter().map(|issuing| (&issuing.name, &issuing.common_name));
        std::iter::once((&self.root.name, &self.root.common_name)).chain(issuing)
    }
}
