//! `/orders/{id}`: the progress of an order (M3).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n::Words;
use policies::{Policies, Sale};
use registration::lifecycle::{Expectation, Progress};
use registration::orders::{Awaited, EventKind, Placed, Section};
use registration::payments::PaymentState;

use super::answers::{Answered, answered};
use super::own_order::OwnOrder;
use super::steps;
use crate::web::{NoPage, ObjectWords, Portal, Shell, page, piece_title, see_other};

#[derive(Template)]
#[template(path = "applicant/order.html")]
struct OrderPage<'a> {
    shell: &'a Shell,
    placed: &'a Placed,
    /// While nothing was paid: what the next step is, with the page for it.
    next: Option<(String, String)>,
    happened: Vec<Entry>,
    awaited: Vec<Entry>,
    links: Vec<(String, String)>,
    sections: Vec<Answered>,
    changes_void_a_review: bool,
}

/// A line of the timeline: what, when or until when, and a link to what has to be done.
struct Entry {
    what: String,
    when: String,
    details: Vec<String>,
    link: Option<(String, String)>,
}

/// `GET /orders/{id}`; a draft continues where it was left.
pub(super) async fn show(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    let progress = portal.registration.orders.progress(own.account, own.id).await?;
    let Some(placed) = progress.order.placed() else { return Ok(see_other(&steps::resume(&progress.order))) };
    let policies = portal.registration.policies();
    let sale = policies.sale(&progress.order.product);
    let t = shell.t;
    let object = ObjectWords::of(policies, &progress.order.product, t);
    let awaited = awaited(t, own, &progress, sale, &object);
    let next = next(t, own, placed, &progress);
    page(&OrderPage {
        shell: &shell,
        placed,
        next,
        happened: happened(t, policies, &progress, &object),
        links: links(t, own, &progress.payment, &awaited),
        awaited,
        sections: sections(t, policies, &progress),
        changes_void_a_review: progress.order.state().name() == "reviewed",
    })
}

fn happened(t: Words, policies: &Policies, progress: &Progress, object: &ObjectWords) -> Vec<Entry> {
    let entry = |event: &registration::orders::Event| Entry {
        what: object.say(t, &format!("orders-event-{}", event.what.name())),
        when: t.moment(event.at),
        details: details(t, policies, &event.what),
        link: None,
    };
    progress.events.iter().map(entry).collect()
}

fn details(t: Words, policies: &Policies, what: &EventKind) -> Vec<String> {
    match what {
        EventKind::PaymentReceived { amount_cents, due_cents } => {
            let received = t.with("orders-received", [("amount", t.money(amount_cents).as_str())]);
            let rest = match due_cents {
                0 => None,
                1.. => Some(t.with("orders-still-due", [("amount", t.money(due_cents).as_str())])),
                _ => Some(t.with("orders-paid-back", [("amount", t.money(-due_cents).as_str())])),
            };
            [Some(received), rest].into_iter().flatten().collect()
        }
        EventKind::Refunded { amount_cents } => {
            vec![t.with("orders-refunded", [("amount", t.money(amount_cents).as_str())])]
        }
        EventKind::PieceRefused { piece } => vec![piece_title(policies, piece, t)],
        EventKind::Shipped { tracking: Some(tracking) } => vec![t.with("orders-tracking", [("number", tracking.as_str())])],
        EventKind::ProofsReopened { section, pieces, identity_check, replaced } => {
            let mut said = vec![t.say(&format!("orders-section-{section}"))];
            said.extend(
                replaced
                    .iter()
                    .map(|piece| t.with("orders-to-sign-again", [("piece", piece_title(policies, piece, t).as_str())])),
            );
            said.extend(pieces.iter().map(|piece| piece_title(policies, piece, t)));
            said.extend(identity_check.then(|| t.say("orders-identity-check-voided")));
            said
        }
        EventKind::ReviewVoided => vec![t.say("orders-review-voided-why")],
        _ => Vec::new(),
    }
}

/// The step after placing the order, which is to pay.
fn next(t: Words, own: OwnOrder, placed: &Placed, progress: &Progress) -> Option<(String, String)> {
    let payment = progress.awaited.iter().find(|expected| expected.what == Awaited::Payment)?;
    let (amount, by) = (t.money(placed.price.including_vat_cents()), payment.by?);
    let values = [("amount", amount.as_str()), ("day", &t.day_of(by))];
    (progress.payment == PaymentState::Pending).then(|| (t.with("orders-placed-next", values), own.page("payment")))
}

fn awaited(t: Words, own: OwnOrder, progress: &Progress, sale: Option<&Sale>, object: &ObjectWords) -> Vec<Entry> {
    let mut entries = Vec::new();
    for Expectation { what, by } in &progress.awaited {
        let from = t.say(&format!("orders-from-{}", what.from().name()));
        let when = match by {
            Some(by) => t.with("orders-awaited-by", [("from", from.as_str()), ("day", t.day_of(by).as_str())]),
            None => t.with("orders-awaited", [("from", from.as_str())]),
        };
        let link = match what.name() {
            "payment" => Some((own.page("payment"), t.say("orders-pay"))),
            "spelling" => Some((own.page("spelling"), t.say("orders-confirm-spelling"))),
            "dossier" | "correction" => Some((own.page("dossier"), t.say("orders-open-dossier"))),
            _ => None,
        };
        let mut details = vec![object.say(t, &format!("orders-awaited-{}-hint", what.name()))];
        if let (Awaited::Dossier, Some(sale)) = (what, sale) {
            let days = &sale.delivery_days;
            let days = [("from", days.start().to_string()), ("to", days.end().to_string())];
            details.push(t.with("orders-delivery-days", days.each_ref().map(|(end, day)| (*end, day.as_str()))));
        }
        entries.push(Entry { what: object.say(t, &format!("orders-awaited-{}", what.name())), when, details, link });
    }
    entries
}

/// Links to other pages, except those that the list of what is awaited already has.
fn links(t: Words, own: OwnOrder, payment: &PaymentState, awaited: &[Entry]) -> Vec<(String, String)> {
    let mut links =
        vec![(own.page("dossier"), t.say("orders-open-dossier")), (own.page("payment"), t.say("orders-open-payment"))];
    if payment.is_settled() {
        links.push((own.page("invoice.pdf"), t.say("orders-open-invoice")));
    }
    let is_offered = |path: &str| awaited.iter().any(|entry| entry.link.as_ref().is_some_and(|(offered, _)| offered == path));
    links.retain(|(path, _)| !is_offered(path));
    links
}

/// The data, with links for changing them as long as that is possible.
fn sections(t: Words, policies: &Policies, progress: &Progress) -> Vec<Answered> {
    let order = &progress.order;
    let is_open = |section: Section| match section {
        Section::Terms => false,
        Section::Billing => order.state().is_correctable() && !progress.payment.is_settled(),
        _ => order.state().is_correctable(),
    };
    let mut sections = answered(t, policies, order);
    for section in &mut sections {
        section.change = section.change.take().filter(|_| is_open(section.section));
    }
    sections
}
