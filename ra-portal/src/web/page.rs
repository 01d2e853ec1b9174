//! Rendering of pages, and the types of [`pages`] that handlers use.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

pub(crate) use pages::{Entrance, FieldErrors, Form, FormKey, PageFault, Source, cookies, file, see_other, too_many};

use super::NoPage;

/// Renders a page.
pub(crate) fn page(template: &impl Template) -> Result<Response, NoPage> {
    Ok(pages::page(template)?)
}

/// Renders a page with a status other than 200, such as 422 for invalid input.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, NoPage> {
    Ok(pages::page_with(status, template)?)
}
