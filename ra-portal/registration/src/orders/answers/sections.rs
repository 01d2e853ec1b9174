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
                    identity.latin = spelling::read(&mut reader, identity.given_names.is_some());
                }
            }
            Section::Birth => application.birth = birth::read(&mut reader, self.today),
            Section::Listing => application.listing = listing::read(&mut reader, self),
            Section::Delivery => application.delivery = delivery::read(&mut reader),
            Section::Contact => application.contact = contact::read(&mut reader, self.sms, application.delivery.as_ref()),
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
            Section::Contact => contact::write(self, &mut fields),
            Section::Billing => billing::write(self, &mut fields),
            Section::Terms => terms::write(self.terms.as_ref(), &mut fields),
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use pki::{Digest, Timestamp};
    use proptest::prelude::*;

    use super::*;
    use crate::orders::{Delivery, Identity, LatinSpelling, ShownTerms};
    use crate::people::{AddressLine, GivenNames, PersonName, PostalAddress};

    const SECTIONS: [Section; 8] = [
        Section::Identity,
        Section::Spelling,
        Section::Birth,
        Section::Listing,
        Section::Delivery,
        Section::Contact,
        Section::Billing,
        Section::Terms,
    ];

    fn rules<'a>(application: &'a Application, terms: &'a ShownTerms) -> AnswerRules<'a> {
        AnswerRules {
            application,
            now: Timestamp::from_millis(1_795_338_000_000),
            today: date(2026, 11, 22),
            certificate_ends: date(2029, 11, 21),
            courts: &[],
            terms,
            sms: true,
        }
    }

    /// Faults of fields that the page filled in itself.
    fn faults_of_proposals(application: &Application) -> Vec<(Section, String, String)> {
        let terms = ShownTerms { version: "2026-11-01".to_owned(), digest: Digest::of(b"terms") };
        let faulty = |section: Section| {
            let fields = application.fields(section);
            let faults = rules(application, &terms).faults(section);
            let of = |field: &str| fields.iter().find(|(name, text)| name == field && !text.is_empty()).cloned();
            faults.iter().filter_map(|(field, _)| of(field)).map(|(field, text)| (section, field, text)).collect::<Vec<_>>()
        };
        SECTIONS.into_iter().flat_map(faulty).collect()
    }

    /// Words of any of these alphabets with the signs between them that names have.
    fn name(most: usize) -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿœšž]{0,14}",
            "[A-Z]{1,40}",
            "[ĄŁŐẞỆƠƯȘẖǰẘ]{1,12}",
            "[əɓʃǆ]{1,20}",
            "[А-ЯЁа-яёЄЇщю]{1,30}",
            "[Α-ΡΣ-Ωα-ωΐΰ]{1,30}",
            "[가-힣]{1,12}",
            "[א-ת一-龥ぁ-ん]{1,8}",
            "[a-z]\u{30b}",
        ];
        let sign = prop::sample::select(vec![" ", "-", "'", ". ", "’", "–", " d'", "·", "'-"]);
        proptest::collection::vec((word, sign), 1..most)
            .prop_map(|words| words.into_iter().flat_map(|(word, sign)| [word, sign.to_owned()]).collect::<String>())
            .prop_map(|name| name.trim_end_matches([' ', '-', '\'', '’', '–']).to_owned())
    }

    fn identity() -> impl Strategy<Value = Identity> {
        let whole = (proptest::option::weighted(0.9, name(9)), name(7), proptest::option::of(name(7)));
        whole.prop_filter_map("not names", |(given_names, birth_name, in_use)| {
            let surname = |typed: String| typed.chars().take(40).collect::<String>().parse::<PersonName>().ok();
            let name_in_use = match in_use {
                Some(name) => Some(surname(name)?),
                None => None,
            };
            let given_names = match given_names {
                Some(names) => Some(names.chars().take(60).collect::<String>().parse::<GivenNames>().ok()?),
                None => None,
            };
            Some(Identity { birth_name: surname(birth_name)?, name_in_use, given_names, latin: None })
        })
    }

    proptest! {
        #[test]
        fn whatever_a_page_proposes_it_accepts(identity in identity()) {
            let mut application = Application { identity: Some(identity), ..Application::default() };
            // A name that no certificate can carry at all is refused on its own page.
            let terms = ShownTerms { version: "2026-11-01".to_owned(), digest: Digest::of(b"terms") };
            prop_assume!(rules(&application, &terms).faults(Section::Identity).is_empty());
            prop_assert_eq!(faults_of_proposals(&application), []);
            // With the proposed spelling confirmed, where there is a whole one.
            let spelled = application.fields(Section::Spelling);
            let spelled = |field: &str| spelled.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text);
            let given_names = spelled("latin-given-names").parse::<GivenNames>().ok();
            let has_given_names = application.identity.as_ref().is_some_and(|identity| identity.given_names.is_some());
            if let (true, Ok(surname)) = (given_names.is_some() == has_given_names, spelled("latin-surname").parse()) {
                let latin = LatinSpelling { surname, given_names };
                application.identity = application.identity.map(|identity| Identity { latin: Some(latin), ..identity });
                prop_assert_eq!(faults_of_proposals(&application), []);
            }
        }
    }

    #[test]
    fn a_page_proposes_an_answer_of_another_page_only_where_it_fits() {
        let wide = |line: AddressLine| match line {
            AddressLine::Postcode => "00200".to_owned(),
            AddressLine::Country => "FR".to_owned(),
            AddressLine::Town => "W".repeat(32),
            _ => "W".repeat(38),
        };
        let token = PostalAddress::parse(wide).unwrap();
        let application = Application { delivery: Some(Delivery { token, pin_letter: None }), ..Application::default() };
        assert_eq!(faults_of_proposals(&application), []);
    }
}
