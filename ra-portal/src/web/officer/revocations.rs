//! Revocation by two officers: one records reason and evidence, the other confirms.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::fault::Fault;
use registration::officers::Officer;
use registration::orders::OrderId;
use registration::revocations::{
    ConfirmRevocationError, Evidence, OfficersReason, RecordRevocationError, RequestId, RevocationOutcome, RevocationOverview,
    RevocationRecord, WithdrawError,
};

use super::recorded::recorded_despite;
use super::refusal;
use crate::web::{AsOfficer, FieldErrors, Form, FormKey, NoPage, PageFault, Portal, Refusal, Shell, page_with, see_other, told};

const REASONS: [OfficersReason; 6] = [
    OfficersReason::LostInPost,
    OfficersReason::Death,
    OfficersReason::WrongData,
    OfficersReason::StruckOff,
    OfficersReason::Compromised,
    OfficersReason::HolderRequest,
];

/// A reason's value in the form, and its text.
const fn reason_texts(reason: OfficersReason) -> (&'static str, &'static str) {
    match reason {
        OfficersReason::LostInPost => ("lost-in-post", "production-reason-lost-in-post"),
        OfficersReason::Death => ("death", "production-reason-death"),
        OfficersReason::WrongData => ("wrong-data", "production-reason-wrong-data"),
        OfficersReason::StruckOff => ("struck-off", "production-reason-struck-off"),
        OfficersReason::Compromised => ("compromised", "production-reason-compromised"),
        OfficersReason::HolderRequest => ("holder-request", "production-reason-holder-request"),
    }
}

#[derive(Template)]
#[template(path = "officer/revocation.html")]
struct RevocationPage<'a> {
    shell: &'a Shell,
    overview: &'a RevocationOverview,
    requests: Vec<ShownRequest<'a>>,
    /// Whether the form that records a request is shown.
    recordable: bool,
    errors: &'a FieldErrors,
    reasons: Vec<(&'static str, String)>,
    typed: (&'a str, &'a str),
    key: FormKey,
}

#[derive(Template)]
#[template(path = "officer/revocations.html")]
struct RevocationsPage<'a> {
    shell: &'a Shell,
    /// What the officer should know about the decision that they just made.
    notice: Option<&'a str>,
    errors: &'a FieldErrors,
    requests: Vec<ShownRequest<'a>>,
}

/// A request as pages show it.
struct ShownRequest<'a> {
    request: &'a RevocationRecord,
    evidence: Option<&'a str>,
    reason: String,
    stands: String,
    confirmable: bool,
    withdrawable: bool,
}

impl<'a> ShownRequest<'a> {
    fn of(request: &'a RevocationRecord, evidence: Option<&'a Evidence>, officer: &Officer, t: Words) -> Self {
        let waits = request.outcome.is_none() && request.confirmed.is_none();
        Self {
            request,
            evidence: evidence.map(Evidence::as_str),
            reason: t.say(reason_texts(request.reason).1),
            stands: stands(request, t),
            confirmable: waits && request.recorded_by != officer.id(),
            withdrawable: waits,
        }
    }
}

/// The state of a request, in words.
fn stands(request: &RevocationRecord, t: Words) -> String {
    match (&request.outcome, &request.confirmed) {
        (Some(RevocationOutcome::Revoked { at }), _) => t.with("production-request-revoked", [("at", t.moment(at).as_str())]),
        (Some(RevocationOutcome::Withdrawn { at, .. }), _) => {
            t.with("production-request-withdrawn", [("at", t.moment(at).as_str())])
        }
        (Some(RevocationOutcome::Overtaken), _) => t.say("production-request-overtaken"),
        (Some(RevocationOutcome::Refused { code }), _) => {
            t.with("production-request-refused", [("why", refusal::in_words(t, code).as_str())])
        }
        (None, Some(confirmed)) => {
            t.with("production-request-confirmed", [("name", confirmed.name.as_str()), ("at", t.moment(confirmed.at).as_str())])
        }
        (None, None) => t.say("production-request-waits"),
    }
}

/// `GET /officer/revocations`.
pub(super) async fn list(State(portal): State<Portal>, shell: Shell, officer: AsOfficer) -> Result<Response, NoPage> {
    listed(&portal, &shell, &officer, None, &FieldErrors::default()).await
}

async fn listed(
    portal: &Portal,
    shell: &Shell,
    officer: &Officer,
    notice: Option<&str>,
    errors: &FieldErrors,
) -> Result<Response, NoPage> {
    let pending = portal.registration.revocations.pending_revocations().await?;
    let requests = pending.iter().map(|request| ShownRequest::of(request, None, officer, shell.t)).collect();
    page_with(errors.status(), &RevocationsPage { shell, notice, errors, requests })
}

/// `GET /officer/orders/{id}/revocation`.
pub(super) async fn ask(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(order): Path<OrderId>,
) -> Result<Response, NoPage> {
    show(&portal, &shell, &officer, order, StatusCode::OK, &FieldErrors::default(), ("", "")).await
}

async fn show(
    portal: &Portal,
    shell: &Shell,
    officer: &Officer,
    order: OrderId,
    status: StatusCode,
    errors: &FieldErrors,
    typed: (&str, &str),
) -> Result<Response, NoPage> {
    let overview = portal.registration.revocations.revocations_of(order).await?.ok_or(PageFault::NotFound)?;
    let requests: Vec<_> =
        overview.requests.iter().map(|(request, evidence)| ShownRequest::of(request, Some(evidence), officer, shell.t)).collect();
    let stands = overview.requests.iter().any(|(request, _)| request.outcome.is_none());
    // Values that were entered but not recorded stay in the form, whatever was recorded meanwhile.
    let recordable = overview.token.is_some() && (!errors.is_empty() || overview.revoked_at.is_none() && !stands);
    let offered = REASONS.into_iter().filter(|reason| !(overview.has_arrived && *reason == OfficersReason::LostInPost));
    let reasons = offered.map(reason_texts).map(|(value, key)| (value, shell.t.say(key))).collect();
    let key = FormKey::draw();
    page_with(status, &RevocationPage { shell, overview: &overview, requests, recordable, errors, reasons, typed, key })
}

/// `POST /officer/orders/{id}/revocation`: recorded by the first officer.
pub(super) async fn record(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(order): Path<OrderId>,
    form: Form,
) -> Result<Response, NoPage> {
    let key = form.key().ok_or(PageFault::Unreadable)?;
    let id = RequestId::from_slice(key.as_bytes()).ok_or(PageFault::Unreadable)?;
    let typed = (form.text("reason"), form.text("evidence"));
    let reason = REASONS.into_iter().find(|reason| reason_texts(*reason).0 == typed.0);
    let evidence = typed.1.parse::<Evidence>();
    let mut errors = FieldErrors::default();
    if form.asked_again() {
        return show(&portal, &shell, &officer, order, StatusCode::OK, &errors, typed).await;
    }
    if reason.is_none() {
        errors.add("reason", shell.t.say("production-reason-missing"));
    }
    if evidence.is_err() {
        let key = if typed.1.is_empty() { "production-evidence-missing" } else { "production-evidence-too-long" };
        errors.add("evidence", shell.t.say(key));
    }
    let (Some(reason), Ok(evidence)) = (reason, evidence) else {
        return show(&portal, &shell, &officer, order, StatusCode::UNPROCESSABLE_ENTITY, &errors, typed).await;
    };
    match portal.registration.revocations.record_revocation(&officer, order, id, reason, &evidence).await {
        // Too late: the page says since when there is nothing left to revoke.
        Ok(()) | Err(Fault::Refused(RecordRevocationError::AlreadyRevoked)) => {
            Ok(see_other(&format!("/officer/orders/{order}/revocation")))
        }
        Err(fault) => {
            let errors = told(fault, shell.t)?;
            show(&portal, &shell, &officer, order, StatusCode::UNPROCESSABLE_ENTITY, &errors, typed).await
        }
    }
}

impl Refusal for RecordRevocationError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::KeyUsed { order, reason } => {
                let recorded = format!("{order}, {}", t.say(reason_texts(reason).1));
                Ok(FieldErrors::at("record", t.with("shell-form-used", [("recorded", recorded.as_str())])))
            }
            Self::AlreadyRecorded => Ok(FieldErrors::at("record", t.say("production-request-stands"))),
            Self::Arrived => Ok(FieldErrors::at("reason", t.say("production-reason-arrived"))),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::NothingToRevoke => Err(PageFault::NotFound.into()),
            Self::AlreadyRevoked => Err(PageFault::ChangedMeanwhile.into()),
        }
    }
}

/// `POST /officer/revocations/{request}/confirm`: confirmed by the second officer.
pub(super) async fn confirm(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(request): Path<RequestId>,
) -> Result<Response, NoPage> {
    match portal.registration.revocations.confirm_revocation(&officer, request).await {
        Ok(Some(incident)) => {
            let notice = recorded_despite(incident, shell.t);
            listed(&portal, &shell, &officer, Some(&notice), &FieldErrors::default()).await
        }
        Ok(None) => Ok(see_other("/officer/revocations")),
        Err(fault) => listed(&portal, &shell, &officer, None, &told(fault, shell.t)?).await,
    }
}

impl Refusal for ConfirmRevocationError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::FourEyes => Ok(FieldErrors::at("revocations", t.say("production-other-officer"))),
            Self::RecorderRemoved => Ok(FieldErrors::at("revocations", t.say("production-recorder-removed"))),
            Self::Arrived => Ok(FieldErrors::at("revocations", t.say("production-confirm-arrived"))),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::Gone | Self::AlreadyConfirmed => Ok(FieldErrors::conflict("revocations", t.say("production-confirm-too-late"))),
        }
    }
}

/// `POST /officer/revocations/{request}/withdraw`.
pub(super) async fn withdraw(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(request): Path<RequestId>,
) -> Result<Response, NoPage> {
    match portal.registration.revocations.withdraw_revocation(&officer, request).await {
        Ok(()) => Ok(see_other("/officer/revocations")),
        Err(fault) => listed(&portal, &shell, &officer, None, &told(fault, shell.t)?).await,
    }
}

impl Refusal for WithdrawError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::TooLate => Ok(FieldErrors::conflict("revocations", t.say("production-withdraw-too-late"))),
        }
    }
}
