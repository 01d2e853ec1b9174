//! Reading requests strictly.
//!
//! serde also reads a struct from a list of its fields by position, and a variant without fields from an object. Such a request would change its
//! meaning when a later version adds or moves a field. A request is therefore compared with the form in which it would be written.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroizing;

use crate::Operation;

/// Why the octets are no request of the operation. Nothing here quotes the request, which may contain a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedRequest {
    /// Not JSON, or not of the operation's type.
    #[error("line {line}, column {column}")]
    Unreadable {
        /// Of the first octet that does not fit, from 1.
        line: usize,
        /// Of the same octet, from 1.
        column: usize,
    },
    /// A list or an object in place of another kind of value.
    #[error("a list or an object in place of another kind of value")]
    OtherForm,
}

/// Reads a request as the certificate authority does. Optional fields may be absent; unknown and repeated fields, and other forms than the
/// written one, are errors.
///
/// # Errors
/// [`MalformedRequest`].
pub fn read_request<O: Operation>(octets: &[u8]) -> Result<O, MalformedRequest> {
    let unreadable = |fault: serde_json::Error| MalformedRequest::Unreadable { line: fault.line(), column: fault.column() };
    let request: O = serde_json::from_slice(octets).map_err(unreadable)?;
    let written = Zeroizing::new(serde_json::to_vec(&request).map_err(unreadable)?);
    let given: Form = serde_json::from_slice(octets).map_err(unreadable)?;
    let expected: Form = serde_json::from_slice(&written).map_err(unreadable)?;
    if given.is_like(&expected) { Ok(request) } else { Err(MalformedRequest::OtherForm) }
}

/// The form of a JSON value, without its content.
#[derive(Debug, PartialEq, Eq)]
enum Form {
    Null,
    Boolean,
    Number,
    Text,
    List(Vec<Form>),
    Object(BTreeMap<String, Form>),
}

impl Form {
    fn is_like(&self, expected: &Self) -> bool {
        match (self, expected) {
            (Self::List(given), Self::List(expected)) => {
                given.len() == expected.len() && given.iter().zip(expected).all(|(given, expected)| given.is_like(expected))
            }
            (Self::Object(given), Self::Object(expected)) => given.iter().all(|(name, value)| match expected.get(name) {
                Some(expected) => value.is_like(expected),
                // An optional field that is not written when it has no value.
                None => *value == Self::Null,
            }),
            (given, expected) => given == expected,
        }
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FormVisitor)
    }
}

struct FormVisitor;

impl<'de> Visitor<'de> for FormVisitor {
    type Value = Form;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Form, E> {
        Ok(Form::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Form, E> {
        Ok(Form::Boolean)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Form, E> {
        Ok(Form::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Form, E> {
        Ok(Form::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Form, E> {
        Ok(Form::Number)
    }

    fn visit_str<E>(self, _: &str) -> Result<Form, E> {
        Ok(Form::Text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Form, A::Error> {
        let mut forms = Vec::new();
        while let Some(form) = items.next_element()? {
            forms.push(form);
        }
        Ok(Form::List(forms))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Form, A::Error> {
        let mut forms = BTreeMap::new();
        while let Some((name, form)) = fields.next_entry()? {
            forms.insert(name, form);
        }
        Ok(Form::Object(forms))
    }
}
