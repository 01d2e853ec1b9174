//! What a zone brings to its pages.

use axum::response::Response;
use http::request::Parts;
use i18n::{Catalogues, Language};

use crate::{Assets, Entrance, PageFault, Proofs, Shell};

/// A zone that serves pages. Clones share what they hold: each request gets one.
pub trait Zone: Clone + Send + Sync + 'static {
    /// What a route is for: a row of the zone's access table.
    type Action: Copy + Send + Sync + 'static;
    /// Who asks, as the zone recognised them; somebody unknown is a visitor too.
    type Visitor: Send;
    /// What the zone's own layout shows beside what every [`Shell`] has.
    type Frame: Clone + Send + Sync + 'static;

    /// An action that every visitor is allowed, and for which none needs to be recognised by certificate: it stands for addresses
    /// where nothing is served.
    const ANYBODY: Self::Action;

    /// The texts of the zone's pages; they include [`crate::CATALOGUES`].
    fn catalogues(&self) -> &'static Catalogues;

    /// The styles and pictures of the zone's pages; made with [`Assets::with`].
    fn assets(&self) -> &'static Assets;

    /// What the layout shows at an entrance to somebody who was not recognised.
    fn frame(&self, entrance: Entrance) -> Self::Frame;

    /// Recognises who asks, by cookie or by client certificate. Somebody unknown is a visitor, too.
    ///
    /// # Errors
    /// What is answered when a database or service that is needed for it does not answer.
    fn identify(&self, request: &Request<'_, Self::Action>) -> impl Future<Output = Result<Self::Visitor, Response>> + Send;

    /// The language that a visitor chose for good; without one, the browser decides.
    fn language(&self, visitor: &Self::Visitor) -> Option<Language>;

    /// Puts into the frame what the layout shows to this visitor, who may still be refused.
    fn welcome(&self, visitor: &Self::Visitor, frame: &mut Self::Frame);

    /// Whether the access table allows a visitor an action.
    fn allows(&self, visitor: &Self::Visitor, action: Self::Action) -> bool;

    /// Grants handlers their proof of who asks. Called only after [`Zone::allows`].
    fn prove(&self, visitor: Self::Visitor, proofs: &mut Proofs<'_>);

    /// What is answered to a visitor who is not allowed the action.
    fn refuse(&self, visitor: Self::Visitor, request: &Request<'_, Self::Action>, shell: &Shell<Self::Frame>) -> Response;

    /// A page that says that there is no page, and why: the template `fault.html` in the zone's layout.
    ///
    /// # Errors
    /// When the template fails.
    fn fault_page(&self, shell: &Shell<Self::Frame>, fault: &PageFault) -> Result<Response, PageFault>;
}

/// A request at a route, before it is admitted.
pub struct Request<'a, Action> {
    /// Method, path and headers.
    pub parts: &'a Parts,
    /// Where it came in.
    pub entrance: Entrance,
    /// What the route is for.
    pub action: Action,
    pub(crate) page: Option<&'static str>,
}

impl<Action> Request<'_, Action> {
    /// The path of the page that was asked for; of a form, of the nearest page above it, which can be opened once the visitor is
    /// recognised. None where there is no such page.
    #[must_use]
    pub fn page(&self) -> Option<String> {
        let path = self.parts.uri.path();
        self.page.map(|page| path.split('/').take(page.split('/').count()).collect::<Vec<_>>().join("/"))
    }
}
