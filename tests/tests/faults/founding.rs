//! `init` aborted at every boundary.

use ca::Boundary;
use deployment::installation::Installation;
use stage::{Cast, Engine, Ports, Suspended, Transport, officers, settings};

use crate::child::{AbortAt, Act, End, Part};
use crate::databases::postgres;
use crate::outcome::{is_produced, shows_as_revoked};
use crate::record::{closed, nothing_is_lost_or_doubled};

/// Where each run except the first is aborted: at the second certificate of the run, so that each run completes one more; likewise at
/// the second CRL that is signed, and at the first that is stored.
const SWEEPS: [(u32, Boundary); 4] =
    [(2, Boundary::IssuanceIntended), (2, Boundary::IssuanceSigned), (2, Boundary::CrlSigned), (1, Boundary::CrlStored)];
/// More runs than `init` issues certificates or CRLs.
const ENOUGH: usize = 20;

#[tokio::test(flavor = "multi_thread")]
async fn init_aborted_repeatedly_still_installs_a_working_ca_on_sqlite() {
    for (reach, boundary) in SWEEPS {
        ends_with_a_working_authority(Engine::Sqlite, reach, boundary).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn init_aborted_repeatedly_still_installs_a_working_ca_on_postgresql() {
    for (reach, boundary) in SWEEPS {
        ends_with_a_working_authority(postgres().await, reach, boundary).await;
    }
}

async fn ends_with_a_working_authority(engine: Engine, reach: u32, boundary: Boundary) {
    let (folder, ports) = (tempfile::tempdir().expect("a temporary folder"), Ports::reserve());
    let urls = match &engine {
        Engine::Sqlite => None,
        Engine::Postgres(urls) | Engine::PostgresCopy(urls, _) => Some(urls.clone()),
    };
    let part = |reach| Part {
        folder: folder.path().to_owned(),
        act: Act::Found { postgres: urls.clone(), addresses: ports.addresses() },
        abort_at: AbortAt::the(reach, boundary),
    };
    let mut aborted = 0;
    while part(if aborted == 0 { 1 } else { reach }).play().await == End::Aborted {
        aborted += 1;
        assert!(aborted < ENOUGH, "{boundary:?}: init does not get further");
    }
    assert!(aborted >= 4, "{boundary:?} is reached only {aborted} times");

    let settings = settings(&engine, ports.addresses());
    let again = Installation::initialise(folder.path(), &settings, &officers()).await;
    let (installation, established) = again.expect("init finds everything done");
    let stage = Suspended::established(folder, ports, installation, established).resume(Transport::InProcess).await;
    let left = closed(&stage).await;
    let at_issuance = matches!(boundary, Boundary::IssuanceIntended | Boundary::IssuanceSigned);
    assert_eq!(!left.is_empty(), at_issuance, "{boundary:?}: what was aborted left intents behind");
    for left in &left {
        shows_as_revoked(&stage, left).await;
    }
    let held = Cast::produce(&stage, "SC-2026-000001", "expert-card", Cast::person(&stage)).await;
    is_produced(&stage, "SC-2026-000001", &held.token, &held.issued).await;
    nothing_is_lost_or_doubled(&stage).await;
    stage.close().await;
}
