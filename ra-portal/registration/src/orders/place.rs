//! Placing an order: from here on it has a number and a price.

use chassis::db::{StoreError, Tx};
use policies::Sale;
use serde_json::json;

use super::answers::Judge;
use super::service::{NoSuchOrder, find_of_account};
use super::{EventKind, Order, OrderId, OrderState, Orders, Placed, Price, Section, ShownTerms, store};
use crate::accounts::AccountId;
use crate::boundary::Boundary;
use crate::core::Core;
use crate::fault::Fault;
use crate::messages::{self, Amount, Content};
use crate::paris;

/// Why an order was not placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// No order of this account.
    #[error(transparent)]
    NotFound(#[from] NoSuchOrder),
    /// A section that was not answered, or whose answer is no longer right.
    #[error("section {} is to be answered", .0.name())]
    Incomplete(Section),
    /// The product is not sold any more.
    #[error("this product cannot be ordered")]
    NotForSale,
}

impl Orders {
    /// Places a draft: numbers it, freezes its price, tells the applicant how to pay. An order that was placed before is answered as it is.
    ///
    /// # Errors
    /// See [`PlaceError`] and [`Fault`].
    pub async fn place_order(&self, account: AccountId, order: OrderId, terms: &ShownTerms) -> Result<Order, Fault<PlaceError>> {
        let core = &self.core;
        let mut tx = core.db.begin_write().await?;
        let found = find_of_account(&mut tx, account, order).await?;
        let mut order = found.ok_or(Fault::Refused(PlaceError::NotFound(NoSuchOrder)))?;
        if order.placed.is_some() {
            return Ok(order);
        }
        let product = core.environment.policies.product(&order.product);
        let Some(sale) = product.and_then(|product| product.sale.as_ref()) else {
            return Err(Fault::Refused(PlaceError::NotForSale));
        };
        if let Some(section) = core.unanswered(&order, terms) {
            return Err(Fault::Refused(PlaceError::Incomplete(section)));
        }
        core.place(&mut tx, &mut order, sale).await?;
        tx.commit().await?;
        core.environment.boundaries.at(Boundary::OrderPlaced);
        Ok(order)
    }
}

impl Core {
    /// The first section that was not answered, or whose answer is no longer right today.
    fn unanswered(&self, order: &Order, terms: &ShownTerms) -> Option<Section> {
        let judge = Judge::of(self, order, terms);
        let application = &order.application;
        application.sections().find(|section| !application.answers(*section) || !judge.faults(*section).is_empty())
    }

    async fn place(&self, tx: &mut Tx, order: &mut Order, sale: &Sale) -> Result<(), StoreError> {
        let now = self.now();
        let number = store::next_number(tx, paris::day_of(now).year()).await?;
        let price = Price { excluding_vat_cents: sale.price_excluding_vat_cents.into(), vat_per_mille: sale.vat_per_mille };
        order.placed = Some(Placed { number: number.clone(), at: now, price });
        order.state = OrderState::DossierAwaited { since: now };
        if !store::update(tx, order).await? {
            return Err(StoreError::Stale);
        }
        store::record_event(tx, order.id, now, &EventKind::Placed).await?;
        let detail = json!({ "product": order.product, "price": price, "terms": order.application.terms });
        self.record(tx, &format!("account {}", order.account), "order.placed", number.as_str(), detail).await?;
        let amount = Amount {
            price_cents: price.including_vat_cents(),
            received_cents: 0,
            by: paris::day_of(now.plus(self.environment.settings.payment_within)),
        };
        messages::tell_account(self, tx, order, |facts| Content::OrderReceived(facts, amount)).await
    }
}
