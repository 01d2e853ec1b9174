//! What every template gets as `shell`: the reader's language, where the page is, and what the zone's layout shows.

use std::ops::Deref;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderValue, Method, StatusCode};
use i18n::Words;

use crate::{Assets, Entrance, FieldErrors, PageFault, Zone, language};

/// Given to every template as `shell`. What the zone's layout shows beside it is reached through it, as if it were a field.
#[derive(Clone, Debug)]
pub struct Shell<Frame> {
    /// The texts in the reader's language.
    pub t: Words,
    /// The page's path.
    pub path: String,
    /// Where the language switch comes back to, path and query. None on the answer to a form: opening its address again would lose
    /// what was typed, or the only sight of what was answered.
    pub return_to: Option<String>,
    /// Where the page is served.
    pub entrance: Entrance,
    /// The zone's styles and pictures.
    pub assets: &'static Assets,
    /// What the zone's layout shows.
    pub frame: Frame,
}

impl<Frame> Shell<Frame> {
    /// For somebody who was not recognised yet.
    pub(crate) fn new<Z: Zone<Frame = Frame>>(zone: &Z, entrance: Entrance, request: &Parts) -> Self {
        let opened = matches!(request.method, Method::GET | Method::HEAD);
        Self {
            t: Words::new(language::of_browser(&request.headers), zone.catalogues()),
            path: request.uri.path().to_owned(),
            return_to: opened.then(|| request.uri.path_and_query().map_or("/", PathAndQuery::as_str).to_owned()),
            entrance,
            assets: zone.assets(),
            frame: zone.frame(entrance),
        }
    }

    /// The address of a style or picture.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.assets.href(name)
    }

    /// A form's title: where something is wrong it says so first, since a screen reader begins with it.
    #[must_use]
    pub fn title(&self, errors: &FieldErrors, page: impl Into<String>) -> String {
        let page = page.into();
        if errors.is_empty() { page } else { self.t.with("shell-error-title", [("title", page.as_str())]) }
    }
}

impl<Frame> Deref for Shell<Frame> {
    type Target = Frame;

    fn deref(&self) -> &Frame {
        &self.frame
    }
}

impl<S: Sync, Frame: Clone + Send + Sync + 'static> FromRequestParts<S> for Shell<Frame> {
    type Rejection = PageFault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageFault> {
        parts.extensions.get::<Self>().cloned().ok_or(PageFault::NotFound)
    }
}

/// A page.
///
/// # Errors
/// When the template fails.
pub fn page(template: &impl Template) -> Result<Response, PageFault> {
    page_with(StatusCode::OK, template)
}

/// A page with another status: 422 when what was typed cannot be taken.
///
/// # Errors
/// When the template fails.
pub fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, PageFault> {
    Ok((status, Html(template.render()?)).into_response())
}

/// To the next page, after a form was taken.
#[must_use]
pub fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A file to keep, never cached. `name` is ours: ASCII without quotes.
#[must_use]
pub fn file(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = (StatusCode::OK, [(CONTENT_TYPE, content_type)], bytes).into_response();
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
