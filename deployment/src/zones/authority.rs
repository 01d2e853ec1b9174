//! The CA with the listener of the contract.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use ca::{Authority, Failpoints};
use ca_contract::{Caller, CertificateAuthority};
use chassis::http::{self, KnownPeers, Limits, Security};
use chassis::slow_hash::Cost;
use pki::{Clock, SystemClock};
use tokio_util::sync::CancellationToken;

use super::{ZoneError, address_of, bind};
use crate::configuration::AuthorityFile;

/// Dependencies of the CA in addition to its configuration.
pub struct Composition {
    pub clock: Arc<dyn Clock>,
    /// Fault injection at failpoints.
    pub failpoints: Failpoints,
    /// Cost of the Argon2id computation for a code.
    pub code_cost: Cost,
}

/// The system clock, no fault injection, and the cost required by docs/codes.md#storage.
impl Default for Composition {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), failpoints: Failpoints::none(), code_cost: Cost::default() }
    }
}

/// An open CA that is bound to its address.
pub struct AuthorityZone {
    authority: Arc<Authority>,
    file: AuthorityFile,
    listener: TcpListener,
}

impl AuthorityZone {
    /// Opens the CA with the system clock.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub async fn start(file: AuthorityFile) -> Result<Self, ZoneError> {
        Self::start_with(file, Composition::default()).await
    }

    /// Opens the CA with other dependencies: tests move its clock or inject faults.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub async fn start_with(file: AuthorityFile, composition: Composition) -> Result<Self, ZoneError> {
        let listener = bind(file.ca.listen)?;
        Self::start_on(listener, file, composition).await
    }

    /// The same with a bound listener instead of the configured address.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub async fn start_on(listener: TcpListener, file: AuthorityFile, composition: Composition) -> Result<Self, ZoneError> {
        if file.ca.approvals.is_some() {
            tracing::warn!("approvals = \"unsigned\": anyone with the portal's key can approve; for demonstrations only");
        }
        let environment = file.environment(composition.clock, composition.failpoints)?;
        let config = ca::Config { code_cost: composition.code_cost, ..file.config()? };
        let authority = Arc::new(Authority::open(config, environment).await?);
        Ok(Self { authority, file, listener })
    }

    /// The address on which the contract is served.
    ///
    /// # Errors
    /// If the address of the socket cannot be read.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The open CA.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The contract, called in process.
    #[must_use]
    pub fn in_process(&self, caller: Caller) -> CertificateAuthority {
        self.authority.in_process(caller)
    }

    /// Serves the contract and runs the background work until stopped. Calls in progress are answered first.
    ///
    /// # Errors
    /// If the listener fails.
    pub async fn serve(self, stop: CancellationToken) -> Result<(), ZoneError> {
        let router = self.authority.router(self.file.pinned_keys());
        let security = Security::Tls(self.authority.listener_tls());
        // Each operation has its own limit, and larger messages are recorded.
        let limits = Limits { body: usize::MAX, ..Limits::default() };
        let address = address_of(&self.listener);
        let listen = http::serve(self.listener, router, security, limits, KnownPeers::default(), stop.clone());
        tracing::info!(%address, "the certificate authority is ready");
        let (served, ()) = tokio::join!(listen, self.authority.run(stop));
        served.map_err(|fault| ZoneError::Address { address, fault })
    }
}
