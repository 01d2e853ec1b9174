//! Roles of officers (EN 319 401 REQ-7.2-15: trusted roles).

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

/// A role of an officer. For the role that an act needs, see [`OfficerAct::role`](super::OfficerAct::role).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfficerRole {
    /// Checks dossiers and identities, reviews, authorises, revokes.
    RegistrationOfficer,
    /// Prints PIN letters and ships tokens. Allows nothing at the certificate authority.
    ProductionOperator,
    /// Records bank transfers. Allows nothing at the certificate authority.
    Accountant,
    /// Enrols, renews and dismisses officers.
    SecurityOfficer,
}

impl OfficerRole {
    /// All roles.
    pub const ALL: [Self; 4] = [Self::RegistrationOfficer, Self::ProductionOperator, Self::Accountant, Self::SecurityOfficer];

    /// Its name in messages and databases.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RegistrationOfficer => "registration-officer",
            Self::ProductionOperator => "production-operator",
            Self::Accountant => "accountant",
            Self::SecurityOfficer => "security-officer",
        }
    }
}

impl fmt::Display for OfficerRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The roles of one officer: at least one, each once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<OfficerRole>")]
pub struct OfficerRoles(BTreeSet<OfficerRole>);

/// There is no role, but an officer holds at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an officer holds at least one role")]
pub struct NoRole;

impl OfficerRoles {
    /// Every role: those of the first officers.
    #[must_use]
    pub fn all() -> Self {
        Self(OfficerRole::ALL.into())
    }

    /// Whether the officer holds `role`.
    #[must_use]
    pub fn contains(&self, role: OfficerRole) -> bool {
        self.0.contains(&role)
    }

    /// The roles in the order of [`OfficerRole::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = OfficerRole> {
        self.0.iter().copied()
    }
}

impl TryFrom<Vec<OfficerRole>> for OfficerRoles {
    type Error = NoRole;

    fn try_from(roles: Vec<OfficerRole>) -> Result<Self, NoRole> {
        if roles.is_empty() { Err(NoRole) } else { Ok(Self(roles.into_iter().collect())) }
    }
}

/// Deserialises the roles in an answer. Roles of a later version, which this program does not know, are left out.
pub(super) fn known_roles<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<OfficerRole>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    Ok(OfficerRole::ALL.into_iter().filter(|role| words.iter().any(|word| word == role.name())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_officer_has_at_least_one_role_and_each_once() {
        let read = |text: &str| serde_json::from_str::<OfficerRoles>(text);
        let roles = read(r#"["security-officer","accountant","security-officer"]"#).unwrap();
        assert_eq!(roles.iter().collect::<Vec<_>>(), [OfficerRole::Accountant, OfficerRole::SecurityOfficer]);
        assert_eq!(serde_json::to_string(&roles).unwrap(), r#"["accountant","security-officer"]"#);
        for refused in ["[]", r#"["greffier"]"#, r#""accountant""#] {
            assert!(read(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn a_role_is_serialised_as_its_name() {
        for role in OfficerRole::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
    }
}
