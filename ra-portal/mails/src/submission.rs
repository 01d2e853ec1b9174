//! Submission of one mail to the SMTP server (RFC 5321, RFC 6409).
//!
//! Only the server's reply to the content decides whether it accepted a mail. A later failure, such as a `QUIT` without reply, must
//! not count as a failed submission, because the mail would be sent again.

use std::time::Duration;

use lettre::Message;
use lettre::address::Envelope;
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Tls};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::Instant;

use super::send_fault::SendFault;

/// Timeout until the server is ready for the content: connection, greeting, envelope. After it the server cannot have accepted the
/// mail.
const UNTIL_READY: Duration = Duration::from_secs(20);

/// Timeout for the reply to the content. After it the mail may have been accepted, and the next attempt may deliver a second copy
/// (RFC 1047), for which reason RFC 5321 §4.5.3.2.6 recommends ten minutes. Two minutes are a compromise: other mails wait meanwhile,
/// among them one-time codes that are valid for ten minutes.
const UNTIL_TAKEN: Duration = Duration::from_secs(120);

/// Timeout for the reply to `QUIT`.
const UNTIL_CLOSED: Duration = Duration::from_secs(5);

/// The maximum duration of [`Server::hand_over`].
pub(super) const TIMEOUT: Duration = UNTIL_READY.saturating_add(UNTIL_TAKEN);

/// An SMTP server. Each mail is sent over a new connection.
#[derive(Clone, Debug)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) login: Option<Credentials>,
}

impl Server {
    /// Submits a mail. After [`SendFault::TooSlow`] and [`SendFault::Unreachable`] the server may nevertheless have accepted it.
    pub(super) async fn hand_over(&self, mail: &Message) -> Result<(), SendFault> {
        let ready_by = Instant::now() + UNTIL_READY;
        let mut connection = by(ready_by, self.connect()).await?;
        let answer = match by(ready_by, announce(&mut connection, mail.envelope())).await {
            Ok(()) => by(Instant::now() + UNTIL_TAKEN, connection.message(&mail.formatted())).await.map(drop),
            refused => refused,
        };
        // In the background, so that an accepted mail is marked without waiting for the reply to `QUIT`.
        tokio::spawn(async move { tokio::time::timeout(UNTIL_CLOSED, connection.abort()).await });
        answer
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, smtp::Error> {
        let (address, name) = ((self.host.as_str(), self.port), ClientId::default());
        let from_the_start = match &self.tls {
            Tls::Wrapper(tls) => Some(tls.clone()),
            _ => None,
        };
        let mut connection = AsyncSmtpConnection::connect_tokio1(address, None, &name, from_the_start, None).await?;
        if let Tls::Required(tls) = &self.tls {
            connection.starttls(tls.clone(), &name).await?;
        }
        if let Some(login) = &self.login {
            connection.auth(DEFAULT_MECHANISMS, login).await?;
        }
        Ok(connection)
    }
}

/// Sends the envelope and `DATA`.
async fn announce(connection: &mut AsyncSmtpConnection, envelope: &Envelope) -> Result<(), smtp::Error> {
    connection.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new())).await?;
    }
    connection.command(Data).await.map(drop)
}

async fn by<T>(limit: Instant, act: impl Future<Output = Result<T, smtp::Error>>) -> Result<T, SendFault> {
    tokio::time::timeout_at(limit, act).await.map_err(|_| SendFault::TooSlow)?.map_err(|fault| fault_of(&fault))
}

fn fault_of(fault: &smtp::Error) -> SendFault {
    if let Some(status) = fault.status() {
        return SendFault::Refused(status.into());
    }
    match () {
        () if fault.is_timeout() => SendFault::TooSlow,
        () if fault.is_tls() => SendFault::Tls,
        () => SendFault::Unreachable,
    }
}
