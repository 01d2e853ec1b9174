//! One order from its account to its revocation, through processes that are aborted at each boundary between its steps.
//!
//! Each process starts the certificate authority and the portal on what the one before left, an hour later: what that one had claimed or
//! left loose is free by then. The same people sign in again and go on from what the pages show. Mails go to a server in the parent,
//! which outlives them all.

mod in_hand;
mod judgement;
mod mails;
mod site;
mod steps;

use std::time::Duration;

use ca_contract::Failed;
use registration::{Boundaries, Boundary};
use stage::{Engine, Stage, Suspended, Transport};
use station::{self, StationError};

use crate::child::{AbortAt, Act, End, Part};
use crate::databases::postgres;
use crate::record::nothing_is_lost_or_doubled;
use crate::transport::{Lost, losing};

use in_hand::InHand;

pub(crate) use site::Site;
pub(crate) use steps::Step;

/// Where a process is aborted: in which step, at which reach of which boundary.
type Aborts = [(Step, u32, Boundary)];

/// Until the certificate authority has approved. Each goes on behind the one before: an upload that was aborted is made again before the
/// next is.
const UNTIL_APPROVED: &Aborts = &[
    // A code that nobody can use any more an hour later: it is not sent again.
    (Step::Account, 1, Boundary::MessageSent),
    (Step::Order, 1, Boundary::OrderPlaced),
    (Step::Start, 1, Boundary::MessageSent),
    // The transfer is recorded and is nobody's; then it is assigned.
    (Step::Payment, 1, Boundary::PaymentRecorded),
    (Step::Payment, 1, Boundary::PaymentRecorded),
    (Step::Dossier, 1, Boundary::PieceStored),
    (Step::Dossier, 2, Boundary::PieceStored),
    (Step::Dossier, 2, Boundary::PieceStored),
    (Step::Authorisation, 1, Boundary::Authorised),
    (Step::Start, 1, Boundary::Approved),
];

/// Until the token is sent.
const UNTIL_SENT: &Aborts = &[
    (Step::Start, 1, Boundary::TokensFollowed),
    (Step::Start, 1, Boundary::PinReleased),
    (Step::Start, 1, Boundary::PinLetterKept),
    (Step::Shipping, 1, Boundary::MessageSent),
];

/// Until its certificates are revoked.
const UNTIL_REVOKED: &Aborts = &[
    (Step::Revocation, 1, Boundary::RevocationConfirmed),
    (Step::Start, 1, Boundary::TokensFollowed),
    (Step::Start, 1, Boundary::MessageSent),
];

/// Longer than a message stays claimed, than an upload may be on its way, than an hour's codes are counted.
const AN_HOUR: Duration = Duration::from_secs(3660);

#[tokio::test(flavor = "multi_thread")]
async fn an_order_aborted_at_every_boundary_is_neither_lost_nor_doubled_on_sqlite() {
    is_neither_lost_nor_doubled(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_aborted_at_every_boundary_is_neither_lost_nor_doubled_on_postgresql() {
    is_neither_lost_nor_doubled(postgres().await).await;
}

#[test]
fn no_boundary_is_left_out() {
    for boundary in Boundary::ALL {
        let mut aborts = [UNTIL_APPROVED, UNTIL_SENT, UNTIL_REVOKED].into_iter().flatten();
        let aborted_at = aborts.any(|(_, _, at)| *at == boundary);
        assert!(aborted_at, "no process is aborted at {boundary:?}");
    }
}

async fn is_neither_lost_nor_doubled(engine: Engine) {
    let stage = Stage::open(engine, Transport::InProcess).await;
    mailing_here(&stage).await;
    let mut story = Story { suspended: stage.suspend().await, ahead: Duration::ZERO, in_hand: InHand::default() };
    story.aborted(UNTIL_APPROVED).await;
    story = story.produced().await;
    story.aborted(UNTIL_SENT).await;
    story = story.goes_on(Step::Shipping).await;
    story.aborted(UNTIL_REVOKED).await;
    story.goes_on(Step::Revocation).await;
}

/// What processes left, and how far ahead their clocks are.
struct Story {
    suspended: Suspended,
    ahead: Duration,
    in_hand: InHand,
}

impl Story {
    fn an_hour_later(&mut self) {
        self.ahead += AN_HOUR;
        self.suspended.clock.forward(AN_HOUR);
    }

    /// Processes one after the other, each an hour later, each aborted.
    async fn aborted(&mut self, aborts: &Aborts) {
        for (step, reach, boundary) in aborts {
            self.an_hour_later();
            let act = Act::Order { ahead_seconds: self.ahead.as_secs(), step: *step };
            let part = Part { folder: self.suspended.path(""), act, abort_at: AbortAt::between(*reach, *boundary) };
            assert_eq!(part.play().await, End::Aborted, "{step:?}, {boundary:?}");
            self.in_hand.look(&self.suspended.path(""), *boundary).await;
        }
    }

    /// The station produces the token while the portal is down.
    async fn produced(self) -> Self {
        let stage = self.suspended.resume(Transport::InProcess).await;
        let token = site::token(&stage.path(""));
        station::personalise(&stage.callers.station, None, &token).await.expect("the order is approved");
        Self { suspended: stage.suspend().await, ..self }
    }

    /// An hour later, without faults: everything up to a step is done, and was done once.
    async fn goes_on(mut self, step: Step) -> Self {
        self.an_hour_later();
        let stage = self.suspended.resume(Transport::InProcess).await;
        let site = opened(&stage).await;
        site.play_before(step).await;
        site.play(step).await;
        let order = site.order().await;
        judgement::is_done_once(&site, &order, step).await;
        judgement::is_told_once(&site, step, &self.in_hand).await;
        judgement::is_certified_once(&stage, &order, step).await;
        nothing_is_lost_or_doubled(&stage).await;
        site.close().await;
        Self { suspended: stage.suspend().await, ..self }
    }
}

/// A mail server for the portal of a stage, in this process.
async fn mailing_here(stage: &Stage) {
    let server = mails::take_into(site::mailed(&stage.path(""))).await;
    let path = stage.installation.portal_file();
    let file = std::fs::read_to_string(&path).expect("the configuration that was written");
    let written = "server = \"localhost\"\nport = 25\n";
    assert!(file.contains(written), "{file}");
    let here = format!("server = \"{}\"\nport = {}\n", server.ip(), server.port());
    std::fs::write(&path, file.replace(written, &here)).expect("the configuration is written");
}

async fn opened(stage: &Stage) -> Site {
    let callers = [stage.callers.portal.clone(), stage.callers.station.clone()];
    Site::open(&stage.path(""), callers, stage.clock.clone(), Boundaries::none()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_made_again_when_the_station_broke_off_and_sealed_another_pin() {
    let stage = Stage::open(Engine::Sqlite, Transport::InProcess).await;
    mailing_here(&stage).await;
    let site = opened(&stage).await;
    site.play_before(Step::Production).await;
    let order = site.order().await;
    let station = losing(&stage, "station", Lost::Answer, 3);
    let broken = station::personalise(&station, None, &site::token(&stage.path(""))).await;
    assert!(matches!(broken, Err(StationError::Seal(Failed::Unavailable))), "{broken:?}");
    site.desk(2).pin_letter(&order.number).await.expect("a letter with a PIN that no token has");

    site.play(Step::Production).await;
    judgement::until_recorded(&site, "pin-letter.kept", 2).await;
    site.opens_with_its_letter(&order).await;
    site.close().await;
    stage.close().await;
}
