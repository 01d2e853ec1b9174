//! The sections of an order, each a page that the applicant answers. The questions of a section are code (`registration`);
//! whether, and in which order, a product has the section is data.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A section of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Names, as on the identity document.
    Identity,
    /// The spelling of names that are not in Latin letters; follows [`Identity`](Self::Identity) for such names only, and is
    /// never listed in a file.
    Spelling,
    /// Birth date, place and country.
    Birth,
    /// The listing of an expert.
    Listing,
    /// Where token and PIN letter are sent.
    Delivery,
    /// How the activation is announced; by e-mail if the product has no such section.
    Contact,
    /// The paying party.
    Billing,
    /// The acceptance of the terms.
    Terms,
}

impl Section {
    /// All sections.
    pub const ALL: [Self; 8] =
        [Self::Identity, Self::Spelling, Self::Birth, Self::Listing, Self::Delivery, Self::Contact, Self::Billing, Self::Terms];

    /// Its name in files, URLs, the ledger and the message catalogues.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Spelling => "spelling",
            Self::Birth => "birth",
            Self::Listing => "listing",
            Self::Delivery => "delivery",
            Self::Contact => "contact",
            Self::Billing => "billing",
            Self::Terms => "terms",
        }
    }

    /// Why every order needs this section; `None` if a product can do without it.
    pub(crate) const fn needed_for(self) -> Option<&'static str> {
        match self {
            Self::Identity => Some("certificates name their holder"),
            Self::Birth => Some("the holder is recognised by it in an emergency"),
            Self::Delivery => Some("the token and its PIN letter are sent there"),
            Self::Billing => Some("the invoice names who pays"),
            Self::Terms => Some("they are accepted before certificates are issued (EN 319 411-1 REG-6.3.4-08)"),
            Self::Spelling | Self::Listing | Self::Contact => None,
        }
    }

    /// Whether it consists of facts, which a document can prove, and not of a choice.
    pub(crate) const fn is_provable(self) -> bool {
        !matches!(self, Self::Contact | Self::Terms)
    }

    /// The section whose answers this one uses.
    pub(crate) const fn begins_from(self) -> Option<Self> {
        match self {
            Self::Delivery => Some(Self::Identity),
            Self::Billing => Some(Self::Delivery),
            _ => None,
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
