//! Drafting and correcting orders.

use chassis::act::Act;
use chassis::db::{StoreError, Tx};
use jiff::civil::Date;
use pki::SystemRandom;
use policies::ProductName;

use super::Orders;
use crate::accounts::AccountId;
use crate::core::Core;
use crate::desk::{self, Consequences};
use crate::fault::{Fault, Never};
use crate::lifecycle::{self, Progress, apply};
use crate::orders::{self, AnswerRules, FieldFaults, Order, OrderId, OrderState, Section, ShownTerms, Typed, certificate_ends};
use crate::{payments, people};

/// Orders in an account's list.
const LISTED: u32 = 200;

/// The product is not on sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this product cannot be ordered")]
pub struct NotForSale;

/// The account has no such order: it does not exist, or belongs to another account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this account has no such order")]
pub struct NoSuchOrder;

/// Why answers were refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The account has no such order.
    #[error(transparent)]
    NotFound(#[from] NoSuchOrder),
    /// This section is not required, or can no longer be changed: the order was authorised, the terms were accepted when it was
    /// placed, or the invoice was issued.
    #[error("this section cannot be answered now")]
    Closed,
    /// Some fields are invalid; nothing was stored.
    #[error(transparent)]
    Fields(#[from] FieldFaults),
}

/// Why the answers to a section can no longer be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The terms were accepted when the order was placed.
    Accepted,
    /// The order was paid, and its invoice names the paying party.
    Invoiced,
    /// Two officers authorised the order with these data.
    Authorised,
}

impl Orders {
    /// Begins a draft, or returns the account's open draft of this product.
    ///
    /// # Errors
    /// [`NotForSale`]; see [`Fault`].
    pub async fn begin_order(&self, account: AccountId, product: &ProductName) -> Result<Order, Fault<NotForSale>> {
        let core = &self.core;
        if core.environment.policies.sale(product).is_none() {
            return Err(Fault::Refused(NotForSale));
        }
        let mut act = core.begin(format!("account {account}")).await?;
        let order = open_draft(&mut act, account, product).await?;
        act.commit().await?;
        Ok(order)
    }

    /// The day until which a listing must last for an order placed today; none if the product asks for no listing.
    #[must_use]
    pub fn listing_needed_until(&self, product: &ProductName) -> Option<Date> {
        let policies = &self.core.environment.policies;
        let asked = policies.offer(product)?.requirements.sections.contains(&Section::Listing);
        asked.then(|| certificate_ends(policies, product, self.core.now()))
    }

    /// An order of the account.
    ///
    /// # Errors
    /// [`NoSuchOrder`]; see [`Fault`].
    pub async fn order(&self, account: AccountId, order: OrderId) -> Result<Order, Fault<NoSuchOrder>> {
        let mut tx = self.core.db.begin_read().await?;
        self.core.find_of_account(&mut tx, account, order).await?.ok_or(Fault::Refused(NoSuchOrder))
    }

    /// The account's orders, newest first; at most 200.
    ///
    /// # Errors
    /// See [`Fault`].
    pub async fn orders_of(&self, account: AccountId) -> Result<Vec<Order>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let orders = orders::of_account(&self.core.order_keys, &mut tx, account, LISTED).await?;
        Ok(orders.into_iter().map(|order| self.core.up_to_date(order)).collect())
    }

    /// What is wrong now with an answer that was right when it was given: a listing that ends too early, terms that changed.
    #[must_use]
    pub fn outdated(&self, order: &Order, section: Section, terms: &ShownTerms) -> FieldFaults {
        if *order.state() == OrderState::Draft && order.application.answers(section) {
            AnswerRules::of(&self.core, order, terms).faults(section)
        } else {
            FieldFaults::default()
        }
    }

    /// Why a section of the account's order can no longer be changed; none when it can, or is not required.
    ///
    /// # Errors
    /// [`NoSuchOrder`]; see [`Fault`].
    pub async fn closed(
        &self,
        account: AccountId,
        order: OrderId,
        section: Section,
    ) -> Result<Option<Closed>, Fault<NoSuchOrder>> {
        let mut tx = self.core.db.begin_read().await?;
        let order = self.core.find_of_account(&mut tx, account, order).await?.ok_or(Fault::Refused(NoSuchOrder))?;
        Ok(closed(&mut tx, &order, section).await?)
    }

    /// What a change of a section of the account's order would mean for its pieces, its identity check and its review.
    ///
    /// # Errors
    /// [`NoSuchOrder`]; see [`Fault`].
    pub async fn consequences(
        &self,
        account: AccountId,
        order: OrderId,
        section: Section,
    ) -> Result<Consequences, Fault<NoSuchOrder>> {
        let mut tx = self.core.db.begin_read().await?;
        let order = self.core.find_of_account(&mut tx, account, order).await?.ok_or(Fault::Refused(NoSuchOrder))?;
        Ok(desk::consequences(&self.core.order_keys, &mut tx, &order, section).await?)
    }

    /// Stores the answers of one section; the others stay as they are. Between placing and authorisation, data can still be
    /// corrected: this voids a review, which the timeline records.
    ///
    /// # Errors
    /// See [`AnswerError`] and [`Fault`].
    pub async fn change_section(
        &self,
        account: AccountId,
        order: OrderId,
        section: Section,
        terms: &ShownTerms,
        typed: &Typed<'_>,
    ) -> Result<Order, Fault<AnswerError>> {
        let mut act = self.core.begin(format!("account {account}")).await?;
        let order = self.core.find_of_account(act.tx(), account, order).await?;
        let order = order.ok_or(Fault::Refused(AnswerError::NotFound(NoSuchOrder)))?;
        let order = change_section(&mut act, order, section, terms, typed).await?;
        act.commit().await?;
        Ok(order)
    }

    /// The progress of an order of the account.
    ///
    /// # Errors
    /// [`NoSuchOrder`]; see [`Fault`].
    pub async fn progress(&self, account: AccountId, order: OrderId) -> Result<Progress, Fault<NoSuchOrder>> {
        let mut tx = self.core.db.begin_read().await?;
        let order = self.core.find_of_account(&mut tx, account, order).await?.ok_or(Fault::Refused(NoSuchOrder))?;
        Ok(lifecycle::progress(&self.core, &mut tx, order).await?)
    }
}

/// The account's open draft of a product, or a new one.
async fn open_draft(act: &mut Act<'_, Core>, account: AccountId, product: &ProductName) -> Result<Order, StoreError> {
    let now = act.at();
    if let Some(draft) = orders::find_draft(&act.zone().order_keys, act.tx(), account, product).await? {
        return Ok(act.zone().up_to_date(draft));
    }
    let person = people::of_account(act.tx(), account, now).await?;
    let id = OrderId::generate(now, &mut SystemRandom);
    let order = act.zone().up_to_date(Order::draft(id, account, person, product.clone(), now));
    orders::insert(&act.zone().order_keys, act.tx(), &order).await?;
    Ok(order)
}

async fn change_section(
    act: &mut Act<'_, Core>,
    order: Order,
    section: Section,
    terms: &ShownTerms,
    typed: &Typed<'_>,
) -> Result<Order, Fault<AnswerError>> {
    let now = act.at();
    let is_asked = order.application.sections().any(|asked| asked == section);
    if !is_asked || closed(act.tx(), &order, section).await?.is_some() {
        return Err(Fault::Refused(AnswerError::Closed));
    }
    let answered = AnswerRules::of(act.zone(), &order, terms).answered(section, typed);
    let application = answered.map_err(|faults| Fault::Refused(faults.into()))?;
    if application == order.application {
        return Ok(order);
    }
    let reopened = desk::reopen_proofs(act, &order, section).await?;
    let outdates = !reopened.replaced.is_empty();
    let corrected = order.correct(section, application, outdates, now).map_err(|_| Fault::Refused(AnswerError::Closed))?;
    Ok(apply(act, corrected).await?)
}

impl Core {
    /// The order, if it belongs to the account.
    pub(super) async fn find_of_account(
        &self,
        tx: &mut Tx,
        account: AccountId,
        order: OrderId,
    ) -> Result<Option<Order>, StoreError> {
        let order = orders::find(&self.order_keys, tx, order).await?.filter(|order| order.account == account);
        Ok(order.map(|order| self.up_to_date(order)))
    }

    /// The order under the requirements that apply to it: those of a draft follow its product, which may require other sections
    /// and pieces by now.
    fn up_to_date(&self, mut order: Order) -> Order {
        if *order.state() == OrderState::Draft
            && let Some(offer) = self.environment.policies.offer(&order.product)
        {
            order.application = std::mem::take(&mut order.application).requiring(&offer.requirements);
        }
        order
    }
}

/// Why a section cannot be changed: in drafts every section can, in placed orders those that nobody signed for and no invoice
/// names.
async fn closed(tx: &mut Tx, order: &Order, section: Section) -> Result<Option<Closed>, StoreError> {
    let Some(placed) = order.placed() else { return Ok(None) };
    if section == Section::Terms {
        return Ok(Some(Closed::Accepted));
    }
    if !order.state().is_correctable() {
        return Ok(Some(Closed::Authorised));
    }
    let is_invoiced = section == Section::Billing && payments::state(tx, order.id, placed.price).await?.is_settled();
    Ok(is_invoiced.then_some(Closed::Invoiced))
}
