//! The sections of an order, each a page that the applicant answers. What a section asks is code (`registration`); whether, and
//! in which order, a product asks it is data.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A section of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Names, as on the identity document.
    Identity,
    /// The spelling of names that are not in Latin letters; asked after [`Identity`](Self::Identity) of those only, and never
    /// written in a file.
    Spelling,
    /// Birth.
    Birth,
    /// Where the expert is listed.
    Listing,
    /// Where token and PIN letter are sent.
    Delivery,
    /// How the activation is announced; by e-mail if the section is not asked.
    Contact,
    /// Who pays.
    Billing,
    /// The terms.
    Terms,
}

impl Section {
    /// All sections.
    pub const ALL: [Self; 8] =
        [Self::Identity, Self::Spelling, Self::Birth, Self::Listing, Self::Delivery, Self::Contact, Self::Billing, Self::Terms];

    /// Its name in files, URLs, the ledger and the catalogues of texts.
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

    /// What every order needs this section for; `None` if a product can do without it.
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

    /// Whether it states facts, which a document can prove, and not a choice.
    pub(crate) const fn is_provable(self) -> bool {
        !matches!(self, Self::Contact | Self::Terms)
    }

    /// The section whose answers this one begins from.
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
