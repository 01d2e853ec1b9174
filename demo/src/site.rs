//! The demonstration's portal as seen from browsers.

use jiff::tz::TimeZone;
use mails::CapturedMail;
use pki::{Clock, SystemClock, pem};

use super::DemoError;
use super::actors::Expert;
use super::browser::{Browser, BrowserError, ClientCertificate};
use super::mailbox::Mailbox;
use deployment::installation::Installation;

/// The password of every account. It may be printed, because the accounts exist only as long as the demonstration.
pub(super) const PASSWORD: &str = "sept brumes sur la rade";

/// The portal's two entrances and the captured messages.
pub(super) struct Site {
    pub(super) public: String,
    pub(super) certificate: String,
    pub(super) captured: CapturedMail,
    anchor: Vec<u8>,
}

impl Site {
    pub(super) fn new(
        installation: &Installation,
        public: String,
        certificate: String,
        captured: CapturedMail,
    ) -> Result<Self, DemoError> {
        let path = installation.browser_anchor();
        let text = std::fs::read_to_string(&path).map_err(|fault| DemoError::File { path, fault })?;
        let anchor = pem::decode_all(pem::Label::Certificate, &text).and_then(|mut blocks| blocks.pop()).unwrap_or_default();
        Ok(Self { public, certificate, captured, anchor })
    }

    /// A browser at the public entrance.
    pub(super) fn visitor(&self) -> Result<Browser, BrowserError> {
        Browser::new(&self.public, &self.anchor, "fr")
    }

    /// A browser with a client certificate, at the certificate entrance.
    pub(super) fn showing(&self, certificate: ClientCertificate) -> Result<Browser, BrowserError> {
        Browser::with_certificate(&self.certificate, &self.anchor, "fr", certificate)
    }

    /// An expert who has no account yet.
    pub(super) fn expert(&self, email: &str) -> Result<Expert, BrowserError> {
        Ok(Expert::new(self.visitor()?, Mailbox::new(self.captured.clone(), email), email, PASSWORD))
    }

    /// Today's date in Paris: day, month, year.
    pub(super) fn today(&self) -> [String; 3] {
        let now = jiff::Timestamp::from_millisecond(SystemClock.now().as_millis()).unwrap_or_default();
        let paris = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
        let date = now.to_zoned(paris).date();
        [date.day().to_string(), date.month().to_string(), date.year().to_string()]
    }
}
