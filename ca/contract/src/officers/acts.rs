//! The acts of officers that calls state, and the role that each act needs.

use super::OfficerRole;

/// An act that a call attributes to an officer whom it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OfficerAct {
    /// Checked the holder's identity: `statement.identity_check.officer` of `Approve`.
    CheckIdentity,
    /// Reviewed an order: `reviewed_by` of `Approve`.
    Review,
    /// Authorised an order: `authorised_by` of `Approve`.
    Authorise,
    /// Recorded a request for revocation: `recorded_by` of `RevokeByOfficers`.
    RecordRevocation,
    /// Confirmed a request for revocation: `confirmed_by` of `RevokeByOfficers`.
    ConfirmRevocation,
    /// Proposed a change of officers: `proposed_by` of `EnrolOfficer`, `RenewOfficer` and `DismissOfficer`.
    ProposeOfficerChange,
    /// Confirmed a change of officers: `confirmed_by` of the same operations.
    ConfirmOfficerChange,
}

impl OfficerAct {
    /// All acts.
    pub const ALL: [Self; 7] = [
        Self::CheckIdentity,
        Self::Review,
        Self::Authorise,
        Self::RecordRevocation,
        Self::ConfirmRevocation,
        Self::ProposeOfficerChange,
        Self::ConfirmOfficerChange,
    ];

    /// The role that the act needs: the only table of what officers may do at the certificate authority. Roles that are not in it
    /// allow nothing there.
    #[must_use]
    #[expect(clippy::match_same_arms, reason = "a table: one row for each act")]
    pub const fn role(self) -> OfficerRole {
        match self {
            Self::CheckIdentity => OfficerRole::RegistrationOfficer,
            Self::Review => OfficerRole::RegistrationOfficer,
            Self::Authorise => OfficerRole::RegistrationOfficer,
            Self::RecordRevocation => OfficerRole::RegistrationOfficer,
            Self::ConfirmRevocation => OfficerRole::RegistrationOfficer,
            Self::ProposeOfficerChange => OfficerRole::SecurityOfficer,
            Self::ConfirmOfficerChange => OfficerRole::SecurityOfficer,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A change of the table must be made in the committed file `acts.txt` too.
    #[test]
    fn the_table_of_acts_and_roles_equals_the_committed_text() {
        let mut table = String::new();
        for act in OfficerAct::ALL {
            let roles = OfficerRole::ALL.map(|role| if act.role() == role { role.name() } else { "-" });
            writeln!(table, "{:<22}{}", format!("{act:?}"), roles.map(|role| format!("{role:<22}")).concat().trim_end()).unwrap();
        }
        assert_eq!(include_str!("acts.txt"), table, "acts.txt should be:\n{table}");
    }
}
