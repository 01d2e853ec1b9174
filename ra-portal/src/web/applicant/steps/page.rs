//! The page of a section, with its fields and what is wrong with them.

use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use policies::Section;
use registration::orders::Order;

use super::step::{Step, find};
use super::{billing, birth, consequences, contact, delivery, faults, identity, listing, spelling, terms};
use crate::terms::shown;
use crate::web::applicant::own_order::OwnOrder;
use crate::web::{FieldErrors, Form, NoPage, ObjectWords, Portal, Shell};

/// The page in the layout of its section.
pub(super) fn render(step: &Step, shell: &Shell, portal: &Portal, status: StatusCode) -> Result<Response, NoPage> {
    match step.section {
        Section::Identity => identity::render(shell, step, status),
        Section::Spelling => spelling::render(shell, step, status),
        Section::Birth => birth::render(shell, step, status),
        Section::Listing => listing::render(shell, step, portal, status),
        Section::Delivery => delivery::render(shell, step, status),
        Section::Contact => contact::render(shell, step, portal, status),
        Section::Billing => billing::render(shell, step, status),
        Section::Terms => terms::render(shell, step, status),
    }
}

/// What the page of a section shows: its order, the entered values and what a change means.
pub(super) async fn step(
    portal: &Portal,
    t: Words,
    own: OwnOrder,
    order: Order,
    section: Section,
    errors: FieldErrors,
    fields: Form,
) -> Result<Step, NoPage> {
    let policies = portal.registration.policies();
    let object = ObjectWords::of(policies, &order.product, t);
    let consequences = portal.registration.orders.consequences(own.account, own.id, section).await?;
    let replaces = !consequences.replaced.is_empty();
    Ok(Step {
        order,
        section,
        errors,
        fields,
        kept: false,
        object,
        session_idle: portal.registration.settings().session_idle,
        replaces,
        consequences: consequences::in_words(&consequences, policies, t),
    })
}

/// The page of a section that has to be answered before the order can be placed, with what is wrong with its answer now.
pub(super) async fn ask_first(portal: &Portal, shell: &Shell, own: OwnOrder, section: Section) -> Result<Response, NoPage> {
    let order = find(portal, own).await?;
    let mut errors = faults::in_words(shell.t, &portal.registration.orders.outdated(&order, section, &shown(shell.t)));
    if errors.is_empty() {
        errors.add("main", shell.t.say("orders-answer-first"));
    }
    let fields = order.application.fields(section).into_iter().collect();
    render(&step(portal, shell.t, own, order, section, errors, fields).await?, shell, portal, StatusCode::UNPROCESSABLE_ENTITY)
}
