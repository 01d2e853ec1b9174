//! Certificates issued per second, durably stored and linted, compared with rcgen signing in memory.

use std::sync::Arc;
use std::time::Instant;

use ca_contract::issuance::{Issue, SlotRequest};
use ca_contract::{CertificateAuthority, Der};
use pki::{Curve, Digest, SoftwareKey, csr};
use testbed::{Engine, Scenario, Testbed, Transport, ask};

use crate::summary::{Measured, median};

const ROUNDS: usize = 3;
/// Tokens per round, and how many are produced concurrently.
const TOKENS: usize = 600;
const AT_A_TIME: usize = 8;
const IN_MEMORY: usize = 6000;

pub(crate) fn measure() -> Measured {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    runtime.block_on(async {
        let testbed = Testbed::open(Engine::Sqlite, Transport::InProcess).await;
        for round in 0..ROUNDS {
            ours.push(issue(&testbed, round).await);
            limit.push(sign_in_memory());
        }
        testbed.close().await;
    });
    let (value, beside) = (median(ours), median(limit));
    Measured {
        name: "issuance",
        value,
        unit: "certificates/s",
        beside: format!("rcgen signing in memory, {beside:.0} certificates/s"),
        ratio: value / beside,
    }
}

async fn issue(testbed: &Testbed, round: usize) -> f64 {
    let mut questions = Vec::with_capacity(TOKENS);
    for number in 0..TOKENS {
        let order = format!("SC-2026-{:06}", round * TOKENS + number + 1);
        let statement =
            Scenario::approve(testbed, Scenario::statement(testbed, &order, "expert-card", Scenario::person(testbed))).await;
        questions.push(question(&order, statement));
    }
    let waiting = Arc::new(tokio::sync::Mutex::new(questions));
    let begun = Instant::now();
    let stations: Vec<_> =
        (0..AT_A_TIME).map(|_| tokio::spawn(station(testbed.callers.station.clone(), Arc::clone(&waiting)))).collect();
    for station in stations {
        station.await.expect("no station failed");
    }
    (2 * TOKENS) as f64 / begun.elapsed().as_secs_f64()
}

fn question(order: &str, statement: Digest) -> Issue {
    let request = |slot| SlotRequest {
        slot,
        request: Der(csr::request(&SoftwareKey::generate(Curve::P256).expect("a key")).expect("a request")),
    };
    Issue {
        token: format!("T-{}", &order[3..]).parse().expect("a token number"),
        order: order.parse().expect("an order number"),
        statement,
        model: "software".to_owned(),
        requests: vec![request(0), request(1)],
    }
}

async fn station(ca: CertificateAuthority, waiting: Arc<tokio::sync::Mutex<Vec<Issue>>>) {
    loop {
        let Some(question) = waiting.lock().await.pop() else { return };
        ask(&ca, &question).await.expect("the pair is issued");
    }
}

/// Signs the same kind of certificate (a P-256 key under a P-384 CA) and discards it, on as many threads as there are cores.
fn sign_in_memory() -> f64 {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let ca_key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).expect("a key");
                let issuer = rcgen::Issuer::new(rcgen::CertificateParams::default(), ca_key);
                let leaf = rcgen::KeyPair::generate().expect("a key");
                for _ in 0..IN_MEMORY / threads {
                    let parameters =
                        rcgen::CertificateParams::new(vec!["holder.sceau.example.org".to_owned()]).expect("parameters");
                    parameters.signed_by(&leaf, &issuer).expect("a certificate");
                }
            });
        }
    });
    (IN_MEMORY / threads * threads) as f64 / begun.elapsed().as_secs_f64()
}
