//! What is awaited of an order, from whom and by when (M3): the same for the applicant's page, the officers' queue and the mails.

use std::time::Duration;

use pki::Timestamp;

use crate::orders::{Awaited, Event, EventKind, Order, OrderState};
use crate::settings::Settings;

const DAY: Duration = Duration::from_secs(24 * 3600);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expectation {
    pub what: Awaited,
    /// By when it is awaited, if there is a date.
    pub by: Option<Timestamp>,
}

/// What expectations depend on besides the order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Whether the price was received.
    pub(crate) paid: bool,
    /// Required pieces that were handed in and not decided on.
    pub(crate) open_pieces: usize,
    /// Whether there is an identity check that was not voided.
    pub(crate) identity_checked: bool,
    /// When the dossier was last handed in: the delivery time begins then.
    pub(crate) dossier_complete_at: Option<Timestamp>,
    /// Days from the complete dossier to the token's arrival; none if the product is no longer on sale.
    pub(crate) delivery_days: Option<u32>,
}

impl Known {
    /// Derives it from the timeline of an order.
    pub(crate) fn of(events: &[Event], paid: bool, open_pieces: usize, delivery_days: Option<u32>) -> Self {
        let about_the_check = |event: &&Event| match &event.what {
            EventKind::IdentityChecked => true,
            EventKind::ProofsReopened { identity_check, .. } => *identity_check,
            _ => false,
        };
        let last = events.iter().rfind(about_the_check);
        Self {
            paid,
            open_pieces,
            identity_checked: last.is_some_and(|event| event.what == EventKind::IdentityChecked),
            dossier_complete_at: events.iter().rfind(|event| event.what == EventKind::DossierReceived).map(|event| event.at),
            delivery_days,
        }
    }

    fn arrival(&self) -> Option<Timestamp> {
        Some(self.dossier_complete_at?.plus(DAY * self.delivery_days?))
    }
}

/// What is awaited of an order, most urgent first; nothing at its end. Until the order is authorised, money and dossier are
/// awaited at the same time.
pub(crate) fn expectations(order: &Order, known: &Known, settings: &Settings) -> Vec<Expectation> {
    let Settings { dossier_within, review_within, production_within, payment_within, .. } = settings;
    let within = |length: &Duration| Some(order.since().plus(*length));
    let mut awaited = Vec::new();
    let mut expect = |what, by| awaited.push(Expectation { what, by });
    if let Some(placed) = order.placed()
        && order.state().is_correctable()
    {
        if !order.application.is_complete() {
            expect(Awaited::Spelling, None);
        }
        if !known.paid {
            expect(Awaited::Payment, Some(placed.at.plus(*payment_within)));
        }
    }
    match order.state() {
        OrderState::Draft => expect(Awaited::Placing, None),
        OrderState::DossierAwaited { .. } => expect(Awaited::Dossier, within(dossier_within)),
        OrderState::UnderReview { .. } => {
            if known.open_pieces > 0 {
                expect(Awaited::Pieces, within(review_within));
            }
            if !known.identity_checked {
                expect(Awaited::IdentityCheck, within(dossier_within));
            }
            if known.open_pieces == 0 && known.identity_checked {
                expect(Awaited::Review, within(review_within));
            }
        }
        OrderState::CorrectionAsked { .. } => expect(Awaited::Correction, within(dossier_within)),
        // Without the money, no officer can do anything.
        OrderState::Reviewed(_) if !known.paid => {}
        OrderState::Reviewed(_) => expect(Awaited::Authorisation, within(review_within)),
        OrderState::Authorised { approved_at: None, .. } => expect(Awaited::Approval, within(production_within)),
        OrderState::Authorised { .. } => expect(Awaited::Production, within(production_within)),
        OrderState::InProduction { .. } => expect(Awaited::Shipping, within(production_within)),
        OrderState::Shipped { .. } => {
            expect(Awaited::Arrival, known.arrival());
            expect(Awaited::FirstLogin, None);
        }
        OrderState::Activated { .. } => expect(Awaited::Acceptance, None),
        OrderState::WrongDataReported { .. } => expect(Awaited::Replacement, within(review_within)),
        OrderState::Accepted { .. } | OrderState::Revoked { .. } => {}
    }
    awaited
}
