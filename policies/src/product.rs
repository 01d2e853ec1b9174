//! Products: the certificates on a token.

use pki::lint::Kind;
use serde::Deserialize;
use toml::Spanned;

use crate::document::Document;
use crate::error::PolicyError;
use crate::hierarchy::{Hierarchy, issuing_authority};
use crate::problem::Problem;
use crate::profile_set::ProfileSet;
use crate::{AuthorityName, ProductName, ProfileName};

/// A token with a certificate in each slot.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Product {
    /// Its name.
    pub name: ProductName,
    /// At least one, sorted by index. Indexes and roles are unique.
    pub slots: Vec<Slot>,
}

/// A key pair on a token and its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Slot {
    /// The number of the slot on the token.
    pub index: u8,
    /// The certificate's role for its holder, in kebab-case: `main`, `companion`.
    pub role: String,
    /// The issuing CA.
    pub issuer: AuthorityName,
    /// The profile, of kind `natural-person`.
    pub profile: ProfileName,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductsToml {
    product: Vec<ProductToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductToml {
    name: Spanned<ProductName>,
    slot: Vec<SlotToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotToml {
    index: Spanned<u8>,
    role: Spanned<String>,
    issuer: Spanned<AuthorityName>,
    profile: Spanned<ProfileName>,
}

/// What products are validated against.
pub(crate) struct ProductReader<'a> {
    pub(crate) document: Document<'a>,
    pub(crate) hierarchies: &'a [Hierarchy],
    pub(crate) profiles: &'a ProfileSet,
}

impl ProductReader<'_> {
    pub(crate) fn read(&self) -> Result<Vec<Product>, PolicyError> {
        let toml: ProductsToml = self.document.read()?;
        self.document.refuse_repetition("product", toml.product.iter().map(|product| &product.name))?;
        toml.product.iter().map(|product| self.product(product)).collect()
    }

    fn product(&self, toml: &ProductToml) -> Result<Product, PolicyError> {
        self.document.refuse_repetition("slot", toml.slot.iter().map(|slot| &slot.index))?;
        self.document.refuse_repetition("role", toml.slot.iter().map(|slot| &slot.role))?;
        if toml.slot.is_empty() {
            return Err(self.document.refuse(&toml.name, Problem::NoSlots));
        }
        let mut slots = toml.slot.iter().map(|slot| self.slot(slot)).collect::<Result<Vec<_>, _>>()?;
        slots.sort_by_key(|slot| slot.index);
        Ok(Product { name: toml.name.get_ref().clone(), slots })
    }

    fn slot(&self, toml: &SlotToml) -> Result<Slot, PolicyError> {
        if !crate::name::is_kebab_case(toml.role.get_ref(), 40) {
            return Err(self.document.refuse(&toml.role, Problem::BadRole(toml.role.get_ref().clone())));
        }
        let profile = self.profiles.of_kind(self.document, &toml.profile, Kind::NaturalPerson)?;
        let issuer = issuing_authority(self.hierarchies, self.document, &toml.issuer)?;
        issuer.refuse_uncovered(self.profiles, self.document, &toml.profile, profile)?;
        Ok(Slot {
            index: *toml.index.get_ref(),
            role: toml.role.get_ref().clone(),
            issuer: issuer.name.clone(),
            profile: profile.name.clone(),
        })
    }
}
