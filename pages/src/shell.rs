//! The value `shell` of every template: the reader's language, the page's address, and what the zone's layout shows.

use std::ops::Deref;
use std::time::Duration;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, RETRY_AFTER};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use i18n::Words;

use crate::{Assets, Entrance, FieldErrors, PageFault};

/// Passed to every template as `shell`. It dereferences to the zone's own layout data.
#[derive(Clone, Debug)]
pub struct Shell<Frame> {
    /// The texts in the reader's language.
    pub t: Words,
    /// The path of the page.
    pub path: String,
    /// Path and query that the language switch returns to. `None` on the response to a form: opening its address again would
    /// lose the entered values or the response, which may be shown only once.
    pub return_to: Option<String>,
    /// On the response to a form, the page that the form belongs to, or the nearest page above it.
    pub back: Option<String>,
    /// On an error page, what was entered into the form: see [`Form::typed`](crate::Form::typed).
    pub typed: Vec<String>,
    /// The entrance at which the page is served.
    pub entrance: Entrance,
    /// The zone's assets.
    pub assets: &'static Assets,
    /// The zone's own layout data.
    pub frame: Frame,
}

impl<Frame> Shell<Frame> {
    /// The URL of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.assets.href(name)
    }

    /// The page title of a form. If there are errors, it begins with saying so, because screen readers read the title first.
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

/// Renders a page.
///
/// # Errors
/// If the template fails.
pub fn page(template: &impl Template) -> Result<Response, PageFault> {
    page_with(StatusCode::OK, template)
}

/// Renders a page with a status other than 200, such as 422 for a form with errors.
///
/// # Errors
/// If the template fails.
pub fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, PageFault> {
    Ok((status, Html(template.render()?)).into_response())
}

/// Turns a page into the answer to a reader who has to wait: status 429, and when to try again.
#[must_use]
pub fn too_many(mut page: Response, retry_after: Duration) -> Response {
    *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    retry_later(&mut page, retry_after);
    page
}

/// Sets `Retry-After`, in seconds rounded up.
pub(crate) fn retry_later(response: &mut Response, retry_after: Duration) {
    let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
}

/// Redirects to the next page after a form was accepted.
#[must_use]
pub fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A file to download, never cached. `name` must be ASCII without quotation marks.
#[must_use]
pub fn file(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = (StatusCode::OK, [(CONTENT_TYPE, content_type)], bytes).into_response();
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
