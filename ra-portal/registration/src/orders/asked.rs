//! What an application has to contain: sections, each a page, and pieces that prove the answers. A draft follows the product's
//! offer; a placed order keeps the requirements, like the price, of the moment when it was placed.

use policies::{Condition, RequiredPiece, Requirements, Section};

use super::{Application, Billing};

impl Application {
    /// The required sections, given the answers so far: those that the product requires and, after the names, their spelling if
    /// a certificate cannot carry them.
    pub fn sections(&self) -> impl Iterator<Item = Section> {
        let is_spelling_asked = self.identity.as_ref().is_some_and(|identity| !identity.is_certifiable());
        let with_spelling = move |section: &Section| {
            let spelling = *section == Section::Identity && is_spelling_asked;
            [Some(*section), spelling.then_some(Section::Spelling)]
        };
        self.requirements.sections.iter().flat_map(with_spelling).flatten()
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

    /// The first required section that is not answered.
    #[must_use]
    pub fn first_unanswered(&self) -> Option<Section> {
        self.sections().find(|section| !self.answers(*section))
    }

    /// Whether every required section is answered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.first_unanswered().is_none()
    }

    /// The same answers under other requirements, without those that are no longer required.
    #[must_use]
    pub(crate) fn requiring(self, requirements: &Requirements) -> Self {
        let asks = |section| requirements.sections.contains(&section);
        Self {
            listing: self.listing.filter(|_| asks(Section::Listing)),
            contact: self.contact.filter(|_| asks(Section::Contact)),
            requirements: requirements.clone(),
            ..self
        }
    }

    /// Whether the answers make a piece necessary.
    #[must_use]
    pub fn asks_for(&self, piece: &RequiredPiece) -> bool {
        match piece.when {
            None => true,
            Some(Condition::NameInUse) => self.identity.as_ref().is_some_and(|identity| identity.name_in_use.is_some()),
            Some(Condition::OtherPayer) => matches!(self.billing, Some(Billing::Other(_))),
        }
    }

    /// The required pieces, in the order in which they are listed to people.
    pub fn pieces(&self) -> impl Iterator<Item = &RequiredPiece> {
        self.requirements.pieces.iter().filter(|piece| self.asks_for(piece))
    }
}

#[cfg(test)]
mod tests {
    use policies::{HolderKind, Policies};

    use super::*;
    use crate::orders::{BillingParty, Identity, expert_card};
    use crate::people::PostalAddress;

    #[test]
    fn rows_of_the_expert_card_store_no_requirements() {
        let policies = Policies::embedded();
        let offered = &policies.offer(&"expert-card".parse().unwrap()).unwrap().requirements;
        let application = Application::default().requiring(offered);
        assert_eq!(application, Application::default());
        assert!(!serde_json::to_string(&application).unwrap().contains("requirements"));
        let stored: Application = serde_json::from_str(r#"{"identity":null,"birth":null}"#).unwrap();
        assert_eq!(stored.requirements, *offered);
    }

    #[test]
    fn other_requirements_are_stored_and_drop_answers_they_do_not_require() {
        let mut other = expert_card::requirements();
        other.holder = HolderKind::Individual;
        other.sections.retain(|section| !matches!(section, Section::Listing | Section::Contact));
        other.pieces.truncate(2);
        let answered: Application = serde_json::from_str(
            r#"{"listing":{"court":"Rennes","ends":"2031-12-31","compagnie":"Compagnie de l'Ouest"},"contact":"email"}"#,
        )
        .unwrap();
        let application = answered.requiring(&other);
        assert_eq!((&application.listing, &application.contact), (&None, &None));
        let stored = serde_json::to_string(&application).unwrap();
        assert_eq!(serde_json::from_str::<Application>(&stored).unwrap().requirements, other);
    }

    #[test]
    fn a_piece_is_required_when_the_answers_make_it_necessary() {
        let mut requirements = expert_card::requirements();
        requirements.pieces[1].when = Some(Condition::NameInUse);
        requirements.pieces[2].when = Some(Condition::OtherPayer);
        let mut application = Application::default().requiring(&requirements);
        let asked = |application: &Application| application.pieces().map(|piece| piece.name.to_string()).collect::<Vec<_>>();
        assert_eq!(asked(&application), ["signed-dossier"]);
        application.identity = Some(Identity {
            birth_name: "Tanguy".parse().unwrap(),
            name_in_use: Some("Le Bihan".parse().unwrap()),
            given_names: "Anne".parse().ok(),
            latin: None,
        });
        assert_eq!(asked(&application), ["signed-dossier", "identity-document"]);
        let address = PostalAddress {
            recipient: "Cabinet Exemple".to_owned(),
            complement: None,
            street: "3 rue des Tanneurs".to_owned(),
            postcode: "35000".to_owned(),
            town: "Rennes".to_owned(),
            country: "FR".parse().unwrap(),
        };
        application.billing = Some(Billing::Other(BillingParty { name: "Cabinet Exemple".to_owned(), siren: None, address }));
        assert_eq!(asked(&application), ["signed-dossier", "identity-document", "proof-of-listing"]);
    }
}
