//! A testbed whose zones are stopped.

use std::path::PathBuf;
use std::sync::Arc;

use ca::{Bootstrapped, Failpoints};
use chassis::slow_hash::Cost;
use deployment::configuration::{AuthorityFile, ResponderFile};
use deployment::installation::Installation;
use deployment::zones::{AuthorityZone, Composition, ResponderZone};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::{CHEAP, Callers, MovedClock, Ports, Testbed, Transport};

/// Installed zones that are not running.
pub struct StoppedTestbed {
    /// The zones' clock.
    pub clock: Arc<MovedClock>,
    /// The first officers and the anchor.
    pub bootstrapped: Bootstrapped,
    /// The zones' folders.
    pub installation: Installation,
    pub(super) folder: TempDir,
    pub(super) ports: Ports,
}

impl StoppedTestbed {
    /// The zones that `init` has installed in `folder`.
    #[must_use]
    pub fn bootstrapped(folder: TempDir, ports: Ports, installation: Installation, bootstrapped: Bootstrapped) -> Self {
        Self { clock: Arc::default(), bootstrapped, installation, folder, ports }
    }

    /// Starts the zones again.
    pub async fn resume(self, transport: Transport) -> Testbed {
        self.resume_with(transport, Failpoints::none(), CHEAP).await
    }

    /// The same, with fault injection in the CA and the cost of the Argon2id computation for codes.
    pub async fn resume_with(self, transport: Transport, failpoints: Failpoints, code_cost: Cost) -> Testbed {
        let Self { clock, bootstrapped, installation, folder, ports } = self;
        let stop = CancellationToken::new();
        let authority_file = AuthorityFile::read(&installation.authority_file()).expect("the configuration that was written");
        let responder_file = ResponderFile::read(&installation.responder_file()).expect("the configuration that was written");
        let (contract, status) = (authority_file.ca.listen, responder_file.responder.listen);
        let environment = authority_file.environment(Arc::clone(&clock) as Arc<_>, Failpoints::none());
        let policies = environment.expect("the policies are read").policies;
        let pinned_keys = authority_file.pinned_keys();
        let composition = Composition { clock: Arc::clone(&clock) as Arc<_>, failpoints, code_cost };
        let authority = AuthorityZone::start_with(authority_file, composition).await.expect("the certificate authority starts");
        let router = authority.authority().router(pinned_keys);
        let callers = Callers::of(transport, &authority, &installation, &clock);
        let responder = ResponderZone::start_with(responder_file, callers.responder.clone(), Arc::clone(&clock) as Arc<_>);
        let responder = responder.expect("the responder starts");
        let authority_stop = stop.child_token();
        let zones = vec![
            tokio::spawn({
                let stop = authority_stop.clone();
                async move { authority.serve(stop).await.expect("the certificate authority ends well") }
            }),
            tokio::spawn({
                let stop = stop.clone();
                async move { responder.serve(stop).await.expect("the responder ends well") }
            }),
        ];
        let testbed = Testbed {
            callers,
            clock,
            bootstrapped,
            installation,
            status,
            contract,
            router,
            policies,
            zones,
            stop,
            authority_stop,
            folder,
            ports,
        };
        testbed.until_ready().await;
        testbed
    }

    /// A file in the testbed's folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Testbed {
    /// Stops the zones and removes their folders.
    pub async fn close(self) {
        self.suspend().await;
    }

    /// Stops the zones until they are resumed.
    pub async fn suspend(self) -> StoppedTestbed {
        let Self { clock, bootstrapped, installation, zones, stop, folder, ports, .. } = self;
        stop.cancel();
        for zone in zones {
            zone.await.expect("the zone did not panic");
        }
        StoppedTestbed { clock, bootstrapped, installation, folder, ports }
    }
}
