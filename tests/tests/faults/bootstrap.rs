//! `init` aborted at every failpoint.

use ca::Failpoint;
use deployment::installation::Installation;
use testbed::{Engine, Ports, Scenario, StoppedTestbed, Transport, officers, settings};

use crate::child::{AbortAt, Act, End, Part};
use crate::databases::postgres;
use crate::outcome::{is_produced, shows_as_revoked};
use crate::record::{closed, nothing_is_lost_or_doubled};

/// Where each run except the first is aborted: at the second certificate of the run, so that each run completes one more; likewise at
/// the second CRL that is signed, and at the first that is stored.
const SWEEPS: [(u32, Failpoint); 4] =
    [(2, Failpoint::IssuanceIntended), (2, Failpoint::IssuanceSigned), (2, Failpoint::CrlSigned), (1, Failpoint::CrlStored)];
/// More runs than `init` issues certificates or CRLs.
const ENOUGH: usize = 20;

#[tokio::test(flavor = "multi_thread")]
async fn init_aborted_repeatedly_still_installs_a_working_ca_on_sqlite() {
    for (hit, failpoint) in SWEEPS {
        ends_with_a_working_authority(Engine::Sqlite, hit, failpoint).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn init_aborted_repeatedly_still_installs_a_working_ca_on_postgresql() {
    for (hit, failpoint) in SWEEPS {
        ends_with_a_working_authority(postgres().await, hit, failpoint).await;
    }
}

async fn ends_with_a_working_authority(engine: Engine, hit: u32, failpoint: Failpoint) {
    let (folder, ports) = (tempfile::tempdir().expect("a temporary folder"), Ports::reserve());
    let urls = match &engine {
        Engine::Sqlite => None,
        Engine::Postgres(urls) | Engine::PostgresCopy(urls, _) => Some(urls.clone()),
    };
    let part = |hit| Part {
        folder: folder.path().to_owned(),
        act: Act::Found { postgres: urls.clone(), addresses: ports.addresses() },
        abort_at: AbortAt::the(hit, failpoint),
    };
    let mut aborted = 0;
    while part(if aborted == 0 { 1 } else { hit }).play().await == End::Aborted {
        aborted += 1;
        assert!(aborted < ENOUGH, "{failpoint:?}: init does not get further");
    }
    assert!(aborted >= 4, "{failpoint:?} is reached only {aborted} times");

    let settings = settings(&engine, ports.addresses());
    let again = Installation::initialise(folder.path(), &settings, &officers()).await;
    let (installation, bootstrapped) = again.expect("`init` finds everything completed");
    let testbed = StoppedTestbed::bootstrapped(folder, ports, installation, bootstrapped).resume(Transport::InProcess).await;
    let left = closed(&testbed).await;
    let at_issuance = matches!(failpoint, Failpoint::IssuanceIntended | Failpoint::IssuanceSigned);
    assert_eq!(!left.is_empty(), at_issuance, "{failpoint:?}: what was aborted left intents behind");
    for left in &left {
        shows_as_revoked(&testbed, left).await;
    }
    let held = Scenario::produce(&testbed, "SC-2026-000001", "expert-card", Scenario::person(&testbed)).await;
    is_produced(&testbed, "SC-2026-000001", &held.token, &held.issued).await;
    nothing_is_lost_or_doubled(&testbed).await;
    testbed.close().await;
}
