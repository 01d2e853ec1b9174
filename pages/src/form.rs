//! Forms: what was typed, what is wrong with it, and the key that makes a repeated submit the same submit.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::extract::{FromRequest, Request};
use pki::SystemRandom;
use rand::Rng;
use secrecy::SecretString;
use zeroize::Zeroize;

use crate::PageFault;

/// How long a form's octets may take: they are at most 64 KiB, and whoever sends them holds a connection meanwhile.
const PATIENCE: Duration = Duration::from_secs(20);

/// The fields of a form as they were typed; wiped when dropped, since some are secrets.
#[derive(Default)]
pub struct Form(BTreeMap<String, String>);

impl Form {
    /// What was typed, without spaces around it; nothing when the field is missing.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |typed| typed.trim())
    }

    /// What was typed, exactly.
    #[must_use]
    pub fn secret(&self, field: &str) -> SecretString {
        SecretString::from(self.0.get(field).cloned().unwrap_or_default())
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn ticked(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// The form's key, when the page drew one.
    #[must_use]
    pub fn key(&self) -> Option<FormKey> {
        FormKey::read(self.text("key"))
    }
}

impl FromIterator<(String, String)> for Form {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl Drop for Form {
    fn drop(&mut self) {
        self.0.values_mut().for_each(Zeroize::zeroize);
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = PageFault;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageFault> {
        let fields = axum::Form::<Vec<(String, String)>>::from_request(request, state);
        match tokio::time::timeout(PATIENCE, fields).await.map_err(|_| PageFault::TooSlow)? {
            Ok(axum::Form(fields)) => Ok(fields.into_iter().collect()),
            Err(refused) if refused.status() == http::StatusCode::PAYLOAD_TOO_LARGE => Err(PageFault::TooLarge),
            Err(_) => Err(PageFault::Unreadable),
        }
    }
}

/// Drawn by the page that shows a form: whoever submits it twice asks once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormKey([u8; 16]);

impl FormKey {
    /// A new one, for a form that is shown.
    #[must_use]
    pub fn draw() -> Self {
        let mut key = [0; 16];
        SystemRandom.fill_bytes(&mut key);
        Self(key)
    }

    fn read(text: &str) -> Option<Self> {
        let mut key = [0; 16];
        hex::decode_to_slice(text, &mut key).ok()?;
        Some(Self(key))
    }

    /// Its 16 octets.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// As the hidden field holds it: 32 hexadecimal digits.
impl std::fmt::Display for FormKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// Whether a choice is the one that was made: templates compare texts, names and marks, which are of many types.
#[must_use]
pub fn reads_as(one: impl std::fmt::Display, other: impl std::fmt::Display) -> bool {
    one.to_string() == other.to_string()
}

/// What is wrong, a line a field, in the reader's language: the summary at the top links to the fields.
#[derive(Debug, Default)]
pub struct FieldErrors(Vec<FieldError>);

/// What is wrong with one field.
#[derive(Debug)]
pub struct FieldError {
    /// The field's `id`.
    pub field: String,
    /// What to do about it.
    pub text: String,
}

impl FieldErrors {
    /// One line.
    #[must_use]
    pub fn at(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self(vec![FieldError { field: field.into(), text: text.into() }])
    }

    /// Adds a line.
    pub fn add(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), text: text.into() });
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.text.as_str())
    }

    /// All lines, in the order of the fields.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.0.iter()
    }
}
