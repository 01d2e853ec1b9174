//! HTTP listeners with limits that identify their callers.

mod accept;
mod bounded;
mod connection;
mod health;
mod host;
mod limits;
mod networks;
mod pace;
mod peer;
mod problem;
mod proxied;
mod refusal;
mod server;
mod tls;
mod unread;

pub use accept::ErrorFormat;
pub use health::{Health, health};
pub use limits::{Limits, Pace};
pub use networks::{BadNetwork, Networks};
pub use pace::BodyProgress;
pub use peer::{FromOperator, KnownPeers, PeerCertificate, PeerKey, PeerNetwork};
pub use problem::Problem;
pub use server::{Security, serve};
pub use tls::{BadServerTls, ServerTls};

#[cfg(test)]
mod tests;
