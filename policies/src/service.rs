//! Certificates of the service itself: OCSP responders, the service seal, and the internal authority for staff and TLS.

use pki::DistinguishedName;
use pki::lint::Kind;
use serde::Deserialize;
use toml::Spanned;

use crate::document::Document;
use crate::error::PolicyError;
use crate::hierarchy::{Hierarchy, issuing_authority};
use crate::organisation::Organisation;
use crate::profile_set::ProfileSet;
use crate::{AuthorityName, Profile, ProfileName};

/// The service seal, which signs receipts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Seal {
    /// The issuing CA.
    pub issuer: AuthorityName,
    /// Its profile, of kind `seal`.
    pub profile: Profile,
    /// The common name, to which the CA appends the number of the key: `Sceau 1`.
    pub common_name: String,
}

/// The authority for staff and for TLS between services. It is outside the product hierarchies and publishes no status.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Internal {
    /// The subject of its self-signed certificate.
    pub subject: DistinguishedName,
    /// The profile of its certificate, of kind `internal-root`.
    pub authority: Profile,
    /// The profile for TLS certificates of services.
    pub service_tls: Profile,
    /// The profile for certificates of officers and operators.
    pub staff: Profile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OcspToml {
    profile: Spanned<ProfileName>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealToml {
    issuer: Spanned<AuthorityName>,
    profile: Spanned<ProfileName>,
    common_name: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InternalToml {
    common_name: Spanned<String>,
    profile: Spanned<ProfileName>,
    service_tls: Spanned<ProfileName>,
    staff: Spanned<ProfileName>,
}

/// What the entries for the service's own certificates are validated against.
pub(crate) struct ServiceReader<'a> {
    pub(crate) document: Document<'a>,
    pub(crate) organisation: &'a Organisation,
    pub(crate) profiles: &'a ProfileSet,
}

impl ServiceReader<'_> {
    pub(crate) fn ocsp_profile(&self, toml: &OcspToml) -> Result<Profile, PolicyError> {
        self.profiles.of_kind(self.document, &toml.profile, Kind::OcspResponder).cloned()
    }

    pub(crate) fn seal(&self, toml: &SealToml, hierarchies: &[Hierarchy]) -> Result<Seal, PolicyError> {
        let profile = self.profiles.of_kind(self.document, &toml.profile, Kind::Seal)?;
        let issuer = issuing_authority(hierarchies, self.document, &toml.issuer)?;
        issuer.refuse_uncovered(self.profiles, self.document, &toml.profile, profile)?;
        self.organisation.subject_at(self.document, &toml.common_name)?;
        Ok(Seal { issuer: issuer.name.clone(), profile: profile.clone(), common_name: toml.common_name.get_ref().clone() })
    }

    pub(crate) fn internal(&self, toml: &InternalToml) -> Result<Internal, PolicyError> {
        let authority = self.profiles.of_kind(self.document, &toml.profile, Kind::InternalRoot)?;
        let leaf = |place, kind| {
            let profile = self.profiles.of_kind(self.document, place, kind)?;
            self.profiles.refuse_outliving(self.document, place, profile, "internal", &authority.name)?;
            Ok(profile.clone())
        };
        Ok(Internal {
            subject: self.organisation.subject_at(self.document, &toml.common_name)?,
            authority: authority.clone(),
            service_tls: leaf(&toml.service_tls, Kind::ServiceTls)?,
            staff: leaf(&toml.staff, Kind::Staff)?,
        })
    }
}
