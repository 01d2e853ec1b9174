//! The company that runs the CAs, as their certificates name it.

use pki::DistinguishedName;
use pki::name::{Attribute, NameError};
use serde::Deserialize;
use toml::Spanned;

use crate::document::Document;
use crate::error::PolicyError;
use crate::problem::Problem;

/// The company that runs the CAs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    name: String,
    siren: Siren,
}

/// A French company's number in the SIRENE register: nine digits, the last a Luhn check digit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Siren(String);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no SIREN, expected nine digits of which the last is the Luhn check digit")]
struct NotASiren(String);

impl Organisation {
    /// The registered name (*raison sociale*).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The subject of one of its own certificates: C, O, organizationIdentifier (EN 319 412-1 §5.1.4), OU (RGS A4 §VII: 0002 and the SIREN), CN.
    ///
    /// # Errors
    /// When `common_name` or the registered name may not stand in a name.
    pub fn subject(&self, common_name: &str) -> Result<DistinguishedName, NameError> {
        DistinguishedName::new(vec![
            (Attribute::CountryName, "FR".to_owned()),
            (Attribute::OrganizationName, self.name.clone()),
            (Attribute::OrganizationIdentifier, format!("NTRFR-{}", self.siren.0)),
            (Attribute::OrganizationalUnitName, format!("0002 {}", self.siren.0)),
            (Attribute::CommonName, common_name.to_owned()),
        ])
    }

    /// The same, of the common name at a place of a policy file.
    pub(crate) fn subject_at(
        &self,
        document: Document<'_>,
        common_name: &Spanned<String>,
    ) -> Result<DistinguishedName, PolicyError> {
        let subject = self.subject(common_name.get_ref());
        subject.map_err(|error| document.refuse(common_name, Problem::Name(error)))
    }
}

impl TryFrom<String> for Siren {
    type Error = NotASiren;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits: Option<Vec<u32>> = text.chars().map(|character| character.to_digit(10)).collect();
        let sum = |digits: &[u32]| -> u32 {
            let doubled = |(place, digit): (usize, &u32)| {
                if place % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit }
            };
            digits.iter().rev().enumerate().map(doubled).sum()
        };
        match digits {
            Some(digits) if digits.len() == 9 && sum(&digits).is_multiple_of(10) => Ok(Self(text)),
            _ => Err(NotASiren(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 732829320 is the worked example in published descriptions of the check digit.
    #[test]
    fn a_siren_has_nine_digits_and_a_check_digit() {
        for good in ["732829320", "123456782"] {
            assert!(Siren::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in ["732829321", "73282932", "7328293200", "73282932x", "", "372829320"] {
            assert!(Siren::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_company_is_named_with_its_number() {
        let organisation = Organisation { name: "Sceau".to_owned(), siren: Siren("123456782".to_owned()) };
        let subject = organisation.subject("Sceau Advanced CA").unwrap();
        assert_eq!(subject.first(Attribute::OrganizationIdentifier), Some("NTRFR-123456782"));
        assert_eq!(subject.first(Attribute::OrganizationalUnitName), Some("0002 123456782"));
        assert_eq!(subject.first(Attribute::CommonName), Some("Sceau Advanced CA"));
    }
}
