//! The certificate authority with the contract's listener.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use ca::{Authority, Boundaries};
use ca_contract::{Caller, CertificateAuthority};
use chassis::http::{self, Limits, Security};
use chassis::slow_hash::Cost;
use pki::{Clock, SystemClock};
use tokio_util::sync::CancellationToken;

use super::{ZoneError, address_of, bind};
use crate::configuration::AuthorityFile;

/// What the program hands to the certificate authority beside its configuration.
pub struct Composition {
    /// The present moment.
    pub clock: Arc<dyn Clock>,
    /// What happens at boundaries.
    pub boundaries: Boundaries,
    /// What a guess at a code costs.
    pub code_cost: Cost,
}

/// The machine's clock, nothing at boundaries, the cost that docs/codes.md#storage asks for.
impl Default for Composition {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), boundaries: Boundaries::none(), code_cost: Cost::default() }
    }
}

/// A certificate authority that is open and bound to its address.
pub struct AuthorityZone {
    authority: Arc<Authority>,
    file: AuthorityFile,
    listener: TcpListener,
}

impl AuthorityZone {
    /// Opens the certificate authority by the machine's clock.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub async fn start(file: AuthorityFile) -> Result<Self, ZoneError> {
        Self::start_with(file, Composition::default()).await
    }

    /// Opens the certificate authority otherwise composed: journeys move its clock, faults watch its boundaries.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub async fn start_with(file: AuthorityFile, composition: Composition) -> Result<Self, ZoneError> {
        let listener = bind(file.ca.listen)?;
        Self::start_on(listener, file, composition).await
    }

    /// The same on a listener that was bound beforehand, wherever the configuration would have it.
    pub(crate) async fn start_on(
        listener: TcpListener,
        file: AuthorityFile,
        composition: Composition,
    ) -> Result<Self, ZoneError> {
        if file.ca.approvals.is_some() {
            tracing::warn!("approvals = \"unsigned\": whoever holds the portal's key can approve; for demonstrations only");
        }
        let environment = file.environment(composition.clock, composition.boundaries)?;
        let config = ca::Config { code_cost: composition.code_cost, ..file.config()? };
        let authority = Arc::new(Authority::open(config, environment).await?);
        Ok(Self { authority, file, listener })
    }

    /// Where the contract is served.
    ///
    /// # Errors
    /// When the socket is gone.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The certificate authority that is open.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The contract in this process.
    #[must_use]
    pub fn in_process(&self, caller: Caller) -> CertificateAuthority {
        self.authority.in_process(caller)
    }

    /// Serves the contract and does the background work until stopped; calls under way are answered first.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve(self, stop: CancellationToken) -> Result<(), ZoneError> {
        let router = self.authority.router(self.file.pins());
        let security = Security::Tls(self.authority.listener_tls());
        // Each operation has a limit of its own, and a message beyond it goes on record.
        let limits = Limits { body: usize::MAX, ..Limits::default() };
        let address = address_of(&self.listener);
        let listen = http::serve(self.listener, router, security, limits, stop.clone());
        tracing::info!(%address, "the certificate authority is ready");
        let (served, ()) = tokio::join!(listen, self.authority.run(stop));
        served.map_err(|fault| ZoneError::Address { address, fault })
    }
}
