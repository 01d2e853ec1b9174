//! Revocation reasons, as published in CRLs and OCSP responses.

use der::Enumerated;
use serde::{Deserialize, Serialize};

/// The reasons that this CA gives (docs/profiles.md#revocation-reasons); certificateHold and removeFromCRL are not offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Enumerated)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum RevocationReason {
    /// Never encoded.
    Unspecified = 0,
    /// 1: theft, loss, disclosed PIN, suspected copy.
    KeyCompromise = 1,
    /// 3: left the entity or Compagnie.
    AffiliationChanged = 3,
    /// 4: replaced.
    Superseded = 4,
    /// 5: activity ended, death.
    CessationOfOperation = 5,
    /// 9: struck off, false dossier.
    PrivilegeWithdrawn = 9,
}

impl RevocationReason {
    /// The code of RFC 5280 §5.3.1; `None` for unspecified, which is never written.
    #[must_use]
    pub const fn code(self) -> Option<u8> {
        match self {
            Self::Unspecified => None,
            Self::KeyCompromise => Some(1),
            Self::AffiliationChanged => Some(3),
            Self::Superseded => Some(4),
            Self::CessationOfOperation => Some(5),
            Self::PrivilegeWithdrawn => Some(9),
        }
    }

    /// The reason with the code `code`.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::KeyCompromise),
            3 => Some(Self::AffiliationChanged),
            4 => Some(Self::Superseded),
            5 => Some(Self::CessationOfOperation),
            9 => Some(Self::PrivilegeWithdrawn),
            _ => None,
        }
    }

    /// The reason to encode; `None` if it is unspecified.
    pub(crate) fn published(self) -> Option<Self> {
        (self != Self::Unspecified).then_some(self)
    }
}
