//! Access control: the table of callers and operations, with the limits of each operation. For the acts of officers whom a call
//! names, see [`OfficerAct`](crate::officers::OfficerAct).

use std::fmt;
use std::time::Duration;

/// A caller, identified by the transport from a pinned key, never by the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caller {
    /// The registration authority's portal, which is assumed to be hostile.
    Portal,
    /// A production station.
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
    /// The operation's name.
    pub name: &'static str,
    /// Who may call it.
    pub callers: &'static [Caller],
    /// Maximum length of the message in octets.
    pub at_most: usize,
    /// How long the certificate authority may take, including long polls.
    pub deadline: Duration,
    /// Whether the answer is stored under its idempotency key. Answers of read operations are not, and neither are answers with
    /// secrets.
    pub stored: bool,
}

const fn row(name: &'static str, callers: &'static [Caller], at_most: usize, seconds: u64, stored: bool) -> Access {
    Access { name, callers, at_most, deadline: Duration::from_secs(seconds), stored }
}

/// All operations and their callers. A test tries every caller on every operation.
pub const OPERATIONS: &[Access] = &[
    row("Approve", &[Caller::Portal], 16 << 10, 10, true),
    row("ListIssuers", &[Caller::Portal, Caller::Station], 1 << 10, 10, false),
    row("ListApproved", &[Caller::Station], 1 << 10, 10, false),
    row("Issue", &[Caller::Station], 64 << 10, 30, true),
    row("EscrowActivationData", &[Caller::Station], 4 << 10, 10, true),
    row("SetCode", &[Caller::Portal], 4 << 10, 20, true),
    row("ReleasePuk", &[Caller::Portal], 1 << 10, 10, false),
    row("FindCertificateHolder", &[Caller::Portal], 1 << 10, 10, false),
    row("FollowTokens", &[Caller::Portal], 1 << 10, 60, false),
    row("DossierKey", &[Caller::Portal], 1 << 10, 10, false),
    row("ReleasePin", &[Caller::Portal], 1 << 10, 10, false),
    row("RevokeByCode", &[Caller::Portal], 8 << 10, 20, true),
    row("RevokeByOfficers", &[Caller::Portal], 8 << 10, 10, true),
    row("FetchRevocationReceipt", &[Caller::Portal], 1 << 10, 30, false),
    row("EnrolOfficer", &[Caller::Portal], 16 << 10, 30, true),
    row("RenewOfficer", &[Caller::Portal], 16 << 10, 30, true),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `access.txt` is the reviewed text of the table: both must change together. `tests/tests/journeys/contract.rs` checks the
    /// certificate authority against the text.
    #[test]
    fn the_table_equals_the_reviewed_text() {
        let callers = [Caller::Portal, Caller::Station, Caller::Responder];
        let mut table =
            format!("{:23}{} octets seconds answer\n", "operation", callers.map(|caller| format!(" {caller}")).concat());
        for access in OPERATIONS {
            let cell = |caller: Caller| {
                let width = caller.to_string().len() + 1;
                format!("{:>width$}", if access.callers.contains(&caller) { "yes" } else { "-" })
            };
            let (cells, seconds) = (callers.map(cell).concat(), access.deadline.as_secs());
            let answer = if access.stored { "stored" } else { "-" };
            table += &format!("{:23}{cells} {:6} {seconds:7} {answer:>6}\n", access.name, access.at_most);
        }
        assert_eq!(include_str!("access.txt"), table, "access.txt should be:\n{table}");
    }
}
