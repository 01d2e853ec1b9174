//! All profiles, and the checks on references to them.

use std::collections::BTreeMap;
use std::time::Duration;

use pki::lint::Kind;
use toml::Spanned;

use crate::document::Document;
use crate::error::PolicyError;
use crate::files::Files;
use crate::object_identifier::Arc;
use crate::period::Period;
use crate::problem::Problem;
use crate::{Profile, ProfileName};

/// The profiles by name.
#[derive(Clone, Debug)]
pub(crate) struct ProfileSet(BTreeMap<ProfileName, Profile>);

impl ProfileSet {
    pub(crate) fn read(files: &Files, arc: &Arc) -> Result<Self, PolicyError> {
        let mut profiles = BTreeMap::new();
        for (stem, document) in files.profiles() {
            let name: ProfileName = stem.parse().map_err(|_| document.refuse_whole(Problem::BadFileName))?;
            profiles.insert(name.clone(), Profile::read(name, document, arc)?);
        }
        Ok(Self(profiles))
    }

    pub(crate) fn get(&self, name: &ProfileName) -> Option<&Profile> {
        self.0.get(name)
    }

    /// The profile named at `place` of `document`, which must be of the kind `wanted`.
    pub(crate) fn of_kind(
        &self,
        document: Document<'_>,
        place: &Spanned<ProfileName>,
        wanted: Kind,
    ) -> Result<&Profile, PolicyError> {
        let name = place.get_ref();
        let profile = self.get(name).ok_or_else(|| document.refuse(place, Problem::UnknownProfile(name.clone())))?;
        if profile.kind == wanted {
            Ok(profile)
        } else {
            let problem = Problem::WrongKind { profile: name.clone(), kind: profile.kind, wanted };
            Err(document.refuse(place, problem))
        }
    }

    /// Refuses a profile whose certificates could outlast their issuer's even if both are new.
    pub(crate) fn refuse_outliving<T>(
        &self,
        document: Document<'_>,
        place: &Spanned<T>,
        profile: &Profile,
        issuer: &str,
        issuer_profile: &ProfileName,
    ) -> Result<(), PolicyError> {
        let issuer_holds = self.get(issuer_profile).map_or(Duration::ZERO, |profile| profile.validity.default);
        if profile.validity.at_most <= issuer_holds {
            return Ok(());
        }
        let problem = Problem::OutlivesIssuer {
            profile: profile.name.clone(),
            at_most: Period::of(profile.validity.at_most),
            issuer: issuer.to_owned(),
            issuer_holds: Period::of(issuer_holds),
        };
        Err(document.refuse(place, problem))
    }
}
