//! Admission runs before each handler: it checks the origin of a form, identifies the visitor and consults the access table.
//! After the handler it turns faults into pages.

use axum::extract::State;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chassis::recurring::Recurring;
use http::Method;
use http::header::RETRY_AFTER;
use http::request::Parts;
use http::uri::PathAndQuery;
use i18n::Words;

use crate::fault::RETRY_AFTER_SECONDS;
use crate::{Entrance, Origin, PageFault, Proofs, Request, Shell, Zone, language};

/// What admission needs to know about a route.
#[derive(Clone)]
pub(crate) struct Admission<Z: Zone> {
    pub(crate) zone: Z,
    pub(crate) entrance: Entrance,
    pub(crate) origin: Origin,
    pub(crate) action: Z::Action,
    /// The page of the route, or the nearest page above it.
    pub(crate) page: Option<&'static str>,
}

/// Identifies the visitor, refuses what the access table does not allow, and gives the handler its proofs. Faults become pages.
pub(crate) async fn admit<Z: Zone>(
    State(admission): State<Admission<Z>>,
    request: axum::extract::Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut shell = admission.shell(&parts);
    let response = match admission.admit(&mut parts, &mut shell).await {
        Ok(()) => {
            parts.extensions.insert(shell.clone());
            next.run(axum::extract::Request::from_parts(parts, body)).await
        }
        Err(refusal) => refusal,
    };
    as_page(&admission.zone, response, &shell)
}

impl<Z: Zone> Admission<Z> {
    /// For a visitor who has not been identified yet.
    fn shell(&self, request: &Parts) -> Shell<Z::Frame> {
        let opened = matches!(request.method, Method::GET | Method::HEAD);
        Shell {
            t: Words::new(language::of_browser(&request.headers), self.zone.catalogues()),
            path: request.uri.path().to_owned(),
            return_to: opened.then(|| request.uri.path_and_query().map_or("/", PathAndQuery::as_str).to_owned()),
            entrance: self.entrance,
            assets: self.zone.assets(),
            frame: self.zone.frame(self.entrance),
        }
    }

    async fn admit(&self, parts: &mut Parts, shell: &mut Shell<Z::Frame>) -> Result<(), Response> {
        if !self.origin.sent(&parts.method, &parts.headers) {
            return Err(PageFault::ForeignForm.into_response());
        }
        let request = Request { parts, entrance: self.entrance, action: self.action, page: self.page };
        let visitor = self.zone.identify(&request).await?;
        if let Some(language) = self.zone.language(&visitor) {
            shell.t = shell.t.in_language(language);
        }
        self.zone.welcome(&visitor, &mut shell.frame);
        if !self.zone.allows(&visitor, self.action) {
            return Err(self.zone.refuse(visitor, &request, shell));
        }
        self.zone.prove(visitor, &mut Proofs::of(&mut parts.extensions));
        Ok(())
    }
}

/// Turns a fault into a page in the reader's language; any other response is passed through.
fn as_page<Z: Zone>(zone: &Z, response: Response, shell: &Shell<Z::Frame>) -> Response {
    let Some(fault) = response.extensions().get::<PageFault>().cloned() else { return response };
    report(&fault, shell);
    let mut response = zone.fault_page(shell, &fault).unwrap_or(response);
    if fault == PageFault::Busy {
        response.headers_mut().insert(RETRY_AFTER, RETRY_AFTER_SECONDS.into());
    }
    response
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
