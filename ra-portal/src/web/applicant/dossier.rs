//! The dossier: what to sign, which pieces to add, and handing it in.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use policies::{FileCount, Policies, RequiredPiece};
use registration::dossiers::{ApplicantDossier, HandInError, MOST_OCTETS_OF_ORDER, Piece, PieceState};
use registration::orders::{OrderId, OrderState};

use super::own_order::OwnOrder;
use super::steps::idle;
use crate::web::{
    Applicant, FieldErrors, NoPage, PageFault, Portal, Refusal, Shell, page, page_with, paper, piece_hint, piece_title,
    see_other, told,
};

#[derive(Template)]
#[template(path = "applicant/dossier.html")]
struct DossierPage<'a> {
    shell: &'a Shell,
    errors: FieldErrors,
    id: OrderId,
    number: String,
    /// Whether pieces can be added and removed.
    theirs: bool,
    /// Whether the applicant has to correct the dossier.
    correction: bool,
    /// How many pieces are required, in words; and how many besides the signed dossier.
    asked: String,
    others: String,
    pieces: Vec<PieceView>,
    complete: bool,
    /// The page of a section that has to be answered before the dossier is handed in.
    unanswered: Option<String>,
    /// Until when it is awaited.
    by: String,
    room: String,
    address: Vec<String>,
    /// When the reader will have to sign in again.
    idle: String,
}

struct PieceView {
    name: String,
    title: String,
    hint: String,
    /// The number of files that the piece takes, if it is not the usual one.
    limits: Option<String>,
    state: &'static str,
    state_text: String,
    reason: Option<String>,
    /// Which changed answers the piece states.
    outdated: Option<String>,
    open: bool,
    /// Whether files can be added.
    asked: bool,
    files: Vec<FileView>,
}

struct FileView {
    id: String,
    name: String,
    size: String,
    received: String,
}

/// A size as people read it: `640 ko`, `1,4 Mo`; a megabyte is a million octets.
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
    fn of(piece: &Piece, theirs: bool, policies: &Policies, t: Words) -> Self {
        let files = piece.files.iter().map(|file| FileView {
            id: file.id.to_string(),
            name: file.name.clone(),
            size: size(t, file.length),
            received: t.moment(file.received_at),
        });
        let (state, reason) = match &piece.state {
            _ if !piece.asked => ("not-asked", None),
            PieceState::Missing if piece.is_awaited() => ("missing", None),
            PieceState::Missing => ("ready", None),
            PieceState::Received => ("received", None),
            PieceState::Accepted { .. } => ("accepted", None),
            PieceState::Refused { reason, .. } if piece.is_awaited() => ("refused", Some(reason.clone())),
            PieceState::Refused { reason, .. } => ("replaced", Some(reason.clone())),
            PieceState::Outdated { refused, .. } if piece.is_awaited() => ("outdated", refused.clone()),
            PieceState::Outdated { refused, .. } => ("replaced", refused.clone()),
        };
        let outdated = match &piece.state {
            PieceState::Outdated { sections, .. } if piece.is_awaited() => {
                let sections = sections.iter().map(|section| t.say(&format!("orders-section-{section}"))).collect::<Vec<_>>();
                Some(t.with("dossier-outdated", [("sections", sections.join(", ").as_str())]))
            }
            _ => None,
        };
        let name = piece.name().as_str();
        Self {
            name: name.to_owned(),
            title: piece_title(policies, name, t),
            hint: piece_hint(policies, name, t),
            limits: limits(piece.required.files, t),
            state,
            state_text: t.say(&format!("dossier-state-{state}")),
            reason,
            outdated,
            open: theirs && piece.is_open(),
            asked: piece.asked,
            files: files.collect(),
        }
    }
}

/// How many files a piece takes, if not one to ten.
fn limits(files: FileCount, t: Words) -> Option<String> {
    let (from, to) = (files.at_least.to_string(), files.at_most.to_string());
    match files {
        _ if files == FileCount::default() => None,
        FileCount { at_least, at_most } if at_least == at_most => Some(t.with("dossier-files-exactly", [("count", to.as_str())])),
        _ => Some(t.with("dossier-files-from-to", [("from", from.as_str()), ("to", to.as_str())])),
    }
}

/// The dossier of the account's order; not found before the order is placed.
pub(super) async fn found(portal: &Portal, own: OwnOrder) -> Result<ApplicantDossier, NoPage> {
    let found = portal.registration.dossiers.dossier(own.account, own.id).await?;
    Ok(found.filter(|found| found.order.placed().is_some()).ok_or(PageFault::NotFound)?)
}

/// The page with these error messages.
pub(super) fn shown(
    portal: &Portal,
    shell: &Shell,
    found: &ApplicantDossier,
    status: StatusCode,
    errors: FieldErrors,
) -> Result<Response, NoPage> {
    let (order, dossier, t) = (&found.order, &found.dossier, shell.t);
    let (settings, policies) = (portal.registration.settings(), portal.registration.policies());
    let asked = i64::try_from(dossier.pieces.iter().filter(|piece| piece.asked).count()).unwrap_or(i64::MAX);
    let theirs = matches!(order.state(), OrderState::DossierAwaited { .. } | OrderState::CorrectionAsked { .. });
    let template = DossierPage {
        shell,
        errors,
        id: order.id,
        number: order.placed().map_or_else(String::new, |placed| placed.number.to_string()),
        theirs,
        asked: t.count("dossier-pieces", asked),
        others: t.count("dossier-others", asked - 1),
        correction: matches!(order.state(), OrderState::CorrectionAsked { .. }),
        pieces: dossier.pieces.iter().map(|piece| PieceView::of(piece, theirs, policies, t)).collect(),
        unanswered: order.application.first_unanswered().map(|section| format!("/orders/{}/{}", order.id, section.name())),
        complete: dossier.awaited().is_empty(),
        by: t.day_of(order.since().plus(settings.dossier_within)),
        room: size(t, MOST_OCTETS_OF_ORDER.saturating_sub(dossier.length())),
        address: settings.supplier.dossier_address.clone(),
        idle: idle(t, settings.session_idle),
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
        Err(fault) => {
            let errors = told(fault, shell.t)?.in_words(portal.registration.policies(), shell.t);
            shown(&portal, &shell, &dossier, StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
    }
}

/// Why the dossier was not handed in.
pub(crate) enum NotHandedIn {
    /// A section has to be answered first.
    Incomplete,
    /// Pieces are missing.
    Awaited(Vec<RequiredPiece>),
}

impl NotHandedIn {
    /// The messages beside each piece, or at the button.
    pub(crate) fn in_words(&self, policies: &Policies, t: Words) -> FieldErrors {
        let Self::Awaited(awaited) = self else {
            return FieldErrors::at("hand-in", t.say("dossier-data-incomplete"));
        };
        let mut errors = FieldErrors::default();
        for piece in awaited {
            let (name, count) = (piece.name.as_str(), piece.files.at_least.to_string());
            let title = piece_title(policies, name, t);
            let key = if piece.files.at_least == 1 { "dossier-awaited-error" } else { "dossier-awaited-error-several" };
            errors.add(name, t.with(key, [("piece", title.as_str()), ("count", count.as_str())]));
        }
        errors
    }
}

impl Refusal for HandInError {
    type Told = NotHandedIn;

    fn told(self, _: Words) -> Result<NotHandedIn, NoPage> {
        match self {
            Self::Incomplete(_) => Ok(NotHandedIn::Incomplete),
            Self::Awaited(awaited) => Ok(NotHandedIn::Awaited(awaited)),
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
