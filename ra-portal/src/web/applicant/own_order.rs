//! The order that a page is about. The registration authority decides whether it belongs to the account.

use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use i18n::Words;
use registration::accounts::AccountId;
use registration::fault::Never;
use registration::ordering::NoSuchOrder;
use registration::orders::OrderId;

use crate::web::{Applicant, NoPage, PageFault, Portal, Refusal};

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

impl Refusal for NoSuchOrder {
    type Told = Never;

    fn told(self, _: Words) -> Result<Never, NoPage> {
        Err(PageFault::NotFound.into())
    }
}

impl OwnOrder {
    /// The path of a page of this order.
    pub(super) fn page(self, page: &str) -> String {
        format!("/orders/{}/{page}", self.id)
    }
}
