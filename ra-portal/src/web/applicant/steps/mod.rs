//! The pages of an order, one question each, for drafting and, until the order is authorised, for corrections.

mod billing;
mod birth;
mod closed;
mod consequences;
mod contact;
mod countries;
mod delivery;
mod faults;
mod identity;
mod listing;
mod page;
mod spelling;
mod step;
mod summary;
mod terms;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use policies::Section;
use registration::access::Action;
use registration::ordering::AnswerError;

use page::{render, step};
use step::find;

use super::own_order::OwnOrder;
use crate::terms::shown;
use crate::web::Entrance::Public;
use crate::web::{FieldErrors, Form, NoPage, PageFault, Portal, Refusal, Route, Shell, see_other, told};

pub(super) use step::{idle, resume};

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

/// `GET`: the page with the stored answers, or with proposals. A page that cannot be answered yet redirects to the one that comes
/// first.
async fn show(section: Section, State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    let order = find(&portal, own).await?;
    let is_asked = order.application.sections().any(|asked| asked == section);
    let is_early = order.placed().is_none()
        && order.application.sections().take_while(|asked| *asked != section).any(|asked| !order.application.answers(asked));
    if !is_asked || is_early {
        return Ok(see_other(&resume(&order)));
    }
    if let Some(response) = closed::shown(&portal, &shell, own, section, None).await? {
        return Ok(response);
    }
    if let Some(kept) = portal.registration.accounts.kept_form(own.account, &own.page(section.name())).await? {
        let fields = kept.into_iter().collect();
        let mut step = step(&portal, shell.t, own, order, section, FieldErrors::default(), fields).await?;
        step.kept = true;
        return render(&step, &shell, &portal, StatusCode::OK);
    }
    let outdated = portal.registration.orders.outdated(&order, section, &shown(shell.t));
    let errors = faults::in_words(shell.t, &outdated);
    let fields = order.application.fields(section).into_iter().collect();
    render(&step(&portal, shell.t, own, order, section, errors, fields).await?, &shell, &portal, StatusCode::OK)
}

/// `POST`: redirects to the next unanswered page, or shows the page again with its errors and the entered values.
async fn submit(
    section: Section,
    State(portal): State<Portal>,
    shell: Shell,
    own: OwnOrder,
    form: Form,
) -> Result<Response, NoPage> {
    if form.asked_again() {
        let order = find(&portal, own).await?;
        let step = step(&portal, shell.t, own, order, section, FieldErrors::default(), form).await?;
        return render(&step, &shell, &portal, StatusCode::OK);
    }
    let terms = shown(shell.t);
    let typed = |field: &str| form.text(field).to_owned();
    match portal.registration.orders.change_section(own.account, own.id, section, &terms, &typed).await {
        Ok(order) => {
            portal.registration.accounts.forget_kept_form(own.account, &own.page(section.name())).await?;
            Ok(see_other(&resume(&order)))
        }
        Err(fault) => match told(fault, shell.t)? {
            NotAnswered::Faulty(errors) => {
                let order = find(&portal, own).await?;
                let step = step(&portal, shell.t, own, order, section, errors, form).await?;
                render(&step, &shell, &portal, StatusCode::UNPROCESSABLE_ENTITY)
            }
            NotAnswered::Closed => {
                let said = closed::shown(&portal, &shell, own, section, Some(form.typed())).await?;
                // A section that the order no longer has is not closed.
                Ok(said.ok_or(PageFault::ChangedMeanwhile)?)
            }
        },
    }
}

/// Why an answer was not stored.
pub(crate) enum NotAnswered {
    /// Errors of its fields.
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
