//! Events of a later version of the contract, as far as a reader of this version understands them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An event of a kind that this version does not know. It is kept unchanged, so that it can be stored and passed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownChange {
    /// The kind.
    pub kind: String,
    /// All other fields.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

impl UnknownChange {
    /// Whether the kind is one of `known`: then the event is not of a later version, but malformed.
    pub(crate) fn is_malformed(&self, known: &[&str]) -> bool {
        known.contains(&self.kind.as_str())
    }
}
