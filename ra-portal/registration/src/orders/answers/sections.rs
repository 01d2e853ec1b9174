//! Reading and writing the page of a section.

use policies::Section;

use super::fault::FieldFaults;
use super::reader::{Reader, Typed};
use super::rules::AnswerRules;
use super::{billing, birth, contact, delivery, identity, listing, spelling, terms};
use crate::orders::Application;

impl AnswerRules<'_> {
    /// The application with the answer to one section replaced; the others stay as they are.
    pub(crate) fn answered(&self, section: Section, typed: &Typed<'_>) -> Result<Application, FieldFaults> {
        let mut reader = Reader { typed, faults: FieldFaults::default() };
        let mut application = self.application.clone();
        match section {
            Section::Identity => {
                application.identity = identity::read(&mut reader, application.identity.as_ref()).or(application.identity);
            }
            Section::Spelling => {
                if let Some(identity) = &mut application.identity {
                    identity.latin = spelling::read(&mut reader);
                }
            }
            Section::Birth => application.birth = birth::read(&mut reader, self.today),
            Section::Listing => application.listing = listing::read(&mut reader, self),
            Section::Delivery => application.delivery = delivery::read(&mut reader),
            Section::Contact => application.contact = contact::read(&mut reader, self.sms),
            Section::Billing => application.billing = billing::read(&mut reader),
            Section::Terms => application.terms = terms::read(&mut reader, self),
        }
        if reader.faults.is_empty() { Ok(application) } else { Err(reader.faults) }
    }

    /// The faults that an answer has now, although it had none when it was given.
    pub(crate) fn faults(&self, section: Section) -> FieldFaults {
        let fields = self.application.fields(section);
        let typed =
            |name: &str| fields.iter().find(|(field, _)| field == name).map_or_else(String::new, |(_, text)| text.clone());
        self.answered(section, &typed).err().unwrap_or_default()
    }
}

impl Application {
    /// The fields of a section's page, filled with the answers or, where there are none, with proposals.
    #[must_use]
    pub fn fields(&self, section: Section) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        match section {
            Section::Identity => identity::write(self.identity.as_ref(), &mut fields),
            Section::Spelling => spelling::write(self.identity.as_ref(), &mut fields),
            Section::Birth => birth::write(self.birth.as_ref(), &mut fields),
            Section::Listing => listing::write(self.listing.as_ref(), &mut fields),
            Section::Delivery => delivery::write(self, &mut fields),
            Section::Contact => contact::write(self.contact.as_ref(), &mut fields),
            Section::Billing => billing::write(self, &mut fields),
            Section::Terms => terms::write(self.terms.as_ref(), &mut fields),
        }
        fields
    }
}
