//! What handlers make pages of.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

pub(crate) use pages::{Entrance, FieldErrors, Form, FormKey, PageFault, Source, cookies, file, see_other};

use super::NoPage;

/// A page.
pub(crate) fn page(template: &impl Template) -> Result<Response, NoPage> {
    Ok(pages::page(template)?)
}

/// A page with another status: 422 when what was typed cannot be taken.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, NoPage> {
    Ok(pages::page_with(status, template)?)
}
