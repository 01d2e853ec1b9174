//! Settings of the SMTP server that outgoing mails are submitted to.

use std::net::IpAddr;

use lettre::Address;
use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use secrecy::{ExposeSecret, SecretString};

use super::submission::Server;

/// The SMTP server and the sender.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// The server's host name or IP address.
    pub host: String,
    /// Its port: usually 465 with [`Encryption::FromTheStart`], 587 with [`Encryption::StartTls`].
    pub port: u16,
    /// How the connection is protected.
    pub encryption: Encryption,
    /// User name and password, if the server requires them.
    pub login: Option<(String, SecretString)>,
    /// The sender's address.
    pub sender: String,
}

/// How the connection to the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte (RFC 8314).
    FromTheStart,
    /// `STARTTLS`, required before anything is sent (RFC 3207).
    StartTls,
    /// None; on loopback only.
    None,
}

/// Why the settings are refused.
#[derive(Debug, thiserror::Error)]
pub enum BadMailSettings {
    /// The sender is not an e-mail address.
    #[error("{sender:?} is not an e-mail address: {fault}")]
    Sender {
        /// The configured sender.
        sender: String,
        /// The parser's error.
        fault: AddressError,
    },
    /// Mails would be sent unencrypted over a network.
    #[error("{0} is not this machine, so mails are sent there over TLS only")]
    InClear(String),
    /// The server's name cannot be used with TLS, or the system has no trust anchors.
    #[error("TLS to {host}: {fault}")]
    Tls {
        /// The server.
        host: String,
        /// The cause.
        fault: lettre::transport::smtp::Error,
    },
}

impl SmtpSettings {
    /// The sender: the configured address with the display name `name`.
    pub(super) fn mailbox(&self, name: &str) -> Result<Mailbox, BadMailSettings> {
        let address: Address =
            self.sender.parse().map_err(|fault| BadMailSettings::Sender { sender: self.sender.clone(), fault })?;
        Ok(Mailbox::new(Some(name.to_owned()), address))
    }

    /// The server to connect to.
    pub(super) fn server(&self) -> Result<Server, BadMailSettings> {
        let tls =
            || TlsParameters::new(self.host.clone()).map_err(|fault| BadMailSettings::Tls { host: self.host.clone(), fault });
        let tls = match self.encryption {
            Encryption::FromTheStart => Tls::Wrapper(tls()?),
            Encryption::StartTls => Tls::Required(tls()?),
            Encryption::None if is_this_machine(&self.host) => Tls::None,
            Encryption::None => return Err(BadMailSettings::InClear(self.host.clone())),
        };
        let login =
            self.login.as_ref().map(|(user, password)| Credentials::new(user.clone(), password.expose_secret().to_owned()));
        Ok(Server { host: self.host.clone(), port: self.port, tls, login })
    }
}

/// Whether a host name or IP address is loopback.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
