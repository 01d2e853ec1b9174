//! Older tokens: recognised before their facts are digested again, in batches, despite interruptions.

use std::collections::BTreeSet;

use ca_contract::Confidential;
use ca_contract::revocation::{Contact, HolderReason, RevokeByCode, Source};
use ca_contract::statement::{IdentificationFacts, IdentityCheck, Officer, OrderNumber, Person, Statement, Subject};
use chassis::db::{DatabaseUrl, Db, Tx};
use chassis::encryption::MasterKey;
use chassis::ledger;
use jiff::civil::date;
use pki::{Digest, Id, SystemRandom, TokenNumber};
use tempfile::TempDir;

use super::*;
use crate::MIGRATIONS;
use crate::facts::{ClaimedFacts, digests};
use crate::fixtures::{BareZone, NOW};

const UNREADABLE: u32 = 70;

fn number(place: u32) -> TokenNumber {
    format!("ST-{place:012X}").parse().unwrap()
}

fn statement(place: u32, officer: Id<Officer>) -> Statement {
    let order: OrderNumber = format!("SC-2026-{place:06}").parse().unwrap();
    Statement {
        person: Id::<Person>::generate(NOW, &mut SystemRandom),
        subject: Subject {
            serial_number: format!("SC{place:06}"),
            given_name: Some("Loïc, Étienne".to_owned()),
            surname: "Morvan-L'Hostis".to_owned(),
            title: None,
            organisation: None,
        },
        product: "expert-card".parse().unwrap(),
        policies: Digest::of(b"policies"),
        dossier: Digest::of(b"dossier"),
        identity_check: IdentityCheck { officer, place: "Rennes".to_owned(), at: NOW, validated_until: NOW },
        facts: IdentificationFacts {
            email: Confidential::new(format!("loic.{place}@sceau.example.org")),
            birth_date: date(1971, 4, 23).into(),
            birth_place: Confidential::new("Morlaix"),
            document_expires: date(2031, 9, 30),
            document_printed: None,
            birth_name: None,
        },
        order,
    }
}

/// `count` tokens of an earlier version, one of which has a statement that cannot be decrypted.
async fn older_tokens(folder: &TempDir, count: u32) -> (Db, Secrets, Vec<Statement>) {
    let url: DatabaseUrl = format!("sqlite:{}", folder.path().join("ca.db").display()).parse().unwrap();
    let db = Db::open(&url).await.unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    let secrets = Secrets::derive(&MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap());
    let officer = Id::<Officer>::generate(NOW, &mut SystemRandom);
    let mut tx = db.begin_write().await.unwrap();
    tx.execute(
        "insert into officers (id, name, email, fingerprint, enrolled_at) values ($1, 'Inès Vautrin', 'ines@sceau.example.org', $1, 0)",
        &[officer.into()],
    )
    .await
    .unwrap();
    let statements: Vec<Statement> = (0..count).map(|place| statement(place, officer)).collect();
    for (place, statement) in (0..).zip(&statements) {
        insert(&mut tx, &secrets, statement, place).await;
    }
    tx.commit().await.unwrap();
    (db, secrets, statements)
}

async fn insert(tx: &mut Tx, secrets: &Secrets, statement: &Statement, place: u32) {
    let bytes = serde_json::to_vec(statement).unwrap();
    let digest = Digest::of(&bytes);
    let associated = if place == UNREADABLE { Digest::of(b"another") } else { digest };
    let ciphertext = secrets.statements.encrypt(&mut SystemRandom, associated.as_bytes(), &bytes);
    let person = statement.person.as_bytes().as_slice();
    let (order, token) = (statement.order.as_str(), number(place));
    let officer = statement.identity_check.officer.as_bytes().as_slice();
    let all: [(&str, &[chassis::db::Value]); 4] = [
        (
            "insert into persons (id, serial_number, code_salt, known_since) values ($1, $2, $1, 0)",
            &[person.into(), statement.subject.serial_number.as_str().into()],
        ),
        (
            "insert into approvals (order_number, statement_digest, statement, reviewed_by, authorised_by, approved_at) \
             values ($1, $2, $3, $4, $4, 0)",
            &[order.into(), digest.into(), ciphertext.into(), officer.into()],
        ),
        (
            "insert into issuances (id, order_number, token, begun_at) values ($1, $2, $3, 0)",
            &[person.into(), order.into(), token.as_str().into()],
        ),
        (
            "insert into tokens (number, issuance, order_number, person, product, model, produced_at) \
             values ($1, $2, $3, $2, 'expert-card', 'SoftToken', 0)",
            &[token.as_str().into(), person.into(), order.into()],
        ),
    ];
    for (sql, values) in all {
        tx.execute(sql, values).await.unwrap();
    }
}

fn claimed(name: &str) -> ClaimedFacts {
    ClaimedFacts::of(&RevokeByCode {
        name: Confidential::new(name),
        contact: Contact::Email(Confidential::new("loic@sceau.example.org")),
        birth_date: date(1971, 4, 23).into(),
        code: Confidential::new("K7MP3WQ"),
        further: None,
        reason: HolderReason::Lost,
        source: Source::Web("192.0.2.7".parse().unwrap()),
        token: None,
    })
}

async fn is_recognised(db: &Db, secrets: &Secrets, place: u32, name: &str) -> bool {
    let token = number(place);
    let mut tx = db.begin_read().await.unwrap();
    let contact = tokens::Contact { digest: Digest::of(b"nobody's"), kind: "e-mail", number: token.as_str() };
    let found = tokens::of_contact(&mut tx, &contact, 1).await.unwrap();
    let on_file = store::of_token(&mut tx, secrets, &found[0].filed).await.unwrap();
    claimed(name).fit(&secrets.facts, token.as_str(), &on_file).into()
}

async fn rows(db: &Db, sql: &'static str) -> Vec<chassis::db::Row> {
    db.begin_read().await.unwrap().rows(sql, &[]).await.unwrap()
}

#[tokio::test]
async fn tokens_are_digested_in_batches_that_continue_after_an_interruption() {
    let folder = tempfile::tempdir().unwrap();
    let (db, secrets, statements) = older_tokens(&folder, 120).await;
    assert!(is_recognised(&db, &secrets, 119, "Loïc Morvan-Lhostis").await, "from the statement, before anything is digested");
    assert!(!is_recognised(&db, &secrets, 119, "Loïc Morvan").await);

    assert!(digest_older(&BareZone(&db), &secrets, &mut Progress::default()).await.unwrap());
    let done = rows(&db, "select number from tokens where form_rules = 2 order by number").await;
    assert_eq!(done.len(), 50, "only one batch");
    // The process ended; another continues with what is left.
    let mut progress = Progress::default();
    let mut batches = 0;
    while digest_older(&BareZone(&db), &secrets, &mut progress).await.unwrap() {
        batches += 1;
    }
    assert_eq!((batches, progress.digested, progress.unreadable), (2, 69, 1));
    let left = rows(&db, "select number from tokens where form_rules <> 2").await;
    assert_eq!(left.iter().map(|row| row.text("number").unwrap()).collect::<Vec<_>>(), [number(UNREADABLE).to_string()]);
    let entries = ledger::entries(&mut db.begin_read().await.unwrap(), 0, 10).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), ["facts.digested-anew"; 3]);

    for place in [0, 60, 119] {
        assert!(is_recognised(&db, &secrets, place, "MORVAN L'HOSTIS Étienne").await);
        assert!(!is_recognised(&db, &secrets, place, "Étienne Morvan").await);
    }
    assert!(!is_recognised(&db, &secrets, UNREADABLE, "Loïc Morvan-L'Hostis").await);
    let stored = rows(&db, "select kind, digest from fact_forms where token = 'ST-000000000000'").await;
    let stored: BTreeSet<(String, String)> =
        stored.iter().map(|row| (row.text("kind").unwrap(), row.digest("digest").unwrap().to_string())).collect();
    let expected = digests(&secrets.facts, &statements[0], &number(0));
    let expected = expected.iter().map(|(kind, digest)| (kind.word().to_owned(), digest.to_string())).collect();
    assert_eq!(stored, expected);

    // The rules change: all but the unreadable token are digested again, and their old digests are gone.
    let mut tx = db.begin_write().await.unwrap();
    tx.execute("update tokens set form_rules = 7", &[]).await.unwrap();
    tx.execute("update fact_forms set digest = $1 where kind = 'birth date'", &[Digest::of(b"old").into()]).await.unwrap();
    tx.commit().await.unwrap();
    let mut progress = Progress::default();
    while digest_older(&BareZone(&db), &secrets, &mut progress).await.unwrap() {}
    assert_eq!(progress.digested, 119);
    assert!(is_recognised(&db, &secrets, 0, "Loïc Morvan-L'Hostis").await);
    db.close().await;
}

#[test]
fn equal_facts_of_two_tokens_have_different_digests_except_contacts() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = Secrets::derive(&MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap());
    let statement = statement(1, Id::generate(NOW, &mut SystemRandom));
    let [one, other] = [1, 2].map(|place| digests(&secrets.facts, &statement, &number(place)));
    let shared: Vec<_> = one.iter().filter(|digest| other.contains(digest)).map(|(kind, _)| kind.word()).collect();
    assert_eq!(shared, ["e-mail"]);
}
