//! Holders are recognised in an emergency by every documented spelling of their data (docs/recognition.md).

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::revocation::{Contact, FurtherFacts, RevokeByCode, RevokeByCodeError, RevokedByCode};
use ca_contract::statement::Statement;
use chassis::db::Db;
use deployment::configuration::AuthorityFile;
use jiff::civil::date;
use pki::name::Attribute;
use testbed::{CODES, Engine, ProducedToken, Scenario, StoppedTestbed, Testbed, Transport, ask};

use super::codes::not_recognised;
use super::{fresh_postgres, on_every_testbed, on_testbed};

/// `études` in ASCII form (RFC 3492), as the addresses of accounts are stored.
const EMAIL: &str = "anne.tanguy@xn--tudes-9ra.example.org";
const TIMEOUT: Duration = Duration::from_secs(30);

/// A person whose birth name differs from the name in her certificates.
fn anne(testbed: &Testbed, order: &str) -> Statement {
    let mut statement = Scenario::statement(testbed, order, "expert-card", Scenario::person(testbed));
    statement.subject.given_name = Some("Anne Soazig".to_owned());
    statement.subject.surname = "Le Bihan".to_owned();
    statement.facts.email = Confidential::new(EMAIL);
    statement.facts.birth_place = Confidential::new("Morlaix");
    statement.facts.birth_name = Some(Confidential::new("Tanguy"));
    statement
}

fn answers(name: &str, contact: Contact, source: &str) -> RevokeByCode {
    RevokeByCode { name: Confidential::new(name), contact, source: Scenario::at(source), ..Scenario::answers(CODES[0]) }
}

fn typed(contact: &str) -> Contact {
    Contact::typed(contact).expect("an address or a number")
}

/// Whether the answers revoke the token, or find it revoked.
async fn is_recognised(testbed: &Testbed, answers: &RevokeByCode) -> bool {
    match ask(&testbed.callers.portal, answers).await {
        Ok(RevokedByCode::Revoked(_)) => true,
        Err(ca_contract::Failed::Refused(RevokeByCodeError::NotRecognised)) => false,
        other => panic!("neither recognised nor refused: {other:?}"),
    }
}

/// EN 319 412-2 NAT-4.2.4-1: givenName, surname or both. Some identity documents have no given name, others no birth day.
#[tokio::test]
async fn a_holder_without_given_names_and_birth_day_is_certified_and_recognised() {
    on_every_testbed(async |testbed| {
        let mut statement = anne(testbed, "SC-2026-000121");
        statement.subject.given_name = None;
        statement.facts.birth_date = "1950-00-00".parse().expect("a year");
        let held = Scenario::produce_stated(testbed, statement).await;
        Scenario::define_codes(testbed, &held).await;
        for place in [0, 1] {
            let certificate = held.certificate(place);
            let named = [Attribute::GivenName, Attribute::Surname, Attribute::CommonName];
            let named = named.map(|attribute| certificate.subject().first(attribute));
            assert_eq!(named, [None, Some("Le Bihan"), Some("Le Bihan")]);
        }
        let born = |name: &str, birth_date: &str, source: &str| RevokeByCode {
            birth_date: birth_date.parse().expect("a birth date"),
            ..answers(name, typed(EMAIL), source)
        };
        let wrong = [
            ("Anne Le Bihan", "1950-00-00"),
            ("Bihan Tanguy Anne", "1950-00-00"),
            ("Le Bihan", "1950-07-07"),
            ("Le Bihan", "1950-01-00"),
        ];
        for (place, (name, birth_date)) in wrong.into_iter().enumerate() {
            not_recognised(testbed, &born(name, birth_date, &format!("198.51.100.{place}"))).await;
        }
        for (name, birth_date) in [
            ("Le Bihan", "1950-00-00"),
            ("LE BIHAN", "1950-01-01"),
            ("Tanguy", "1950-12-31"),
            ("Mme Le Bihan née Tanguy", "1950-00-00"),
            ("Bihan", "1950-00-00"),
        ] {
            assert!(is_recognised(testbed, &born(name, birth_date, "192.0.2.1")).await, "{name}, {birth_date}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_holder_is_recognised_by_every_spelling_and_not_by_part_of_a_name() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce_stated(testbed, anne(testbed, "SC-2026-000120")).await;
        Scenario::define_codes(testbed, &held).await;
        for (place, name) in ["Anne Bihan Tanguy Kervadec", "Anne Soazig", "Le Bihan", "Marie Tanguy"].into_iter().enumerate() {
            not_recognised(testbed, &answers(name, typed(EMAIL), &format!("198.51.100.{place}"))).await;
        }
        for name in [
            "Anne Le Bihan",
            "LE BIHAN Anne",
            "Anne Tanguy",
            "TANGUY ANNE SOAZIG",
            "Soazig Lebihan",
            "Mme LE BIHAN Anne née TANGUY",
            "Anne TANGUY épouse Le\u{a0}Bihan",
            "anne bihan",
        ] {
            assert!(is_recognised(testbed, &answers(name, typed(EMAIL), "192.0.2.1")).await, "{name}");
        }
        let number = held.issued.token.as_str();
        let grouped: String = number.chars().filter(|symbol| *symbol != '-').collect();
        let (prefix, rest) = grouped.split_at(4);
        for contact in [
            "anne.tanguy@études.example.org".to_owned(),
            "Anne Tanguy <Anne.Tanguy@ÉTUDES.example.org>".to_owned(),
            "mailto:anne.tanguy@e\u{301}tudes.example.org".to_owned(),
            number.to_lowercase(),
            number.replace('-', "\u{2011}"),
            number.replace('-', " "),
            number.replace('0', "O").replace('1', "l"),
            format!("{grouped}."),
            format!("n° {prefix} {rest}"),
            number.trim_start_matches("ST-").to_owned(),
        ] {
            assert!(is_recognised(testbed, &answers("Anne Tanguy", typed(&contact), "192.0.2.1")).await, "{contact}");
        }
        for (birth_place, fits) in
            [("MORLAIX (29)", true), ("29600 Morlaix", true), ("morlaix", true), ("Morlaix (22)", true), ("Roscoff", false)]
        {
            let further = FurtherFacts { birth_place: Confidential::new(birth_place), document_expires: date(2031, 9, 30) };
            let asked = RevokeByCode { further: Some(further), ..answers("Anne Tanguy", typed(EMAIL), "192.0.2.2") };
            assert_eq!(is_recognised(testbed, &asked).await, fits, "{birth_place}");
        }
    })
    .await;
}

#[tokio::test]
async fn another_spelling_of_a_contact_is_not_a_new_attempt() {
    on_every_testbed(async |testbed| {
        let wrong = |contact: &str| RevokeByCode {
            code: Confidential::new("W7MP3WQ"),
            ..answers("Anne Tanguy", typed(contact), "192.0.2.7")
        };
        for writings in [
            [
                EMAIL,
                "anne.tanguy@études.example.org",
                "ANNE.TANGUY@ÉTUDES.EXAMPLE.ORG",
                "<anne.tanguy@études.example.org>",
                "anne.tanguy@études.example.org.",
            ],
            ["ST-48D647D17150", "ST48D647D17150", "st 48d6 47d1 7150", "ST-48D647DI715O", "48D647D17150"],
        ] {
            for contact in writings {
                not_recognised(testbed, &wrong(contact)).await;
            }
            let refusal = ask(&testbed.callers.portal, &wrong(writings[0])).await;
            assert!(
                matches!(refusal, Err(ca_contract::Failed::Refused(RevokeByCodeError::RateLimited { .. }))),
                "five wrong answers with one contact: {refusal:?}"
            );
        }
    })
    .await;
}

/// Statements that take a database back to the schema before forms, except for digests that were no longer read.
const SQLITE_BEFORE: [&str; 10] = [
    "alter table tokens add column name_digest blob",
    "alter table tokens add column email_digest blob",
    "alter table tokens add column birth_date_digest blob",
    "alter table tokens add column birth_place_digest blob",
    "alter table tokens add column document_digest blob",
    "update tokens set email_digest = (select f.digest from fact_forms f where f.token = number and f.kind = 'e-mail')",
    "create index tokens_email on tokens (email_digest)",
    "drop index tokens_form_rules",
    "alter table tokens drop column form_rules",
    "drop table fact_forms",
];
const POSTGRES_BEFORE: [&str; 10] = [
    "alter table tokens add column name_digest bytea",
    "alter table tokens add column email_digest bytea",
    "alter table tokens add column birth_date_digest bytea",
    "alter table tokens add column birth_place_digest bytea",
    "alter table tokens add column document_digest bytea",
    SQLITE_BEFORE[5],
    SQLITE_BEFORE[6],
    SQLITE_BEFORE[7],
    SQLITE_BEFORE[8],
    SQLITE_BEFORE[9],
];

async fn database(suspended: &StoppedTestbed) -> Db {
    let file = AuthorityFile::read(&suspended.installation.authority_file()).expect("the configuration that was written");
    Db::open(&file.database().expect("a database")).await.expect("the database opens")
}

/// Takes the schema back to before forms, and migrates it again.
async fn upgraded(suspended: &StoppedTestbed, before: [&'static str; 10]) {
    let db = database(suspended).await;
    let mut tx = db.begin_write().await.expect("the database is written");
    for sql in before.into_iter().chain(["delete from _sqlx_migrations where description = '0006_fact_forms'"]) {
        tx.execute(sql, &[]).await.expect(sql);
    }
    tx.commit().await.expect("the earlier schema");
    assert_eq!(db.pending(ca::MIGRATIONS).await.expect("the history"), ["0006_fact_forms"]);
    db.migrate(ca::MIGRATIONS).await.expect("the current schema");
    db.close().await;
}

async fn tokens_by_earlier_rules(testbed: &Testbed) -> usize {
    let db = testbed.database().await;
    let rows = db.begin_read().await.expect("the database").rows("select number from tokens where form_rules = 0", &[]).await;
    let left = rows.expect("the tokens").len();
    db.close().await;
    left
}

#[tokio::test]
async fn tokens_from_before_forms_can_be_revoked_at_any_time_and_get_new_digests() {
    for (engine, before) in [(Engine::Sqlite, SQLITE_BEFORE), (fresh_postgres().await, POSTGRES_BEFORE)] {
        let testbed = Testbed::open(engine, Transport::InProcess).await;
        let held: Vec<ProducedToken> = vec![
            Scenario::produce(&testbed, "SC-2026-000121", "expert-card", Scenario::person(&testbed)).await,
            Scenario::produce_stated(&testbed, anne(&testbed, "SC-2026-000122")).await,
        ];
        for held in &held {
            Scenario::define_codes(&testbed, held).await;
        }
        let suspended = testbed.suspend().await;
        upgraded(&suspended, before).await;
        let testbed = suspended.resume(Transport::InProcess).await;
        // Whether or not the digests were computed already.
        assert!(
            is_recognised(&testbed, &answers("KERVADEC Maelle", typed("maelle.kervadec@sceau.example.org"), "192.0.2.1")).await
        );
        let digested = async {
            while tokens_by_earlier_rules(&testbed).await > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(TIMEOUT, digested).await.expect("new digests within 30 s");
        on_testbed(testbed, &async |testbed: &Testbed| {
            let recorded = testbed.ledger().await;
            assert_eq!(recorded.iter().filter(|row| row.action == "facts.digested-anew").count(), 1, "one batch is enough");

            // Without new digests the facts are taken from the statement.
            let db = testbed.database().await;
            let mut tx = db.begin_write().await.expect("the database is written");
            tx.execute("update tokens set form_rules = 0", &[]).await.expect("digests of earlier rules");
            tx.execute("delete from fact_forms where kind <> 'e-mail'", &[]).await.expect("without their digests");
            tx.commit().await.expect("the earlier tokens");
            db.close().await;
            let by_number = Contact::Token(held[1].issued.token.clone());
            for contact in [typed("anne.tanguy@études.example.org"), by_number] {
                assert!(is_recognised(testbed, &answers("Anne Tanguy", contact, "192.0.2.1")).await);
            }
            assert!(!is_recognised(testbed, &answers("Anne Kervadec", typed(EMAIL), "192.0.2.1")).await);
        })
        .await;
    }
}
