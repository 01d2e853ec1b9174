//! One order from its account to its revocation, through processes that are aborted at each boundary between its steps.
//!
//! Each process starts the certificate authority and the portal on what the one before left, an hour later: what that one had claimed or
//! left loose is free by then. The same people sign in again and go on from what the pages show. Mails go to a server in the parent,
//! which outlives them all.

mod judgement;
mod mails;
mod site;
mod steps;

use std::time::Duration;

use ca_contract::Failed;
use registration::{Boundaries, Boundary};
use sceau::station::{self, StationError};
use tests::stage::{Engine, Stage, Suspended, Transport};

use crate::child::{AbortAt, Act, End, Part};
use crate::databases::postgres;
use crate::record::nothing_is_lost_or_doubled;
use crate::transport::{Lost, losing};

pub(crate) use site::Site;
pub(crate) use steps::Step;

/// Where processes are aborted until the token is sent: in which step, at which reach of which boundary. Each goes on behind the one
/// before: an upload that was aborted is made again before the next is.
const UNTIL_SENT: [(Step, u32, Boundary); 15] = [
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
    // Issued and not sealed, or just so; then both.
    (Step::Production, 1, Boundary::TokensFollowed),
    (Step::Production, 1, Boundary::TokensFollowed),
    (Step::Start, 1, Boundary::PinReleased),
    (Step::Start, 1, Boundary::PinLetterKept),
    (Step::Shipping, 1, Boundary::MessageSent),
];

/// Where they are aborted while it is revoked.
const UNTIL_REVOKED: [(Step, u32, Boundary); 3] = [
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
        let aborted_at = UNTIL_SENT.iter().chain(&UNTIL_REVOKED).any(|(_, _, at)| *at == boundary);
        assert!(aborted_at, "no process is aborted at {boundary:?}");
    }
}

async fn is_neither_lost_nor_doubled(engine: Engine) {
    let stage = Stage::open(engine, Transport::InProcess).await;
    mailing_here(&stage).await;
    let mut suspended = stage.suspend().await;
    let mut ahead = Duration::ZERO;
    for (aborts, step, sent_twice) in [(&UNTIL_SENT[..], Step::Shipping, 2), (&UNTIL_REVOKED[..], Step::Revocation, 3)] {
        for (in_step, reach, boundary) in aborts {
            ahead += AN_HOUR;
            suspended.clock.forward(AN_HOUR);
            let act = Act::Order { ahead_seconds: ahead.as_secs(), step: *in_step };
            let part = Part { folder: suspended.path(""), act, abort_at: AbortAt::between(*reach, *boundary) };
            assert_eq!(part.play().await, End::Aborted, "{in_step:?}, {boundary:?}");
        }
        ahead += AN_HOUR;
        suspended = goes_on(suspended, step, sent_twice).await;
    }
}

/// An hour later, without faults: everything up to a step is done, and was done once.
async fn goes_on(suspended: Suspended, step: Step, sent_twice: usize) -> Suspended {
    suspended.clock.forward(AN_HOUR);
    let stage = suspended.resume(Transport::InProcess).await;
    let site = opened(&stage).await;
    site.play_before(step).await;
    site.play(step).await;
    let order = site.order().await;
    judgement::is_done_once(&site, &order, step).await;
    judgement::is_told_once(&site, step, sent_twice).await;
    judgement::is_certified_once(&stage, &order, step).await;
    nothing_is_lost_or_doubled(&stage).await;
    site.close().await;
    stage.suspend().await
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
    let (number, token) = (order.number.parse().expect("a number"), site.path(&format!("{}.token", order.number)));
    let broken = station::personalise(&losing(&stage, "station", Lost::Answer, 3), Some(&number), &token).await;
    assert!(matches!(broken, Err(StationError::Seal(Failed::Unavailable))), "{broken:?}");
    site.desk(2).pin_letter(&order.number).await.expect("a letter with a PIN that no token has");

    site.play(Step::Production).await;
    judgement::until_recorded(&site, "pin-letter.kept", 2).await;
    site.opens_with_its_letter(&order).await;
    site.close().await;
    stage.close().await;
}
