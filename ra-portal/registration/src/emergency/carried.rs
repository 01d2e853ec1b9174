//! What the confirmation page carries: the encrypted request to the certificate authority, with the idempotency key for sending
//! it.

use std::time::Duration;

use ca_contract::IdempotencyKey;
use ca_contract::revocation::{Contact, RevokeByCode, Source};
use jiff::civil::Date;
use pki::{BirthDate, SubscriberNetwork, SystemRandom, Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Answers, EmergencyRevocation, HolderReason};

/// How long a confirmation page is valid.
const GOOD_FOR: Duration = Duration::from_secs(600);
const ASSOCIATED: &[u8] = b"emergency answers";

/// Answers on their way from the form to the confirmation.
#[derive(Debug)]
pub struct CarriedAnswers {
    pub(super) question: RevokeByCode,
    pub(super) key: IdempotencyKey,
    until: Timestamp,
}

/// The content before encryption.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content<Q> {
    question: Q,
    key: String,
    until: Timestamp,
}

/// Why a page carries nothing that can be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCarried {
    #[error("more than ten minutes passed since the answers were given")]
    Expired,
    /// Not encrypted here.
    #[error("the answers were not encrypted here")]
    Unreadable,
}

impl CarriedAnswers {
    /// Chooses one of the tokens that the answers identify.
    pub fn choose(&mut self, token: TokenNumber) {
        self.question.token = Some(token);
    }

    #[must_use]
    pub fn name(&self) -> &str {
        self.question.name.expose()
    }

    /// The e-mail address or token number as it was parsed.
    #[must_use]
    pub fn contact(&self) -> &str {
        match &self.question.contact {
            Contact::Email(address) => address.expose(),
            Contact::Token(number) => number.as_str(),
        }
    }

    #[must_use]
    pub const fn birth_date(&self) -> BirthDate {
        self.question.birth_date
    }

    #[must_use]
    pub fn reason(&self) -> HolderReason {
        self.question.reason.into()
    }

    /// Birth place and end of the identity document, if they were requested.
    #[must_use]
    pub fn further(&self) -> Option<(&str, Date)> {
        self.question.further.as_ref().map(|facts| (facts.birth_place.expose(), facts.document_expires))
    }
}

impl EmergencyRevocation {
    /// Prepares answers for the confirmation page, with a new key. If they are wrong, that is counted under the network that they
    /// came from.
    #[must_use]
    pub fn carry_answers(&self, answers: Answers, from: SubscriberNetwork) -> CarriedAnswers {
        let Answers { name, contact, birth_date, code, reason, further } = answers;
        let (reason, source) = (reason.into(), Source::Web(from));
        let question = RevokeByCode { name, contact, birth_date, code, further, reason, source, token: None };
        CarriedAnswers { question, key: IdempotencyKey::generate(&mut SystemRandom), until: self.core.now().plus(GOOD_FOR) }
    }

    /// The answers encrypted as a text, unreadable to anybody who reads the page.
    #[must_use]
    pub fn encrypt_answers(&self, answers: &CarriedAnswers) -> String {
        let content = Content { question: &answers.question, key: answers.key.to_string(), until: answers.until };
        let content = Zeroizing::new(serde_json::to_vec(&content).expect("answers have no map with keys other than strings"));
        hex::encode(self.core.secrets.carried.encrypt(&mut SystemRandom, ASSOCIATED, &content))
    }

    /// Decrypts what a page carried.
    ///
    /// # Errors
    /// [`NotCarried`].
    pub fn decrypt_answers(&self, ciphertext: &str) -> Result<CarriedAnswers, NotCarried> {
        let ciphertext = hex::decode(ciphertext.trim()).map_err(|_| NotCarried::Unreadable)?;
        let content = self.core.secrets.carried.decrypt(ASSOCIATED, &ciphertext).map_err(|_| NotCarried::Unreadable)?;
        let content: Content<RevokeByCode> = serde_json::from_slice(&content).map_err(|_| NotCarried::Unreadable)?;
        if content.until < self.core.now() {
            return Err(NotCarried::Expired);
        }
        let key = content.key.parse().map_err(|_| NotCarried::Unreadable)?;
        Ok(CarriedAnswers { question: content.question, key, until: content.until })
    }
}
