//! What the tests beside decisions stand on: a migrated database of each engine, and rows that others refer to.

use ca_contract::statement::Person;
use chassis::db::{Db, Tx};
use chassis::sealing::{DigestingKey, MasterKey};
use pki::{Id, SystemRandom, Timestamp, TokenNumber};

use crate::MIGRATIONS;

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_338_000_000);

/// Runs a test on a migrated database of each engine.
pub(crate) async fn on_both_engines(test: impl AsyncFn(&Db)) {
    test_databases::on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        test(&db).await;
        db.close().await;
    })
    .await;
}

/// A key that digests, fresh.
pub(crate) fn digesting_key() -> DigestingKey {
    let folder = tempfile::tempdir().unwrap();
    let master = MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap();
    master.digesting_key("tests")
}

/// An identifier of somebody or something new.
pub(crate) fn fresh<Kind>() -> Id<Kind> {
    Id::generate(NOW, &mut SystemRandom)
}

/// A person's token, with the approval and the issuance that it came from.
pub(crate) async fn token(tx: &mut Tx, number: &str, order: &str, person: Id<Person>) -> TokenNumber {
    let (officer, issuance) = (fresh::<()>(), fresh::<()>());
    let blob = |bytes: &[u8]| chassis::db::Value::from(bytes);
    let (officer, issuance, person) = (blob(officer.as_bytes()), blob(issuance.as_bytes()), blob(person.as_bytes()));
    let (digest, now) = (issuance.clone(), chassis::db::Value::from(NOW));
    let sql = "insert into officers (id, name, email, fingerprint, enrolled_at) values ($1, 'Inès Vautrin', 'ines@sceau.example.org', $1, $2)";
    tx.execute(sql, &[officer.clone(), now.clone()]).await.unwrap();
    let sql =
        "insert into persons (id, serial_number, code_salt, known_since) values ($1, $2, $3, $4) on conflict (id) do nothing";
    tx.execute(sql, &[person.clone(), number.into(), blob(&[0; 16]), now.clone()]).await.unwrap();
    let sql = "insert into approvals (order_number, statement_digest, statement, reviewed_by, authorised_by, approved_at) \
         values ($1, $2, $2, $3, $3, $4)";
    tx.execute(sql, &[order.into(), digest, officer, now.clone()]).await.unwrap();
    let sql = "insert into issuances (id, order_number, token, begun_at) values ($1, $2, $3, $4)";
    tx.execute(sql, &[issuance.clone(), order.into(), number.into(), now.clone()]).await.unwrap();
    let sql = "insert into tokens (number, issuance, order_number, person, product, model, produced_at) \
         values ($1, $2, $3, $4, 'expert-card', 'software', $5)";
    tx.execute(sql, &[number.into(), issuance, order.into(), person, now]).await.unwrap();
    number.parse().unwrap()
}
