//! The status feed: it has no gaps and is consistent with its snapshot.

use std::collections::BTreeMap;

use ca_contract::status::{FollowStatus, SignedCrl, SnapshotPage, StatusChange, StatusEvent, StatusEvents, StatusSnapshot};
use testbed::{CODES, Scenario, Testbed, ask};

use super::{on_every_testbed, receipt};

async fn follow(testbed: &Testbed, after: u64, at_most: u16) -> Option<Vec<StatusEvent>> {
    let question = FollowStatus { after, at_most, wait_ms: 0 };
    match ask(&testbed.callers.responder, &question).await.expect("the feed is followed") {
        StatusEvents::Events { events, .. } => Some(events),
        StatusEvents::Gap { .. } => None,
    }
}

/// The whole feed, in pages.
async fn history(testbed: &Testbed) -> Vec<StatusEvent> {
    let mut history: Vec<StatusEvent> = Vec::new();
    loop {
        let after = history.last().map_or(0, |event| event.sequence);
        let page = follow(testbed, after, 3).await.expect("the events");
        assert!(page.len() <= 3, "at most as many as requested");
        if page.is_empty() {
            return history;
        }
        history.extend(page);
    }
}

async fn snapshot(testbed: &Testbed, at_most: u16) -> Vec<SnapshotPage> {
    let mut pages: Vec<SnapshotPage> = Vec::new();
    loop {
        let page = pages.last().and_then(|page| page.next);
        let page = ask(&testbed.callers.responder, &StatusSnapshot { page, at_most }).await.expect("a page");
        assert!(page.issued.len() + page.revoked.len() <= usize::from(at_most));
        let last = page.next.is_none();
        pages.push(page);
        if last {
            return pages;
        }
    }
}

#[tokio::test]
async fn the_feed_has_no_gaps_and_an_invalid_position_is_answered_with_a_restart() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000080", "expert-card", Scenario::person(testbed)).await;
        Scenario::define_codes(testbed, &held).await;
        let summary = Scenario::revoke(testbed, CODES[0]).await;
        receipt::verified(testbed, summary.request).await;

        let history = history(testbed).await;
        let sequences: Vec<u64> = history.iter().map(|event| event.sequence).collect();
        let head = u64::try_from(history.len()).expect("few events");
        assert_eq!(sequences, (1..=head).collect::<Vec<_>>(), "numbered from 1 without gaps");
        assert!(matches!(history[0].change, StatusChange::IssuerAdded(_)), "issuers come first");
        let revoked = history.iter().filter(|event| matches!(event.change, StatusChange::Revoked(_))).count();
        assert_eq!(revoked, 2, "both certificates of the pair");
        assert_eq!(follow(testbed, head, 100).await, Some(Vec::new()), "no events at the head");
        for lost in [head + 1, u64::MAX] {
            assert_eq!(follow(testbed, lost, 100).await, None, "a number that was never assigned");
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_poll_is_answered_by_the_next_event() {
    on_every_testbed(async |testbed| {
        let head = history(testbed).await.last().map_or(0, |event| event.sequence);
        let question = FollowStatus { after: head, at_most: 100, wait_ms: 30_000 };
        let (followed, issued) = tokio::join!(
            ask(&testbed.callers.responder, &question),
            Scenario::issue(testbed, "SC-2026-000081", Scenario::person(testbed), "ST-0081")
        );
        let Ok(StatusEvents::Events { events, .. }) = followed else { panic!("{followed:?}") };
        let StatusChange::Issued(told) = &events[0].change else { panic!("{events:?}") };
        assert_eq!(told.issuer, issued.certificates[0].issuer);
    })
    .await;
}

#[tokio::test]
async fn the_snapshot_equals_the_sum_of_the_events() {
    on_every_testbed(async |testbed| {
        for (number, revoke) in [(90, true), (91, false), (92, true)] {
            let order = format!("SC-2026-0000{number}");
            let held = Scenario::produce(testbed, &order, "expert-card", Scenario::person(testbed)).await;
            Scenario::define_codes(testbed, &held).await;
            if revoke {
                let named = ca_contract::revocation::RevokeByCode {
                    token: Some(held.issued.token.clone()),
                    ..Scenario::answers(CODES[0])
                };
                let named = ca_contract::revocation::RevokeByCode {
                    contact: ca_contract::revocation::Contact::Token(held.issued.token.clone()),
                    ..named
                };
                let answer = ask(&testbed.callers.portal, &named).await.expect("the answers are right");
                let ca_contract::revocation::RevokedByCode::Revoked(summary) = answer else { panic!("{answer:?}") };
                receipt::verified(testbed, summary.request).await;
            }
        }
        let (history, pages) = (history(testbed).await, snapshot(testbed, 2).await);
        assert_eq!(pages[0].sequence, history.last().expect("events").sequence);
        assert!(pages.iter().all(|page| page.sequence == pages[0].sequence), "every page shows the same position");
        assert!(pages.len() > 5, "pages of two entries");
        let mut issued: Vec<_> = pages.iter().flat_map(|page| page.issued.clone()).collect();
        let mut revoked: Vec<_> = pages.iter().flat_map(|page| page.revoked.clone()).collect();
        assert_eq!(pages[0].issued_total, u64::try_from(issued.len()).expect("few"));
        assert_eq!(pages[0].revoked_total, 4);

        let mut crls = BTreeMap::new();
        let mut issuers = Vec::new();
        for event in history {
            match event.change {
                StatusChange::IssuerAdded(issuer) => issuers.push(issuer),
                StatusChange::CrlSigned(SignedCrl { issuer, number }) => drop(crls.insert(issuer, number)),
                StatusChange::Issued(serial) => assert_eq!(serial, issued.remove(0)),
                StatusChange::Revoked(serial) => assert_eq!(serial, revoked.remove(0)),
                StatusChange::Unknown(unknown) => panic!("{unknown:?}"),
            }
        }
        assert!(issued.is_empty() && revoked.is_empty(), "the snapshot contains only what the events reported");
        let mut named: Vec<_> = pages[0].issuers.clone();
        named.sort_by(|one, other| one.name.cmp(&other.name));
        issuers.sort_by(|one, other| one.name.cmp(&other.name));
        assert_eq!(named, issuers);
        let listed: BTreeMap<_, _> = pages[0].crls.iter().map(|crl| (crl.issuer.clone(), crl.number)).collect();
        assert_eq!(listed, crls);
    })
    .await;
}
