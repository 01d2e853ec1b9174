//! The portal's pages with 100,000 orders in PostgreSQL: the 99th percentile at 200 requests per second, and pages per second, compared
//! with a static page of the same size over the same TLS.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chassis::db::{Db, Value};
use demo::actors::{Expert, KERVADEC, Mailbox};
use demo::browser::Browser;
use http::Method;
use test_databases::{Durability, Postgres};
use testbed::office::Office;
use testbed::{Engine, Transport, Urls};
use tokio::task::JoinSet;

use crate::load::start;
use crate::servers::{ready, until_told};
use crate::summary::{Measured, median};

const ROUNDS: usize = 3;
const ORDERS: i64 = 100_000;
/// Requests per second, and the duration.
const RATE: u32 = 200;
const SPELL: Duration = Duration::from_secs(8);
/// Concurrent browsers when measuring pages per second.
const BROWSERS: usize = 16;
const PASSWORD: &str = "sept brumes sur la rade";

/// Serves the portal with a full database. Writes the anchor and the size of the static page to `folder` for the load generator.
pub(crate) async fn serve_portal(folder: &Path) {
    let cluster = Postgres::start(Durability::Machine).await;
    let urls = Urls { authority: cluster.fresh_url().await, portal: cluster.fresh_url().await };
    let office = Office::open(Engine::Postgres(urls), Transport::InProcess).await;
    let email = "maelle.kervadec@sceau.example.org";
    let expert = Expert::new(office.visitor(), Mailbox::new(office.sent.clone(), email), email, PASSWORD);
    expert.sign_up().await.expect("the account is made");
    expert.place(&expert.draft(KERVADEC).await.expect("a draft")).await.expect("placed");
    fill(&office.database().await).await;
    std::fs::copy(office.testbed.installation.browser_anchor(), folder.join("anchor.pem")).expect("the anchor");
    for file in ["tls.pem", "tls.key"] {
        std::fs::copy(office.testbed.installation.path(&format!("portal/{file}")), folder.join(file))
            .expect("the server's identity");
    }
    ready(&office.public);
    until_told().await;
    office.close().await;
}

/// Copies the order, each time with a new account and person; two in a hundred are open.
async fn fill(db: &Db) {
    let mut tx = db.begin_write().await.expect("the database is written");
    for statement in [
        "insert into accounts (id, email, address, language, salt, verifier, created_at, password_changed_at)
            select decode(md5('account' || n), 'hex'), n || '@sceau.example.org', n || '@sceau.example.org', language, salt, verifier,
                created_at, password_changed_at from accounts, generate_series(1, $1) n",
        "insert into people (id, account, known_since)
            select decode(md5('person' || n), 'hex'), decode(md5('account' || n), 'hex'), 0 from generate_series(1, $1) n",
        "insert into orders (id, account, person, product, application, begun_at, state, since, facts, number, placed_at,
                price_excluding_vat_cents, vat_per_mille, version)
            select decode(md5('order' || n), 'hex'), decode(md5('account' || n), 'hex'), decode(md5('person' || n), 'hex'), product,
                application, begun_at - n, case when n % 50 = 0 then state else 'accepted' end, since - n * 1000,
                case when n % 50 = 0 then facts
                    else '{\"state\":\"accepted\",\"token\":\"ST-' || n || '\",\"at\":\"2026-03-01T00:00:00.000Z\"}' end,
                'SC-2025-' || lpad(n::text, 6, '0'), placed_at - n, price_excluding_vat_cents, vat_per_mille, version
            from (select * from orders limit 1) o, generate_series(1, $1) n",
        "insert into order_events (order_id, position, at, event)
            select decode(md5('order' || n), 'hex'), position, at, event from order_events, generate_series(1, $1) n",
    ] {
        tx.execute(statement, &[Value::from(ORDERS)]).await.expect("rows");
    }
    tx.commit().await.expect("committed");
    let mut tx = db.begin_write().await.expect("the database is written");
    tx.execute("analyze", &[]).await.expect("statistics");
    tx.commit().await.expect("committed");
    db.close().await;
}

/// Serves `body` octets of HTML over the portal's TLS.
pub(crate) async fn serve_page(folder: &Path, body: usize) {
    let read = |file: &str, label| {
        let text = std::fs::read_to_string(folder.join(file)).expect("the server's identity");
        pki::pem::decode_all(label, &text).expect("PEM")
    };
    let key = read("tls.key", pki::pem::Label::PrivateKey).remove(0);
    let tls = chassis::http::ServerTls::anonymous(read("tls.pem", pki::pem::Label::Certificate), &key).expect("an identity");
    let page = Arc::new("x".repeat(body));
    let router = axum::Router::new().fallback(move || {
        let page = page.as_ref().clone();
        async move { axum::response::Html(page) }
    });
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    ready(&format!("https://localhost:{}", listener.local_addr().expect("an address").port()));
    let stop = tokio_util::sync::CancellationToken::new();
    let limits = chassis::http::Limits::default();
    let server = tokio::spawn(chassis::http::serve(
        listener,
        router,
        chassis::http::Security::Tls(tls),
        limits,
        Default::default(),
        stop.clone(),
    ));
    until_told().await;
    stop.cancel();
    server.await.expect("no panic").expect("the server ends well");
}

pub(crate) fn measure() -> Vec<Measured> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let (mut portal, site) = start("portal", &[folder.path().to_str().expect("UTF-8")]);
    let (visitor, paths, weight) = runtime.block_on(signed_in(&site, folder.path()));
    let weight = weight.to_string();
    let (mut fixed, fixed_site) = start("page", &[folder.path().to_str().expect("UTF-8"), &weight]);
    let reader = Browser::new(&fixed_site, &anchor(folder.path()), "fr").expect("a browser");
    let (mut ours, mut limit, mut pages, mut static_pages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(runtime.block_on(ninety_nine_of_hundred(&visitor, &paths)));
        limit.push(runtime.block_on(ninety_nine_of_hundred(&reader, &paths)));
        pages.push(runtime.block_on(pages_a_second(&visitor, &paths)));
        static_pages.push(runtime.block_on(pages_a_second(&reader, &paths)));
    }
    for server in [&mut portal, &mut fixed] {
        drop(server.stdin.take());
        server.wait().expect("the server ends");
    }
    let (ours, limit, pages, static_pages) = (median(ours), median(limit), median(pages), median(static_pages));
    vec![
        Measured {
            name: "portal_p99_ms",
            value: ours,
            unit: "ms at 200 requests/s",
            beside: format!("a static page over the same TLS, {limit:.1} ms"),
            ratio: ours / limit,
        },
        Measured {
            name: "portal_pages",
            value: pages,
            unit: "pages/s",
            beside: format!("a static page over the same TLS, {static_pages:.0}/s"),
            ratio: pages / static_pages,
        },
    ]
}

fn anchor(folder: &Path) -> Vec<u8> {
    let text = std::fs::read_to_string(folder.join("anchor.pem")).expect("the anchor");
    pki::pem::decode_all(pki::pem::Label::Certificate, &text).expect("PEM").remove(0)
}

/// A signed-in applicant, the paths to request, and the size of the largest page in octets.
async fn signed_in(site: &str, folder: &Path) -> (Browser, Vec<String>, usize) {
    let visitor = Browser::new(site, &anchor(folder), "fr").expect("a browser");
    let form = visitor.open("/sign-up").await.expect("a page").form("/sign-up").expect("a form");
    let asked = form.with("email", "loic.morvan@sceau.example.org").with("password", PASSWORD).send().await.expect("a page");
    let code = loop {
        let mails = visitor.open("/demonstration/messages").await.expect("a page").text();
        let mine = mails.split("loic.morvan@sceau.example.org").nth(1).map(str::to_owned);
        let digits =
            mine.and_then(|mail| mail.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6).map(str::to_owned));
        if let Some(code) = digits {
            break code;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    asked
        .form("/sign-up/code")
        .expect("a form")
        .with("code", &code)
        .send()
        .await
        .expect("a page")
        .answered(200)
        .expect("signed in");
    let expert = Expert::new(visitor.clone(), Mailbox::new(mails::CapturedMail::new(), ""), "", PASSWORD);
    let order = expert.place(&expert.draft(KERVADEC).await.expect("a draft")).await.expect("placed").path().to_owned();
    let paths = vec!["/orders".to_owned(), order.clone(), format!("{order}/payment"), format!("{order}/dossier")];
    let mut weight = 0;
    for path in &paths {
        weight = weight.max(visitor.open(path).await.expect("a page").answered(200).expect("a page").bytes().len());
    }
    (visitor, paths, weight)
}

/// Sends requests at a constant rate, whether or not earlier ones were answered. Returns the 99th percentile of the milliseconds from
/// when a request was due to its complete response.
async fn ninety_nine_of_hundred(visitor: &Browser, paths: &[String]) -> f64 {
    let begun = Instant::now();
    let mut asked = JoinSet::new();
    for number in 0..RATE * u32::try_from(SPELL.as_secs()).expect("seconds") {
        let due = begun + Duration::from_secs(1) * number / RATE;
        tokio::time::sleep_until(due.into()).await;
        let request = visitor.request(Method::GET, &paths[number as usize % paths.len()]);
        asked.spawn(async move {
            let answer = request.send().await.expect("an answer");
            assert_eq!(answer.status(), 200);
            answer.bytes().await.expect("a whole answer");
            due.elapsed().as_secs_f64() * 1000.0
        });
    }
    let mut took = asked.join_all().await;
    took.sort_by(f64::total_cmp);
    took[took.len() * 99 / 100]
}

async fn pages_a_second(visitor: &Browser, paths: &[String]) -> f64 {
    let until = Instant::now() + SPELL / 2;
    let mut browsers = JoinSet::new();
    for browser in 0..BROWSERS {
        let (visitor, paths) = (visitor.clone(), paths.to_vec());
        browsers.spawn(async move {
            let mut pages = 0_u32;
            while Instant::now() < until {
                let path = &paths[(browser + pages as usize) % paths.len()];
                let answer = visitor.request(Method::GET, path).send().await.expect("an answer");
                answer.bytes().await.expect("a whole answer");
                pages += 1;
            }
            pages
        });
    }
    let pages: u32 = browsers.join_all().await.into_iter().sum();
    f64::from(pages) / (SPELL / 2).as_secs_f64()
}
