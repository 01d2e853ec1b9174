//! The holder's overview. Until the certificates are accepted and codes are defined, it redirects to the page for that.

use askama::Template;
use axum::response::Response;
use i18n::Words;
use pki::name::Attribute;
use pki::{Certificate, Timestamp};
use registration::holders::{Acceptance, HeldCertificate, Holder, NextStep, PukStatus};

use crate::web::{AsHolder, NoPage, PageFault, Shell, page, see_other};

#[derive(Template)]
#[template(path = "holder/overview.html")]
struct OverviewPage<'a> {
    shell: &'a Shell,
    holder: &'a Holder,
    certificates: Vec<ShownCertificate>,
    valid_until: Timestamp,
    reported: Option<(Timestamp, &'a str)>,
    code_set_at: Option<Timestamp>,
    puk: PukStatus,
}

/// A certificate as the holder's pages show it.
pub(super) struct ShownCertificate {
    /// `main`, `companion`.
    pub(super) role: String,
    /// The role's title in the reader's language.
    pub(super) title: String,
    /// Whether this is the certificate that the browser presented.
    pub(super) shown: bool,
    pub(super) name: String,
    pub(super) protected_title: Option<String>,
    pub(super) subject_serial: String,
    pub(super) issuer: String,
    pub(super) serial: String,
    pub(super) not_before: Timestamp,
    pub(super) not_after: Timestamp,
}

impl ShownCertificate {
    pub(super) fn of(certificate: &HeldCertificate, holder: &Holder, t: Words) -> Result<Self, NoPage> {
        let read = Certificate::from_der(&certificate.der);
        let read = read.map_err(|fault| PageFault::incident(format_args!("the holder's certificate: {fault}")))?;
        let said = |attribute| read.subject().first(attribute).map(str::to_owned);
        Ok(Self {
            role: certificate.role.clone(),
            title: role_title(&certificate.role, t),
            shown: certificate.fingerprint == holder.shown(),
            name: said(Attribute::CommonName).unwrap_or_default(),
            protected_title: said(Attribute::Title),
            subject_serial: said(Attribute::SerialNumber).unwrap_or_default(),
            issuer: read.issuer().first(Attribute::CommonName).unwrap_or_default().to_owned(),
            serial: certificate.serial.to_string(),
            not_before: certificate.not_before,
            not_after: certificate.not_after,
        })
    }
}

/// The title of a certificate's role. Roles are data; a role without a text is shown by its name.
pub(super) fn role_title(role: &str, t: Words) -> String {
    match role {
        "main" => t.say("holders-role-main"),
        "companion" => t.say("holders-role-companion"),
        other => other.to_owned(),
    }
}

/// Every certificate of the token.
pub(super) fn shown(holder: &Holder, t: Words) -> Result<Vec<ShownCertificate>, NoPage> {
    holder.pair().iter().map(|certificate| ShownCertificate::of(certificate, holder, t)).collect()
}

/// The place of a step among those of the first visit, in words.
pub(super) fn place_of(step: NextStep, holder: &Holder, t: Words) -> String {
    let (number, all) = holder.count_of(step);
    t.with("holders-step", [("number", number.to_string().as_str()), ("all", &all.to_string())])
}

/// The page of a step of the first visit.
pub(super) const fn page_of(step: NextStep) -> &'static str {
    match step {
        NextStep::Acceptance => "/holder/acceptance",
        NextStep::Code => "/holder/code",
        NextStep::Puk => "/holder/puk",
    }
}

/// `GET /holder`.
pub(super) async fn overview(shell: Shell, holder: AsHolder) -> Result<Response, NoPage> {
    match holder.next_step() {
        Some(step @ (NextStep::Acceptance | NextStep::Code)) => return Ok(see_other(page_of(step))),
        // Defining the code leads to the PUK page; a holder who has left it finds a link to it here.
        Some(NextStep::Puk) | None => {}
    }
    let reported = match holder.acceptance() {
        Acceptance::WrongDataReported { at, report } => Some((*at, report.as_str())),
        Acceptance::Awaited | Acceptance::Accepted { .. } => None,
    };
    let ends = holder.pair().iter().map(|certificate| certificate.not_after).min();
    let page_facts = OverviewPage {
        shell: &shell,
        holder: &holder,
        certificates: shown(&holder, shell.t)?,
        valid_until: ends.ok_or(PageFault::NotFound)?,
        reported,
        code_set_at: holder.pair().iter().filter_map(|certificate| certificate.code_set_at).max(),
        puk: holder.puk(),
    };
    page(&page_facts)
}
