//! The zones, each composed from its configuration file and served until it is stopped.

mod authority;
mod portal;
mod responder;

use std::net::{SocketAddr, TcpListener};

pub use authority::{AuthorityZone, Composition};
pub use portal::{PortalComposition, PortalZone};
pub use responder::ResponderZone;

use crate::configuration::ConfigurationError;

/// Why a zone did not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ZoneError {
    /// Its configuration.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The certificate authority did not open.
    #[error(transparent)]
    Authority(#[from] ca::OpenError),
    /// The registration authority did not open.
    #[error(transparent)]
    Registration(#[from] registration::OpenError),
    /// The gateways for mail and SMS.
    #[error("the gateways of the portal: {0}")]
    Gateways(String),
    /// The status responder did not open.
    #[error(transparent)]
    Responder(#[from] crl::OpenError),
    /// Its address.
    #[error("{address}: {fault}; is another program, or another Sceau, listening there?")]
    Address {
        /// Where it was to listen.
        address: SocketAddr,
        /// What the system says.
        fault: std::io::Error,
    },
}

/// Whether an address is free to listen on, before anything is made for it.
pub(crate) fn check_free(address: SocketAddr) -> Result<(), ZoneError> {
    bind(address).map(drop)
}

fn bind(address: SocketAddr) -> Result<TcpListener, ZoneError> {
    let listener = TcpListener::bind(address).map_err(|fault| ZoneError::Address { address, fault })?;
    listener.set_nonblocking(true).map_err(|fault| ZoneError::Address { address, fault })?;
    Ok(listener)
}
