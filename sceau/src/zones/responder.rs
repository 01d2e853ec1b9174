//! A status responder with its public listener.

use std::net::TcpListener;
use std::sync::Arc;

use ca_contract::CertificateAuthority;
use chassis::http::{self, Limits, Security};
use crl::{Config, Responder};
use pki::{Clock, SystemClock};
use tokio_util::sync::CancellationToken;

use super::{ZoneError, bind};
use crate::configuration::ResponderFile;

/// A status responder that is open and bound to its address.
pub struct ResponderZone {
    responder: Arc<Responder>,
    file: ResponderFile,
    listener: TcpListener,
}

impl ResponderZone {
    /// Opens the responder by the machine's clock; it reaches the certificate authority over mutual TLS.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub fn start(file: ResponderFile) -> Result<Self, ZoneError> {
        let authority = file.connect()?;
        Self::start_with(file, authority, Arc::new(SystemClock))
    }

    /// Opens the responder over another transport, by another clock.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub fn start_with(file: ResponderFile, authority: CertificateAuthority, clock: Arc<dyn Clock>) -> Result<Self, ZoneError> {
        let sealing = file.master_key()?.sealing_key("responder ocsp keys");
        let config = Config::new(file.responder.data.clone());
        let responder = Arc::new(Responder::open(config, sealing, authority, clock)?);
        let listener = bind(file.responder.listen)?;
        Ok(Self { responder, file, listener })
    }

    /// Serves status and follows the certificate authority until stopped.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve(self, stop: CancellationToken) -> Result<(), ZoneError> {
        let responder = Arc::clone(&self.responder);
        let health = http::health(move || {
            let health = responder.health();
            async move { health }
        });
        let router = self.responder.router().merge(health);
        let listen = http::serve(self.listener, router, Security::Plain, Limits::default(), stop.clone());
        tracing::info!(address = %self.file.responder.listen, "the status responder is ready");
        let (served, ()) = tokio::join!(listen, self.responder.run(stop));
        served.map_err(|fault| ZoneError::Address { address: self.file.responder.listen, fault })
    }
}
