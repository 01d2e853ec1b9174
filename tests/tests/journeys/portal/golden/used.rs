//! Works with the installations that releases left.

use std::fs;
use std::path::Path;
use std::time::Duration;

use ca_contract::events::{FollowTokens, TokenChange, TokenEvent};
use ca_contract::holder::{CertificateHolder, FindCertificateHolder, TokenStatus};
use demo::actors::Holder;
use registration::Failpoints;
use test_databases::{Postgres, load};
use testbed::office::Office;
use testbed::{Engine, Testbed, Transport, Urls, ask, until};
use token::SlotIndex;

use super::super::super::secrecy::columns_on_engine_with;
use super::super::super::show;
use super::super::people::{CODES, KERVADEC_EMAIL, desk, expert};
use super::{ENGINES, Left, LeftOrder, ZONES, copy, empty_folder, releases, urls};

/// What the orders that every release left say of their holders.
const PERSONAL: [&str; 9] = [
    "Kervadec",
    "Morvan",
    "Saint-Brieuc",
    "Morlaix",
    "1971-04-23",
    "quai des Deux-Rives",
    "dossier-signe.pdf",
    "carte recto.png",
    "liste de la cour",
];

/// Loads an installation into a new folder and new databases, and starts it an hour after it was left.
async fn opened(release: &Path, engine: Engine) -> (Office, Left) {
    let left = fs::read_to_string(release.join("left.json")).expect("what was left");
    let left: Left = serde_json::from_str(&left).expect("what was left");
    let folder = empty_folder();
    copy(&release.join("installation"), folder.path(), &|_| true);
    for (zone, url) in ZONES.iter().zip(urls(&engine, folder.path())) {
        load(&url, &fs::read_to_string(release.join(format!("{zone}.sql"))).expect("a golden database")).await;
    }
    let hour = Duration::from_secs(3600);
    let testbed = Testbed::open_kept(engine, Transport::MutualTls, folder, left.at.plus(hour)).await;
    (Office::on(testbed, Failpoints::none()).await, left)
}

/// The events of an order's token, from the beginning of the feed.
async fn events(office: &Office, order: &LeftOrder) -> Vec<TokenEvent> {
    let follow = FollowTokens { after: 0, at_most: 1000, wait_ms: 0 };
    let told = ask(&office.testbed.callers.portal, &follow).await.expect("the feed");
    told.events.into_iter().filter(|event| event.order.as_str() == order.number).collect()
}

async fn held(office: &Office, order: &LeftOrder) -> CertificateHolder {
    let events = events(office, order).await;
    let issued = events.iter().find_map(|event| match &event.change {
        TokenChange::Issued { certificates, .. } => certificates.first(),
        _ => None,
    });
    let certificate = issued.expect("its certificates were issued").fingerprint;
    ask(&office.testbed.callers.portal, &FindCertificateHolder { certificate }).await.expect("the holder")
}

async fn applicant_and_officer_read_the_order(office: &Office, order: &LeftOrder) {
    let applicant = expert(office, &order.email);
    applicant.sign_in().await.expect("signed in with the old password");
    let page = applicant.browser.open(&order.path).await.expect("an answer").answered(200).expect("the order");
    page.saying(&order.number).expect("its number");
    let officer = desk(office, 1).browser;
    let page = officer.open(&format!("/officer{}", order.path)).await.expect("an answer").answered(200).expect("the order");
    let files = page.attributes(".piece a", "href").into_iter().filter(|link| link.contains("/pieces/"));
    let files: Vec<_> = files.collect();
    assert_eq!(files.len(), 3, "the files of the dossier");
    for file in files {
        let file = officer.open(&file).await.expect("an answer").answered(200).expect("a file");
        assert!(file.bytes().len() > 4000, "it is decrypted");
    }
}

async fn holder_enters_and_revokes(office: &Office, order: &LeftOrder) {
    let login = office.with_token(&office.testbed.path(&order.token), &order.pin, SlotIndex::MAIN);
    login.open("/holder").await.expect("an answer").answered(200).expect("the holder's space");
    let visitor = office.visitor();
    let answers = Holder::answer_emergency(&visitor, "Maëlle Kervadec", KERVADEC_EMAIL, ["23", "4", "1971"], CODES[0]);
    let confirm = answers.await.expect("an answer").form("/revocation/confirm").expect("the answers are right");
    confirm.send().await.expect("an answer").answered(200).expect("revoked");
    let told = async || {
        let events = events(office, order).await;
        events.iter().any(|event| matches!(event.change, TokenChange::RevocationPublished { .. })).then_some(())
    };
    until("the revocation is published", told).await;
}

/// The background job encrypts what the release left in clear.
async fn personal_data_are_encrypted(office: &Office, engine: &Engine) {
    let clear = "select (select count(*) from orders where encrypted is null) + (select count(*) from transfers where encrypted is null) \
                 as found";
    let encrypted = async || {
        let db = office.database().await;
        let row = db.begin_read().await.expect("it is read").row(clear, &[]).await.expect("a count").expect("a row");
        let left = row.int("found").expect("a count");
        db.close().await;
        (left == 0).then_some(())
    };
    until("no order and no transfer is in clear", encrypted).await;
    for personal in PERSONAL {
        let found = columns_on_engine_with(engine, office.database().await, personal).await;
        assert_eq!(found, Vec::<String>::new(), "{personal}");
    }
}

async fn is_used(release: &Path, engine: Engine) {
    let (office, left) = opened(release, engine.clone()).await;
    personal_data_are_encrypted(&office, &engine).await;
    let holder = held(&office, &left.active).await;
    assert_eq!((holder.order.as_str(), holder.state), (left.active.number.as_str(), TokenStatus::Valid));
    assert!(matches!(held(&office, &left.revoked).await.state, TokenStatus::Revoked { .. }));
    applicant_and_officer_read_the_order(&office, &left.active).await;
    holder_enters_and_revokes(&office, &left.active).await;
    assert!(matches!(held(&office, &left.active).await.state, TokenStatus::Revoked { .. }));
    let [portal, authority] = [office.ledger().await, office.testbed.ledger().await];
    assert!(!portal.is_empty() && !authority.is_empty(), "both chains of records are whole");
    office.close().await;
}

/// A migration that was altered since the release fails here too: the databases hold the checksums of theirs.
#[tokio::test]
async fn installations_of_every_release_are_opened_migrated_and_used() {
    let releases = fs::read_dir(releases()).expect("the golden files").map(|entry| entry.expect("an entry").path());
    let releases: Vec<_> = releases.filter(|release| release.join(ENGINES[0]).is_dir()).collect();
    assert!(!releases.is_empty(), "a release left installations");
    let cluster = Postgres::shared().await;
    for release in releases {
        let urls = Urls { authority: cluster.fresh_url().await, portal: cluster.fresh_url().await };
        for (name, engine) in ENGINES.into_iter().zip([Engine::Sqlite, Engine::Postgres(urls)]) {
            println!("{}", release.display());
            show(&engine, Transport::MutualTls);
            Box::pin(is_used(&release.join(name), engine)).await;
        }
    }
}
