//! Who may ask what: the one table of caller × operation, with each operation's limits.

use std::fmt;
use std::time::Duration;

/// Who calls: decided by the transport from a pinned key, never by the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caller {
    /// The registration authority's portal. Assumed hostile.
    Portal,
    /// A production station with blank tokens.
    Station,
    /// A status responder.
    Responder,
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Portal => "portal",
            Self::Station => "station",
            Self::Responder => "responder",
        })
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    /// The operation.
    pub name: &'static str,
    /// Who may ask it.
    pub callers: &'static [Caller],
    /// The largest message, in octets.
    pub at_most: usize,
    /// How long the certificate authority may take, long polls included.
    pub deadline: Duration,
    /// Whether an answer is remembered under its idempotency key. Reading asks again; an answer with a secret is never stored.
    pub remembered: bool,
}

const fn row(name: &'static str, callers: &'static [Caller], at_most: usize, seconds: u64, remembered: bool) -> Access {
    Access { name, callers, at_most, deadline: Duration::from_secs(seconds), remembered }
}

/// Caller × operation. A test of the certificate authority's router tries every caller on every row.
pub const OPERATIONS: &[Access] = &[
    row("Approve", &[Caller::Portal], 16 << 10, 10, true),
    row("ListIssuers", &[Caller::Portal, Caller::Station], 1 << 10, 10, false),
    row("ListApproved", &[Caller::Station], 1 << 10, 10, false),
    row("Issue", &[Caller::Station], 64 << 10, 30, true),
    row("SealActivation", &[Caller::Station], 4 << 10, 10, true),
    row("SetCode", &[Caller::Portal], 4 << 10, 20, true),
    row("ReleasePuk", &[Caller::Portal], 1 << 10, 10, false),
    row("WhoseCertificate", &[Caller::Portal], 1 << 10, 10, false),
    row("FollowTokens", &[Caller::Portal], 1 << 10, 60, false),
    row("DossierKey", &[Caller::Portal], 1 << 10, 10, false),
    row("ReleasePin", &[Caller::Portal], 1 << 10, 10, false),
    row("RevokeByCode", &[Caller::Portal], 8 << 10, 20, true),
    row("RevokeByOfficers", &[Caller::Portal], 8 << 10, 10, true),
    row("RevocationAccount", &[Caller::Portal], 1 << 10, 30, false),
    row("EnrolOfficer", &[Caller::Portal], 16 << 10, 30, true),
    row("DismissOfficer", &[Caller::Portal], 1 << 10, 10, true),
    row("ListOfficers", &[Caller::Portal], 1 << 10, 10, false),
    row("StatusSnapshot", &[Caller::Responder], 1 << 10, 20, false),
    row("FollowStatus", &[Caller::Responder], 1 << 10, 60, false),
    row("FetchCrl", &[Caller::Responder], 1 << 10, 60, false),
    row("CertifyResponderKey", &[Caller::Responder], 16 << 10, 30, true),
];

/// The row of an operation.
#[must_use]
pub fn access_to(name: &str) -> Option<&'static Access> {
    OPERATIONS.iter().find(|access| access.name == name)
}
