//! Refusals by the listener itself and by the framework, in the format that the reader wants.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderName, HeaderValue, Method, StatusCode};

use super::accept::ErrorFormat;
use super::problem::Problem;

/// What the listener knows about a request when its response arrives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) format: Option<ErrorFormat>,
    pub(super) head: bool,
}

impl Asked {
    pub(super) fn of(request: &axum::extract::Request) -> Self {
        Self { format: ErrorFormat::preferred(request.headers()), head: request.method() == Method::HEAD }
    }
}

/// The problem of a request whose body arrived too slowly.
pub(super) fn too_slow() -> Problem {
    Problem::new(StatusCode::REQUEST_TIMEOUT, "http.too-slow", "The request's body arrived too slowly")
}

/// The problem of a request that no handler answered in time.
pub(super) fn no_answer() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "http.no-answer", "The request was not answered in time")
}

/// Describes an error that no handler has described, and shows problems to people as pages.
pub(super) fn described(mut response: Response, asked: Asked) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if is_described(&response) => return response,
        None => {
            let problem = of_status(status);
            replace(&mut response, problem.clone().into_response());
            problem
        }
    };
    if asked.format == Some(ErrorFormat::Page) {
        replace(&mut response, page(&problem));
    }
    response.headers_mut().append(VARY, HeaderValue::from_name(ACCEPT));
    if asked.head {
        *response.body_mut() = Body::empty();
    }
    response
}

/// Replaces the body and the headers that describe it. Others, such as `Allow` and `Retry-After`, stay.
fn replace(response: &mut Response, other: Response) {
    let (parts, body) = other.into_parts();
    response.headers_mut().remove(CONTENT_LENGTH);
    for (name, value) in &parts.headers {
        response.headers_mut().insert(name, value.clone());
    }
    *response.body_mut() = body;
}

/// Whether a response has a body for its reader. The framework's own errors are empty or plain text.
fn is_described(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"))
}

/// The problem of a response that consists of its status only.
fn of_status(status: StatusCode) -> Problem {
    let (code, title) = match status {
        StatusCode::NOT_FOUND => ("http.not-found", "There is nothing at this address"),
        StatusCode::METHOD_NOT_ALLOWED => ("http.method-not-allowed", "This address does not support the method"),
        StatusCode::REQUEST_TIMEOUT => return too_slow(),
        StatusCode::PAYLOAD_TOO_LARGE => ("http.body-too-large", "The request's body is too large"),
        StatusCode::TOO_MANY_REQUESTS => ("http.too-many-requests", "Too many requests"),
        StatusCode::SERVICE_UNAVAILABLE => ("http.unavailable", "The service is unavailable at the moment"),
        status if status.is_server_error() => ("http.error", "The request could not be answered"),
        _ => ("http.bad-request", "The request cannot be read"),
    };
    Problem::new(status, code, title)
}

/// Headers of the page, which needs nothing else.
const PAGE_HEADERS: [(HeaderName, &str); 4] = [
    (CONTENT_TYPE, "text/html; charset=utf-8"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// A page in both languages: the listener does not know which one the reader has chosen.
fn page(problem: &Problem) -> Response {
    let (french, english) = texts(problem.status);
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{0} / {1} – Sceau</title>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n<p>{2}</p>\n\
         <div lang=\"en\">\n<h2>{1}</h2>\n<p>{3}</p>\n</div>\n<p>{4}</p>\n</main>\n</body>\n</html>\n",
        french.0, english.0, french.1, english.1, problem.code,
    );
    let headers = PAGE_HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value)));
    let mut response = (problem.status, page).into_response();
    response.headers_mut().extend(headers);
    response
}

/// Title and text of the page, in French and in English.
const fn texts(status: StatusCode) -> ((&'static str, &'static str), (&'static str, &'static str)) {
    match status {
        StatusCode::NOT_FOUND => (
            ("Page introuvable", "Il n’y a rien à cette adresse. Si vous l’avez recopiée, vérifiez-la."),
            ("Page not found", "There is nothing at this address. If you copied it, check it."),
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            ("Adresse non consultable", "Cette adresse ne répond pas à ce type de demande."),
            ("Method not allowed", "This address does not answer requests of this kind."),
        ),
        StatusCode::REQUEST_TIMEOUT => (
            (
                "Envoi trop lent",
                "Ce que vous envoyiez arrivait trop lentement et n’a pas été reçu en entier. Recommencez, si possible avec une \
                 meilleure connexion.",
            ),
            (
                "Too slow",
                "What you were sending came too slowly and did not arrive whole. Try again, with a better connection if you can.",
            ),
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            ("Envoi trop volumineux", "Ce que vous avez envoyé dépasse la taille acceptée."),
            ("Too large", "What you sent is larger than what is accepted."),
        ),
        StatusCode::TOO_MANY_REQUESTS => (
            ("Trop de demandes", "Attendez un peu avant de recommencer."),
            ("Too many requests", "Wait a little before you try again."),
        ),
        status if status.as_u16() >= 500 => (
            ("Service momentanément indisponible", "La demande n’a pas pu être traitée. Recommencez dans quelques minutes."),
            ("Service unavailable at the moment", "The request could not be handled. Try again in a few minutes."),
        ),
        _ => (
            ("Demande refusée", "Cette demande ne peut pas être traitée sous cette forme."),
            ("Request refused", "This request cannot be handled in this form."),
        ),
    }
}
