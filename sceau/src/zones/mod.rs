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

/// A listener on an address; port 0 lets the system choose.
///
/// It is bound first of all, before a zone opens its database or a demonstration makes its folder: a second program on the same
/// configuration fails here and has touched nothing. From then on it is handed on, never released and bound again.
pub(crate) fn bind(address: SocketAddr) -> Result<TcpListener, ZoneError> {
    let listener = TcpListener::bind(address).map_err(|fault| ZoneError::Address { address, fault })?;
    listener.set_nonblocking(true).map_err(|fault| ZoneError::Address { address, fault })?;
    Ok(listener)
}

/// Where it listens: the port that the system chose, when the configuration says 0.
pub(crate) fn address_of(listener: &TcpListener) -> SocketAddr {
    listener.local_addr().expect("a bound socket has an address")
}
