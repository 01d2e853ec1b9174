//! HTTP listeners with limits that identify their callers.

mod connection;
mod health;
mod peer;
mod problem;
mod server;
mod tls;

pub use health::{Health, health};
pub use peer::{PeerCertificate, PeerKey, PeerNetwork};
pub use problem::Problem;
pub use server::{Limits, Security, serve};
pub use tls::{BadServerTls, ServerTls};

#[cfg(test)]
mod tests;
