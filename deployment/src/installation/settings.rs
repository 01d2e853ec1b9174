//! Settings that `init` writes into the configuration files.

use std::net::{Ipv4Addr, SocketAddr};

use pki::Digest;
use secrecy::SecretString;

/// The addresses of the zones, and the operator's choices.
#[derive(Debug)]
pub struct Settings {
    /// The URL of the CA's database. Default: SQLite in the CA's folder.
    pub database: Option<SecretString>,
    /// The URL of the portal's database. Default: SQLite in the portal's folder.
    pub portal_database: Option<SecretString>,
    /// Whether unsigned approvals are accepted, for demonstrations and tests only.
    pub unsigned_approvals: bool,
    /// Whether the portal gets an invented supplier and server certificates of a throwaway authority, for demonstrations and
    /// tests only.
    pub demonstration_site: bool,
    /// Address of the portal's public entrance (HTTPS).
    pub public: SocketAddr,
    /// Address of the portal's entrance with client certificates (HTTPS).
    pub certificate: SocketAddr,
    /// Address of the status responder (HTTP).
    pub status: SocketAddr,
    /// Address of the contract.
    pub contract: SocketAddr,
}

/// There are fewer than four ports from the given one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("four consecutive ports are needed; the first must be between 1 and 65532")]
pub struct NoPorts;

impl Settings {
    /// Settings for loopback with four consecutive ports: public HTTPS, client-certificate HTTPS, HTTP status, CA contract.
    ///
    /// # Errors
    /// If there are not four ports from `first`.
    pub fn on_loopback(first: u16) -> Result<Self, NoPorts> {
        let port = |offset| {
            first
                .checked_add(offset)
                .filter(|_| first > 0)
                .map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
                .ok_or(NoPorts)
        };
        Ok(Self::on([port(0)?, port(1)?, port(2)?, port(3)?]))
    }

    /// Settings for four addresses in the order of [`on_loopback`](Self::on_loopback).
    #[must_use]
    pub const fn on([public, certificate, status, contract]: [SocketAddr; 4]) -> Self {
        Self {
            database: None,
            portal_database: None,
            unsigned_approvals: false,
            demonstration_site: false,
            public,
            certificate,
            status,
            contract,
        }
    }

    /// The four addresses in the order of [`on_loopback`](Self::on_loopback).
    #[must_use]
    pub const fn addresses(&self) -> [SocketAddr; 4] {
        [self.public, self.certificate, self.status, self.contract]
    }

    pub(super) fn authority_file(&self, pinned_keys: &[(&str, Digest)]) -> String {
        let approvals = if self.unsigned_approvals {
            "approvals = \"unsigned\" # demonstrations only: anyone with the portal's key can approve\n"
        } else {
            ""
        };
        let pinned_keys: String = pinned_keys.iter().map(|(caller, key)| format!("{caller} = [\"{key}\"]\n")).collect();
        format!(
            "# The certificate authority. Paths are relative to this file's folder.\n\
             [ca]\n\
             database_file = \"database.url\"\n\
             master_key_file = \"master.key\"\n\
             listen = \"{contract}\"\n\
             # Every place from which relying parties read status: a revocation is live once each shows it.\n\
             origins = [\"http://{status}\"]\n\
             {approvals}\n\
             # SHA-256 of the callers' SubjectPublicKeyInfo. Taking a line away shuts a caller out.\n\
             [ca.pinned_keys]\n\
             {pinned_keys}",
            contract = self.contract,
            status = self.status,
        )
    }

    pub(super) fn responder_file(&self) -> String {
        format!(
            "# A status responder. Paths are relative to this file's folder.\n\
             [responder]\n\
             authority = \"{contract}\"\n\
             anchor_file = \"anchor.pem\"\n\
             identity_file = \"identity.key\"\n\
             master_key_file = \"master.key\"\n\
             data = \"status\"\n\
             listen = \"{status}\"\n",
            contract = self.contract,
            status = self.status,
        )
    }

    pub(super) fn station_file(&self) -> String {
        format!(
            "# A production station. Paths are relative to this file's folder.\n\
             [station]\n\
             authority = \"{contract}\"\n\
             anchor_file = \"anchor.pem\"\n\
             identity_file = \"identity.key\"\n",
            contract = self.contract,
        )
    }
}
