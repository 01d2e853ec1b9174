//! Admission runs before each handler: it checks the origin of a form, identifies the visitor and consults the access table.
//! After the handler it turns faults into pages.

use axum::body::Body;
use axum::extract::State;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chassis::http::{BodyProgress, ErrorFormat, Problem};
use chassis::recurring::Recurring;
use http::header::{CONTENT_LENGTH, RETRY_AFTER};
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{Method, StatusCode};
use i18n::Words;

use crate::again::{self, AskedAgain, TypedSlot};
use crate::shell::retry_later;
use crate::zone::opened;
use crate::{Entrance, Form, Origin, PageFault, Proofs, Request, Shell, Zone, cookies, language};

/// What admission needs to know about a route.
#[derive(Clone)]
pub(crate) struct Admission<Z: Zone> {
    pub(crate) zone: Z,
    pub(crate) entrance: Entrance,
    pub(crate) origin: Origin,
    pub(crate) action: Z::Action,
    /// Maximum length of the body in octets. A longer one is refused before the client is told to send it.
    pub(crate) body: usize,
    /// The page of the route, or the nearest page above it.
    pub(crate) page: Option<&'static str>,
}

/// Identifies the visitor, refuses what the access table does not allow, and gives the handler its proofs. Faults become pages.
pub(crate) async fn admit<Z: Zone>(
    State(admission): State<Admission<Z>>,
    request: axum::extract::Request,
    next: Next,
) -> Response {
    let (mut parts, mut body) = request.into_parts();
    let mut shell = admission.shell(&parts);
    let format = ErrorFormat::preferred(&parts.headers);
    let progress = parts.extensions.get::<BodyProgress>().cloned();
    let (chosen, typed) = (again::language(&parts), TypedSlot::default());
    let response = match admission.admit(&mut parts, &mut body, &mut shell).await {
        Ok(()) => {
            parts.extensions.insert(shell.clone());
            parts.extensions.insert(typed.clone());
            next.run(axum::extract::Request::from_parts(parts, body)).await
        }
        Err(refusal) => refusal,
    };
    shell.typed = typed.take();
    let mut response = match response.extensions().get::<PageFault>().cloned() {
        Some(fault) => fault_response(&admission.zone, fault, response, &shell, (format, progress)),
        None => wait_as_problem(response, format),
    };
    if let Some(language) = chosen {
        cookies::set_for_a_year(&mut response, cookies::LANGUAGE, language.tag());
    }
    response
}

/// The response to a fault: a page in the reader's language, or a problem for a client that prefers one.
fn fault_response<Z: Zone>(
    zone: &Z,
    fault: PageFault,
    response: Response,
    shell: &Shell<Z::Frame>,
    (format, progress): (Option<ErrorFormat>, Option<BodyProgress>),
) -> Response {
    let fault = match fault {
        // Extractors cannot tell a body that arrives too slowly from one that is malformed.
        PageFault::Unreadable if progress.is_some_and(|progress| progress.is_overdue()) => PageFault::TooSlow,
        fault => fault,
    };
    report(&fault, shell);
    let mut response = match format {
        Some(ErrorFormat::Problem) => as_problem(&fault, shell),
        _ => zone.fault_page(shell, &fault).unwrap_or(response),
    };
    if let Some(later) = fault.retry_after() {
        retry_later(&mut response, later);
    }
    response
}

impl<Z: Zone> Admission<Z> {
    /// For a visitor who has not been identified yet.
    fn shell(&self, request: &Parts) -> Shell<Z::Frame> {
        let is_opened = matches!(request.method, Method::GET | Method::HEAD);
        Shell {
            t: Words::new(language::of_browser(&request.headers), self.zone.catalogues()),
            path: request.uri.path().to_owned(),
            return_to: is_opened.then(|| request.uri.path_and_query().map_or("/", PathAndQuery::as_str).to_owned()),
            back: self.page.filter(|_| !is_opened).map(|page| opened(request.uri.path(), page)),
            typed: Vec::new(),
            entrance: self.entrance,
            assets: self.zone.assets(),
            frame: self.zone.frame(self.entrance),
        }
    }

    async fn admit(&self, parts: &mut Parts, body: &mut Body, shell: &mut Shell<Z::Frame>) -> Result<(), Response> {
        if !self.origin.sent(&parts.method, &parts.headers) {
            return Err(PageFault::ForeignForm.into_response());
        }
        let declared = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if declared.is_some_and(|length| length > self.body) {
            return Err(PageFault::TooLarge.into_response());
        }
        let request = Request { parts, entrance: self.entrance, action: self.action, page: self.page };
        let visitor = self.zone.identify(&request).await?;
        if let Some(language) = self.zone.language(&visitor) {
            shell.t = shell.t.in_language(language);
        }
        let chosen = again::language(parts);
        if let Some(language) = chosen {
            shell.t = shell.t.in_language(language);
        }
        self.zone.welcome(&visitor, &mut shell.frame);
        if !self.zone.allows(&visitor, self.action) {
            if self.zone.keeps(&visitor, &request)
                && let Some(form) = Form::of_refused(parts, std::mem::take(body), self.body).await
            {
                self.zone.keep(&visitor, parts.uri.path(), &form).await;
            }
            let request = Request { parts, entrance: self.entrance, action: self.action, page: self.page };
            return Err(self.zone.refuse(visitor, &request, shell));
        }
        if let Some(language) = chosen {
            self.zone.choose_language(&visitor, language).await?;
            parts.extensions.insert(AskedAgain);
        }
        self.zone.prove(visitor, &mut Proofs::of(&mut parts.extensions));
        Ok(())
    }
}

/// For a program that states in `Accept` that it prefers problem details to a page.
fn as_problem<Frame>(fault: &PageFault, shell: &Shell<Frame>) -> Response {
    let problem = Problem::new(fault.status(), fault.code(), shell.t.say(&fault.title_key()));
    problem.with_detail(fault.text(&shell.t)).into_response()
}

/// The same for a page that asks to wait, which a handler renders itself.
fn wait_as_problem(response: Response, format: Option<ErrorFormat>) -> Response {
    if format != Some(ErrorFormat::Problem) || response.status() != StatusCode::TOO_MANY_REQUESTS {
        return response;
    }
    let mut problem = Problem::new(response.status(), "page.too-many-requests", "Too many requests").into_response();
    if let Some(later) = response.headers().get(RETRY_AFTER) {
        problem.headers_mut().insert(RETRY_AFTER, later.clone());
    }
    problem
}

/// Logs, at most once a minute, that pages were not shown. Never as an error, because visitors decide how often: what was unavailable
/// was logged where that was found out.
fn report<Frame>(fault: &PageFault, shell: &Shell<Frame>) {
    static UNAVAILABLE: Recurring = Recurring::new();
    static BUSY: Recurring = Recurring::new();
    match fault {
        PageFault::Unavailable(what) => {
            if let Some(times) = UNAVAILABLE.due() {
                tracing::info!(path = shell.path, %what, times, "pages were not shown because something is unavailable");
            }
        }
        PageFault::Busy => {
            if let Some(times) = BUSY.due() {
                tracing::info!(path = shell.path, times, "pages were not shown because too many visitors ask for the same");
            }
        }
        _ => {}
    }
}
