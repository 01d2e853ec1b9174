//! Placing an order, which gives it a number and a price.

use chassis::act::Act;

use super::Orders;
use super::drafts::NoSuchOrder;
use crate::accounts::AccountId;
use crate::core::Core;
use crate::failpoint::Failpoint;
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::orders::{self, AnswerRules, Order, OrderId, Placed, Price, Section, ShownTerms};
use crate::paris;

/// Why an order was not placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// The account has no such order.
    #[error(transparent)]
    NotFound(#[from] NoSuchOrder),
    /// A section is not answered, or its answer is no longer right.
    #[error("section {} must be answered", .0.name())]
    Incomplete(Section),
    /// The product is no longer on sale.
    #[error("this product cannot be ordered")]
    NotForSale,
}

impl Orders {
    /// Places a draft: gives it a number, freezes its price, and notifies the applicant how to pay. Idempotent: an order that was
    /// placed before is returned as it is.
    ///
    /// # Errors
    /// See [`PlaceError`] and [`Fault`].
    pub async fn place_order(&self, account: AccountId, order: OrderId, terms: &ShownTerms) -> Result<Order, Fault<PlaceError>> {
        let mut act = self.core.begin(format!("account {account}")).await?;
        let order = place(&mut act, account, order, terms).await?;
        act.commit().await?;
        self.core.environment.failpoints.hit(Failpoint::OrderPlaced);
        Ok(order)
    }
}

async fn place(
    act: &mut Act<'_, Core>,
    account: AccountId,
    order: OrderId,
    terms: &ShownTerms,
) -> Result<Order, Fault<PlaceError>> {
    let (core, at) = (act.zone(), act.at());
    let found = core.find_of_account(act.tx(), account, order).await?;
    let order = found.ok_or(Fault::Refused(PlaceError::NotFound(NoSuchOrder)))?;
    if order.placed().is_some() {
        return Ok(order);
    }
    let sale = core.environment.policies.sale(&order.product).ok_or(Fault::Refused(PlaceError::NotForSale))?;
    if let Some(section) = core.unanswered(&order, terms) {
        return Err(Fault::Refused(PlaceError::Incomplete(section)));
    }
    let placed = Placed {
        number: orders::next_number(act.tx(), paris::day_of(at).year()).await?,
        at,
        price: Price { excluding_vat_cents: sale.price_excluding_vat_cents.into(), vat_per_mille: sale.vat_per_mille },
    };
    Ok(apply(act, order.place(placed)?).await?)
}

impl Core {
    /// The first section that is not answered, or whose answer is no longer right.
    fn unanswered(&self, order: &Order, terms: &ShownTerms) -> Option<Section> {
        let rules = AnswerRules::of(self, order, terms);
        let application = &order.application;
        application.sections().find(|section| !application.answers(*section) || !rules.faults(*section).is_empty())
    }
}
