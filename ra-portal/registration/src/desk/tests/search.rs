//! Finding orders.

use super::*;
use crate::orders::Review;
use crate::search::{FoundOrder, SearchError};

/// Every way to find the office's order once it has a token.
const WAYS: [&str; 5] = ["SC-2026-000001", "T-0000-0001", "Holder.1@sceau.example.org", "kerv", "kervadec MAELLE"];

async fn found(office: &Office, officer: &Officer, typed: &str) -> Vec<FoundOrder> {
    office.registration.search.find(officer, typed).await.unwrap().orders
}

/// Changes the order as a transition would.
async fn force(office: &Office, state: OrderState) {
    let core = &office.registration.core;
    let mut tx = core.db.begin_write().await.unwrap();
    let order = orders::find(&core.order_keys, &mut tx, office.order).await.unwrap().unwrap();
    orders::update(&core.order_keys, &mut tx, order.forced_into(state)).await.unwrap();
    tx.commit().await.unwrap();
    core.order_index.note_change(office.order);
}

#[tokio::test]
async fn an_order_is_found_in_every_state_by_each_way() {
    in_an_office(async |office| {
        let ines = office.officer("ines.vautrin").await;
        office.registration.search.keep_index().await.unwrap();
        place(&office.registration.core.db, AccountId::generate(office.clock.now(), &mut SystemRandom), 2, "Loïc", "Morvan")
            .await;
        let (at, token) = (office.clock.now(), || "T-0000-0001".parse().unwrap());
        let review = || Review { by: ines.id(), at, seen: Digest::of(b"seen") };
        for (state, has_token) in [
            (OrderState::DossierAwaited { since: at }, false),
            (OrderState::UnderReview { since: at }, false),
            (OrderState::CorrectionAsked { since: at }, false),
            (OrderState::Reviewed(review()), false),
            (OrderState::Authorised { review: review(), by: ines.id(), at, approved_at: None }, false),
            (OrderState::InProduction { token: token(), since: at }, true),
            (OrderState::Shipped { token: token(), at, tracking: None }, true),
            (OrderState::Activated { token: token(), at }, true),
            (OrderState::Accepted { token: token(), at }, true),
            (OrderState::WrongDataReported { token: token(), at, report: "Mon prénom est faux.".to_owned() }, true),
            (OrderState::Revoked { token: token(), at }, true),
        ] {
            let name = state.name();
            force(office, state).await;
            for way in WAYS {
                let ids: Vec<OrderId> = found(office, &ines, way).await.iter().map(|order| order.id).collect();
                let is_token = way.starts_with("T-");
                assert_eq!(ids, if is_token && !has_token { vec![] } else { vec![office.order] }, "{name} {way}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_found_by_the_address_of_its_account_alone() {
    in_an_office(async |office| {
        let ines = office.officer("ines.vautrin").await;
        office.registration.search.keep_index().await.unwrap();
        office.pass(Duration::from_secs(1)).await;
        let draft = office.registration.orders.begin_order(office.account, &"expert-card".parse().unwrap()).await.unwrap();
        let states: Vec<_> = found(office, &ines, WAYS[2]).await.iter().map(|order| (order.id, order.number.is_some())).collect();
        assert_eq!(states, [(draft.id, false), (office.order, true)]);
    })
    .await;
}

#[tokio::test]
async fn a_search_before_and_after_a_restart_sees_every_committed_change() {
    in_an_office(async |office| {
        let ines = office.officer("ines.vautrin").await;
        let search = &office.registration.search;
        let before = search.find(&ines, "kervadec").await.unwrap();
        assert_eq!((before.orders.len(), before.loading), (0, Some((0, 1))), "the index is not read yet");
        assert_eq!(found(office, &ines, "SC-2026-000001").await.len(), 1, "numbers work already");
        // A change before the index is read.
        office.hand_in().await;
        assert_eq!(found(office, &ines, "kervadec").await[0].state, "under-review");
        search.keep_index().await.unwrap();
        let after = search.find(&ines, "kervadec").await.unwrap();
        assert_eq!((after.orders.len(), after.loading), (1, None));
        // What another program changed is seen a day later.
        let other = AccountId::generate(office.clock.now(), &mut SystemRandom);
        place(&office.registration.core.db, other, 2, "Loïc", "Kervadec").await;
        search.keep_index().await.unwrap();
        assert_eq!(found(office, &ines, "kervadec").await.len(), 1);
        office.pass(DAY).await;
        search.keep_index().await.unwrap();
        let numbers: Vec<_> = found(office, &ines, "kervadec").await.into_iter().filter_map(|order| order.number).collect();
        assert_eq!(numbers, ["SC-2026-000002".parse().unwrap(), "SC-2026-000001".parse().unwrap()], "the latest first");
    })
    .await;
}

#[tokio::test]
async fn a_search_is_on_the_ledger_without_its_text() {
    in_an_office(async |office| {
        let ines = office.officer("ines.vautrin").await;
        for typed in WAYS {
            office.registration.search.find(&ines, typed).await.unwrap();
        }
        let refused = office.registration.search.find(&ines, "le").await;
        assert!(matches!(refused, Err(Fault::Refused(SearchError::NoQuery))), "{refused:?}");
        let mut tx = office.registration.core.db.begin_read().await.unwrap();
        let ledger = ledger::entries(&mut tx, 0, 1000).await.unwrap();
        let searched: Vec<_> = ledger.iter().filter(|entry| entry.action == "orders.searched").collect();
        assert_eq!(searched.len(), WAYS.len());
        for entry in searched {
            let said = format!("{} {}", entry.subject, entry.detail).to_uppercase();
            assert!(
                entry.actor == ines.actor() && !["KERV", "SC-2026", "T-0000", "HOLDER"].iter().any(|text| said.contains(text)),
                "{said}"
            );
        }
    })
    .await;
}
