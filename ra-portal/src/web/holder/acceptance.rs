//! The first thing that a holder does: check the data, and accept them or say what is wrong.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use registration::fault::Fault;
use registration::holders::{Acceptance, AcceptanceError, Holder, ReportFault, WrongDataReport};

use super::overview::{ShownCertificate, shown};
use crate::web::{AsHolder, FieldErrors, Form, PageFault, Portal, Shell, page_with, see_other};

#[derive(Template)]
#[template(path = "holder/acceptance.html")]
struct AcceptancePage<'a> {
    shell: &'a Shell,
    holder: &'a Holder,
    errors: &'a FieldErrors,
    certificates: Vec<ShownCertificate>,
    report: &'a str,
}

/// `GET /holder/acceptance`.
pub(super) async fn ask(shell: Shell, AsHolder(holder): AsHolder) -> Result<Response, PageFault> {
    if *holder.acceptance() != Acceptance::Awaited {
        return Ok(see_other("/holder"));
    }
    show(&shell, &holder, StatusCode::OK, &FieldErrors::default(), "")
}

/// `POST /holder/acceptance`: `answer` is `accept` or `report`.
pub(super) async fn answer(
    State(portal): State<Portal>,
    shell: Shell,
    AsHolder(holder): AsHolder,
    form: Form,
) -> Result<Response, PageFault> {
    let said = if form.text("answer") == "accept" {
        portal.registration.accept_certificates(&holder).await
    } else {
        match form.text("report").parse::<WrongDataReport>() {
            Ok(report) => portal.registration.report_wrong_data(&holder, &report).await,
            Err(fault) => return ask_again(&shell, &holder, fault, form.text("report")),
        }
    };
    match said {
        // The page that follows leads on, and says what was said before.
        Ok(()) | Err(Fault::Refused(AcceptanceError::AlreadySaid)) => Ok(see_other("/holder")),
        Err(Fault::Unavailable(what)) => Err(PageFault::Unavailable(what)),
    }
}

fn ask_again(shell: &Shell, holder: &Holder, fault: ReportFault, report: &str) -> Result<Response, PageFault> {
    let mut errors = FieldErrors::default();
    errors.add(
        "report",
        shell.t.say(match fault {
            ReportFault::Missing => "holders-report-missing",
            ReportFault::TooLong => "holders-report-too-long",
        }),
    );
    show(shell, holder, StatusCode::UNPROCESSABLE_ENTITY, &errors, report)
}

fn show(shell: &Shell, holder: &Holder, status: StatusCode, errors: &FieldErrors, report: &str) -> Result<Response, PageFault> {
    let certificates = shown(holder, shell.t)?;
    page_with(status, &AcceptancePage { shell, holder, errors, certificates, report })
}
