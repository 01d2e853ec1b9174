//! One order from account to revocation, in processes that are aborted at each failpoint.
//!
//! Each process starts the CA and the portal on the data of the previous one, an hour later, when claims of the previous one have expired.
//! The same people sign in again and continue with what the pages show. Mails go to a server in the parent process.

mod assertions;
mod in_hand;
mod mails;
mod site;
mod steps;

use std::time::Duration;

use ca_contract::Failed;
use registration::{Failpoint, Failpoints};
use station::{self, StationError};
use testbed::{Engine, StoppedTestbed, Testbed, Transport};

use crate::child::{AbortAt, Act, End, Part};
use crate::databases::postgres;
use crate::record::nothing_is_lost_or_doubled;
use crate::transport::{Lost, losing};

use in_hand::InHand;

pub(crate) use site::Site;
pub(crate) use steps::Step;

/// Where a process is aborted: the step, the failpoint, and how many times it must be reached.
type Aborts = [(Step, u32, Failpoint)];

/// Aborts before the CA has approved. Each process continues after the previous one: an aborted upload is repeated before the next.
const UNTIL_APPROVED: &Aborts = &[
    // A code that has expired an hour later: it is not sent again.
    (Step::Account, 1, Failpoint::MessageSent),
    (Step::Order, 1, Failpoint::OrderPlaced),
    (Step::Start, 1, Failpoint::MessageSent),
    // The transfer is recorded without an order, then assigned.
    (Step::Payment, 1, Failpoint::PaymentRecorded),
    (Step::Payment, 1, Failpoint::PaymentRecorded),
    (Step::Dossier, 1, Failpoint::PieceStored),
    (Step::Dossier, 2, Failpoint::PieceStored),
    (Step::Dossier, 2, Failpoint::PieceStored),
    (Step::Authorisation, 1, Failpoint::Authorised),
    (Step::Start, 1, Failpoint::Approved),
];

/// Aborts before the token is shipped.
const UNTIL_SENT: &Aborts = &[
    (Step::Start, 1, Failpoint::TokensFollowed),
    (Step::Start, 1, Failpoint::PinReleased),
    (Step::Start, 1, Failpoint::PinLetterKept),
    (Step::Shipping, 1, Failpoint::MessageSent),
];

/// Aborts before its certificates are revoked.
const UNTIL_REVOKED: &Aborts = &[
    (Step::Revocation, 1, Failpoint::RevocationConfirmed),
    (Step::Start, 1, Failpoint::TokensFollowed),
    (Step::Start, 1, Failpoint::MessageSent),
];

/// Longer than the claim of a message, the duration of an upload, and the period over which codes are limited.
const AN_HOUR: Duration = Duration::from_secs(3660);

#[tokio::test(flavor = "multi_thread")]
async fn an_order_aborted_at_every_boundary_is_neither_lost_nor_duplicated_on_sqlite() {
    is_neither_lost_nor_doubled(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_aborted_at_every_boundary_is_neither_lost_nor_duplicated_on_postgresql() {
    is_neither_lost_nor_doubled(postgres().await).await;
}

#[test]
fn every_boundary_is_covered() {
    for failpoint in Failpoint::ALL {
        let mut aborts = [UNTIL_APPROVED, UNTIL_SENT, UNTIL_REVOKED].into_iter().flatten();
        let aborted_at = aborts.any(|(_, _, at)| *at == failpoint);
        assert!(aborted_at, "no process is aborted at {failpoint:?}");
    }
}

async fn is_neither_lost_nor_doubled(engine: Engine) {
    let testbed = Testbed::open(engine, Transport::InProcess).await;
    mailing_here(&testbed).await;
    let mut scenario = PortalScenario { suspended: testbed.suspend().await, ahead: Duration::ZERO, in_hand: InHand::default() };
    scenario.aborted(UNTIL_APPROVED).await;
    scenario = scenario.produced().await;
    scenario.aborted(UNTIL_SENT).await;
    scenario = scenario.goes_on(Step::Shipping).await;
    scenario.aborted(UNTIL_REVOKED).await;
    scenario.goes_on(Step::Revocation).await;
}

/// The data left by the processes, and the offset of their clocks.
struct PortalScenario {
    suspended: StoppedTestbed,
    ahead: Duration,
    in_hand: InHand,
}

impl PortalScenario {
    fn an_hour_later(&mut self) {
        self.ahead += AN_HOUR;
        self.suspended.clock.forward(AN_HOUR);
    }

    /// Runs processes one after the other, each an hour later and each aborted.
    async fn aborted(&mut self, aborts: &Aborts) {
        for (step, hit, failpoint) in aborts {
            self.an_hour_later();
            let act = Act::Order { ahead_seconds: self.ahead.as_secs(), step: *step };
            let part = Part { folder: self.suspended.path(""), act, abort_at: AbortAt::between(*hit, *failpoint) };
            assert_eq!(part.play().await, End::Aborted, "{step:?}, {failpoint:?}");
            self.in_hand.look(&self.suspended.path(""), *failpoint).await;
        }
    }

    /// The station produces the token while the portal is down.
    async fn produced(self) -> Self {
        let testbed = self.suspended.resume(Transport::InProcess).await;
        let token = site::token(&testbed.path(""));
        station::personalise(&testbed.callers.station, None, &token).await.expect("the order is approved");
        Self { suspended: testbed.suspend().await, ..self }
    }

    /// Runs without faults, an hour later, and asserts that everything up to a step was done exactly once.
    async fn goes_on(mut self, step: Step) -> Self {
        self.an_hour_later();
        let testbed = self.suspended.resume(Transport::InProcess).await;
        let site = opened(&testbed).await;
        site.play_before(step).await;
        site.play(step).await;
        let order = site.order().await;
        assertions::is_done_once(&site, &order, step).await;
        assertions::is_told_once(&site, step, &self.in_hand).await;
        assertions::is_certified_once(&testbed, &order, step).await;
        nothing_is_lost_or_doubled(&testbed).await;
        site.close().await;
        Self { suspended: testbed.suspend().await, ..self }
    }
}

/// Starts a mail server in this process for the portal of a testbed.
async fn mailing_here(testbed: &Testbed) {
    let server = mails::take_into(site::mailed(&testbed.path(""))).await;
    let path = testbed.installation.portal_file();
    let file = std::fs::read_to_string(&path).expect("the configuration that was written");
    let written = "server = \"localhost\"\nport = 25\n";
    assert!(file.contains(written), "{file}");
    let here = format!("server = \"{}\"\nport = {}\n", server.ip(), server.port());
    std::fs::write(&path, file.replace(written, &here)).expect("the configuration is written");
}

async fn opened(testbed: &Testbed) -> Site {
    let callers = [testbed.callers.portal.clone(), testbed.callers.station.clone()];
    Site::open(&testbed.path(""), callers, testbed.clock.clone(), Failpoints::none()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_letter_is_printed_again_if_the_station_was_interrupted_and_escrowed_another_pin() {
    let testbed = Testbed::open(Engine::Sqlite, Transport::InProcess).await;
    mailing_here(&testbed).await;
    let site = opened(&testbed).await;
    site.play_before(Step::Production).await;
    let order = site.order().await;
    let station = losing(&testbed, "station", Lost::Answer, 3);
    let broken = station::personalise(&station, None, &site::token(&testbed.path(""))).await;
    assert!(matches!(broken, Err(StationError::Escrow(Failed::Unavailable))), "{broken:?}");
    site.desk(2).pin_letter(&order.number).await.expect("the letter with the outdated PIN");

    site.play(Step::Production).await;
    assertions::until_recorded(&site, "pin-letter.stored", 2).await;
    site.opens_with_its_letter(&order).await;
    site.close().await;
    testbed.close().await;
}
