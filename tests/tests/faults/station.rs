//! The production station interrupted at each of its calls, before or after the CA has processed it.

use ca_contract::Failed;
use ca_contract::holder::ReleasePuk;
use pki::SystemRandom;
use station::{self, StationError};
use testbed::{Engine, ProducedToken, Scenario, Testbed, Transport, ask};
use token::{Pin, Puk, SoftwareToken};

use crate::outcome::{is_produced, pending_file};
use crate::record::{closed_of, nothing_is_lost_or_doubled, told_of};
use crate::transport::{Lost, losing};

/// The calls: list of approved orders, issuance, escrow of PIN and PUK.
const QUESTIONS: [usize; 3] = [1, 2, 3];

#[tokio::test(flavor = "multi_thread")]
async fn a_station_interrupted_at_any_call_continues_with_the_same_command() {
    let testbed = Testbed::open(Engine::Sqlite, Transport::InProcess).await;
    for (number, (nth, lost)) in QUESTIONS.into_iter().flat_map(|nth| Lost::EITHER.map(|lost| (nth, lost))).enumerate() {
        let order = format!("SC-2026-{:06}", number + 1);
        let wanted = order.parse().expect("an order number");
        let statement = Scenario::statement(&testbed, &order, "expert-card", Scenario::person(&testbed));
        Scenario::approve(&testbed, statement).await;
        let token = testbed.path(&format!("{order}.token"));
        let broken = station::personalise(&losing(&testbed, "station", lost, nth), Some(&wanted), &token).await;
        let unavailable = matches!(
            broken,
            Err(StationError::List(Failed::Unavailable)
                | StationError::Issue(Failed::Unavailable)
                | StationError::Escrow(Failed::Unavailable))
        );
        assert!(unavailable, "call {nth}, {lost:?} lost: {broken:?}");

        let before = std::fs::read(pending_file(&token)).ok();
        let produced =
            station::personalise(&testbed.callers.station, Some(&wanted), &token).await.expect("the command continues");
        is_produced(&testbed, &order, &token, &produced.issued).await;
        assert_eq!(told_of(&testbed, "issuance.intended", &order).await, 1, "it is issued once");
        assert!(closed_of(&testbed, &order).await.is_empty(), "no unnecessary key was generated");
        // Killed before it could remove its pending request: nothing is done again.
        if let Some(question) = before {
            std::fs::write(pending_file(&token), question).expect("the file is written");
            let again = station::personalise(&testbed.callers.station, Some(&wanted), &token).await.expect("it is finished");
            assert_eq!(again.issued, produced.issued);
        }
        the_puk_in_escrow_opens(&testbed, &ProducedToken { token, issued: produced.issued }).await;
    }
    nothing_is_lost_or_doubled(&testbed).await;
    testbed.close().await;
}

/// Asserts that the newest PUK in escrow is the token's, whatever was escrowed and never set.
async fn the_puk_in_escrow_opens(testbed: &Testbed, held: &ProducedToken) {
    let released = ask(&testbed.callers.portal, &ReleasePuk { certificate: held.fingerprint(0) }).await.expect("the PUK");
    let puk: Puk = released.puk.expose().parse().expect("a PUK");
    let pin: Pin = "4182".parse().expect("a PIN");
    let mut token = SoftwareToken::open(&held.token).expect("the token");
    token.unblock(&puk, &pin, &mut SystemRandom).expect("the PUK of this token");
    token.sign_in(&pin).expect("the PIN that was set");
}
