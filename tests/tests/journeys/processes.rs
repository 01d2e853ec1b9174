//! The whole process with separate processes, each of which is restarted once.

use std::path::Path;
use std::time::Duration;

use ca_contract::holder::{ReleasePuk, SetCode};
use ca_contract::issuance::{Approve, ListIssuers};
use ca_contract::revocation::{Contact, RevocationSummary, RevokeByCode, RevokedByCode};
use ca_contract::statement::Officer;
use ca_contract::status::{FollowStatus, StatusEvents};
use ca_contract::{CertificateAuthority, Confidential};
use pki::ocsp::CertStatus;
use pki::{Certificate, Clock, Digest, Id, SystemClock, SystemRandom, pem};
use policies::Policies;
use testbed::{CODES, Engine, Scenario, ask, signed_receipt};
use token::{SlotIndex, SoftwareToken};

use super::program::{self, Zone};
use super::site::Site;
use super::{fresh_postgres, receipt};

const PAUSE: Duration = Duration::from_millis(5);

/// Approves as the portal, and produces the token with the program's station command.
async fn produce(site: &Site, portal: &CertificateAuthority, officers: [Id<Officer>; 2], order: &str) -> [Certificate; 2] {
    let [reviewed_by, authorised_by] = officers;
    let (number, product) = (order.parse().expect("a number"), "expert-card".parse().expect("a name"));
    let person = Id::generate(SystemClock.now(), &mut SystemRandom);
    let statement = demo::specimen(number, product, person, reviewed_by, &Policies::embedded(), SystemClock.now());
    ask(portal, &Approve { statement, reviewed_by, authorised_by }).await.expect("the statement is approved");
    let (config, token) = (site.path("zones/station/sceau.toml"), site.path(&format!("{order}.token")));
    let told = program::succeed(&["token", "personalise", "--config", &config, "--order", order, "--token", &token]).await;
    assert!(told.contains(order) && told.contains("2 certificates"), "{told}");
    let token = SoftwareToken::open(Path::new(&token)).expect("the token");
    [SlotIndex::MAIN, SlotIndex::COMPANION].map(|slot| token.read_certificate(slot).expect("a certificate").clone())
}

/// The officers enrolled by `init`.
async fn officers(site: &Site) -> [Id<Officer>; 2] {
    let db = site.database().await;
    let mut tx = db.begin_read().await.expect("the database is read");
    let rows = tx.rows("select id from officers order by email", &[]).await.expect("officers");
    let ids: Vec<_> = rows.iter().map(|row| Id::from_slice(&row.blob("id").expect("an id")).expect("an id")).collect();
    drop(tx);
    db.close().await;
    ids.try_into().expect("two")
}

/// Revokes by code, and sends SIGTERM to the CA while the code is being verified.
async fn revoke_under_sigterm(
    site: &Site,
    portal: &CertificateAuthority,
    answers: RevokeByCode,
    authority: &Zone,
) -> RevocationSummary {
    let db = site.database().await;
    let under_way = async {
        loop {
            let mut tx = db.begin_read().await.expect("the database is read");
            // An attempt counts as wrong until it has been verified.
            let judging = tx.rows("select id from wrong_answers", &[]).await.expect("attempts");
            let done = tx.rows("select id from revocations", &[]).await.expect("revocations");
            if !judging.is_empty() || !done.is_empty() {
                break;
            }
            drop(tx);
            tokio::time::sleep(PAUSE).await;
        }
        authority.terminate().await;
    };
    let (answer, ()) = tokio::join!(ask(portal, &answers), under_way);
    db.close().await;
    match answer.expect("a call in progress is answered") {
        RevokedByCode::Revoked(summary) => summary,
        RevokedByCode::Choose { .. } => panic!("one token should match"),
    }
}

async fn main_job(engine: Engine) {
    let site = Site::initialised(&engine).await;
    site.accept_unsigned_approvals();
    let (mut authority, mut responder) = (site.zone("ca"), site.zone("responder"));
    authority.until_ready(1).await;
    responder.until_ready(1).await;
    let portal = site.caller("portal");
    let officers = officers(&site).await;
    let pair = produce(&site, &portal, officers, "SC-2026-000100").await;
    let issuers = ask(&portal, &ListIssuers {}).await.expect("the issuers");
    let issuer = |name: &str| {
        let found = issuers.iter().find(|issuer| issuer.name.as_str() == name).expect("an issuer");
        Certificate::from_der(&found.certificate.0).expect("a certificate")
    };
    let hierarchies = ["advanced", "classe-3-plus"];
    for (name, certificate) in hierarchies.iter().zip(&pair) {
        assert_eq!(site.status(name, &issuer(name), certificate.serial()).await, CertStatus::Good);
    }
    let main = Digest::of(pair[0].der());
    let puk = ask(&portal, &ReleasePuk { certificate: main }).await.expect("the PUK is released").puk;
    ask(&portal, &SetCode { certificate: main, code: Confidential::new(CODES[0]) }).await.expect("the code is set");

    let poll = FollowStatus { after: site.head().await, at_most: 100, wait_ms: 30_000 };
    let waiting = site.caller("responder");
    let follow = tokio::spawn(async move { ask(&waiting, &poll).await });
    let summary = revoke_under_sigterm(&site, &portal, Scenario::answers(CODES[0]), &authority).await;
    assert!(summary.effective);
    let followed = follow.await.expect("no panic");
    assert!(matches!(followed, Ok(StatusEvents::Events { .. })), "the long poll was answered: {followed:?}");
    let logs = [authority.logged(), responder.logged()];
    assert!(authority.end().await.success(), "status 0");
    responder.terminate().await;
    assert!(responder.end().await.success(), "status 0");
    for secret in [CODES[0], "kervadec", "Kervadec", "maelle.kervadec@", "1971-04-23", "Saint-Brieuc"] {
        assert!(logs.iter().all(|log| !log.contains(secret)), "{secret} is in a log");
    }
    assert!(logs.iter().all(|log| !holds_number(log, puk.expose())), "the PUK is in the log");

    let (mut authority, mut responder) = (site.zone("ca"), site.zone("responder"));
    authority.until_ready(2).await;
    responder.until_ready(2).await;
    // Published after the restart.
    let receipt = signed_receipt(&portal, summary.request).await.receipt;
    let roots = hierarchies.map(|name| pem::encode(pem::Label::Certificate, issuer(&format!("root-{name}")).der())).concat();
    let live = receipt::read(&roots, &receipt.0, SystemClock.now());
    assert_eq!((live.request, live.effective), (summary.request, true));
    for (name, certificate) in hierarchies.iter().zip(&pair) {
        let status = site.status(name, &issuer(name), certificate.serial()).await;
        assert!(matches!(status, CertStatus::Revoked { .. }), "{status:?}");
    }
    let next = produce(&site, &portal, officers, "SC-2026-000101").await;
    assert_eq!(site.status("advanced", &issuer("advanced"), next[0].serial()).await, CertStatus::Good, "work continues");
    let by_number = Contact::Token(live.token);
    let again = ask(&portal, &RevokeByCode { contact: by_number, ..Scenario::answers(CODES[0]) }).await;
    assert!(matches!(again, Ok(RevokedByCode::Revoked(again)) if !again.effective), "the code is still valid after the restart");
    published_crls_are_read_out(&site).await;
    for zone in [authority, responder] {
        zone.terminate().await;
        assert!(zone.end().await.success(), "status 0");
    }
    assert_evidence(&site);
}

/// Today's CRLs of an issuer, while the certificate authority runs: the first, that of the revocation, and perhaps one for the intents
/// of an interrupted issuance.
async fn published_crls_are_read_out(site: &Site) {
    let (config, out) = (site.path("zones/ca/sceau.toml"), site.path("crls"));
    let day = |days: i64| {
        jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().saturating_add(jiff::Span::new().days(days)).to_string()
    };
    let (yesterday, tomorrow) = (day(-1), day(1));
    let span = |from, until| {
        ["evidence", "crls", "--config", &config, "--issuer", "advanced", "--from", from, "--until", until, "--out", &out]
    };
    let said = program::succeed(&span(&yesterday, &tomorrow)).await;
    assert!(said.contains("CRLs of advanced are in"), "{said}");
    assert_eq!(program::succeed(&span(&yesterday, &tomorrow)).await, said, "a repeated command changes nothing");
    let mut files: Vec<_> = std::fs::read_dir(&out).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    assert!(files.len() >= 2, "{files:?}");
    let url = format!("http://127.0.0.1:{}/crl/advanced.crl", site.status_port());
    let published = reqwest::get(url).await.expect("the responder answers").bytes().await.expect("a body");
    assert_eq!(std::fs::read(files.last().expect("a file")).expect("the newest"), published);
    let told = program::run(&span(&tomorrow, &yesterday)).await;
    assert!(!told.status.success() && String::from_utf8_lossy(&told.stderr).contains("is before the first"), "{told:?}");
}

/// The responder ran twice: its evidence says so, and that it answered.
fn assert_evidence(site: &Site) {
    let folder = std::fs::read_dir(site.path("zones/responder/status/evidence")).expect("the evidence");
    let text: String = folder.map(|day| std::fs::read_to_string(day.expect("a file").path()).expect("its text")).collect();
    for (mark, times) in [("\"event\":\"start\"", 2), ("\"event\":\"stop\"", 2)] {
        assert_eq!(text.matches(mark).count(), times, "{text}");
    }
    assert!(text.contains("\"answering\":true"), "{text}");
}

/// Whether a text contains `digits` as a separate number.
fn holds_number(text: &str, digits: &str) -> bool {
    let apart = |symbol: Option<char>| symbol.is_none_or(|symbol| !symbol.is_ascii_alphanumeric() && symbol != '.');
    text.match_indices(digits)
        .any(|(place, _)| apart(text[..place].chars().next_back()) && apart(text[place + digits.len()..].chars().next()))
}

#[tokio::test]
async fn separate_processes_complete_the_whole_process_and_exit_cleanly_on_sqlite() {
    main_job(Engine::Sqlite).await;
}

#[tokio::test]
async fn separate_processes_complete_the_whole_process_and_exit_cleanly_on_postgresql() {
    main_job(fresh_postgres().await).await;
}

#[tokio::test]
async fn a_second_program_on_the_same_address_exits_without_changing_anything() {
    let site = Site::initialised(&Engine::Sqlite).await;
    let mut authority = site.zone("ca");
    authority.until_ready(1).await;
    // A program that continued to open the CA would report it missing.
    std::fs::remove_file(site.path("zones/ca/master.key")).expect("the key is there");
    let (config, demo, first) = (site.path("zones/ca/sceau.toml"), site.path("demo"), site.first_port().to_string());
    let refused = async |arguments: &[&str]| {
        let ended = program::run(arguments).await;
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success() && said.contains("another Sceau"), "{said}");
    };
    refused(&["serve", "--role", "ca", "--config", &config]).await;
    refused(&["demo", "--exit", "--data", &demo, "--port-base", &first]).await;
    assert!(!Path::new(&demo).exists(), "the demonstration created its folder");
    authority.terminate().await;
    assert!(authority.end().await.success(), "status 0");
}

#[tokio::test]
async fn a_zone_with_port_0_reports_the_actual_port() {
    let site = Site::initialised(&Engine::Sqlite).await;
    let config = site.path("zones/responder/sceau.toml");
    let text = std::fs::read_to_string(&config).expect("the configuration");
    let any = text.replace(&format!("listen = \"127.0.0.1:{}\"", site.status_port()), "listen = \"127.0.0.1:0\"");
    assert_ne!(any, text);
    std::fs::write(&config, any).expect("a file");
    let mut responder = site.zone("responder");
    responder.until_ready(1).await;
    let logged = responder.logged();
    let ready = logged.lines().find(|line| line.contains(" is ready")).expect("it is ready");
    let address = ready.split("127.0.0.1:").nth(1).expect("its address");
    let port: String = address.chars().take_while(char::is_ascii_digit).collect();
    let health = reqwest::get(format!("http://127.0.0.1:{port}/health")).await.expect("it listens there");
    assert_eq!(health.status(), 503, "the certificate authority is not running");
    responder.terminate().await;
    assert!(responder.end().await.success(), "status 0");
}
