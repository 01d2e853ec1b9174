//! Which order a page is about. Whose it is, the registration authority decides.

use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use registration::accounts::AccountId;
use registration::orders::OrderId;

use crate::web::{Applicant, PageFault, Portal};

/// The signed-in account and the `{id}` of the path.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnOrder {
    pub(super) account: AccountId,
    pub(super) id: OrderId,
}

impl FromRequestParts<Portal> for OwnOrder {
    type Rejection = PageFault;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, PageFault> {
        let session = Applicant::from_request_parts(parts, portal).await?;
        let Path(id) = Path::<String>::from_request_parts(parts, portal).await.map_err(|_| PageFault::NotFound)?;
        let id = id.parse().map_err(|_| PageFault::NotFound)?;
        Ok(Self { account: session.account, id })
    }
}

impl OwnOrder {
    /// The path of a page of this order.
    pub(super) fn page(self, page: &str) -> String {
        format!("/orders/{}/{page}", self.id)
    }
}
