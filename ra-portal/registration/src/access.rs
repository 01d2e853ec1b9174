//! Who may do what: the one table of roles and actions. Every route of the portal names its action, and nothing else decides.
//!
//! A row says which roles may try; whether *this* order is theirs, or whether they reviewed it before, is decided by the act itself.

use ca_contract::officers::OfficerRole;
use pki::Id;
use serde::{Deserialize, Serialize};

/// Marks identifiers of officers.
#[derive(Debug)]
pub enum OfficerMark {}

/// Identifies an officer, at the certificate authority too.
pub type OfficerId = Id<OfficerMark>;

/// In what capacity somebody acts. Officers hold one or several of the officers' roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Anybody.
    Visitor,
    /// Signed in with password and code.
    Applicant,
    /// Shows a certificate of a token's pair.
    Holder,
    /// Officer: checks dossiers and identities, reviews, authorises, revokes.
    #[serde(alias = "registrar")]
    RegistrationOfficer,
    /// Officer: prints PIN letters, ships tokens.
    #[serde(alias = "producer")]
    ProductionOperator,
    /// Officer: records bank transfers.
    Accountant,
    /// Officer: adds and removes officers.
    SecurityOfficer,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 7] = [
        Self::Visitor,
        Self::Applicant,
        Self::Holder,
        Self::RegistrationOfficer,
        Self::ProductionOperator,
        Self::Accountant,
        Self::SecurityOfficer,
    ];
    /// Those that officers can hold: the roles of [`OfficerRole`].
    pub const OF_OFFICERS: [Self; 4] =
        [Self::RegistrationOfficer, Self::ProductionOperator, Self::Accountant, Self::SecurityOfficer];
}

impl From<OfficerRole> for Role {
    fn from(role: OfficerRole) -> Self {
        match role {
            OfficerRole::RegistrationOfficer => Self::RegistrationOfficer,
            OfficerRole::ProductionOperator => Self::ProductionOperator,
            OfficerRole::Accountant => Self::Accountant,
            OfficerRole::SecurityOfficer => Self::SecurityOfficer,
        }
    }
}

/// The role of the same name at the certificate authority. `None` for visitors, applicants and holders.
pub(crate) fn at_authority(role: Role) -> Option<OfficerRole> {
    OfficerRole::ALL.into_iter().find(|known| Role::from(*known) == role)
}

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Home, products, terms, support; the language of the pages.
    ReadPublicPages,
    /// Revoke in an emergency, on the four answers.
    RevokeInEmergency,
    /// The messages that a demonstration sent.
    ReadDemonstrationMessages,
    /// Sign up, sign in, forgotten password.
    SignIn,
    /// End the session.
    SignOut,
    /// Draft, correct and place one's order; see where it stands.
    Order,
    /// Pay one's order; read its invoice.
    Pay,
    /// Read one's dossier, add and remove its pieces.
    CompleteDossier,
    /// The officers' queue and an order with its data.
    ReadOrders,
    /// See a piece of a dossier; on record.
    ViewPiece,
    /// Accept or refuse a piece, ask for corrections.
    DecideOnPiece,
    /// Record an identity check face to face.
    CheckIdentity,
    /// Review an order: the first pair of eyes.
    Review,
    /// Authorise an order: the second pair of eyes.
    Authorise,
    /// Record, assign and return bank transfers; record that what was paid too much was given back.
    RecordTransfers,
    /// Print PIN letters, ship tokens.
    Produce,
    /// See who is an officer.
    ReadOfficers,
    /// Propose and confirm that an officer joins or leaves.
    ChangeOfficers,
    /// Record and confirm revocations with evidence.
    RevokeAsOfficer,
    /// See which messages could not be sent.
    ReadOutbox,
    /// The holder's space: certificates, acceptance, code, PUK.
    UseHolderSpace,
}

const OFFICERS: &[Role] = &Role::OF_OFFICERS;
const EVERYBODY: &[Role] = &Role::ALL;

/// Actions × roles.
pub const TABLE: &[(Action, &[Role])] = &[
    (Action::ReadPublicPages, EVERYBODY),
    (Action::RevokeInEmergency, EVERYBODY),
    (Action::ReadDemonstrationMessages, EVERYBODY),
    (Action::SignIn, &[Role::Visitor, Role::Applicant]),
    (Action::SignOut, &[Role::Applicant]),
    (Action::Order, &[Role::Applicant]),
    (Action::Pay, &[Role::Applicant]),
    (Action::CompleteDossier, &[Role::Applicant]),
    (Action::ReadOrders, &[Role::RegistrationOfficer, Role::ProductionOperator, Role::Accountant]),
    (Action::ViewPiece, &[Role::RegistrationOfficer]),
    (Action::DecideOnPiece, &[Role::RegistrationOfficer]),
    (Action::CheckIdentity, &[Role::RegistrationOfficer]),
    (Action::Review, &[Role::RegistrationOfficer]),
    (Action::Authorise, &[Role::RegistrationOfficer]),
    (Action::RecordTransfers, &[Role::Accountant]),
    (Action::Produce, &[Role::ProductionOperator]),
    (Action::ReadOfficers, OFFICERS),
    (Action::ChangeOfficers, &[Role::SecurityOfficer]),
    (Action::RevokeAsOfficer, &[Role::RegistrationOfficer]),
    (Action::ReadOutbox, OFFICERS),
    (Action::UseHolderSpace, &[Role::Holder]),
];

/// The roles that may try an action.
#[must_use]
pub fn roles_for(action: Action) -> &'static [Role] {
    TABLE.iter().find(|(row, _)| *row == action).map_or(&[], |(_, roles)| roles)
}

/// Whether one of `roles` may try an action.
#[must_use]
pub fn allows(roles: &[Role], action: Action) -> bool {
    roles_for(action).iter().any(|role| roles.contains(role))
}

#[cfg(test)]
mod tests {
    use ca_contract::officers::OfficerAct;

    use super::*;

    /// An act that a call to the certificate authority names an officer for requires the same role there as on the portal's pages.
    #[test]
    fn the_certificate_authority_requires_the_role_that_the_portal_requires() {
        for act in OfficerAct::ALL {
            let action = match act {
                OfficerAct::CheckIdentity => Action::CheckIdentity,
                OfficerAct::Review => Action::Review,
                OfficerAct::Authorise => Action::Authorise,
                OfficerAct::RecordRevocation | OfficerAct::ConfirmRevocation => Action::RevokeAsOfficer,
                OfficerAct::ProposeOfficerChange | OfficerAct::ConfirmOfficerChange => Action::ChangeOfficers,
            };
            assert_eq!(roles_for(action), [Role::from(act.role())], "{act:?}");
        }
    }

    #[test]
    fn the_roles_of_officers_are_those_of_the_certificate_authority() {
        assert_eq!(OfficerRole::ALL.map(Role::from), Role::OF_OFFICERS);
        assert_eq!(Role::ALL.map(at_authority).into_iter().flatten().collect::<Vec<_>>(), OfficerRole::ALL);
    }

    /// Its name in JSON, in the database and in `access.txt`.
    fn name(of: impl Serialize) -> String {
        serde_json::to_value(of).unwrap().as_str().unwrap().to_owned()
    }

    /// Whoever changes the table changes the text that reviewers read, and the other way round. `tests/tests/journeys/entrances.rs` checks
    /// the portal by the text.
    #[test]
    fn the_table_is_the_one_that_was_reviewed() {
        let mut lines = vec![format!("{:28}{}", "action", Role::ALL.map(|role| format!(" {}", name(role))).concat())];
        for (action, roles) in TABLE {
            let cell = |role: Role| {
                let width = name(role).len() + 1;
                format!("{:>width$}", if roles.contains(&role) { "yes" } else { "-" })
            };
            lines.push(format!("{:28}{}", name(action), Role::ALL.map(cell).concat()));
        }
        let table = lines.join("\n") + "\n";
        assert_eq!(include_str!("access.txt"), table, "access.txt should be:\n{table}");
    }

    #[test]
    fn several_roles_allow_what_one_of_them_does() {
        assert!(allows(&[Role::ProductionOperator, Role::Accountant], Action::RecordTransfers));
        assert!(!allows(&[Role::ProductionOperator, Role::Accountant], Action::Review));
        assert!(!allows(&[], Action::ReadPublicPages));
    }
}
