//! The zones: each is composed from its configuration file and serves until it is stopped.

mod authority;
mod portal;
mod responder;

use std::net::{SocketAddr, TcpListener};

pub use authority::{AuthorityZone, Composition};
pub use portal::{PortalComposition, PortalZone};
pub use responder::ResponderZone;

use crate::configuration::ConfigurationError;

/// Why a zone did not start or has stopped.
#[derive(Debug, thiserror::Error)]
pub enum ZoneError {
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    #[error(transparent)]
    Authority(#[from] ca::OpenError),
    #[error(transparent)]
    Registration(#[from] registration::OpenError),
    #[error("the portal's mail or SMS gateway: {0}")]
    Gateways(String),
    #[error(transparent)]
    Responder(#[from] crl::OpenError),
    /// The address could not be bound.
    #[error("{address}: {fault}; is another program, or another Sceau, listening there?")]
    Address { address: SocketAddr, fault: std::io::Error },
}

/// Binds a listener to an address; with port 0 the system chooses the port.
///
/// Called before a zone opens its database or the demonstration creates its folder, so that a second program with the same
/// configuration fails before it changes anything. The listener is then passed on; it is never closed and bound again.
///
/// # Errors
/// [`ZoneError::Address`].
pub fn bind(address: SocketAddr) -> Result<TcpListener, ZoneError> {
    let listener = TcpListener::bind(address).map_err(|fault| ZoneError::Address { address, fault })?;
    listener.set_nonblocking(true).map_err(|fault| ZoneError::Address { address, fault })?;
    Ok(listener)
}

/// The address of a listener, with the actual port if the system chose it.
///
/// # Panics
/// If the address cannot be read, which does not happen for a bound listener.
#[must_use]
pub fn address_of(listener: &TcpListener) -> SocketAddr {
    listener.local_addr().expect("a bound socket has an address")
}
