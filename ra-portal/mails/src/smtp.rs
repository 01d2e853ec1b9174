//! The SMTP server that mails are handed to: how it is configured.

use std::net::IpAddr;

use lettre::Address;
use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use secrecy::{ExposeSecret, SecretString};

use super::submission::Server;

/// Where mails are handed over.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// The server's name, or an address.
    pub host: String,
    /// Its port: usually 465 with [`Encryption::FromTheStart`], 587 with [`Encryption::StartTls`].
    pub port: u16,
    /// How the conversation is protected.
    pub encryption: Encryption,
    /// User and password, where the server asks for them.
    pub login: Option<(String, SecretString)>,
    /// The address that mails come from.
    pub sender: String,
}

/// How the conversation with the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte (RFC 8314).
    FromTheStart,
    /// `STARTTLS`, and nothing is said without it.
    StartTls,
    /// None: only to this machine.
    None,
}

/// Why no mail could ever be sent.
#[derive(Debug, thiserror::Error)]
pub enum BadMailSettings {
    /// The sender is no address.
    #[error("{sender:?} is no e-mail address: {fault}")]
    Sender {
        /// What was given.
        sender: String,
        /// What is wrong with it.
        fault: AddressError,
    },
    /// Mails would travel in clear.
    #[error("{0} is not this machine: mails are sent there over TLS only")]
    InClear(String),
    /// The server's name does not fit TLS, or the system has no trust anchors.
    #[error("TLS to {host}: {fault}")]
    Tls {
        /// The server.
        host: String,
        /// What is wrong.
        fault: lettre::transport::smtp::Error,
    },
}

impl SmtpSettings {
    /// The address that mails come from, under the supplier's name.
    pub(super) fn mailbox(&self, name: &str) -> Result<Mailbox, BadMailSettings> {
        let address: Address =
            self.sender.parse().map_err(|fault| BadMailSettings::Sender { sender: self.sender.clone(), fault })?;
        Ok(Mailbox::new(Some(name.to_owned()), address))
    }

    /// The server, not yet connected to.
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

/// Whether a name or address can only be this machine.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
