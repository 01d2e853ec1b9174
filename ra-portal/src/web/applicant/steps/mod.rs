//! The pages of an order, one question each: drafted here, corrected here until the order is authorised.

mod billing;
mod birth;
mod closed;
mod contact;
mod countries;
mod delivery;
mod faults;
mod identity;
mod listing;
mod spelling;
mod summary;
mod terms;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::access::Action;
use registration::ordering::AnswerError;
use registration::orders::{Order, OrderState, Section};

use super::{OwnOrder, shown_terms};
use crate::web::Entrance::Public;
use crate::web::{FieldErrors, Form, NoPage, Portal, Refusal, Route, Shell, see_other, told};

const PATHS: [(Section, &str); 8] = [
    (Section::Identity, "/orders/{id}/identity"),
    (Section::Spelling, "/orders/{id}/spelling"),
    (Section::Birth, "/orders/{id}/birth"),
    (Section::Listing, "/orders/{id}/listing"),
    (Section::Delivery, "/orders/{id}/delivery"),
    (Section::Contact, "/orders/{id}/contact"),
    (Section::Billing, "/orders/{id}/billing"),
    (Section::Terms, "/orders/{id}/terms"),
];

pub(super) fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    for (section, path) in PATHS {
        let show = move |portal: State<Portal>, shell: Shell, own: OwnOrder| show(section, portal, shell, own);
        let submit =
            move |portal: State<Portal>, shell: Shell, own: OwnOrder, form: Form| submit(section, portal, shell, own, form);
        routes.push(Route::get(Public, path, Action::Order, show));
        routes.push(Route::post(Public, path, Action::Order, submit));
    }
    routes.push(Route::get(Public, "/orders/{id}/summary", Action::Order, summary::show));
    routes.push(Route::post(Public, "/orders/{id}/place", Action::Order, summary::place));
    routes
}

/// Where an order goes on: the first page that was not answered, the summary, or the order's own page once it is placed.
pub(super) fn resume(order: &Order) -> String {
    match order.application.first_unanswered() {
        Some(section) => format!("/orders/{}/{}", order.id, section.name()),
        None if order.placed().is_none() => format!("/orders/{}/summary", order.id),
        None => format!("/orders/{}", order.id),
    }
}

/// A page with what it shows of an order.
struct Step {
    order: Order,
    section: Section,
    errors: FieldErrors,
    fields: Form,
}

impl Step {
    /// What stands in a field.
    fn value(&self, field: &str) -> &str {
        self.fields.text(field)
    }

    /// What stands in a field whose name has a part for each of several.
    fn part(&self, of: &str, part: &str) -> &str {
        self.value(&format!("{of}-{part}"))
    }

    fn ticked(&self, field: &str) -> bool {
        !self.value(field).is_empty()
    }

    fn title(&self, t: &Words) -> String {
        t.say(&format!("orders-{}-title", self.section.name()))
    }

    fn lead(&self, t: &Words) -> String {
        if self.section == Section::Spelling && !self.is_spelling_proposed() {
            return t.say("orders-spelling-lead-unproposed");
        }
        t.say(&format!("orders-{}-lead", self.section.name()))
    }

    /// Whether both fields of the spelling came with something to begin from.
    fn is_spelling_proposed(&self) -> bool {
        self.order.application.fields(Section::Spelling).iter().all(|(_, text)| !text.is_empty())
    }

    /// Which step of how many; nothing when something is corrected after the order was placed.
    fn progress(&self, t: &Words) -> Option<String> {
        let number = self.order.application.sections().position(|section| section == self.section)? + 1;
        // The summary is the last step.
        let all = self.order.application.sections().count() + 1;
        let step = || t.with("orders-step", [("number", number.to_string().as_str()), ("all", &all.to_string())]);
        self.order.placed().is_none().then(step)
    }

    /// Whether a change makes an officer's work void.
    fn voids_a_review(&self) -> bool {
        matches!(self.order.state(), OrderState::Reviewed(_))
    }

    fn path(&self) -> String {
        format!("/orders/{}/{}", self.order.id, self.section.name())
    }

    /// The page before.
    fn back(&self) -> String {
        let order = self.order.id;
        let before = self.order.application.sections().take_while(|section| *section != self.section).last();
        match before {
            _ if self.order.placed().is_some() => format!("/orders/{order}"),
            Some(before) => format!("/orders/{order}/{}", before.name()),
            None => "/orders".to_owned(),
        }
    }

    fn render(&self, shell: &Shell, portal: &Portal, status: StatusCode) -> Result<Response, NoPage> {
        match self.section {
            Section::Identity => identity::render(shell, self, status),
            Section::Spelling => spelling::render(shell, self, status),
            Section::Birth => birth::render(shell, self, status),
            Section::Listing => listing::render(shell, self, portal, status),
            Section::Delivery => delivery::render(shell, self, status),
            Section::Contact => contact::render(shell, self, portal, status),
            Section::Billing => billing::render(shell, self, status),
            Section::Terms => terms::render(shell, self, status),
        }
    }
}

/// The order, or no page: other people's orders are not there.
async fn find(portal: &Portal, own: OwnOrder) -> Result<Order, NoPage> {
    Ok(portal.registration.orders.order(own.account, own.id).await?)
}

/// `GET`: with what was answered, or proposals. A page whose turn has not come leads to the one whose turn it is.
async fn show(section: Section, State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    let order = find(&portal, own).await?;
    let is_asked = order.application.sections().any(|asked| asked == section);
    let is_early = order.placed().is_none()
        && order.application.sections().take_while(|asked| *asked != section).any(|asked| !order.application.answers(asked));
    if !is_asked || is_early {
        return Ok(see_other(&resume(&order)));
    }
    if let Some(response) = closed::shown(&portal, &shell, own, section, StatusCode::OK).await? {
        return Ok(response);
    }
    let outdated = portal.registration.orders.outdated(&order, section, &shown_terms(shell.t));
    let errors = faults::in_words(shell.t, &outdated);
    let fields = order.application.fields(section).into_iter().collect();
    Step { order, section, errors, fields }.render(&shell, &portal, StatusCode::OK)
}

/// `POST`: the next page that was not answered, or the same page with what is wrong and everything as it was typed.
async fn submit(
    section: Section,
    State(portal): State<Portal>,
    shell: Shell,
    own: OwnOrder,
    form: Form,
) -> Result<Response, NoPage> {
    let terms = shown_terms(shell.t);
    let typed = |field: &str| form.text(field).to_owned();
    match portal.registration.orders.change_section(own.account, own.id, section, &terms, &typed).await {
        Ok(order) => Ok(see_other(&resume(&order))),
        Err(fault) => match told(fault, shell.t)? {
            NotAnswered::Faulty(errors) => {
                let order = find(&portal, own).await?;
                Step { order, section, errors, fields: form }.render(&shell, &portal, StatusCode::UNPROCESSABLE_ENTITY)
            }
            NotAnswered::Closed => {
                let said = closed::shown(&portal, &shell, own, section, StatusCode::CONFLICT).await?;
                // What is not asked has no page: the order's own says how it stands.
                Ok(said.unwrap_or_else(|| see_other(&format!("/orders/{}", own.id))))
            }
        },
    }
}

/// Why an answer was not taken.
pub(crate) enum NotAnswered {
    /// What is wrong with its fields.
    Faulty(FieldErrors),
    /// The section can no longer be changed.
    Closed,
}

impl Refusal for AnswerError {
    type Told = NotAnswered;

    fn told(self, t: Words) -> Result<NotAnswered, NoPage> {
        match self {
            Self::Fields(faults) => Ok(NotAnswered::Faulty(faults::in_words(t, &faults))),
            Self::Closed => Ok(NotAnswered::Closed),
            Self::NotFound(no_such_order) => match no_such_order.told(t)? {},
        }
    }
}
