//! SMS: a message of at most 160 characters of the GSM alphabet, posted as JSON to a gateway, or captured.

use std::time::Duration;

use pki::Timestamp;
use reqwest::Url;
use reqwest::redirect::Policy;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use super::smtp::is_this_machine;
use super::{CapturedMail, CapturedMessage, SendFault};

/// Timeout of a request to the gateway.
pub(super) const TIMEOUT: Duration = Duration::from_secs(20);

/// Maximum number of characters in one SMS in the GSM alphabet (3GPP TS 23.038: 140 octets of seven-bit characters).
const AT_MOST: usize = 160;

/// The GSM 7 bit default alphabet (3GPP TS 23.038 §6.2.1) without the characters that need an escape and so count twice.
const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Sends SMS.
#[derive(Clone, Debug)]
pub struct SmsGateway(Way);

#[derive(Clone, Debug)]
enum Way {
    Posted { client: reqwest::Client, url: Url, token: SecretString },
    Captured(CapturedMail),
}

/// Why a gateway's settings are refused.
#[derive(Debug, thiserror::Error)]
pub enum BadGateway {
    /// Its address is not a URL.
    #[error("{0:?} is not a URL")]
    NotAUrl(String),
    /// Numbers and texts would be sent unencrypted over a network.
    #[error("{0} is neither https nor on this machine")]
    InClear(Url),
    /// The HTTP client cannot be set up.
    #[error("the HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// A text that fits into one SMS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SmsText(String);

/// The JSON body posted to the gateway.
#[derive(Serialize)]
struct Question<'a> {
    to: &'a str,
    text: &'a str,
    /// The same for every attempt, so that the gateway can detect duplicates.
    reference: &'a str,
}

impl SmsText {
    /// Builds the text; spaces and apostrophes are replaced by those of the GSM alphabet.
    ///
    /// # Errors
    /// If it is longer than one SMS, or contains characters outside the alphabet.
    pub(crate) fn new(text: &str) -> Result<Self, SendFault> {
        let plain: String = text
            .chars()
            .map(|character| match character {
                '\u{a0}' | '\u{202f}' => ' ',
                '\u{2019}' => '\'',
                other => other,
            })
            .collect();
        if !plain.chars().all(|character| ALPHABET.contains(character)) {
            return Err(SendFault::Unsendable("it holds what an SMS cannot"));
        }
        if plain.chars().count() > AT_MOST {
            return Err(SendFault::Unsendable("it is longer than an SMS"));
        }
        Ok(Self(plain))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl SmsGateway {
    /// A gateway to which `{"to", "text", "reference"}` is posted as JSON with a bearer token, and which responds 2xx when it has
    /// accepted the message.
    ///
    /// # Errors
    /// If `url` is not a URL, or is plain HTTP to another machine.
    pub fn posted(url: &str, token: SecretString) -> Result<Self, BadGateway> {
        let url: Url = url.parse().map_err(|_| BadGateway::NotAUrl(url.to_owned()))?;
        let here = url.host_str().is_some_and(is_this_machine);
        if url.scheme() != "https" && !(url.scheme() == "http" && here) {
            return Err(BadGateway::InClear(url));
        }
        let client = reqwest::Client::builder().timeout(TIMEOUT).redirect(Policy::none()).build()?;
        Ok(Self(Way::Posted { client, url, token }))
    }

    /// Sends nothing: messages are kept in `mailbox`.
    #[must_use]
    pub const fn captured(mailbox: CapturedMail) -> Self {
        Self(Way::Captured(mailbox))
    }

    pub(crate) async fn send(&self, id: i64, now: Timestamp, to: &str, text: &SmsText) -> Result<(), SendFault> {
        match &self.0 {
            Way::Posted { client, url, token } => {
                let reference = format!("sceau-{id}");
                let question = Question { to, text: text.as_str(), reference: &reference };
                let post = client.post(url.clone()).bearer_auth(token.expose_secret()).json(&question);
                let answer = post.send().await.map_err(|fault| match fault.is_timeout() {
                    true => SendFault::TooSlow,
                    false => SendFault::Unreachable,
                })?;
                if answer.status().is_success() { Ok(()) } else { Err(SendFault::Refused(answer.status().as_u16())) }
            }
            Way::Captured(mailbox) => {
                let text = text.as_str().to_owned();
                mailbox.keep(CapturedMessage { id, at: now, to: to.to_owned(), subject: None, text });
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests;
