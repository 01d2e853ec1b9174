//! Why a message was not sent.

/// Why a gateway did not take a message. Staff read this: it names no one.
#[derive(Debug, thiserror::Error)]
pub enum SendFault {
    /// It said no, or that it cannot now.
    #[error("the gateway refused it with status {0}")]
    Refused(u16),
    /// It could not be reached, or broke off; in the latter case it may have taken the message.
    #[error("the gateway cannot be reached")]
    Unreachable,
    /// Its TLS certificate, or what it can of TLS.
    #[error("no TLS with the gateway")]
    Tls,
    /// It took too long; it may have taken the message.
    #[error("the gateway did not answer in time")]
    TooSlow,
    /// The message cannot be written for it.
    #[error("the message cannot be sent: {0}")]
    Unsendable(&'static str),
}
