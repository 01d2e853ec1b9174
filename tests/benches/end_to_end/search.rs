//! Searching 100,000 encrypted orders by name, number and address over the officers' page, and building the index at a start.

use std::fmt::Write;
use std::time::{Duration, Instant};

use chassis::db::{Db, Tx, Value};
use demo::actors::{Expert, KERVADEC, Mailbox};
use demo::browser::Browser;
use pki::{Clock, Digest, Id, SystemRandom, Timestamp};
use registration::Failpoints;
use testbed::office::Office;
use testbed::{Engine, Transport};

use crate::summary::Measured;

const ORDERS: usize = 100_000;
const SEARCHES: usize = 300;
/// The longest that the slowest search of a hundred may take, in milliseconds.
const AT_MOST_MS: f64 = 100.0;
const EMAIL: &str = "maelle.kervadec@sceau.example.org";

const GIVEN: [&str; 20] = [
    "Marie",
    "Maëlle",
    "Jean",
    "Loïc",
    "Anne",
    "François",
    "Élodie",
    "Yann",
    "Inès",
    "Octave",
    "Aïda",
    "Hervé",
    "Solène",
    "Gaël",
    "Nolwenn",
    "Étienne",
    "Chloé",
    "Benoît",
    "Zoé",
    "Jürgen",
];
const SYLLABLES: [&str; 20] = [
    "ker", "mar", "tin", "le", "goff", "mor", "van", "del", "mas", "bri", "ou", "qué", "mé", "ner", "lan", "roc", "ey", "ros",
    "pen", "du",
];

pub(crate) fn measure() -> Vec<Measured> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    runtime.block_on(search())
}

async fn search() -> Vec<Measured> {
    let office = Office::open(Engine::Sqlite, Transport::InProcess).await;
    let expert = Expert::new(office.visitor(), Mailbox::new(office.sent.clone(), EMAIL), EMAIL, "sept brumes sur la rade");
    expert.sign_up().await.expect("the account is made");
    expert.place(&expert.draft(KERVADEC).await.expect("a draft")).await.expect("placed");
    fill(&office.database().await, office.testbed.clock.now()).await;
    office.registration.encrypt_earlier_rows(Duration::ZERO).await.expect("every order is encrypted");

    let testbed = office.close_portal().await;
    let started = Instant::now();
    let office = Office::on(testbed, Failpoints::none()).await;
    let officer = office.officer(1);
    while officer.open("/officer/search?q=zzz").await.expect("a page").text().contains("se prépare") {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let loaded = started.elapsed().as_secs_f64();
    let slowest = slowest_of_a_hundred(&officer).await;
    office.close().await;
    vec![
        Measured {
            name: "search_p99_ms",
            value: slowest,
            unit: "ms among 100,000 orders",
            beside: format!("the limit, {AT_MOST_MS} ms"),
            ratio: slowest / AT_MOST_MS,
        },
        Measured {
            name: "search_index_s",
            value: loaded,
            unit: "s for 100,000 orders at a start",
            beside: "the limit, 60 s".to_owned(),
            ratio: loaded / 60.0,
        },
    ]
}

/// The 99th percentile of the milliseconds from the request to the complete page.
async fn slowest_of_a_hundred(officer: &Browser) -> f64 {
    let mut took = Vec::with_capacity(SEARCHES);
    for number in 0..SEARCHES {
        let typed = match number % 5 {
            0 => GIVEN[number % GIVEN.len()].chars().take(3).collect(),
            1 => format!("{}{}", SYLLABLES[number % 20], SYLLABLES[number / 20 % 20]),
            2 => format!("{} {}", GIVEN[number % 20], SYLLABLES[number % 20].repeat(2)),
            3 => format!("SC-2025-{:06}", number + 1),
            _ => format!("{number}@sceau.example.org"),
        };
        let begun = Instant::now();
        officer.open(&format!("/officer/search?q={}", escaped(&typed))).await.expect("a page").answered(200).expect("found");
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    took.sort_by(f64::total_cmp);
    took[took.len() * 99 / 100]
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, octet| {
        write!(escaped, "%{octet:02X}").expect("a text can grow");
        escaped
    })
}

/// Adds accepted orders, each of another person, in clear as release 0.1.0 wrote them.
async fn fill(db: &Db, now: Timestamp) {
    for first in (0..ORDERS).step_by(1000) {
        let mut tx = db.begin_write().await.expect("the database is written");
        for number in first..first + 1000 {
            add(&mut tx, number, now).await;
        }
        tx.commit().await.expect("committed");
    }
    db.close().await;
}

async fn add(tx: &mut Tx, number: usize, now: Timestamp) {
    let ids: [Value; 3] = std::array::from_fn(|_| Id::<()>::generate(now, &mut SystemRandom).into());
    let [account, person, order] = ids;
    let email = format!("{number}@sceau.example.org");
    let sql = "insert into accounts (id, email, address, language, salt, verifier, created_at, password_changed_at) \
               values ($1, $2, $2, 'fr', $3, $3, $4, $4)";
    tx.execute(sql, &[account.clone(), email.into(), [0; 16].into(), now.into()]).await.expect("an account");
    let sql = "insert into people (id, account, known_since) values ($1, $2, $3)";
    tx.execute(sql, &[person.clone(), account.clone(), now.into()]).await.expect("a person");
    let surname: String = [number % 20, number / 20 % 20, number / 400 % 20].map(|syllable| SYLLABLES[syllable]).concat();
    let (given, token) = (GIVEN[number / 7 % 20], format!("ST-{number:06}"));
    let address = serde_json::json!({
        "recipient": format!("{given} {surname}"), "complement": null, "street": "3 rue des Tanneurs", "postcode": "35000",
        "town": "Rennes", "country": "FR",
    });
    let application = serde_json::json!({
        "identity": { "birth_name": surname, "name_in_use": null, "given_names": given, "latin": null },
        "birth": { "date": "1978-03-03", "place": "Quimper", "country": "FR" },
        "listing": { "court": "Rennes", "ends": "2031-12-31", "compagnie": "Compagnie des experts de Bretagne" },
        "delivery": { "token": address, "pin_letter": null },
        "contact": "email",
        "billing": { "holder": address },
        "terms": { "version": "2026-11-01", "digest": Digest::of(b"terms"), "accepted_at": now },
    });
    let facts = serde_json::json!({ "state": "accepted", "token": token, "at": now });
    tx.execute(
        "insert into orders (id, account, person, product, application, begun_at, state, since, facts, number, placed_at, \
         price_excluding_vat_cents, vat_per_mille, version) \
         values ($1, $2, $3, 'expert-card', $4, $5, 'accepted', $5, $6, $7, $5, 15900, 200, 1)",
        &[
            order,
            account,
            person,
            application.to_string().into(),
            now.into(),
            facts.to_string().into(),
            format!("SC-2025-{:06}", number + 1).into(),
        ],
    )
    .await
    .expect("an order");
}
