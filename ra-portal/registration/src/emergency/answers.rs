//! Parsing the answers: what cannot be a name, an address, a date or a code is reported beside its field.

use ca_contract::Confidential;
use ca_contract::holder::{CodeFault, code_shape};
use ca_contract::revocation::{Contact, FurtherFacts};
use jiff::civil::Date;
use pki::BirthDate;

use super::{AnswerFault, AnswerField, EmergencyRevocation, FaultyAnswer, HolderReason, dates};
use crate::paris;

const LONGEST_NAME: usize = 120;
/// Room for an address of 254 characters with a name, brackets and `mailto:` around it.
const LONGEST_CONTACT: usize = 400;
/// A code with its spaces and dashes.
const LONGEST_CODE: usize = 64;
const LONGEST_PLACE: usize = 60;

/// The answers as they were typed.
#[derive(Clone, Copy)]
pub struct TypedAnswers<'a> {
    /// Given names and surname.
    pub name: &'a str,
    /// An e-mail address or a token number, told apart by their form.
    pub contact: &'a str,
    /// Birth date: day, month (a number or a name), year (two digits if only one century is possible).
    pub birth_date: [&'a str; 3],
    /// The emergency revocation code.
    pub code: &'a str,
    /// The name of a [`HolderReason`].
    pub reason: &'a str,
    /// Two further facts, if the page requested them.
    pub further: Option<TypedFurtherFacts<'a>>,
}

/// The further facts as they were typed.
#[derive(Clone, Copy)]
pub struct TypedFurtherFacts<'a> {
    /// Birth place, as on the identity document.
    pub birth_place: &'a str,
    /// When the identity document in the dossier expires: day, month, year.
    pub document_expires: [&'a str; 3],
}

/// Answers that are well-formed.
#[derive(Debug)]
pub struct Answers {
    pub(super) name: Confidential,
    pub(super) contact: Contact,
    pub(super) birth_date: BirthDate,
    pub(super) code: Confidential,
    pub(super) reason: HolderReason,
    pub(super) further: Option<FurtherFacts>,
}

impl EmergencyRevocation {
    /// Parses the typed answers, relative to today's date.
    ///
    /// # Errors
    /// Every field that cannot be right, in the order of the page.
    pub fn read_answers(&self, typed: TypedAnswers<'_>) -> Result<Answers, Vec<FaultyAnswer>> {
        Answers::parse(typed, paris::day_of(self.core.now()))
    }
}

impl Answers {
    fn parse(typed: TypedAnswers<'_>, today: Date) -> Result<Self, Vec<FaultyAnswer>> {
        let mut faults = Vec::new();
        let name = kept(&mut faults, AnswerField::Name, confidential(typed.name, LONGEST_NAME));
        let contact = kept(&mut faults, AnswerField::Contact, contact(typed.contact));
        let birth_date = kept(&mut faults, AnswerField::BirthDate, dates::birth_date(typed.birth_date, today));
        let code = kept(&mut faults, AnswerField::Code, code(typed.code));
        let reason = kept(&mut faults, AnswerField::Reason, reason(typed.reason));
        let further = typed.further.map(|further| {
            let birth_place = kept(&mut faults, AnswerField::BirthPlace, confidential(further.birth_place, LONGEST_PLACE));
            let document_expires = dates::document_end(further.document_expires, today);
            let document_expires = kept(&mut faults, AnswerField::DocumentExpires, document_expires);
            Some(FurtherFacts { birth_place: birth_place?, document_expires: document_expires? })
        });
        match (name, contact, birth_date, code, reason, further) {
            (Some(name), Some(contact), Some(birth_date), Some(code), Some(reason), None) => {
                Ok(Self { name, contact, birth_date, code, reason, further: None })
            }
            (Some(name), Some(contact), Some(birth_date), Some(code), Some(reason), Some(Some(further))) => {
                Ok(Self { name, contact, birth_date, code, reason, further: Some(further) })
            }
            _ => Err(faults),
        }
    }
}

fn kept<T>(faults: &mut Vec<FaultyAnswer>, field: AnswerField, answer: Result<T, AnswerFault>) -> Option<T> {
    answer.map_err(|fault| faults.push((field, fault))).ok()
}

fn confidential(text: &str, longest: usize) -> Result<Confidential, AnswerFault> {
    bounded(text, longest).map(Confidential::new)
}

fn bounded(text: &str, longest: usize) -> Result<&str, AnswerFault> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(AnswerFault::Missing),
        length if length > longest => Err(AnswerFault::TooLong),
        _ => Ok(text),
    }
}

fn contact(text: &str) -> Result<Contact, AnswerFault> {
    Contact::typed(bounded(text, LONGEST_CONTACT)?).map_err(|_| AnswerFault::NotAContact)
}

/// The code as it was typed, if it may be one: this costs no attempt and discloses nothing but the rules for codes.
fn code(text: &str) -> Result<Confidential, AnswerFault> {
    let text = match bounded(text, LONGEST_CODE) {
        Err(AnswerFault::TooLong) => return Err(AnswerFault::CodeLength),
        text => text?,
    };
    match code_shape(text) {
        Ok(_) => Ok(Confidential::new(text)),
        Err(CodeFault::Symbol) => Err(AnswerFault::CodeSymbol),
        Err(CodeFault::Length | CodeFault::DigitsOnly | CodeFault::Guessable) => Err(AnswerFault::CodeLength),
    }
}

fn reason(text: &str) -> Result<HolderReason, AnswerFault> {
    if text.is_empty() {
        return Err(AnswerFault::Missing);
    }
    serde_json::from_value(text.into()).map_err(|_| AnswerFault::NotAReason)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);
    const TYPED: TypedAnswers<'_> = TypedAnswers {
        name: "Maëlle Kervadec",
        contact: "maelle@sceau.example.org",
        birth_date: ["7", "3", "1975"],
        code: "k7-mp 3wq",
        reason: "stolen",
        further: None,
    };

    #[test]
    fn an_address_and_a_token_number_in_the_same_field_are_told_apart() {
        let answers = Answers::parse(TYPED, TODAY).unwrap();
        assert!(matches!(answers.contact, Contact::Email(_)));
        assert_eq!(answers.birth_date, date(1975, 3, 7).into());
        let answers = Answers::parse(TypedAnswers { contact: " t-0000 0001 ", ..TYPED }, TODAY).unwrap();
        assert!(matches!(answers.contact, Contact::Token(number) if number.as_str() == "T-00000001"));
        let answers =
            Answers::parse(TypedAnswers { contact: "Maëlle Kervadec <maelle@études.example.org>", ..TYPED }, TODAY).unwrap();
        assert!(matches!(answers.contact, Contact::Email(address) if address.expose() == "maelle@études.example.org"));
        for neither in ["@", "a@", "a@b@c", "a b@c.example.org", "T/1"] {
            let faults = Answers::parse(TypedAnswers { contact: neither, ..TYPED }, TODAY).unwrap_err();
            assert_eq!(faults, [(AnswerField::Contact, AnswerFault::NotAContact)], "{neither}");
        }
    }

    #[test]
    fn every_invalid_field_is_named_in_the_order_of_the_page() {
        let further = Some(TypedFurtherFacts { birth_place: " ", document_expires: ["31", "2", "2027"] });
        let typed = TypedAnswers { name: "", contact: "", birth_date: ["23", "11", "2026"], code: "", reason: "whim", further };
        assert_eq!(
            Answers::parse(typed, TODAY).unwrap_err(),
            [
                (AnswerField::Name, AnswerFault::Missing),
                (AnswerField::Contact, AnswerFault::Missing),
                (AnswerField::BirthDate, AnswerFault::NotABirthDate),
                (AnswerField::Code, AnswerFault::Missing),
                (AnswerField::Reason, AnswerFault::NotAReason),
                (AnswerField::BirthPlace, AnswerFault::Missing),
                (AnswerField::DocumentExpires, AnswerFault::NotADate),
            ]
        );
    }

    #[test]
    fn a_code_that_cannot_be_one_is_told_before_it_is_tried() {
        let fault = |code: &str| Answers::parse(TypedAnswers { code, ..TYPED }, TODAY).map(drop).map_err(|faults| faults[0]);
        for code in ["K7MP3W", "k7mp 3wqx", "Ｋ７ＭＰ３ＷＱ", "22222222", "k7-mp–3w q"] {
            assert_eq!(fault(code), Ok(()), "{code}");
        }
        for code in ["K7MP3", "K7MP3WQXY", "- -", &"K7MP3WQ ".repeat(20), "\u{200b}"] {
            assert_eq!(fault(code), Err((AnswerField::Code, AnswerFault::CodeLength)), "{code}");
        }
        for code in ["K7MP3W0", "K7MP3WI", "K7MP3Wl", "K7MP3WÉ", "K7MP3W!", "K7MP3W.", "К7МР3WQ"] {
            assert_eq!(fault(code), Err((AnswerField::Code, AnswerFault::CodeSymbol)), "{code}");
        }
    }

    proptest! {
        #[test]
        fn only_a_code_of_the_right_shape_leads_to_the_confirmation(code in "[2-9A-Za-z0-1 -]{0,10}") {
            let passes = Answers::parse(TypedAnswers { code: &code, ..TYPED }, TODAY).is_ok();
            prop_assert_eq!(passes, code_shape(&code).is_ok());
        }

        #[test]
        fn any_typed_text_is_refused_or_fits_the_contract(text in ".{0,600}") {
            let fields = [text.as_str(), "1", "1990"];
            let typed = TypedAnswers { name: &text, contact: &text, birth_date: fields, code: &text, reason: &text, further: None };
            prop_assert!(Answers::parse(typed, TODAY).is_err());
            if let Ok(answers) = Answers::parse(TypedAnswers { name: &text, code: &text, ..TYPED }, TODAY) {
                // The contract's limit for a confidential text.
                prop_assert!(answers.name.expose().len() <= 512 && answers.code.expose().len() <= 512);
            }
        }
    }
}
