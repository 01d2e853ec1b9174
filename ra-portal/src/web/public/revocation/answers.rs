//! Emergency revocation: a form for the four answers, then a confirmation page, before anything happens.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use jiff::civil::Date;
use registration::emergency::{
    AnswerFault, AnswerField, CarriedAnswers, FaultyAnswer, HolderReason, NotCarried, TypedAnswers, TypedFurtherFacts,
};
use secrecy::ExposeSecret;

use super::lead::Lead;
use super::style::emergency_page;
use crate::web::{FieldErrors, Form, NoPage, Portal, Shell, Source};

/// Reasons in the order in which they are offered.
const REASONS: [HolderReason; 7] = [
    HolderReason::Lost,
    HolderReason::Stolen,
    HolderReason::Compromised,
    HolderReason::ForgottenPin,
    HolderReason::WrongData,
    HolderReason::Departure,
    HolderReason::EndOfActivity,
];

/// A reason's value in the form, which is its name in the contract, and its text.
const fn reason_texts(reason: HolderReason) -> (&'static str, &'static str) {
    match reason {
        HolderReason::Lost => ("lost", "emergency-reason-lost"),
        HolderReason::Stolen => ("stolen", "emergency-reason-stolen"),
        HolderReason::Compromised => ("compromised", "emergency-reason-compromised"),
        HolderReason::ForgottenPin => ("forgotten-pin", "emergency-reason-forgotten-pin"),
        HolderReason::Departure => ("departure", "emergency-reason-departure"),
        HolderReason::EndOfActivity => ("end-of-activity", "emergency-reason-end-of-activity"),
        HolderReason::WrongData => ("wrong-data", "emergency-reason-wrong-data"),
    }
}

#[derive(Template)]
#[template(path = "emergency/form.html")]
struct FormPage<'a> {
    shell: &'a Shell,
    lead: Option<String>,
    unanswered: bool,
    errors: &'a FieldErrors,
    typed: Typed,
    reasons: Vec<(&'static str, String)>,
}

/// The entered values that the form shows again; never the code.
#[derive(Default)]
struct Typed {
    name: String,
    contact: String,
    birth_date: [String; 3],
    reason: String,
    further: bool,
    birth_place: String,
    document_expires: [String; 3],
}

impl Typed {
    fn of_form(form: &Form) -> Self {
        let text = |field: &str| form.text(field).to_owned();
        Self {
            name: text("name"),
            contact: text("contact"),
            birth_date: ["birth-day", "birth-month", "birth-year"].map(text),
            reason: text("reason"),
            further: form.ticked("further"),
            birth_place: text("birth-place"),
            document_expires: ["document-day", "document-month", "document-year"].map(text),
        }
    }

    fn of_answers(answers: &CarriedAnswers) -> Self {
        let digits = |date: Date| [date.day().to_string(), date.month().to_string(), date.year().to_string()];
        let birth = answers.birth_date();
        let part = |part: Option<i8>| part.map_or_else(|| "00".to_owned(), |number| number.to_string());
        let (birth_place, document_expires) =
            answers.further().map_or_else(Default::default, |(place, date)| (place.to_owned(), digits(date)));
        Self {
            name: answers.name().to_owned(),
            contact: answers.contact().to_owned(),
            birth_date: [part(birth.day()), part(birth.month()), birth.year().to_string()],
            reason: reason_texts(answers.reason()).0.to_owned(),
            further: answers.further().is_some(),
            birth_place,
            document_expires,
        }
    }
}

/// `GET /revocation`.
pub(super) async fn ask(shell: Shell) -> Result<Response, NoPage> {
    show(&shell, StatusCode::OK, None, &FieldErrors::default(), Typed::default())
}

/// `POST /revocation`: leads to the confirmation, or back to the form; the confirmation posts here too, to go back.
pub(super) async fn check(
    State(portal): State<Portal>,
    shell: Shell,
    Source(source): Source,
    form: Form,
) -> Result<Response, NoPage> {
    if form.ticked("carried") {
        let lead = Lead::after(&form);
        return match portal.registration.emergency.decrypt_answers(form.text("carried")) {
            Ok(answers) => show(&shell, StatusCode::OK, Some(lead), &FieldErrors::default(), Typed::of_answers(&answers)),
            Err(fault) => begin_again(&shell, lead, fault),
        };
    }
    let (code, typed) = (form.secret("code"), Typed::of_form(&form));
    if form.asked_again() {
        return show(&shell, StatusCode::OK, None, &FieldErrors::default(), typed);
    }
    let answers = TypedAnswers {
        name: &typed.name,
        contact: &typed.contact,
        birth_date: parts(&typed.birth_date),
        code: code.expose_secret(),
        reason: &typed.reason,
        further: typed
            .further
            .then(|| TypedFurtherFacts { birth_place: &typed.birth_place, document_expires: parts(&typed.document_expires) }),
    };
    match portal.registration.emergency.read_answers(answers) {
        Ok(answers) => {
            let carried = portal.registration.emergency.carry_answers(answers, source);
            let confirmation =
                Confirmation { carried: portal.registration.emergency.encrypt_answers(&carried), ..Confirmation::of(&carried) };
            confirm(&shell, StatusCode::OK, &confirmation)
        }
        Err(faults) => {
            let errors = in_words(shell.t, &faults);
            show(&shell, StatusCode::UNPROCESSABLE_ENTITY, Some(Lead::Nothing), &errors, typed)
        }
    }
}

fn parts(date: &[String; 3]) -> [&str; 3] {
    date.each_ref().map(String::as_str)
}

fn in_words(t: Words, faults: &[FaultyAnswer]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (field, fault) in faults {
        let (id, missing) = match field {
            AnswerField::Name => ("name", "emergency-name-missing"),
            AnswerField::Contact => ("contact", "emergency-contact-missing"),
            AnswerField::BirthDate => ("birth", "emergency-birth-missing"),
            AnswerField::Code => ("code", "emergency-code-missing"),
            AnswerField::Reason => ("reason", "emergency-reason-missing"),
            AnswerField::BirthPlace => ("birth-place", "emergency-birth-place-missing"),
            AnswerField::DocumentExpires => ("document", "emergency-document-missing"),
        };
        let key = match fault {
            AnswerFault::Missing | AnswerFault::NotAReason => missing,
            AnswerFault::TooLong => "emergency-too-long",
            AnswerFault::CodeLength => "emergency-code-length",
            AnswerFault::CodeSymbol => "emergency-code-symbol",
            AnswerFault::NotAContact => "emergency-not-a-contact",
            AnswerFault::NotADate => "emergency-not-a-date",
            AnswerFault::TwoCenturies => "emergency-two-centuries",
            AnswerFault::NotABirthDate => "emergency-not-a-birth-date",
        };
        errors.add(id, t.say(key));
    }
    errors
}

fn show(shell: &Shell, status: StatusCode, lead: Option<Lead>, errors: &FieldErrors, typed: Typed) -> Result<Response, NoPage> {
    let reasons = REASONS.map(reason_texts).map(|(value, key)| (value, shell.t.say(key))).to_vec();
    let lead = lead.map(|lead| lead.in_words(shell.t));
    Ok(emergency_page(status, &FormPage { shell, lead, unanswered: false, errors, typed, reasons })?)
}

/// The form again, with the error at the top and beside the first field, because no single field is known to be wrong.
fn ask_again(shell: &Shell, lead: Lead, key: &str, typed: Typed) -> Result<Response, NoPage> {
    let errors = FieldErrors::at("name", shell.t.say(key));
    show(shell, StatusCode::UNPROCESSABLE_ENTITY, Some(lead), &errors, typed)
}

/// The answers do not match; the page does not say which is wrong.
pub(super) fn not_recognised(shell: &Shell, answers: &CarriedAnswers) -> Result<Response, NoPage> {
    ask_again(shell, Lead::Nothing, "emergency-not-recognised", Typed::of_answers(answers))
}

/// Two further facts are needed.
pub(super) fn further_facts(shell: &Shell, answers: &CarriedAnswers) -> Result<Response, NoPage> {
    let typed = Typed { further: true, ..Typed::of_answers(answers) };
    ask_again(shell, Lead::Nothing, "emergency-further-needed", typed)
}

/// The form carried nothing that can be confirmed, so it did nothing.
pub(super) fn begin_again(shell: &Shell, lead: Lead, fault: NotCarried) -> Result<Response, NoPage> {
    let key = match fault {
        NotCarried::Expired => "emergency-expired",
        NotCarried::Unreadable => "emergency-unreadable",
    };
    ask_again(shell, lead, key, Typed::default())
}

/// The confirmation page's contents.
pub(super) struct Confirmation<'a> {
    pub(super) answers: &'a CarriedAnswers,
    /// The answers, encrypted.
    pub(super) carried: String,
    /// The tokens to choose from, shown only after the code was accepted.
    pub(super) tokens: Vec<(String, String)>,
    /// Whether no token was chosen.
    pub(super) choice_missing: bool,
    /// Whether an attempt to confirm failed.
    pub(super) unanswered: bool,
}

impl<'a> Confirmation<'a> {
    /// A confirmation without a choice or an error.
    pub(super) const fn of(answers: &'a CarriedAnswers) -> Self {
        Self { answers, carried: String::new(), tokens: Vec::new(), choice_missing: false, unanswered: false }
    }
}

#[derive(Template)]
#[template(path = "emergency/confirm.html")]
struct ConfirmPage<'a> {
    shell: &'a Shell,
    lead: Option<String>,
    errors: &'a FieldErrors,
    unanswered: bool,
    answers: &'a CarriedAnswers,
    birth_day: String,
    reason: String,
    carried: &'a str,
    tokens: &'a [(String, String)],
    /// The same tokens, for showing the page in another language.
    offered: String,
}

pub(super) fn confirm(shell: &Shell, status: StatusCode, confirmation: &Confirmation<'_>) -> Result<Response, NoPage> {
    let Confirmation { answers, carried, tokens, choice_missing, unanswered } = confirmation;
    let mut errors = FieldErrors::default();
    if *choice_missing {
        errors.add("token", shell.t.say("emergency-choose-missing"));
    }
    let reason = shell.t.say(reason_texts(answers.reason()).1);
    let birth_day = shell.t.birth_day(answers.birth_date().parts());
    let lead = match (unanswered, choice_missing) {
        (true, _) => Some(Lead::Unknown),
        (false, true) => Some(Lead::Nothing),
        (false, false) => None,
    };
    let lead = lead.map(|lead| lead.in_words(shell.t));
    let offered = tokens.iter().map(|(token, _)| token.as_str()).collect::<Vec<_>>().join(" ");
    let page = ConfirmPage {
        shell,
        offered,
        lead,
        errors: &errors,
        unanswered: *unanswered,
        answers,
        birth_day,
        reason,
        carried,
        tokens,
    };
    Ok(emergency_page(status, &page)?)
}

/// The form with these error messages.
#[cfg(test)]
pub(super) fn form_with(shell: &Shell, faults: &[FaultyAnswer], further: bool) -> Result<Response, NoPage> {
    show(
        shell,
        StatusCode::UNPROCESSABLE_ENTITY,
        Some(Lead::Nothing),
        &in_words(shell.t, faults),
        Typed { further, ..Typed::default() },
    )
}
