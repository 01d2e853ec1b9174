//! Where an order stands (M3): what is awaited, from whom, by when.

use std::time::Duration;

use chassis::db::{StoreError, Tx};
use pki::Timestamp;
use policies::Product;

use super::service::{NoSuchOrder, find_of_account};
use super::{Awaited, Event, EventKind, Order, OrderId, OrderState, Orders, Party, Timeline, store};
use crate::accounts::AccountId;
use crate::core::Core;
use crate::fault::Fault;
use crate::payments::{self, PaymentState};
use crate::settings::Settings;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// An order, its money and its timeline.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The order.
    pub order: Order,
    /// How its money stands.
    pub payment: PaymentState,
    /// What happened, what is awaited.
    pub timeline: Timeline,
}

impl Orders {
    /// Where an order of the account stands.
    ///
    /// # Errors
    /// [`NoSuchOrder`]; see [`Fault`].
    pub async fn standing(&self, account: AccountId, order: OrderId) -> Result<Standing, Fault<NoSuchOrder>> {
        let mut tx = self.core.db.begin_read().await?;
        let order = find_of_account(&mut tx, account, order).await?.ok_or(Fault::Refused(NoSuchOrder))?;
        Ok(self.core.standing(&mut tx, order).await?)
    }
}

impl Core {
    async fn standing(&self, tx: &mut Tx, order: Order) -> Result<Standing, StoreError> {
        let payment = match &order.placed {
            Some(placed) => payments::state(tx, order.id, placed.price).await?,
            None => PaymentState::Pending,
        };
        let events = store::events(tx, order.id).await?;
        let product = self.environment.policies.product(&order.product);
        let awaited = Expectations { settings: &self.environment.settings, product, events: &events }.of(&order, &payment);
        Ok(Standing { payment, timeline: Timeline { events, awaited }, order })
    }
}

/// What awaiting is measured by.
struct Expectations<'a> {
    settings: &'a Settings,
    product: Option<&'a Product>,
    events: &'a [Event],
}

impl Expectations<'_> {
    /// What is awaited; money and dossier run side by side until the order is authorised.
    fn of(&self, order: &Order, payment: &PaymentState) -> Vec<(Awaited, Party, Option<Timestamp>)> {
        use Party::{Applicant, Carrier, RegistrationAuthority};
        let Settings { dossier_within, review_within, production_within, payment_within, .. } = self.settings;
        let mut awaited = Vec::new();
        if let Some(placed) = &order.placed
            && !payment.is_settled()
            && order.state.is_correctable()
        {
            awaited.push((Awaited::Payment, Applicant, Some(placed.at.plus(*payment_within))));
        }
        if order.state.is_correctable() && !order.application.is_complete() {
            awaited.push((Awaited::Spelling, Applicant, None));
        }
        let within = |length: &Duration| Some(order.since().plus(*length));
        match &order.state {
            OrderState::Draft => awaited.push((Awaited::Placing, Applicant, None)),
            OrderState::DossierAwaited { .. } => awaited.push((Awaited::Dossier, Applicant, within(dossier_within))),
            OrderState::UnderReview { .. } => {
                if !self.is_identity_checked() {
                    awaited.push((Awaited::IdentityCheck, Applicant, within(dossier_within)));
                }
                awaited.push((Awaited::Review, RegistrationAuthority, within(review_within)));
            }
            OrderState::CorrectionAsked { .. } => awaited.push((Awaited::Correction, Applicant, within(dossier_within))),
            OrderState::Reviewed(_) => awaited.push((Awaited::Authorisation, RegistrationAuthority, within(review_within))),
            OrderState::Authorised { .. } => {
                awaited.push((Awaited::Production, RegistrationAuthority, within(production_within)))
            }
            OrderState::InProduction { .. } => {
                awaited.push((Awaited::Shipping, RegistrationAuthority, within(production_within)))
            }
            OrderState::Shipped { .. } => {
                awaited.push((Awaited::Arrival, Carrier, self.arrival()));
                awaited.push((Awaited::FirstLogin, Applicant, None));
            }
            OrderState::Activated { .. } => awaited.push((Awaited::Acceptance, Applicant, None)),
            OrderState::WrongDataReported { .. } => {
                awaited.push((Awaited::Replacement, RegistrationAuthority, within(review_within)));
            }
            OrderState::Accepted { .. } | OrderState::Revoked { .. } => {}
        }
        awaited
    }

    /// Whether the last identity check was not voided by a change of what it proved.
    fn is_identity_checked(&self) -> bool {
        let about = |event: &&Event| match &event.what {
            EventKind::IdentityChecked => true,
            EventKind::ProofsReopened { identity_check, .. } => *identity_check,
            _ => false,
        };
        self.events.iter().rfind(about).is_some_and(|event| event.what == EventKind::IdentityChecked)
    }

    /// When the token is to arrive at the latest: counted from the day on which the dossier was complete.
    fn arrival(&self) -> Option<Timestamp> {
        let complete = self.events.iter().rfind(|event| event.what == EventKind::DossierReceived)?;
        let days = u32::from(*self.product?.sale.as_ref()?.delivery_days.end());
        Some(complete.at.plus(DAY * days))
    }
}
