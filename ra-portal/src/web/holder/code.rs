//! Defining and changing the emergency revocation code. Entered codes are never shown again.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::holders::{Acceptance, CodeFault, Codes, CodesNotSet, Holder, NextStep, PukStatus, TypedCode, TypedCodeFault};

use super::overview::{place_of, role_title};
use crate::web::{AsHolder, FieldErrors, Form, FormKey, NoPage, PageFault, Portal, Refusal, Shell, page_with, see_other, told};

#[derive(Template)]
#[template(path = "holder/code.html")]
struct CodePage<'a> {
    shell: &'a Shell,
    errors: &'a FieldErrors,
    heading: String,
    /// The place of this step in the first visit.
    step: String,
    /// Whether the new codes replace existing ones.
    changing: bool,
    /// Whether each certificate gets a code of its own.
    each: bool,
    /// Field name and label of each code.
    fields: Vec<(String, String)>,
    key: FormKey,
}

/// `GET /holder/code`; with `?each=yes` it asks for one code per certificate.
pub(super) async fn ask(
    shell: Shell,
    holder: AsHolder,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, NoPage> {
    if *holder.acceptance() == Acceptance::Awaited {
        return Ok(see_other("/holder"));
    }
    show(&shell, &holder, query.contains_key("each"), StatusCode::OK, &FieldErrors::default())
}

/// `POST /holder/code`.
pub(super) async fn define(State(portal): State<Portal>, shell: Shell, holder: AsHolder, form: Form) -> Result<Response, NoPage> {
    if *holder.acceptance() == Acceptance::Awaited {
        return Ok(see_other("/holder"));
    }
    let key = form.key().ok_or(PageFault::Unreadable)?;
    let each = form.ticked("each");
    if form.asked_again() {
        return show(&shell, &holder, each, StatusCode::OK, &FieldErrors::default());
    }
    let mut errors = FieldErrors::default();
    let again = |errors: &FieldErrors| show(&shell, &holder, each, StatusCode::UNPROCESSABLE_ENTITY, errors);
    let Some(codes) = read(&shell, &holder, each, &form, &mut errors) else { return again(&errors) };
    match portal.registration.holders.define_codes(&holder, key.as_bytes(), &codes).await {
        Ok(()) if holder.puk() == PukStatus::Available => Ok(see_other("/holder/puk")),
        Ok(()) => Ok(see_other("/holder")),
        Err(fault) => {
            let (role, text) = told(fault, shell.t)?;
            again(&FieldErrors::at(field(each, &role), text))
        }
    }
}

/// Field and error message: the field of the code that was refused.
impl Refusal for CodesNotSet {
    type Told = (String, String);

    fn told(self, t: Words) -> Result<(String, String), NoPage> {
        match self {
            Self::Unsuitable { role, fault } => Ok((role, in_words(t, TypedCodeFault::Unsuitable(fault)))),
            Self::KeyUsed { role } => Ok((role, t.say("holders-code-used"))),
            Self::Incomplete => Err(PageFault::Unreadable.into()),
            // The page of the space says that the certificates are revoked or expired.
            Self::Ended => Err(PageFault::ChangedMeanwhile.into()),
        }
    }
}

/// The name of the field for a certificate's code.
fn field(each: bool, role: &str) -> String {
    if each { format!("code-{role}") } else { "code".to_owned() }
}

fn read(shell: &Shell, holder: &Holder, each: bool, form: &Form, errors: &mut FieldErrors) -> Option<Codes> {
    let mut typed = |role: &str| {
        let field = field(each, role);
        let code = TypedCode::parse(&form.secret(&field), &form.secret(&format!("{field}-again")));
        code.map_err(|fault| errors.add(field, in_words(shell.t, fault))).ok()
    };
    if !each {
        return typed("").map(Codes::Same);
    }
    let codes: Vec<_> = holder.pair().iter().map(|certificate| (certificate.role.clone(), typed(&certificate.role))).collect();
    codes.into_iter().map(|(role, code)| Some((role, code?))).collect::<Option<Vec<_>>>().map(Codes::Each)
}

fn in_words(t: Words, fault: TypedCodeFault) -> String {
    t.say(match fault {
        TypedCodeFault::Missing => "holders-code-missing",
        TypedCodeFault::Different => "holders-code-different",
        TypedCodeFault::Unsuitable(CodeFault::Length) => "holders-code-length",
        TypedCodeFault::Unsuitable(CodeFault::Symbol) => "holders-code-symbol",
        TypedCodeFault::Unsuitable(CodeFault::DigitsOnly) => "holders-code-digits",
        TypedCodeFault::Unsuitable(CodeFault::Guessable) => "holders-code-guessable",
    })
}

fn show(shell: &Shell, holder: &Holder, each: bool, status: StatusCode, errors: &FieldErrors) -> Result<Response, NoPage> {
    let fields = if each {
        let label = |role: &str| shell.t.with("holders-code-for", [("certificate", role_title(role, shell.t).as_str())]);
        holder.pair().iter().map(|certificate| (field(each, &certificate.role), label(&certificate.role))).collect()
    } else {
        vec![(field(each, ""), shell.t.say("holders-code"))]
    };
    let changing = holder.has_codes();
    let heading = shell.t.say(if changing { "holders-code-change-title" } else { "holders-code-title" });
    let step = place_of(NextStep::Code, holder, shell.t);
    page_with(status, &CodePage { shell, errors, heading, step, changing, each, fields, key: FormKey::draw() })
}
