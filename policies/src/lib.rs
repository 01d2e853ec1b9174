//! Policies as data: hierarchies, certificate profiles, products, offers, courts of appeal and waived lint warnings.
//!
//! The files are read once into validated types that conform to docs/profiles.md. Errors name the file, the line and a remedy.
//! Adding a community with its own CA, a third certificate on a token, or a product with other pieces and sections changes only
//! the files. This crate is independent of keys, orders and databases.

#![warn(missing_docs)]

mod court;
mod document;
mod error;
mod files;
mod hierarchy;
mod kind;
mod name;
mod object_identifier;
mod offer;
mod organisation;
mod period;
mod problem;
mod product;
mod profile;
mod profile_set;
mod requirements;
mod sale;
mod section;
mod service;
mod siren;
mod status_extension;
mod status_site;
#[cfg(test)]
mod tests;
mod text;
mod waiver;

use std::path::Path;
use std::time::Duration;

use pki::Digest;
use pki::lint::Kind;
use serde::Deserialize;

pub use court::Court;
pub use error::PolicyError;
pub use hierarchy::{Authority, CrlSchedule, Hierarchy};
pub use name::{
    AuthorityName, AuthorityTag, HierarchyName, HierarchyTag, Name, NotAName, PieceName, PieceTag, ProductName, ProductTag,
    ProfileName, ProfileTag,
};
pub use offer::{Dated, Object, Offer, OfferWords, Piece};
pub use organisation::Organisation;
pub use product::{Product, Slot};
pub use profile::{Profile, SubjectRule, ValidityRule};
pub use requirements::{ChangeEffect, Condition, FileCount, HolderKind, MOST_FILES, RequiredPiece, Requirements};
pub use sale::{Accessory, Sale};
pub use section::Section;
pub use service::{Internal, Seal};
pub use siren::{NotASiren, Siren};
pub use status_extension::StatusExtension;
pub use text::Text;

use court::read_courts;
use files::Files;
use hierarchy::{HierarchyReader, HierarchyToml};
use object_identifier::Arc;
use offer::OfferReader;
use product::ProductReader;
use profile_set::ProfileSet;
use service::{InternalToml, OcspToml, SealToml, ServiceReader};
use status_site::StatusSite;
use waiver::Waivers;

/// All policies, validated against each other.
#[derive(Clone, Debug)]
pub struct Policies {
    digest: Digest,
    organisation: Organisation,
    hierarchies: Vec<Hierarchy>,
    profiles: ProfileSet,
    products: Vec<Product>,
    offers: Vec<Offer>,
    pieces: Vec<Piece>,
    courts: Vec<Court>,
    ocsp_profile: Profile,
    seal: Seal,
    internal: Internal,
    waivers: Waivers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HierarchiesToml {
    arc: Arc,
    status: StatusSite,
    organisation: Organisation,
    hierarchy: Vec<HierarchyToml>,
    ocsp: OcspToml,
    seal: SealToml,
    internal: InternalToml,
}

impl Policies {
    /// The policies embedded in the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self::read(&Files::embedded()).expect("the embedded files are fixed at build time, and a test reads them")
    }

    /// The policies of a folder: `hierarchies.toml`, `products.toml`, `offers.toml`, `courts.toml`, `lints.toml` and
    /// `profiles/*.toml`; at most 100 profiles, at most 256 KiB per file.
    ///
    /// # Errors
    /// The first value that is missing, malformed or inconsistent with another.
    pub fn from_dir(dir: &Path) -> Result<Self, PolicyError> {
        Self::read(&Files::from_dir(dir)?)
    }

    fn read(files: &Files) -> Result<Self, PolicyError> {
        let document = files.document(files::HIERARCHIES);
        let toml: HierarchiesToml = document.read()?;
        let organisation = toml.organisation;
        let profiles = ProfileSet::read(files, &toml.arc)?;
        let service = ServiceReader { document, organisation: &organisation, profiles: &profiles };
        let ocsp_profile = service.ocsp_profile(&toml.ocsp)?;
        let hierarchies = HierarchyReader {
            document,
            arc: &toml.arc,
            status: &toml.status,
            organisation: &organisation,
            profiles: &profiles,
            ocsp_profile: &ocsp_profile,
        }
        .read(&toml.hierarchy)?;
        let seal = service.seal(&toml.seal, &hierarchies)?;
        let internal = service.internal(&toml.internal)?;
        let document = files.document(files::PRODUCTS);
        let products = ProductReader { document, hierarchies: &hierarchies, profiles: &profiles }.read()?;
        let (offers, pieces) = OfferReader { document: files.document(files::OFFERS), products: &products }.read()?;
        let courts = read_courts(files.document(files::COURTS))?;
        let waivers = Waivers::read(files.document(files::LINTS))?;
        let digest = files.digest();
        Ok(Self {
            digest,
            organisation,
            hierarchies,
            profiles,
            products,
            offers,
            pieces,
            courts,
            ocsp_profile,
            seal,
            internal,
            waivers,
        })
    }

    /// SHA-256 of the names and contents of the files that the CA reads: all except `offers.toml` and `courts.toml`. Approvals
    /// refer to it, and the CA refuses those of other policies.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// The company that runs the CAs.
    #[must_use]
    pub const fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// The hierarchies, in the order of the file.
    #[must_use]
    pub fn hierarchies(&self) -> &[Hierarchy] {
        &self.hierarchies
    }

    /// All CAs of all hierarchies, each root before its issuing CAs.
    pub fn authorities(&self) -> impl Iterator<Item = (&Hierarchy, &Authority)> {
        self.hierarchies.iter().flat_map(|hierarchy| hierarchy.authorities().map(move |authority| (hierarchy, authority)))
    }

    /// The root or issuing CA with this name.
    #[must_use]
    pub fn authority(&self, name: &AuthorityName) -> Option<&Authority> {
        self.authorities().map(|(_, authority)| authority).find(|authority| authority.name == *name)
    }

    /// The product with this name.
    #[must_use]
    pub fn product(&self, name: &ProductName) -> Option<&Product> {
        self.products.iter().find(|product| product.name == *name)
    }

    /// The portal's offer of a product; `None` if it was never offered.
    #[must_use]
    pub fn offer(&self, product: &ProductName) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.product == *product)
    }

    /// The price and delivery of a product; `None` if it cannot be ordered.
    #[must_use]
    pub fn sale(&self, product: &ProductName) -> Option<&Sale> {
        self.offer(product)?.sale.as_ref()
    }

    /// The products that can be ordered, each with its price, in the order of the file.
    pub fn for_sale(&self) -> impl Iterator<Item = (&Offer, &Sale)> {
        self.offers.iter().filter_map(|offer| Some((offer, offer.sale.as_ref()?)))
    }

    /// The texts about a piece; `None` if it is no longer in the file.
    #[must_use]
    pub fn piece(&self, name: &PieceName) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.name == *name)
    }

    /// The validity of a product's certificates: the longest of its slots' profiles.
    #[must_use]
    pub fn validity_of(&self, product: &Product) -> Duration {
        let profiles = product.slots.iter().filter_map(|slot| self.profile(&slot.profile));
        profiles.map(|profile| profile.validity.default).max().unwrap_or_default()
    }

    /// The courts of appeal, in the order of the file.
    #[must_use]
    pub fn courts(&self) -> &[Court] {
        &self.courts
    }

    /// The court of appeal with this name, such as `Rennes`.
    #[must_use]
    pub fn court(&self, name: &str) -> Option<&Court> {
        self.courts.iter().find(|court| court.name == name)
    }

    /// The profile with this name.
    #[must_use]
    pub fn profile(&self, name: &ProfileName) -> Option<&Profile> {
        self.profiles.get(name)
    }

    /// The profile for OCSP responder certificates.
    #[must_use]
    pub const fn ocsp_profile(&self) -> &Profile {
        &self.ocsp_profile
    }

    /// The service seal, which signs receipts.
    #[must_use]
    pub const fn seal(&self) -> &Seal {
        &self.seal
    }

    /// The internal authority.
    #[must_use]
    pub const fn internal(&self) -> &Internal {
        &self.internal
    }

    /// Whether the lint warning `code` is accepted for certificates of `kind`.
    #[must_use]
    pub fn waives(&self, kind: Kind, code: &str) -> bool {
        self.waivers.contains(kind, code)
    }
}
