//! Showing a form again with what was entered: in another language, or on the page that says why nothing was done.

use std::sync::{Arc, Mutex, PoisonError};

use http::Method;
use http::request::Parts;
use i18n::Language;

/// Marks a request that only asks for its form in another language.
#[derive(Clone, Copy)]
pub(crate) struct AskedAgain;

/// Where the form of a request leaves what was entered, for the page that is shown if the handler fails.
#[derive(Clone, Default)]
pub(crate) struct TypedSlot(Arc<Mutex<Vec<String>>>);

impl TypedSlot {
    pub(crate) fn fill(&self, typed: Vec<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = typed;
    }

    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The language in which a form is asked for again: the button of the layout sends the form to its own address with
/// `?language=`.
pub(crate) fn language(request: &Parts) -> Option<Language> {
    let query = request.uri.query().filter(|_| request.method == Method::POST)?;
    query.split('&').find_map(|field| field.strip_prefix("language="))?.parse().ok()
}
