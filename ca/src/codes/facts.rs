//! What identifies a holder who has nothing but a code at hand: keyed digests, never the facts themselves.

use ca_contract::revocation::Contact;
use ca_contract::statement::{Statement, Subject};
use chassis::sealing::DigestingKey;
use jiff::civil::Date;
use pki::Digest;
use subtle::{Choice, ConstantTimeEq};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most words of a name: every two or more of those that somebody gives are tried.
const MOST_WORDS: usize = 12;

/// The digests of a holder's identification facts.
pub(crate) struct Facts {
    /// First given name and surname.
    pub(crate) name: Digest,
    pub(crate) email: Digest,
    pub(crate) birth_date: Digest,
    pub(crate) birth_place: Digest,
    pub(crate) document: Digest,
}

/// First given name and surname, as words.
fn identifying_name(subject: &Subject) -> Vec<String> {
    let first = subject.given_name.split([' ', ',']).next().unwrap_or_default();
    let mut name = words(first);
    name.extend(words(&subject.surname));
    name
}

/// Whether a holder of this name could ever give it in an emergency.
pub(crate) fn can_be_given(subject: &Subject) -> bool {
    let all = words(&subject.given_name).len() + words(&subject.surname).len();
    identifying_name(subject).len() >= 2 && all <= MOST_WORDS
}

impl Facts {
    pub(crate) fn of(key: &DigestingKey, statement: &Statement) -> Self {
        let name = identifying_name(&statement.subject);
        Self {
            name: name_digest(key, name.iter().map(String::as_str)),
            email: email_digest(key, statement.facts.email.expose()),
            birth_date: birth_date_digest(key, statement.facts.birth_date),
            birth_place: place_digest(key, statement.facts.birth_place.expose()),
            document: document_digest(key, statement.facts.document_expires),
        }
    }
}

/// A name as somebody gave it: in whichever order and case, with or without accents and further given names.
pub(crate) struct NameAttempt(Vec<Digest>);

impl NameAttempt {
    /// The digests of every two or more of its words.
    pub(crate) fn new(key: &DigestingKey, name: &str) -> Self {
        let words: Vec<String> = words(name).into_iter().take(MOST_WORDS).collect();
        let choices = (0u32..1 << words.len()).filter(|choice| choice.count_ones() >= 2);
        let chosen = |choice: u32| {
            words.iter().enumerate().filter(move |(place, _)| choice >> place & 1 == 1).map(|(_, word)| word.as_str())
        };
        Self(choices.map(|choice| name_digest(key, chosen(choice))).collect())
    }

    /// Whether it holds the name of `digest`.
    pub(crate) fn holds(&self, digest: &Digest) -> Choice {
        self.0.iter().fold(Choice::from(0), |held, attempt| held | attempt.as_bytes().ct_eq(digest.as_bytes()))
    }
}

/// The digest of an e-mail address or token number that identifies a holder.
pub(crate) fn contact_digest(key: &DigestingKey, contact: &Contact) -> Digest {
    match contact {
        Contact::Email(email) => email_digest(key, email.expose()),
        Contact::Token(number) => key.digest("token number", &[number.as_str().as_bytes()]),
    }
}

pub(crate) fn birth_date_digest(key: &DigestingKey, date: Date) -> Digest {
    key.digest("birth date", &[date.to_string().as_bytes()])
}

pub(crate) fn document_digest(key: &DigestingKey, expires: Date) -> Digest {
    key.digest("identity document", &[expires.to_string().as_bytes()])
}

pub(crate) fn place_digest(key: &DigestingKey, place: &str) -> Digest {
    key.digest("birth place", &[words(place).join(" ").as_bytes()])
}

fn email_digest(key: &DigestingKey, email: &str) -> Digest {
    key.digest("e-mail", &[email.trim().to_lowercase().as_bytes()])
}

fn name_digest<'a>(key: &DigestingKey, words: impl Iterator<Item = &'a str>) -> Digest {
    let mut words: Vec<&[u8]> = words.map(str::as_bytes).collect();
    words.sort_unstable();
    key.digest("name", &words)
}

/// Upper case without accents or punctuation, word by word: `Jean-François d'Œuvre` → JEAN FRANCOIS D OEUVRE.
fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .replace(['œ', 'Œ'], "oe")
        .replace(['æ', 'Æ'], "ae")
        .nfkd()
        .filter(|symbol| !is_combining_mark(*symbol))
        .map(|symbol| if symbol.is_alphanumeric() { symbol } else { ' ' })
        .flat_map(char::to_uppercase)
        .collect();
    plain.split_whitespace().map(str::to_owned).collect()
}
