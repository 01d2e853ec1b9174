//! Placing, and what can still change afterwards.

use std::time::Duration;

use chassis::db::StoreError;
use pki::{Digest, Id, SystemRandom};

use super::{Office, in_an_office, typed};
use crate::fault::Fault;
use crate::lifecycle::Expectation;
use crate::ordering::{AnswerError, Closed, PlaceError};
use crate::orders::{self, ActivationContact, Awaited, EventKind, FieldFault, Order, OrderState, Review, Section, ShownTerms};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn an_order_is_placed_once_and_numbered_without_gaps() {
    in_an_office(async |office| {
        let placed = office.place().await;
        let facts = placed.placed().cloned().unwrap();
        assert_eq!(facts.number.as_str(), "SC-2026-000001");
        // M1: 159 € before tax, so 31.80 € of VAT at 20 %.
        assert_eq!((facts.price.vat_cents(), facts.price.including_vat_cents()), (3_180, 19_080));
        let again = office.registration.orders.place_order(office.account, placed.id, &office.terms).await.unwrap();
        assert_eq!(again.placed(), Some(&facts));
        // On New Year's Eve the year begins in Paris an hour earlier than in UTC.
        office.pass(DAY * 39 + Duration::from_hours(14) + Duration::from_mins(30));
        assert_eq!(office.registration.now().to_string(), "2026-12-31T23:30:00.000Z");
        let second = office.place().await;
        assert_ne!(second.id, placed.id);
        assert_eq!(second.person, placed.person);
        assert_eq!(second.placed().unwrap().number.as_str(), "SC-2027-000001");
        let listed: Vec<_> =
            office.registration.orders.orders_of(office.account).await.unwrap().iter().map(|order| order.id).collect();
        assert_eq!(listed, [second.id, placed.id]);
    })
    .await;
}

#[tokio::test]
async fn outdated_answers_of_a_draft_must_be_given_again() {
    in_an_office(async |office| {
        let order = office.fill().await;
        let newer = ShownTerms { version: "2027-01-01".to_owned(), digest: Digest::of(b"newer") };
        let refused = office.registration.orders.place_order(office.account, order.id, &newer).await;
        assert!(matches!(refused, Err(Fault::Refused(PlaceError::Incomplete(Section::Terms)))));
        // The listing ends on 2031-12-31; a certificate issued in 2029 is valid until 2032.
        office.pass(DAY * 1000);
        let refused = office.registration.orders.place_order(office.account, order.id, &office.terms).await;
        assert!(matches!(refused, Err(Fault::Refused(PlaceError::Incomplete(Section::Listing)))));
        let outdated = office.registration.orders.outdated(&order, Section::Listing, &office.terms);
        let [(field, FieldFault::EndsBeforeCertificate { .. })] = outdated.iter().collect::<Vec<_>>()[..] else {
            panic!("{outdated:?}");
        };
        assert_eq!(field, "listing-ends");
    })
    .await;
}

#[tokio::test]
async fn a_placed_order_awaits_money_and_dossier() {
    in_an_office(async |office| {
        let placed = office.place().await;
        let progress = office.registration.orders.progress(office.account, placed.id).await.unwrap();
        let at = placed.placed().unwrap().at;
        assert_eq!(progress.events.iter().map(|event| (event.at, &event.what)).collect::<Vec<_>>(), [(at, &EventKind::Placed)]);
        assert_eq!(
            progress.awaited,
            [
                Expectation { what: Awaited::Payment, by: Some(at.plus(DAY * 30)) },
                Expectation { what: Awaited::Dossier, by: Some(at.plus(DAY * 90)) },
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn data_changed_after_the_review_void_it_with_an_event() {
    in_an_office(async |office| {
        let order = office.place().await;
        office.reviewed(&order).await;
        // The same answer again changes nothing.
        let same = office.type_in(order.id, Section::Contact, typed(Section::Contact)).await.unwrap();
        assert_eq!(same.state().name(), "reviewed");
        office.pass(DAY);
        office.type_in(order.id, Section::Contact, &[("contact", "email")]).await.unwrap();
        let progress = office.registration.orders.progress(office.account, order.id).await.unwrap();
        assert_eq!(*progress.order.state(), OrderState::UnderReview { since: office.registration.now() });
        assert_eq!(progress.order.application.contact, Some(ActivationContact::Email));
        assert_eq!(progress.events.last().map(|event| &event.what), Some(&EventKind::ReviewVoided));
    })
    .await;
}

#[tokio::test]
async fn data_that_were_signed_for_cannot_be_changed() {
    in_an_office(async |office| {
        let order = office.place().await;
        let closed = |answer| assert!(matches!(answer, Err(Fault::Refused(AnswerError::Closed))));
        closed(office.type_in(order.id, Section::Terms, typed(Section::Terms)).await);
        let why = async |section| office.registration.orders.closed(office.account, order.id, section).await.unwrap();
        assert_eq!((why(Section::Terms).await, why(Section::Billing).await), (Some(Closed::Accepted), None));
        let review = office.reviewed(&order).await;
        let at = office.registration.now();
        let by = Id::generate(at, &mut SystemRandom);
        office.set_state(&order, OrderState::Authorised { review, by, at, approved_at: None }).await;
        for section in [Section::Identity, Section::Delivery, Section::Billing] {
            closed(office.type_in(order.id, section, typed(section)).await);
            assert_eq!(why(section).await, Some(Closed::Authorised));
        }
    })
    .await;
}

impl Office {
    /// Reviews the order, as an officer would.
    async fn reviewed(&self, order: &Order) -> Review {
        let at = self.registration.now();
        let review = Review { by: Id::generate(at, &mut SystemRandom), at, seen: Digest::of(b"seen") };
        self.set_state(order, OrderState::Reviewed(review.clone())).await;
        review
    }

    async fn set_state(&self, order: &Order, state: OrderState) {
        let keys = &self.registration.core.order_keys;
        let mut tx = self.registration.core.db.begin_write().await.unwrap();
        let order = orders::find(keys, &mut tx, order.id).await.unwrap().unwrap().forced_into(state);
        orders::update(keys, &mut tx, order.clone()).await.unwrap();
        // A writer that read the order before is refused.
        assert_eq!(orders::update(keys, &mut tx, order.clone()).await.unwrap_err(), StoreError::Stale);
        let number = &order.placed().unwrap().number;
        assert_eq!(orders::find_by_number(keys, &mut tx, number).await.unwrap().unwrap().id, order.id);
        tx.commit().await.unwrap();
    }
}
