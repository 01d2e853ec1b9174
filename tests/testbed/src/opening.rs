//! Installs and starts a testbed.

use std::sync::Arc;

use ca::Failpoints;
use chassis::slow_hash::Cost;
use deployment::installation::Installation;
use pki::Timestamp;
use tempfile::TempDir;

use super::prepared::{complete, initialise};
use super::{CHEAP, Engine, MovedClock, Ports, StoppedTestbed, Testbed, Transport, settings};

impl Testbed {
    /// Installs the zones in an empty folder and starts them.
    pub async fn open(engine: Engine, transport: Transport) -> Self {
        Self::open_observed(engine, transport, Failpoints::none()).await
    }

    /// The same, with fault injection in the CA.
    pub async fn open_observed(engine: Engine, transport: Transport, failpoints: Failpoints) -> Self {
        Self::open_costing(engine, transport, failpoints, CHEAP).await
    }

    /// The same, with the cost of the Argon2id computation for codes.
    pub async fn open_costing(engine: Engine, transport: Transport, failpoints: Failpoints, code_cost: Cost) -> Self {
        let (folder, ports) = (tempfile::tempdir().expect("a temporary folder"), Ports::reserve());
        let (installation, bootstrapped) = initialise(&engine, &folder, &settings(&engine, ports.addresses())).await;
        StoppedTestbed::bootstrapped(folder, ports, installation, bootstrapped)
            .resume_with(transport, failpoints, code_cost)
            .await
    }

    /// The same, after `change` has modified the zones' files and a second `init` has added what is missing.
    pub async fn open_changed(engine: Engine, transport: Transport, change: impl FnOnce(&Installation)) -> Self {
        let (folder, ports) = (tempfile::tempdir().expect("a temporary folder"), Ports::reserve());
        let settings = settings(&engine, ports.addresses());
        let (installation, _) = initialise(&engine, &folder, &settings).await;
        change(&installation);
        let (installation, bootstrapped) = complete(&folder, &settings).await;
        StoppedTestbed::bootstrapped(folder, ports, installation, bootstrapped).resume(transport).await
    }

    /// Starts zones whose files and databases are from before, with the clock at `moment`: opening migrates their databases.
    pub async fn open_kept(engine: Engine, transport: Transport, folder: TempDir, moment: Timestamp) -> Self {
        let ports = Ports::reserve();
        let (installation, bootstrapped) = complete(&folder, &settings(&engine, ports.addresses())).await;
        let stopped = StoppedTestbed::bootstrapped(folder, ports, installation, bootstrapped);
        StoppedTestbed { clock: Arc::new(MovedClock::beginning(moment)), ..stopped }.resume(transport).await
    }
}
