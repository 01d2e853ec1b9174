//! Fixtures for the tests beside decisions: a migrated database of each engine, rows that others refer to, a bootstrapped
//! authority.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use ca_contract::statement::Person;
use chassis::act::Zone;
use chassis::db::{DatabaseUrl, Db, Tx};
use chassis::encryption::{MacKey, MasterKey};
use chassis::slow_hash::Cost;
use pki::{Clock, Curve, Id, SoftwareKey, SystemRandom, Timestamp, TokenNumber};
use policies::Policies;

use crate::announcements::Announcement;
use crate::bootstrap::bootstrap;
use crate::core::Core;
use crate::opening::assemble;
use crate::{Approvals, Config, Environment, Failpoints, MIGRATIONS, OfficerEnrolment};

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

/// A new MAC key.
pub(crate) fn mac_key() -> MacKey {
    master_key().mac_key("tests")
}

fn master_key() -> MasterKey {
    let folder = tempfile::tempdir().unwrap();
    MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap()
}

/// A new identifier.
pub(crate) fn fresh<Kind>() -> Id<Kind> {
    Id::generate(NOW, &mut SystemRandom)
}

/// Inserts a person's token, with the approval and the issuance on which it is based.
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

/// A zone that is only its database: no task waits for the announcements of its acts.
pub(crate) struct BareZone<'a>(pub(crate) &'a Db);

impl Zone for BareZone<'_> {
    type Announcement = Announcement;

    fn database(&self) -> &Db {
        self.0
    }

    fn now(&self) -> Timestamp {
        NOW
    }

    async fn announce(&self, _: Announcement) {}
}

/// A clock that shows the same time until a test advances it; at first [`NOW`].
pub(crate) struct SetClock(AtomicI64);

impl SetClock {
    pub(crate) fn start() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(NOW.as_millis())))
    }

    pub(crate) fn pass(&self, duration: Duration) {
        self.0.fetch_add(i64::try_from(duration.as_millis()).unwrap(), Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::Relaxed))
    }
}

/// A configuration with small budgets, a fast hash and no origin.
pub(crate) fn configuration(database: DatabaseUrl) -> Config {
    Config {
        database,
        approvals: Approvals::Unsigned,
        origins: Vec::new(),
        puk_releases_per_hour: 5,
        pin_releases_per_hour: 5,
        dossier_keys_per_hour: 5,
        code_cost: Cost { memory_kib: 8, passes: 1 },
        signing_threads: 1,
        ocsp_response_validity: Duration::from_secs(3600),
    }
}

/// The embedded policies and a new master key.
pub(crate) fn environment(clock: Arc<dyn Clock>) -> Environment {
    Environment {
        policies: Arc::new(Policies::embedded()),
        master_key: Arc::new(master_key()),
        clock,
        failpoints: Failpoints::none(),
    }
}

/// A first officer, with a request for a new key.
pub(crate) fn enrolment(name: &str, email: &str) -> OfficerEnrolment {
    let key = SoftwareKey::generate(Curve::P256).unwrap();
    OfficerEnrolment { name: name.to_owned(), email: email.to_owned(), request: Some(pki::csr::request(&key).unwrap()) }
}

/// Runs a test on a bootstrapped certificate authority with the embedded policies and two officers, on each engine.
pub(crate) async fn with_authority(test: impl AsyncFn(&Core)) {
    with_authority_and_clock(async |core, _| test(core).await).await;
}

/// The same, with the authority's clock.
pub(crate) async fn with_authority_and_clock(test: impl AsyncFn(&Core, &SetClock)) {
    test_databases::on_both_engines(async |url| {
        let clock = SetClock::start();
        let core = bootstrapped(url, &clock).await;
        test(&core, &clock).await;
        core.db.close().await;
    })
    .await;
}

/// A newly bootstrapped certificate authority.
pub(crate) async fn bootstrapped(url: DatabaseUrl, clock: &Arc<SetClock>) -> Core {
    let (config, environment) = (configuration(url), environment(Arc::<SetClock>::clone(clock)));
    let officers = [
        enrolment("Inès Vautrin", "ines.vautrin@sceau.example.org"),
        enrolment("Jean Kerbrat", "jean.kerbrat@sceau.example.org"),
    ];
    bootstrap(&config, &environment, &officers).await.unwrap();
    let db = Db::open(&config.database).await.unwrap();
    assemble(config, environment, db).await.unwrap()
}
