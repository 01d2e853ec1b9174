//! Until when an entry is listed: RFC 5280 §3.3 requires one regularly scheduled CRL that was issued beyond the certificate's validity.

use std::time::Duration;

use chassis::db::{DatabaseUrl, Row};
use pki::crl::CertificateRevocationList;
use pki::{Digest, SerialNumber, SystemRandom, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::make_due;
use crate::core::Core;
use crate::fixtures::{SetClock, bootstrapped, with_authority_and_clock};
use crate::issuance::recovery;
use crate::tables::CRLS;

const HOUR: Duration = Duration::from_hours(1);
/// The rhythm and validity of an issuing CA's CRLs (docs/profiles.md#crls).
const EVERY: Duration = Duration::from_hours(12);
const VALID_FOR: Duration = Duration::from_hours(26);

const ISSUER: &str = "advanced";

/// Revokes the serial number of a certificate that ends, or ended, at `not_after`: signing was interrupted, so it was possibly issued.
async fn revoke(core: &Core, serial: &SerialNumber, not_after: Timestamp) {
    let mut tx = core.db.begin_write().await.unwrap();
    let sql = "insert into intents (issuer, serial, purpose, issuance, key_digest, tbs, not_after, intended_at) \
         values ($1, $2, 'ocsp', null, $3, $3, $4, $5)";
    let key = Digest::of(serial.to_string().as_bytes());
    let values = [ISSUER.into(), serial.into(), key.into(), not_after.into(), core.now().into()];
    tx.execute(sql, &values).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(recovery::close_abandoned(core, recovery::ever_until(core.now())).await.unwrap(), 1);
}

/// Every CRL of the issuer, the oldest first.
async fn signed(core: &Core) -> Vec<CertificateRevocationList> {
    let mut tx = core.db.begin_read().await.unwrap();
    let sql = "select issuer, number, der from crls where issuer = $1 order by number";
    let ders = CRLS.list(&mut tx, sql, &[ISSUER.into()], |row: &Row| row.blob("der")).await.unwrap();
    ders.iter().map(|der| CertificateRevocationList::from_der(der).unwrap()).collect()
}

/// Whether the newest CRL lists a serial number.
async fn is_listed(core: &Core, serial: &SerialNumber) -> bool {
    signed(core).await.pop().unwrap().find(serial).is_some()
}

/// Signs the CRL that is due after `duration`.
async fn sign_after(core: &Core, clock: &SetClock, duration: Duration) {
    let before = signed(core).await.len();
    clock.pass(duration);
    make_due(core).await.unwrap();
    assert_eq!(signed(core).await.len(), before + 1, "a CRL was due");
}

fn serial() -> SerialNumber {
    SerialNumber::generate(&mut SystemRandom)
}

#[tokio::test]
async fn a_revoked_certificate_is_on_a_crl_signed_after_its_end_though_the_ca_slept() {
    with_authority_and_clock(async |core, clock| {
        let (serial, end) = (serial(), core.now().plus(HOUR));
        revoke(core, &serial, end).await;
        make_due(core).await.unwrap();
        assert!(is_listed(core, &serial).await);
        sign_after(core, clock, 10 * 24 * HOUR).await;
        assert!(is_listed(core, &serial).await, "no CRL was signed after its end before");
        // It stays on those of one validity: a relying party may not have seen the first.
        sign_after(core, clock, EVERY).await;
        assert!(is_listed(core, &serial).await);
        sign_after(core, clock, VALID_FOR - EVERY).await;
        assert!(!is_listed(core, &serial).await);
    })
    .await;
}

#[tokio::test]
async fn a_crl_of_the_second_in_which_the_certificate_ends_is_not_after_its_end() {
    with_authority_and_clock(async |core, clock| {
        let (serial, end) = (serial(), core.now().plus(EVERY));
        revoke(core, &serial, end).await;
        make_due(core).await.unwrap();
        sign_after(core, clock, EVERY + Duration::from_millis(900)).await;
        assert_eq!(signed(core).await.pop().unwrap().this_update, end);
        sign_after(core, clock, VALID_FOR).await;
        assert!(is_listed(core, &serial).await);
    })
    .await;
}

#[tokio::test]
async fn a_certificate_that_is_revoked_after_its_end_is_on_the_next_crl() {
    with_authority_and_clock(async |core, clock| {
        let (serial, end) = (serial(), core.now().plus(HOUR));
        for _ in 0..6 {
            sign_after(core, clock, EVERY).await;
        }
        revoke(core, &serial, end).await;
        make_due(core).await.unwrap();
        assert!(is_listed(core, &serial).await);
        sign_after(core, clock, VALID_FOR).await;
        assert!(!is_listed(core, &serial).await);
    })
    .await;
}

#[derive(Clone, Copy, Debug)]
enum Act {
    /// A certificate that ends after so many hours is issued.
    Issue(u64),
    /// One of the certificates is revoked.
    Revoke(prop::sample::Index),
    /// So many minutes pass.
    Pass(u64),
    /// The background work looks for what is due.
    MakeDue,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => (0..100_u64).prop_map(Act::Issue),
        2 => any::<prop::sample::Index>().prop_map(Act::Revoke),
        2 => (1..2000_u64).prop_map(Act::Pass),
        1 => (1..30_000_u64).prop_map(Act::Pass),
        4 => Just(Act::MakeDue),
    ]
}

/// A certificate of a history, with the number of CRLs that were signed before its revocation.
struct Issued {
    serial: SerialNumber,
    end: Timestamp,
    revoked: Option<usize>,
}

async fn perform(core: &Core, clock: &SetClock, acts: &[Act]) -> Vec<Issued> {
    let mut issued: Vec<Issued> = Vec::new();
    for act in acts {
        match act {
            Act::Issue(hours) => {
                issued.push(Issued {
                    serial: serial(),
                    end: core.now().truncated().plus(Duration::from_secs(hours * 3600)),
                    revoked: None,
                });
            }
            Act::Revoke(index) if !issued.is_empty() => {
                let certificate = index.get(&issued);
                if certificate.revoked.is_none() {
                    revoke(core, &certificate.serial, certificate.end).await;
                    let at = index.index(issued.len());
                    issued[at].revoked = Some(signed(core).await.len());
                }
            }
            Act::Revoke(_) => {}
            Act::Pass(minutes) => clock.pass(Duration::from_secs(minutes * 60)),
            Act::MakeDue => drop(make_due(core).await.unwrap()),
        }
    }
    issued
}

/// Whether each CRL lists the certificate as long as it must, and no longer than [`make_due`]'s rule says.
fn check(certificate: &Issued, crls: &[CertificateRevocationList]) {
    let Some(revoked) = certificate.revoked else { return };
    let after = &crls[revoked..];
    let first = after.iter().find(|crl| crl.this_update > certificate.end).expect("a CRL was signed after its end");
    for crl in after {
        // thisUpdate is in whole seconds, the clock is not.
        let since = crl.this_update.since(first.this_update);
        if crl.this_update <= first.this_update || since < VALID_FOR {
            assert!(crl.find(&certificate.serial).is_some(), "CRL {} must list it", crl.number);
        } else if since > VALID_FOR {
            assert!(crl.find(&certificate.serial).is_none(), "CRL {} lists it for ever", crl.number);
        }
    }
}

#[test]
fn every_revoked_certificate_is_on_the_crls_of_one_validity_after_its_end() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (folder, clock) = (tempfile::tempdir().unwrap(), SetClock::start());
    let core = runtime.block_on(bootstrapped(DatabaseUrl::sqlite(folder.path().join("ca.db")), &clock));
    let config = Config { cases: 32, failure_persistence: None, ..Config::default() };
    let histories = prop::collection::vec(act(), 1..40);
    let run = TestRunner::new(config).run(&histories, |acts| {
        runtime.block_on(async {
            let before = signed(&core).await.len();
            let issued = perform(&core, &clock, &acts).await;
            let last = issued.iter().map(|certificate| certificate.end).max().unwrap_or(core.now());
            clock.pass(last.since(core.now()));
            for _ in 0..6 {
                sign_after(&core, &clock, EVERY).await;
            }
            let crls = signed(&core).await;
            for mut certificate in issued {
                certificate.revoked = certificate.revoked.map(|revoked| revoked - before);
                check(&certificate, &crls[before..]);
            }
        });
        Ok(())
    });
    run.unwrap();
}
