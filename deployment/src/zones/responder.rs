//! A status responder with its public listener.

use std::net::TcpListener;
use std::sync::Arc;

use ca_contract::CertificateAuthority;
use chassis::http::{self, KnownPeers, Limits, Security};
use crl::{Config, Responder};
use pki::{Clock, SystemClock};
use tokio_util::sync::CancellationToken;

use super::{ZoneError, address_of, bind};
use crate::configuration::ResponderFile;

/// An open status responder that is bound to its address.
pub struct ResponderZone {
    responder: Arc<Responder>,
    listener: TcpListener,
    known: KnownPeers,
}

impl ResponderZone {
    /// Opens the responder with the system clock and a connection to the CA over mutual TLS.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub fn start(file: ResponderFile) -> Result<Self, ZoneError> {
        let listener = bind(file.responder.listen)?;
        Self::start_on(listener, file)
    }

    /// The same with a bound listener instead of the configured address.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub fn start_on(listener: TcpListener, file: ResponderFile) -> Result<Self, ZoneError> {
        let authority = file.connect()?;
        Self::open(listener, file, authority, Arc::new(SystemClock))
    }

    /// Opens the responder with another connection to the CA and another clock.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub fn start_with(file: ResponderFile, authority: CertificateAuthority, clock: Arc<dyn Clock>) -> Result<Self, ZoneError> {
        let listener = bind(file.responder.listen)?;
        Self::open(listener, file, authority, clock)
    }

    fn open(
        listener: TcpListener,
        file: ResponderFile,
        authority: CertificateAuthority,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ZoneError> {
        let encryption_key = file.master_key()?.encryption_key("responder ocsp keys");
        let config = Config::new(file.responder.data.clone());
        let responder = Arc::new(Responder::open(config, encryption_key, authority, clock)?);
        let known = KnownPeers { proxies: file.responder.proxies, operators: file.responder.operators };
        Ok(Self { responder, listener, known })
    }

    /// Serves status and follows the CA until stopped.
    ///
    /// # Errors
    /// If the listener fails.
    pub async fn serve(self, stop: CancellationToken) -> Result<(), ZoneError> {
        let responder = Arc::clone(&self.responder);
        let health = http::health(move || {
            let health = responder.health();
            async move { health }
        });
        let router = self.responder.router().merge(health);
        let address = address_of(&self.listener);
        let listen = http::serve(self.listener, router, Security::Plain, Limits::default(), self.known, stop.clone());
        tracing::info!(%address, "the status responder is ready");
        let (served, ()) = tokio::join!(listen, self.responder.run(stop));
        served.map_err(|fault| ZoneError::Address { address, fault })
    }
}
