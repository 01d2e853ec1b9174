//! Who may do what: the single table of roles and actions. Every route of the portal names its action; no other code decides on
//! access.
//!
//! A row says which roles may try an action. Whether *this* order belongs to the account, or the officer reviewed it before, is
//! decided by the act itself.

use ca_contract::officers::OfficerRole;
use pki::Id;
use serde::{Deserialize, Serialize};

/// Marks identifiers of officers.
#[derive(Debug)]
pub enum OfficerMark {}

/// Identifies an officer, here and at the certificate authority.
pub type OfficerId = Id<OfficerMark>;

/// A role in which somebody acts. An officer holds one or several of the officers' roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Anybody, without authentication.
    Visitor,
    /// Signed in with password and code.
    Applicant,
    /// Authenticated by a certificate of a token's pair.
    Holder,
    /// Officer: checks dossiers and identities, reviews, authorises, revokes.
    #[serde(alias = "registrar")]
    RegistrationOfficer,
    /// Officer: prints PIN letters, ships tokens.
    #[serde(alias = "producer")]
    ProductionOperator,
    /// Officer: records bank transfers.
    Accountant,
    /// Officer: proposes and confirms that others are enrolled, renewed or dismissed.
    SecurityOfficer,
}

impl Role {
    pub const ALL: [Self; 7] = [
        Self::Visitor,
        Self::Applicant,
        Self::Holder,
        Self::RegistrationOfficer,
        Self::ProductionOperator,
        Self::Accountant,
        Self::SecurityOfficer,
    ];
    /// The roles that officers can hold: those of [`OfficerRole`].
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

/// What can be done on the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Home, products, terms, support; the language of the pages.
    ReadPublicPages,
    /// Revoke in an emergency, with the four answers.
    RevokeInEmergency,
    /// Read the messages that a demonstration sent.
    ReadDemonstrationMessages,
    /// Sign up, sign in, replace a forgotten password.
    SignIn,
    SignOut,
    /// Draft, correct and place one's own orders; see their progress.
    Order,
    /// Pay one's own order; read its invoice.
    Pay,
    /// Read one's own dossier, add and remove its pieces.
    CompleteDossier,
    /// Read the officers' queue and an order with its data.
    ReadOrders,
    /// View a piece of a dossier; recorded in the ledger.
    ViewPiece,
    /// Accept or refuse a piece, ask for corrections.
    DecideOnPiece,
    CheckIdentity,
    /// Review an order, as the first officer.
    Review,
    /// Authorise an order, as the second officer.
    Authorise,
    /// Record, assign and return bank transfers; record refunds of overpayments.
    RecordTransfers,
    /// Print PIN letters, ship tokens.
    Produce,
    /// See who is an officer.
    ReadOfficers,
    /// Propose and confirm that an officer joins, leaves or gets a new certificate.
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

/// Which roles may try which action.
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

/// Whether at least one of `roles` may try an action.
#[must_use]
pub fn allows(roles: &[Role], action: Action) -> bool {
    roles_for(action).iter().any(|role| roles.contains(role))
}

#[cfg(test)]
mod tests {
    use ca_contract::officers::OfficerAct;

    use super::*;

    /// For an act that names an officer to the certificate authority, the authority requires the same role as the portal's pages.
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

    /// The name in JSON, in the database and in `access.txt`.
    fn name(of: impl Serialize) -> String {
        serde_json::to_value(of).unwrap().as_str().unwrap().to_owned()
    }

    /// `access.txt` is the reviewed text of the table: both must change together. `tests/tests/journeys/entrances.rs` checks the
    /// portal against the text.
    #[test]
    fn the_table_equals_the_reviewed_text() {
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
    fn several_roles_allow_whatever_one_of_them_allows() {
        assert!(allows(&[Role::ProductionOperator, Role::Accountant], Action::RecordTransfers));
        assert!(!allows(&[Role::ProductionOperator, Role::Accountant], Action::Review));
        assert!(!allows(&[], Action::ReadPublicPages));
    }
}
