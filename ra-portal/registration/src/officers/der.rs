//! Requests and certificates of officers, as proposals store them.

use ca_contract as contract;
use serde::{Deserialize, Serialize};

/// A DER-encoded value; base64 in the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Der(contract::Der);

impl Der {
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.0.0
    }
}

impl From<Vec<u8>> for Der {
    fn from(octets: Vec<u8>) -> Self {
        Self(contract::Der(octets))
    }
}

impl From<contract::Der> for Der {
    fn from(der: contract::Der) -> Self {
        Self(der)
    }
}

impl From<Der> for contract::Der {
    fn from(der: Der) -> Self {
        der.0
    }
}
