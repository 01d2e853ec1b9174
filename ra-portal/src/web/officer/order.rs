//! An order at the desk: the dossier beside the data that it proves, and the decisions that this officer may take.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use policies::Policies;
use registration::desk::{AuthoriseError, DeskOrder, DocumentEnd, DocumentKind, ReviewError};
use registration::dossiers::{LookedUp, Pages, Piece, PieceFile, PieceName, PieceState};
use registration::officers::Officer;
use registration::orders::{Event, EventKind, OrderId, OrderState};
use registration::payments::PaymentState;

use super::history::HistoryRow;
use super::proven::{Datum, proven};
use super::typed_check::{TypedDate, TypedForm, TypedList};
use super::{reasons, refusal};
use crate::web::{AsOfficer, FieldErrors, NoPage, PageFault, Portal, Shell, page_with, piece_title};

#[derive(Template)]
#[template(path = "officer/order.html")]
struct OrderPage<'a> {
    shell: &'a Shell,
    /// What the officer should know about the decision that they just made.
    notice: Option<&'a str>,
    errors: &'a FieldErrors,
    id: OrderId,
    number: String,
    state: String,
    since: String,
    payment: String,
    email: &'a str,
    refusal: Option<String>,
    pieces: Vec<PieceView>,
    typed_reason: Option<(&'a PieceName, &'a str, &'a str)>,
    check: Option<CheckView>,
    may_check: bool,
    documents: Vec<(&'static str, String)>,
    typed: &'a TypedForm,
    /// What was entered and cannot be recorded, to copy.
    lost: &'a [String],
    seen: String,
    reopened: Vec<String>,
    decision: Decision,
    may_revoke: bool,
    /// The number of the token; none before it is produced.
    token: Option<String>,
    history: Vec<HistoryRow>,
}

struct PieceView {
    name: String,
    title: String,
    good: bool,
    bad: bool,
    state: String,
    reason: Option<String>,
    data: Vec<Datum>,
    files: Vec<FileView>,
    shown: bool,
    may_view: bool,
    may_accept: bool,
    /// Whether this officer has to open files before the piece can be accepted.
    not_seen: bool,
    may_refuse: bool,
    /// The form about the consulted list, if the piece is accepted only with one.
    look_up: Option<LookUpForm>,
    /// The list that was consulted, once the piece is accepted with one.
    looked_up: Option<String>,
    /// Why it may be refused.
    reasons: Vec<(&'static str, String)>,
    /// Whether a refusal would ask for a piece that nobody has handed in.
    missing: bool,
}

struct LookUpForm {
    typed: TypedList,
    /// Where the court publishes its list, if the policies say it.
    list: Option<String>,
}

struct FileView {
    path: String,
    name: String,
    received: String,
    /// None until they are drawn.
    pages: Option<Vec<PageView>>,
}

/// A page of a file, or the note that it could not be drawn.
struct PageView {
    number: usize,
    drawn: bool,
    text: String,
}

impl PageView {
    fn of(file: &PieceFile, pages: &Pages, t: Words) -> Vec<Self> {
        let page = |number: usize| {
            let (page, count) = (t.number(number as u64), t.number(pages.count as u64));
            let drawn = pages.has(number);
            let text = match drawn {
                true => t.with("desk-page-of", [("file", file.name.as_str()), ("page", &page), ("pages", &count)]),
                false => t.with("desk-page-not-drawn", [("page", page.as_str())]),
            };
            Self { number, drawn, text }
        };
        (1..=pages.count).map(page).collect()
    }
}

struct CheckView {
    on: String,
    place: String,
    document: String,
    number_end: String,
    expires: String,
    officer: String,
    until: String,
}

/// The decisions that this officer may take now, or why none. A decision for which files have to be opened first has a button too:
/// they are opened beside the page, which is not loaded again.
struct Decision {
    may_review: bool,
    may_authorise: bool,
    /// The officer who decided before.
    said: Vec<String>,
    /// Why not; none if there is nothing to decide.
    why_not: Option<String>,
}

impl OrderPage<'_> {
    /// The reason and the own words entered about a piece.
    fn typed_about(&self, name: &str) -> (&str, &str) {
        self.typed_reason.filter(|(about, ..)| about.as_str() == name).map_or(("none", ""), |(_, reason, words)| (reason, words))
    }
}

/// The page with the message that an act was refused, where the act is offered.
pub(super) async fn refused(
    errors: FieldErrors,
    portal: &Portal,
    shell: &Shell,
    officer: &Officer,
    id: OrderId,
) -> Result<Response, NoPage> {
    Shown { errors, ..Shown::default() }.render(portal, shell, officer, id).await
}

/// `GET /officer/orders/{order}`; `?piece=identity-document` shows that piece's files beside its data, which is recorded in the
/// ledger.
pub(super) async fn order(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(id): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, NoPage> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    let page = Shown { piece: query.get("piece").and_then(|name| name.parse().ok()), ..Shown::default() };
    page.render(&portal, &shell, &officer, id).await
}

/// The contents of the page in addition to the order itself.
#[derive(Default)]
pub(super) struct Shown<'a> {
    /// The piece whose files are shown.
    pub(super) piece: Option<PieceName>,
    /// What the officer should know about the decision that they just made.
    pub(super) notice: Option<String>,
    /// The error messages.
    pub(super) errors: FieldErrors,
    /// The values entered into the identity check.
    pub(super) typed: TypedForm,
    /// What was entered and cannot be recorded any more.
    pub(super) lost: Vec<String>,
    /// The values entered about a piece.
    pub(super) typed_reason: Option<(&'a PieceName, &'a str, &'a str)>,
    /// The list entered about a piece.
    pub(super) typed_list: Option<(&'a PieceName, TypedList)>,
}

impl Shown<'_> {
    /// Renders the page; with status 422 or 409 if there are error messages.
    pub(super) async fn render(
        &self,
        portal: &Portal,
        shell: &Shell,
        officer: &Officer,
        id: OrderId,
    ) -> Result<Response, NoPage> {
        let desk = portal.registration.desk.desk_order(officer, id).await?.ok_or(PageFault::NotFound)?;
        let (t, policies) = (shell.t, portal.registration.policies());
        let today = portal.registration.today();
        let view = |piece: &Piece| {
            let list = self.typed_list.as_ref().filter(|(about, _)| *about == piece.name()).map(|(_, typed)| typed.clone());
            let list = list.unwrap_or_else(|| TypedList { address: String::new(), on: TypedDate::shown(today) });
            PieceView::of(&desk, piece, self.piece.as_ref(), list, policies, t)
        };
        let pieces = desk.dossier.pieces.iter().map(view);
        let template = OrderPage {
            shell,
            notice: self.notice.as_deref(),
            errors: &self.errors,
            id,
            number: desk.number.to_string(),
            state: t.say(&format!("desk-state-{}", desk.order.state().name())),
            since: t.moment(desk.order.since()),
            payment: payment(&desk.payment, t),
            email: &desk.email,
            refusal: desk.refusal.as_ref().map(|refusal| {
                let why = refusal::in_words(t, &refusal.code);
                t.with("desk-refused-by-authority", [("at", t.moment(refusal.at).as_str()), ("why", why.as_str())])
            }),
            pieces: pieces.collect(),
            typed_reason: self.typed_reason,
            check: check(&desk, t),
            may_check: desk.may_check,
            documents: DocumentKind::SHOWN.map(|kind| (kind.name(), t.say(&format!("desk-document-{}", kind.name())))).into(),
            typed: &self.typed,
            lost: if self.errors.status() == StatusCode::CONFLICT { &self.lost } else { &[] },
            seen: desk.seen.to_string(),
            reopened: desk.reopened.iter().filter_map(|event| reopened(event, policies, t)).collect(),
            decision: decision(&desk, t),
            may_revoke: desk.may_view && has_token(desk.order.state()),
            token: desk.order.state().token().map(ToString::to_string),
            history: desk.history.iter().map(|entry| HistoryRow::of(entry, policies, t)).collect(),
        };
        page_with(self.errors.status(), &template)
    }
}

const fn has_token(state: &OrderState) -> bool {
    use OrderState::{Accepted, Activated, InProduction, Shipped, WrongDataReported};
    matches!(state, InProduction { .. } | Shipped { .. } | Activated { .. } | Accepted { .. } | WrongDataReported { .. })
}

impl PieceView {
    fn of(desk: &DeskOrder, piece: &Piece, shown: Option<&PieceName>, typed: TypedList, policies: &Policies, t: Words) -> Self {
        let name = piece.name();
        let described = policies.piece(name);
        let files = piece.files.iter().map(|file| FileView {
            path: format!("/officer/orders/{}/pieces/{}/{}", desk.order.id, name, file.id),
            name: file.name.clone(),
            received: t.moment(file.received_at),
            pages: file.pages.as_ref().map(|pages| PageView::of(file, pages, t)),
        });
        let (state, reason) = match &piece.state {
            PieceState::Missing if !piece.asked => ("not-asked", None),
            PieceState::Missing => ("missing", None),
            PieceState::Received => ("received", None),
            PieceState::Accepted { .. } => ("accepted", None),
            PieceState::Refused { reason, .. } => ("refused", Some(reason.clone())),
            PieceState::Outdated { refused, .. } => ("outdated", refused.clone()),
        };
        Self {
            name: name.to_string(),
            title: piece_title(policies, name.as_str(), t),
            good: state == "accepted",
            bad: state == "refused",
            state: t.say(&format!("desk-piece-{state}")),
            reason,
            data: proven(&piece.required, desk, policies, t),
            files: files.collect(),
            shown: shown == Some(name) && desk.may_view,
            may_view: desk.may_view,
            may_accept: desk.acceptable.contains(name),
            not_seen: desk.not_seen.contains(name),
            may_refuse: desk.refusable.contains(name),
            look_up: described.is_some_and(|piece| piece.looked_up).then(|| LookUpForm { typed, list: list_of(desk, policies) }),
            looked_up: looked_up(&piece.state, t),
            reasons: reasons::choices(described.and_then(|piece| piece.dated), t),
            missing: state == "missing",
        }
    }
}

/// Where the holder's court publishes its list.
fn list_of(desk: &DeskOrder, policies: &Policies) -> Option<String> {
    policies.court(&desk.order.application.listing.as_ref()?.court)?.list.clone()
}

fn looked_up(state: &PieceState, t: Words) -> Option<String> {
    let PieceState::Accepted { looked_up: Some(LookedUp { address, on }), .. } = state else { return None };
    Some(t.with("desk-looked-up", [("day", t.day(*on).as_str()), ("address", address.as_str())]))
}

fn payment(state: &PaymentState, t: Words) -> String {
    match state {
        PaymentState::Pending => t.say("desk-payment-pending"),
        PaymentState::Partial { due_cents, .. } => t.with("desk-payment-partial", [("due", t.money(*due_cents).as_str())]),
        PaymentState::Paid { at, .. } => t.with("desk-payment-paid", [("day", t.day_of(*at).as_str())]),
        PaymentState::Overpaid { excess_cents, .. } => {
            t.with("desk-payment-overpaid", [("excess", t.money(*excess_cents).as_str())])
        }
    }
}

fn check(desk: &DeskOrder, t: Words) -> Option<CheckView> {
    let (check, officer) = desk.check.as_ref()?;
    Some(CheckView {
        on: t.day(check.seen.on),
        place: check.seen.place.clone(),
        document: t.say(&format!("desk-document-{}", check.seen.document.name())),
        number_end: check.seen.number_end.clone(),
        expires: ends(check.seen.document_end(), t),
        officer: officer.clone(),
        until: t.day_of(check.validated_until),
    })
}

/// The day until which the document is valid; with the printed one, if the law extended it.
fn ends(DocumentEnd { valid_until, printed }: DocumentEnd, t: Words) -> String {
    if valid_until == printed {
        return t.day(printed);
    }
    t.with("desk-check-extended", [("day", t.day(valid_until).as_str()), ("printed", t.day(printed).as_str())])
}

/// What the applicant changed after officers had approved it, and what has to be decided again.
fn reopened(event: &Event, policies: &Policies, t: Words) -> Option<String> {
    let EventKind::ProofsReopened { section, pieces, identity_check, replaced } = &event.what else { return None };
    let mut again: Vec<String> = replaced.iter().chain(pieces).map(|piece| piece_title(policies, piece, t)).collect();
    again.extend(identity_check.then(|| t.say("desk-check-title")));
    let (section, at, again) = (t.say(&format!("orders-section-{section}")), t.moment(event.at), again.join(", "));
    Some(t.with("desk-reopened", [("section", section.as_str()), ("at", at.as_str()), ("pieces", again.as_str())]))
}

fn decision(desk: &DeskOrder, t: Words) -> Decision {
    let named = |key: &str, name: &Option<String>, at| {
        name.as_ref().map(|name| t.with(key, [("name", name.as_str()), ("at", t.moment(at).as_str())]))
    };
    let (said, why_not) = match desk.order.state() {
        OrderState::UnderReview { .. } => (vec![], desk.review.err().map(why_not_reviewed)),
        OrderState::Reviewed(review) => {
            (vec![named("desk-reviewed-by", &desk.reviewed_by, review.at)], desk.authorisation.err().map(why_not_authorised))
        }
        OrderState::Authorised { review, at, approved_at, .. } => {
            let reviewed = named("desk-reviewed-by", &desk.reviewed_by, review.at);
            let why_not = approved_at.is_none().then_some("desk-authority-not-told");
            (vec![reviewed, named("desk-authorised-by", &desk.authorised_by, *at)], why_not)
        }
        OrderState::Draft | OrderState::DossierAwaited { .. } => (vec![], Some("desk-dossier-first")),
        OrderState::CorrectionAsked { .. } => (vec![], Some("desk-correction-first")),
        _ => (vec![], Some("desk-decided")),
    };
    Decision {
        may_review: matches!(desk.review, Ok(()) | Err(ReviewError::NotSeen)),
        may_authorise: matches!(desk.authorisation, Ok(()) | Err(AuthoriseError::NotSeen)),
        said: said.into_iter().flatten().collect(),
        why_not: why_not.map(|key| t.say(key)),
    }
}

/// Shown in place of the button, and after a click that came too late.
pub(super) const fn why_not_reviewed(why: ReviewError) -> &'static str {
    match why {
        ReviewError::NotAllowed => "desk-not-registration-officer",
        ReviewError::NotFound | ReviewError::NotNow => "desk-not-under-review",
        ReviewError::IsHolder => "desk-is-holder",
        ReviewError::Incomplete => "desk-spelling-first",
        ReviewError::Stale => "desk-stale",
        ReviewError::PiecesOpen => "desk-pieces-open",
        ReviewError::NotSeen => "desk-files-not-seen",
        ReviewError::NoIdentityCheck => "desk-no-identity-check",
        ReviewError::IdentityCheckEnded => "desk-identity-check-ended",
    }
}

/// The same for the authorisation.
pub(super) const fn why_not_authorised(why: AuthoriseError) -> &'static str {
    match why {
        AuthoriseError::NotAllowed => "desk-not-registration-officer",
        AuthoriseError::NotFound | AuthoriseError::NotReviewed => "desk-not-reviewed",
        AuthoriseError::FourEyes => "desk-four-eyes",
        AuthoriseError::IsHolder => "desk-is-holder",
        AuthoriseError::NotPaid => "desk-not-paid",
        AuthoriseError::NotSeen => "desk-files-not-seen",
        AuthoriseError::IdentityCheckEnded => "desk-identity-check-ended",
        AuthoriseError::Incomplete => "desk-spelling-first",
        AuthoriseError::Stale => "desk-stale",
        AuthoriseError::Changed => "desk-changed",
        AuthoriseError::ReviewerRemoved => "desk-reviewer-removed",
        AuthoriseError::NoStatement => "desk-no-statement",
    }
}
