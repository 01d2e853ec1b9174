//! What a zone provides for its pages.

use axum::response::Response;
use http::request::Parts;
use i18n::{Catalogues, Language};

use crate::{Assets, Entrance, Form, PageFault, Proofs, Shell, language};

/// A zone that serves pages. Each request gets a clone; clones share their state.
pub trait Zone: Clone + Send + Sync + 'static {
    /// What a route does: a row of the zone's access table.
    type Action: Copy + Send + Sync + 'static;
    /// Who makes a request, as identified by the zone; an unknown person is a visitor too.
    type Visitor: Send;
    /// What the zone's layout shows in addition to the contents of [`Shell`].
    type Frame: Clone + Send + Sync + 'static;

    /// An action that every visitor is allowed and that needs no identification by certificate. It is used for addresses where
    /// nothing is served.
    const ANYBODY: Self::Action;

    /// The texts of the zone's pages; they include [`crate::CATALOGUES`].
    fn catalogues(&self) -> &'static Catalogues;

    /// The assets of the zone's pages, built with [`Assets::with`].
    fn assets(&self) -> &'static Assets;

    /// What the layout shows at an entrance to a visitor who was not identified.
    fn frame(&self, entrance: Entrance) -> Self::Frame;

    /// Identifies the visitor by cookie or client certificate. An unknown person is a visitor too.
    ///
    /// # Errors
    /// The response to give if a database or service that it needs is unavailable.
    fn identify(&self, request: &Request<'_, Self::Action>) -> impl Future<Output = Result<Self::Visitor, Response>> + Send;

    /// The language that the visitor has stored as a preference; if `None`, the browser decides.
    fn language(&self, visitor: &Self::Visitor) -> Option<Language>;

    /// Stores the language that an identified visitor chose with the button of the layout.
    ///
    /// # Errors
    /// The response to give if it cannot be stored.
    fn choose_language(&self, visitor: &Self::Visitor, language: Language) -> impl Future<Output = Result<(), Response>> + Send;

    /// Fills the frame with what the layout shows to this visitor, who may still be refused.
    fn welcome(&self, visitor: &Self::Visitor, frame: &mut Self::Frame);

    /// Whether the access table allows the visitor the action.
    fn allows(&self, visitor: &Self::Visitor, action: Self::Action) -> bool;

    /// Grants handlers the proofs of who the visitor is. Called only after [`Zone::allows`] has returned true.
    fn prove(&self, visitor: Self::Visitor, proofs: &mut Proofs<'_>);

    /// Whether a refused form is to be [kept](Self::keep), which means that its body is read.
    fn keeps(&self, visitor: &Self::Visitor, request: &Request<'_, Self::Action>) -> bool;

    /// Keeps the form of a visitor whose session has ended, to show it again after the next sign-in. `path` is the form's.
    fn keep(&self, visitor: &Self::Visitor, path: &str, form: &Form) -> impl Future<Output = ()> + Send;

    /// The response to a visitor who is not allowed the action.
    fn refuse(&self, visitor: Self::Visitor, request: &Request<'_, Self::Action>, shell: &Shell<Self::Frame>) -> Response;

    /// Renders a fault: the template `fault.html` in the zone's layout.
    ///
    /// # Errors
    /// If the template fails.
    fn fault_page(&self, shell: &Shell<Self::Frame>, fault: &PageFault) -> Result<Response, PageFault>;
}

/// A request at a route, before admission.
pub struct Request<'a, Action> {
    /// Method, path and headers.
    pub parts: &'a Parts,
    /// The entrance at which it arrived.
    pub entrance: Entrance,
    /// The action of the route.
    pub action: Action,
    pub(crate) page: Option<&'static str>,
}

impl<Action> Request<'_, Action> {
    /// The language chosen in this browser, else the first supported one of its preferences.
    #[must_use]
    pub fn browser_language(&self) -> Language {
        language::of_browser(&self.parts.headers)
    }

    /// The path of the requested page, or for a form that of the nearest page above it, which can be opened once the visitor is
    /// identified. `None` if there is no such page.
    #[must_use]
    pub fn page(&self) -> Option<String> {
        self.page.map(|page| opened(self.parts.uri.path(), page))
    }
}

/// The beginning of a path that is as long as the path of a page.
pub(crate) fn opened(path: &str, page: &str) -> String {
    path.split('/').take(page.split('/').count()).collect::<Vec<_>>().join("/")
}
