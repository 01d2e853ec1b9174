//! The dossier: what to sign, which pieces to add, and handing it in.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::dossiers::{ApplicantDossier, HandInError, MOST_OCTETS_OF_ORDER, Piece, PieceState};
use registration::orders::{OrderId, OrderState};

use super::own_order::OwnOrder;
use crate::web::{Applicant, FieldErrors, NoPage, PageFault, Portal, Refusal, Shell, page, page_with, paper, see_other, told};

#[derive(Template)]
#[template(path = "applicant/dossier.html")]
struct DossierPage<'a> {
    shell: &'a Shell,
    errors: FieldErrors,
    id: OrderId,
    number: String,
    /// Whether pieces can be added and removed.
    theirs: bool,
    /// Whether something was refused.
    correction: bool,
    pieces: Vec<PieceView>,
    complete: bool,
    /// The page of a section that is to be answered before the dossier is handed in.
    unanswered: Option<String>,
    /// By when it is awaited.
    by: String,
    room: String,
    address: Vec<String>,
}

struct PieceView {
    name: &'static str,
    title: String,
    hint: String,
    state: &'static str,
    state_text: String,
    reason: Option<String>,
    open: bool,
    files: Vec<FileView>,
}

struct FileView {
    id: String,
    name: String,
    size: String,
    received: String,
}

/// Octets as people read them: `640 ko`, `1,4 Mo`; a million octets are a megabyte.
pub(super) fn size(t: Words, octets: u64) -> String {
    if octets < 1_000_000 {
        return t.with("dossier-kilobytes", [("size", t.number(octets.div_ceil(1000)).as_str())]);
    }
    let tenths = octets.div_ceil(100_000);
    let whole = t.number(tenths / 10);
    if tenths.is_multiple_of(10) {
        return t.with("dossier-megabytes", [("size", whole.as_str())]);
    }
    t.with("dossier-megabytes-tenths", [("size", whole.as_str()), ("tenths", (tenths % 10).to_string().as_str())])
}

impl PieceView {
    fn of(piece: &Piece, theirs: bool, t: Words) -> Self {
        let files = piece.files.iter().map(|file| FileView {
            id: file.id.to_string(),
            name: file.name.clone(),
            size: size(t, file.length),
            received: t.moment(file.received_at),
        });
        let (state, reason) = match &piece.state {
            PieceState::Missing if piece.files.is_empty() => ("missing", None),
            PieceState::Missing => ("ready", None),
            PieceState::Received => ("received", None),
            PieceState::Accepted { .. } => ("accepted", None),
            PieceState::Refused { reason, .. } if piece.is_awaited() => ("refused", Some(reason.clone())),
            PieceState::Refused { reason, .. } => ("replaced", Some(reason.clone())),
        };
        let name = piece.kind.name();
        Self {
            name,
            title: t.say(&format!("dossier-piece-{name}")),
            hint: t.say(&format!("dossier-hint-{name}")),
            state,
            state_text: t.say(&format!("dossier-state-{state}")),
            reason,
            open: theirs && piece.is_open(),
            files: files.collect(),
        }
    }
}

/// The account's dossier; one of an order that was not placed is not there yet.
pub(super) async fn found(portal: &Portal, own: OwnOrder) -> Result<ApplicantDossier, NoPage> {
    let found = portal.registration.dossiers.dossier(own.account, own.id).await?;
    Ok(found.filter(|found| found.order.placed().is_some()).ok_or(PageFault::NotFound)?)
}

/// The page, with what is wrong.
pub(super) fn shown(
    portal: &Portal,
    shell: &Shell,
    found: &ApplicantDossier,
    status: StatusCode,
    errors: FieldErrors,
) -> Result<Response, NoPage> {
    let (order, dossier, t) = (&found.order, &found.dossier, shell.t);
    let settings = portal.registration.settings();
    let theirs = matches!(order.state(), OrderState::DossierAwaited { .. } | OrderState::CorrectionAsked { .. });
    let template = DossierPage {
        shell,
        errors,
        id: order.id,
        number: order.placed().map_or_else(String::new, |placed| placed.number.to_string()),
        theirs,
        correction: matches!(order.state(), OrderState::CorrectionAsked { .. }),
        pieces: dossier.pieces.iter().map(|piece| PieceView::of(piece, theirs, t)).collect(),
        unanswered: order.application.first_unanswered().map(|section| format!("/orders/{}/{}", order.id, section.name())),
        complete: dossier.awaited().is_empty(),
        by: t.day_of(order.since().plus(settings.dossier_within)),
        room: size(t, MOST_OCTETS_OF_ORDER.saturating_sub(dossier.length())),
        address: settings.supplier.dossier_address.clone(),
    };
    if status == StatusCode::OK { page(&template) } else { page_with(status, &template) }
}

pub(super) async fn show(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    let found = found(&portal, own).await?;
    shown(&portal, &shell, &found, StatusCode::OK, FieldErrors::default())
}

pub(super) async fn hand_in(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    let dossier = found(&portal, own).await?;
    let order = dossier.order.id;
    match portal.registration.dossiers.hand_in_dossier(own.account, order).await {
        Ok(()) => Ok(see_other(&format!("/orders/{order}"))),
        Err(fault) => shown(&portal, &shell, &dossier, StatusCode::UNPROCESSABLE_ENTITY, told(fault, shell.t)?),
    }
}

impl Refusal for HandInError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::Incomplete(_) => Ok(FieldErrors::at("hand-in", t.say("dossier-data-incomplete"))),
            Self::Awaited(awaited) => {
                let mut errors = FieldErrors::default();
                for kind in awaited {
                    let piece = t.say(&format!("dossier-piece-{}", kind.name()));
                    errors.add(kind.name(), t.with("dossier-awaited-error", [("piece", piece.as_str())]));
                }
                Ok(errors)
            }
            Self::NotFound | Self::NotPlaced => Err(PageFault::NotFound.into()),
        }
    }
}

pub(super) async fn dossier_pdf(
    State(portal): State<Portal>,
    shell: Shell,
    session: Applicant,
    own: OwnOrder,
) -> Result<Response, NoPage> {
    let found = found(&portal, own).await?;
    let placed = found.order.placed().cloned().ok_or(PageFault::NotFound)?;
    let name = format!("dossier-{}.pdf", placed.number);
    let make = move || {
        let settings = portal.registration.settings();
        let hand_in = format!("{}/orders/{}/dossier", portal.sites.public, found.order.id);
        let facts = papers::Dossier {
            placed: &placed,
            product: &found.order.product,
            application: &found.order.application,
            email: &session.email,
            supplier: &settings.supplier,
            policies: portal.registration.policies(),
            hand_in: &hand_in,
            return_by: placed.at.plus(settings.dossier_within),
        };
        papers::dossier(&facts, shell.t.language())
    };
    paper(name, make).await
}
