//! Tests of the index.

use std::sync::Arc;

use ca_contract::status::{SignedCrl, SnapshotPage, StatusChange, StatusEvent, StatusSnapshot};
use pki::crl::RevocationReason;
use pki::{Clock, SerialNumber, SystemRandom};

use super::*;
use crate::fake_authority::{FakeAuthority, TestClock};

const ADVANCED: &str = "advanced";

fn fake() -> Arc<FakeAuthority> {
    FakeAuthority::start(&TestClock::start())
}

fn serial(octet: u8) -> SerialNumber {
    SerialNumber::from_magnitude(&[octet]).unwrap()
}

fn pages(fake: &FakeAuthority) -> Vec<SnapshotPage> {
    let mut pages = vec![fake.snapshot(&StatusSnapshot { page: None, at_most: 5000 })];
    while let Some(page) = pages.last().unwrap().next {
        pages.push(fake.snapshot(&StatusSnapshot { page: Some(page), at_most: 5000 }));
    }
    pages
}

fn collect(pages: Vec<SnapshotPage>) -> Result<Index, SnapshotFault> {
    let mut pages = pages.into_iter();
    let mut collected = Collected::begin(pages.next().unwrap())?;
    pages.try_for_each(|page| collected.add(page))?;
    collected.finish()
}

fn index(fake: &FakeAuthority) -> Index {
    collect(pages(fake)).unwrap()
}

fn event(fake: &FakeAuthority, sequence: usize) -> StatusEvent {
    fake.state().events[sequence - 1].clone()
}

fn stranger() -> Id<Authority> {
    Id::generate(Timestamp::from_millis(0), &mut SystemRandom)
}

#[test]
fn a_feed_that_goes_back_or_skips_is_refused_and_changes_nothing() {
    let fake = fake();
    let mut index = index(&fake);
    for octet in 1..=3 {
        fake.issue(ADVANCED, &serial(octet));
    }
    let authority = fake.id();
    assert_eq!(index.apply(authority, event(&fake, 5)).unwrap_err(), FeedFault::Skips { known: 3, found: 5 });
    assert!(index.apply(authority, event(&fake, 4)).is_ok());
    assert_eq!(index.apply(authority, event(&fake, 4)).unwrap_err(), FeedFault::Backwards { known: 4, found: 4 });
    assert_eq!(index.apply(authority, event(&fake, 1)).unwrap_err(), FeedFault::Backwards { known: 4, found: 1 });
    assert_eq!((index.sequence(), index.counts(&ADVANCED.parse().unwrap()).issued), (4, 1));
}

#[test]
fn the_feed_and_the_snapshot_of_another_authority_are_refused() {
    let (fake, other) = (fake(), fake());
    let mut known = index(&fake);
    fake.issue(ADVANCED, &serial(1));
    assert!(matches!(known.apply(stranger(), event(&fake, 4)), Err(FeedFault::OtherAuthority { .. })));
    assert!(matches!(known.may_be_replaced_by(&index(&other)), Err(SnapshotFault::OtherAuthority { .. })));
}

#[test]
fn an_event_of_an_unknown_issuer_is_refused() {
    let fake = fake();
    let mut index = index(&fake);
    fake.issue("nobody", &serial(1));
    let unknown = BadIssuer::Unknown("nobody".parse().unwrap());
    assert_eq!(index.apply(fake.id(), event(&fake, 4)).unwrap_err(), FeedFault::BadIssuer(unknown));
    assert_eq!(index.sequence(), 3);
}

#[test]
fn an_issuer_keeps_its_certificate() {
    let (fake, other) = (fake(), fake());
    let mut index = index(&fake);
    fake.append(StatusChange::IssuerAdded(other.issuer(ADVANCED).status_issuer(true)));
    let changed = BadIssuer::Changed(ADVANCED.parse().unwrap());
    assert_eq!(index.apply(fake.id(), event(&fake, 4)).unwrap_err(), FeedFault::BadIssuer(changed));
}

#[test]
fn a_revocation_is_final_and_needs_no_certificate() {
    let fake = fake();
    let (advanced, serial, at) = (ADVANCED.parse().unwrap(), serial(7), fake.clock.now());
    fake.revoke(ADVANCED, &serial, RevocationReason::KeyCompromise);
    fake.clock.advance(std::time::Duration::from_secs(60));
    fake.issue(ADVANCED, &serial);
    fake.revoke(ADVANCED, &serial, RevocationReason::Superseded);
    let mut known = collect(pages(&self::fake())).unwrap();
    known.authority = fake.id();
    known.issuers.clear();
    known.sequence = 0;
    for sequence in 1..=6 {
        known.apply(fake.id(), event(&fake, sequence)).unwrap();
    }
    assert_eq!(known.status(&advanced, &serial), CertStatus::Revoked { at, reason: RevocationReason::KeyCompromise });
    assert_eq!(known.counts(&advanced), Counts { issued: 1, revoked: 1 });
}

/// Five certificates of which two are revoked: three pages of issued ones, two of revoked ones.
fn busy() -> Arc<FakeAuthority> {
    let fake = fake();
    for octet in 1..=5 {
        fake.issue(ADVANCED, &serial(octet));
    }
    fake.revoke(ADVANCED, &serial(2), RevocationReason::Superseded);
    fake.revoke(ADVANCED, &serial(9), RevocationReason::Superseded);
    fake.append(StatusChange::CrlSigned(SignedCrl { issuer: ADVANCED.parse().unwrap(), number: 4 }));
    fake
}

#[test]
fn a_snapshot_without_its_last_page_or_one_of_its_serials_is_refused() {
    let fake = busy();
    let all = pages(&fake);
    assert_eq!(all.len(), 5);
    let missing = all[..all.len() - 1].to_vec();
    assert!(matches!(collect(missing), Err(SnapshotFault::Truncated { .. })));
    let mut shortened = all.clone();
    shortened[3].revoked.pop();
    let truncated = SnapshotFault::Truncated { issued: 5, revoked: 1, issued_total: 5, revoked_total: 2 };
    assert_eq!(collect(shortened).unwrap_err(), truncated);
    let mut doubled = all;
    doubled[1].issued[1] = doubled[1].issued[0].clone();
    assert!(matches!(collect(doubled), Err(SnapshotFault::Truncated { issued: 4, .. })));
}

#[test]
fn pages_of_different_snapshots_or_without_progress_are_refused() {
    let fake = busy();
    let before = pages(&fake);
    fake.issue(ADVANCED, &serial(6));
    let after = pages(&fake);
    assert_eq!(collect([&before[..1], &after[1..]].concat()).unwrap_err(), SnapshotFault::MixedPages);
    let mut circle = before;
    circle[2].next = circle[1].next;
    assert_eq!(collect(circle).unwrap_err(), SnapshotFault::NoProgress);
}

#[test]
fn a_snapshot_that_is_older_or_withdraws_something_is_refused() {
    let fake = busy();
    let older = index(&fake);
    fake.revoke(ADVANCED, &serial(3), RevocationReason::Superseded);
    let newer = index(&fake);
    assert_eq!(older.may_be_replaced_by(&newer), Ok(()));
    assert_eq!(newer.may_be_replaced_by(&older), Err(SnapshotFault::Backwards { known: 12, found: 11 }));
    // The authority was restored from an old copy, and its history has diverged since.
    fake.state().events[11].change = StatusChange::CrlSigned(SignedCrl { issuer: ADVANCED.parse().unwrap(), number: 5 });
    let forgetful = index(&fake);
    assert_eq!(newer.may_be_replaced_by(&forgetful), Err(SnapshotFault::ForgetsSerial(ADVANCED.parse().unwrap(), serial(3))));
}

#[test]
fn an_index_written_as_one_page_is_read_back_the_same() {
    let page = index(&busy()).to_page();
    assert_eq!((page.issued_total, page.revoked_total, page.crls.len()), (5, 2, 1));
    let again = Collected::begin(page.clone()).unwrap().finish().unwrap();
    assert_eq!(again.to_page(), page);
}
