//! Why a message was not sent.

/// Why a gateway did not accept a message. Written to the log, so it contains no personal data.
#[derive(Debug, thiserror::Error)]
pub enum SendFault {
    /// It refused the message, permanently or for now: the SMTP reply code or HTTP status.
    #[error("the gateway refused it with status {0}")]
    Refused(u16),
    /// It could not be reached, or closed the connection. In the latter case it may have accepted the message.
    #[error("the gateway cannot be reached")]
    Unreachable,
    /// The TLS handshake failed: certificate, version or algorithms.
    #[error("TLS with the gateway failed")]
    Tls,
    /// It took too long. It may have accepted the message.
    #[error("the gateway did not answer in time")]
    TooSlow,
    /// The message cannot be encoded for it.
    #[error("the message cannot be sent: {0}")]
    Unsendable(&'static str),
}
