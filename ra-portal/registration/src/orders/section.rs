//! The sections of an application: a page each, in the order in which they are asked.

use super::Application;

/// What one page asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Names, as on the identity document.
    Identity,
    /// The spelling of names that are not in Latin letters; asked only of those.
    Spelling,
    /// Birth.
    Birth,
    /// Where the expert is listed.
    Listing,
    /// Where token and PIN letter go.
    Delivery,
    /// How the activation is announced.
    Contact,
    /// Who pays.
    Billing,
    /// The terms.
    Terms,
}

impl Section {
    /// All of them, in the order of the pages.
    pub const ALL: [Self; 8] =
        [Self::Identity, Self::Spelling, Self::Birth, Self::Listing, Self::Delivery, Self::Contact, Self::Billing, Self::Terms];

    /// Its name in URLs, in the ledger and in the catalogues of texts.
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
}

impl Application {
    /// The sections that are asked, given the answers so far: the spelling only of names that are not in Latin letters.
    pub fn sections(&self) -> impl Iterator<Item = Section> {
        let is_spelling_asked = self.identity.as_ref().is_some_and(|identity| !identity.is_latin());
        Section::ALL.into_iter().filter(move |section| *section != Section::Spelling || is_spelling_asked)
    }

    /// Whether a section was answered.
    #[must_use]
    pub fn answers(&self, section: Section) -> bool {
        match section {
            Section::Identity => self.identity.is_some(),
            Section::Spelling => self.identity.as_ref().is_some_and(|identity| identity.latin.is_some()),
            Section::Birth => self.birth.is_some(),
            Section::Listing => self.listing.is_some(),
            Section::Delivery => self.delivery.is_some(),
            Section::Contact => self.contact.is_some(),
            Section::Billing => self.billing.is_some(),
            Section::Terms => self.terms.is_some(),
        }
    }

    /// The first section that is asked and was not answered.
    #[must_use]
    pub fn first_unanswered(&self) -> Option<Section> {
        self.sections().find(|section| !self.answers(*section))
    }

    /// Whether every section that is asked was answered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.first_unanswered().is_none()
    }
}
