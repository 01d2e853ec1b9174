//! Duration of a wrong guess at a code at its production cost, for an unknown person compared with a holder. The ratio should be 1.

use std::time::Instant;

use ca::Failpoints;
use ca_contract::Confidential;
use ca_contract::revocation::Contact;
use chassis::slow_hash::Cost;
use testbed::{Engine, Scenario, Testbed, Transport, ask};

use crate::summary::{Measured, median};

const GUESSES: usize = 41;

pub(crate) fn measure() -> Measured {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (mut unknown, mut known) = (Vec::new(), Vec::new());
    runtime.block_on(async {
        let testbed = Testbed::open_costing(Engine::Sqlite, Transport::InProcess, Failpoints::none(), Cost::default()).await;
        let held = Scenario::produce(&testbed, "SC-2026-000001", "expert-card", Scenario::person(&testbed)).await;
        Scenario::define_codes(&testbed, &held).await;
        for number in 0..GUESSES {
            unknown.push(guess(&testbed, "nobody@sceau.example.org", number).await);
            known.push(guess(&testbed, "maelle.kervadec@sceau.example.org", number).await);
        }
        testbed.close().await;
    });
    let (value, beside) = (median(unknown), median(known));
    Measured {
        name: "guess_at_nobody",
        value,
        unit: "ms",
        beside: format!("the same guess about a holder, {beside:.1} ms"),
        ratio: value / beside,
    }
}

async fn guess(testbed: &Testbed, email: &str, number: usize) -> f64 {
    let mut answers = Scenario::answers("W7MP3WQ");
    answers.contact = Contact::Email(Confidential::new(email));
    answers.source = Scenario::at(&format!("192.0.2.{number}"));
    let begun = Instant::now();
    assert!(ask(&testbed.callers.portal, &answers).await.is_err(), "a wrong code was accepted");
    begun.elapsed().as_secs_f64() * 1000.0
}
