//! Leaves an installation for later releases: two experts have their cards, one of them revoked.

use std::fs;
use std::path::Path;

use demo::actors::{Answers, Holder, KERVADEC, MORVAN};
use pki::Clock;
use test_databases::dump;
use testbed::office::Office;
use testbed::{Engine, Transport};

use super::super::super::{fresh_postgres, show};
use super::super::people::{CODES, KERVADEC_EMAIL, holder};
use super::super::placed::Placed;
use super::{ENGINES, Left, LeftOrder, ZONES, copy, releases, urls};

/// Written by the next `init`: throw-away TLS certificates for loopback, addresses, databases.
const MADE_ANEW: [&str; 5] = ["sceau.toml", "database.url", "tls.pem", "tls.key", "browser-ca.pem"];

const MORVAN_EMAIL: &str = "loic.morvan@sceau.example.org";

async fn in_use(office: &Office, email: &str, answers: Answers) -> LeftOrder {
    let order = Placed::by(office, email, answers).await;
    let sent = order.sent(office).await;
    let visit = holder(office, &sent);
    visit.accept().await.expect("accepted");
    visit.define_codes(CODES[0], CODES[1]).await.expect("defined");
    let token = sent.token.file_name().and_then(|name| name.to_str()).expect("a file").to_owned();
    LeftOrder { number: order.number, path: order.path, email: email.to_owned(), token, pin: sent.pin }
}

async fn revoked(office: &Office) -> LeftOrder {
    let order = in_use(office, MORVAN_EMAIL, MORVAN).await;
    let page =
        Holder::answer_emergency(&office.visitor(), "Loïc Morvan-L’Hostis", MORVAN_EMAIL, ["7", "11", "1964"], CODES[0]).await;
    let page = page.expect("an answer").form("/revocation/confirm").expect("the answers are right");
    page.send().await.expect("an answer").answered(200).expect("revoked");
    order
}

async fn leave(name: &str, engine: Engine) {
    let office = Office::open(engine.clone(), Transport::MutualTls).await;
    let active = in_use(&office, KERVADEC_EMAIL, KERVADEC).await;
    let revoked = revoked(&office).await;
    let left = Left { at: office.testbed.clock.now(), active, revoked };
    let stopped = office.close_portal().await.suspend().await;
    let release = releases().join("unreleased").join(name);
    let folder = stopped.path("");
    let passing = |path: &Path| {
        path.extension().is_some_and(|extension| extension.to_string_lossy().starts_with("db") || extension == "lock")
    };
    let kept = |path: &Path| !passing(path) && MADE_ANEW.iter().all(|made| !path.ends_with(made));
    copy(&folder, &release.join("installation"), &kept);
    for (zone, url) in ZONES.iter().zip(urls(&engine, &folder)) {
        fs::write(release.join(format!("{zone}.sql")), dump(&url).await).expect("a file is written");
    }
    let left = serde_json::to_string_pretty(&left).expect("JSON");
    fs::write(release.join("left.json"), left + "\n").expect("a file is written");
}

#[tokio::test]
#[ignore = "writes files; run it with `make golden`"]
async fn write_golden_databases() {
    for (name, engine) in ENGINES.into_iter().zip([Engine::Sqlite, fresh_postgres().await]) {
        show(&engine, Transport::MutualTls);
        Box::pin(leave(name, engine)).await;
    }
}
