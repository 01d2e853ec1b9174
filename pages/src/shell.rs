//! What is around every page: the reader's language, whether somebody is signed in, where the page is.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use registration::access::{Action, allows};
use registration::officers::Officer;

use super::{Entrance, FieldErrors, PageFault};
use crate::i18n::Words;

/// Given to every template as `shell`.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    /// The texts in the reader's language.
    pub(crate) t: Words,
    /// The account's address, when somebody is signed in.
    pub(crate) signed_in: Option<String>,
    /// The officer, on the officers' pages.
    pub(crate) officer: Option<Officer>,
    /// The page's path.
    pub(crate) path: String,
    /// Where the language switch comes back to, path and query. None on the answer to a form: opening its address again would lose
    /// what was typed, or the only sight of what was answered.
    pub(crate) return_to: Option<String>,
    /// Where the page is served.
    pub(crate) entrance: Entrance,
    /// Where the public entrance is: `https://host:port`.
    pub(crate) public_site: String,
    /// Where the entrance with certificates is.
    pub(crate) certificate_site: String,
    /// Support, as people dial it.
    pub(crate) support_telephone: String,
    /// Support, by mail.
    pub(crate) support_email: String,
    /// Emergency revocation, as people dial it.
    pub(crate) revocation_telephone: String,
    /// Who runs this.
    pub(crate) supplier: String,
    /// Whether this is a demonstration, which its pages say.
    pub(crate) demonstration: bool,
}

impl Shell {
    /// Whether the officer at this page may try an action: what is not allowed is not offered.
    pub(crate) fn may(&self, action: Action) -> bool {
        self.officer.as_ref().is_some_and(|officer| allows(officer.roles(), action))
    }

    /// A form's title: where something is wrong it says so first, since a screen reader begins with it.
    pub(crate) fn title(&self, errors: &FieldErrors, page: impl Into<String>) -> String {
        let page = page.into();
        if errors.is_empty() { page } else { self.t.with("shell-error-title", [("title", page.as_str())]) }
    }
}

impl<State: Sync> FromRequestParts<State> for Shell {
    type Rejection = PageFault;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, PageFault> {
        parts.extensions.get::<Self>().cloned().ok_or(PageFault::NotFound)
    }
}

/// A page.
pub(crate) fn page(template: &impl Template) -> Result<Response, PageFault> {
    page_with(StatusCode::OK, template)
}

/// A page with another status: 422 when what was typed cannot be taken.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, PageFault> {
    Ok((status, Html(template.render()?)).into_response())
}

/// To the next page, after a form was taken.
pub(crate) fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A file to keep, never cached. `name` is ours: ASCII without quotes.
pub(crate) fn file(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = (StatusCode::OK, [(CONTENT_TYPE, content_type)], bytes).into_response();
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
