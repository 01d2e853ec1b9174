//! The company that runs the CAs.

use pki::DistinguishedName;
use pki::name::{Attribute, NameError};
use serde::Deserialize;
use toml::Spanned;

use crate::document::Document;
use crate::error::PolicyError;
use crate::problem::Problem;
use crate::siren::Siren;

/// The company that runs the CAs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    name: String,
    siren: Siren,
}

impl Organisation {
    /// The registered name (*raison sociale*).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The subject of one of its own certificates (docs/profiles.md#names): C, O, organizationIdentifier (EN 319 412-1 §5.1.4),
    /// OU (RGS A4 VII), CN.
    ///
    /// # Errors
    /// If `common_name` or the registered name is not allowed in a name.
    pub fn subject(&self, common_name: &str) -> Result<DistinguishedName, NameError> {
        DistinguishedName::new(vec![
            (Attribute::CountryName, "FR".to_owned()),
            (Attribute::OrganizationName, self.name.clone()),
            (Attribute::OrganizationIdentifier, format!("NTRFR-{}", self.siren)),
            (Attribute::OrganizationalUnitName, format!("0002 {}", self.siren)),
            (Attribute::CommonName, common_name.to_owned()),
        ])
    }

    /// The same for the common name at a place in a policy file.
    pub(crate) fn subject_at(
        &self,
        document: Document<'_>,
        common_name: &Spanned<String>,
    ) -> Result<DistinguishedName, PolicyError> {
        let subject = self.subject(common_name.get_ref());
        subject.map_err(|error| document.refuse(common_name, Problem::Name(error)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_includes_the_companys_number() {
        let organisation = Organisation { name: "Sceau".to_owned(), siren: "123456782".parse().unwrap() };
        let subject = organisation.subject("Sceau Advanced CA").unwrap();
        assert_eq!(subject.first(Attribute::OrganizationIdentifier), Some("NTRFR-123456782"));
        assert_eq!(subject.first(Attribute::OrganizationalUnitName), Some("0002 123456782"));
        assert_eq!(subject.first(Attribute::CommonName), Some("Sceau Advanced CA"));
    }
}
