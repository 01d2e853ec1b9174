//! Acceptance, the holder's first step: the holder checks the data of the certificates and accepts them or reports what is wrong.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use pki::Timestamp;
use registration::fault::Fault;
use registration::holders::{Acceptance, AcceptanceError, Holder, NextStep, ReportFault, WrongDataReport};

use super::overview::{ShownCertificate, place_of, shown};
use crate::web::{AsHolder, FieldErrors, Form, NoPage, PageFault, Portal, Refusal, Shell, page_with, see_other, told};

#[derive(Template)]
#[template(path = "holder/acceptance.html")]
struct AcceptancePage<'a> {
    shell: &'a Shell,
    holder: &'a Holder,
    step: String,
    errors: &'a FieldErrors,
    certificates: Vec<ShownCertificate>,
    report: &'a str,
}

/// Shown if the holder had already answered, for instance on a page that was still open.
#[derive(Template)]
#[template(path = "holder/already_said.html")]
struct AlreadySaidPage<'a> {
    shell: &'a Shell,
    holder: &'a Holder,
    /// The earlier answer, and what happened to this one.
    stands: String,
    /// Whether the holder accepted the data before; otherwise reported them as wrong.
    accepted: bool,
    /// The report as it was entered, so that it can be copied.
    report: &'a str,
}

/// `GET /holder/acceptance`.
pub(super) async fn ask(shell: Shell, holder: AsHolder) -> Result<Response, NoPage> {
    if *holder.acceptance() != Acceptance::Awaited {
        return Ok(see_other("/holder"));
    }
    show(&shell, &holder, StatusCode::OK, &FieldErrors::default(), "")
}

/// `POST /holder/acceptance`: `answer` is `accept` or `report`.
pub(super) async fn answer(State(portal): State<Portal>, shell: Shell, holder: AsHolder, form: Form) -> Result<Response, NoPage> {
    let report = form.text("report");
    if form.asked_again() {
        return show(&shell, &holder, StatusCode::OK, &FieldErrors::default(), report);
    }
    let accepts = form.text("answer") == "accept";
    let said = if accepts {
        portal.registration.holders.accept_certificates(&holder).await
    } else {
        match (report.parse::<WrongDataReport>(), AcceptanceError::after(holder.acceptance())) {
            (Ok(report), _) => portal.registration.holders.report_wrong_data(&holder, &report).await,
            (Err(_), Some(said_before)) => Err(Fault::Refused(said_before)),
            (Err(fault), None) => return ask_again(&shell, &holder, fault, report),
        }
    };
    match said {
        // The next page of the first visit explains itself.
        Ok(()) => Ok(see_other("/holder")),
        Err(fault) => {
            let AlreadySaid { accepted, at } = told(fault, shell.t)?;
            let key = match (accepted, accepts) {
                (true, _) => "holders-said-accepted",
                (false, true) => "holders-said-reported",
                (false, false) => "holders-said-reported-again",
            };
            let stands = shell.t.with(key, [("at", shell.t.moment(at).as_str())]);
            page_with(StatusCode::CONFLICT, &AlreadySaidPage { shell: &shell, holder: &holder, stands, accepted, report })
        }
    }
}

/// The holder's earlier answer.
pub(crate) struct AlreadySaid {
    /// Whether the data were accepted; otherwise they were reported as wrong.
    accepted: bool,
    at: Timestamp,
}

impl Refusal for AcceptanceError {
    type Told = AlreadySaid;

    fn told(self, _: Words) -> Result<AlreadySaid, NoPage> {
        match self {
            Self::Accepted { at } => Ok(AlreadySaid { accepted: true, at }),
            Self::WrongDataReported { at } => Ok(AlreadySaid { accepted: false, at }),
            // The page of the space says that the certificates are revoked.
            Self::Revoked => Err(PageFault::ChangedMeanwhile.into()),
        }
    }
}

fn ask_again(shell: &Shell, holder: &Holder, fault: ReportFault, report: &str) -> Result<Response, NoPage> {
    let text = shell.t.say(match fault {
        ReportFault::Missing => "holders-report-missing",
        ReportFault::TooLong => "holders-report-too-long",
    });
    let errors = FieldErrors::at("report", text);
    show(shell, holder, StatusCode::UNPROCESSABLE_ENTITY, &errors, report)
}

fn show(shell: &Shell, holder: &Holder, status: StatusCode, errors: &FieldErrors, report: &str) -> Result<Response, NoPage> {
    let certificates = shown(holder, shell.t)?;
    let step = place_of(NextStep::Acceptance, holder, shell.t);
    page_with(status, &AcceptancePage { shell, holder, step, errors, certificates, report })
}
