//! What somebody typed on the page of a section, and what it means.
//!
//! A page's fields are read all at once: every field that is wrong is named, and nothing is taken unless all are right.

mod billing;
mod birth;
mod contact;
mod date;
mod delivery;
mod fault;
mod identity;
mod listing;
mod spelling;
mod terms;

pub(crate) use birth::AGE;
pub use date::DateFault;
pub use fault::{FieldFault, FieldFaults};

use jiff::civil::Date;
use pki::Timestamp;
use policies::Court;

use super::{Application, Order, Section, ShownTerms};
use crate::core::Core;
use crate::paris;
use crate::people::{AddressLine, PostalAddress};

/// What was typed in a field, by the field's name; nothing where there is no such field.
pub type Typed<'a> = dyn Fn(&str) -> String + Sync + 'a;

/// What answers are judged by.
pub(crate) struct Judge<'a> {
    /// The answers so far.
    pub(super) application: &'a Application,
    /// When the answer came.
    pub(super) now: Timestamp,
    /// The same, as a day in Paris.
    pub(super) today: Date,
    /// When a certificate made today would end.
    pub(super) certificate_ends: Date,
    /// The courts to choose from.
    pub(super) courts: &'a [Court],
    /// The terms in force, as they are shown.
    pub(super) terms: &'a ShownTerms,
    /// Whether SMS can be sent.
    pub(super) sms: bool,
}

impl<'a> Judge<'a> {
    /// Of answers to this order that come now.
    pub(crate) fn of(core: &'a Core, order: &'a Order, terms: &'a ShownTerms) -> Self {
        let policies = &core.environment.policies;
        let product = policies.product(&order.product);
        let validity = product.map(|product| policies.validity_of(product)).unwrap_or_default();
        let now = core.now();
        Self {
            application: &order.application,
            now,
            today: paris::day_of(now),
            certificate_ends: paris::day_of(now.plus(validity)),
            courts: policies.courts(),
            terms,
            sms: core.environment.settings.sms,
        }
    }

    /// The application with the answer to one section put in place; the others stay as they are.
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

    /// What is wrong by now with an answer that was right when it was given.
    pub(crate) fn faults(&self, section: Section) -> FieldFaults {
        let fields = self.application.fields(section);
        let typed =
            |name: &str| fields.iter().find(|(field, _)| field == name).map_or_else(String::new, |(_, text)| text.clone());
        self.answered(section, &typed).err().unwrap_or_default()
    }
}

impl Application {
    /// The fields of a section's page with what was answered, and proposals where nothing was: what the page shows at first.
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

/// The fields of a page with their texts.
type Fields = Vec<(String, String)>;

fn put(fields: &mut Fields, name: &str, text: impl Into<String>) {
    fields.push((name.to_owned(), text.into()));
}

/// The fields of an address, each with `prefix` before its name.
fn put_address(fields: &mut Fields, prefix: &str, address: &PostalAddress) {
    for line in AddressLine::ALL {
        put(fields, &format!("{prefix}-{}", line.name()), address.line(line));
    }
}

/// Reads fields one by one, and collects what is wrong.
struct Reader<'a> {
    typed: &'a Typed<'a>,
    faults: FieldFaults,
}

impl Reader<'_> {
    /// What was typed in a field, without spaces around it.
    fn text(&self, field: &str) -> String {
        (self.typed)(field).trim().to_owned()
    }

    /// What a field means, or a fault.
    fn read<T>(&mut self, field: &str, meaning: Result<T, impl Into<FieldFault>>) -> Option<T> {
        meaning.map_err(|fault| self.faults.add(field, fault)).ok()
    }

    /// The address whose fields' names begin with `prefix`.
    fn address(&mut self, prefix: &str) -> Option<PostalAddress> {
        let field = |line: AddressLine| format!("{prefix}-{}", line.name());
        match PostalAddress::parse(|line| self.text(&field(line))) {
            Ok(address) => Some(address),
            Err(faults) => {
                for (line, fault) in faults {
                    self.faults.add(field(line), fault);
                }
                None
            }
        }
    }
}
