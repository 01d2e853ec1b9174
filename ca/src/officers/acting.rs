//! Whether an officer whom a call names may act now.

use ca_contract::issuance::ApproveError;
use ca_contract::officers::{DismissOfficerError, EnrolOfficerError, OfficerAct, OfficerRole, RenewOfficerError};
use ca_contract::revocation::RevokeByOfficersError;
use ca_contract::statement::Officer;
use chassis::db::Tx;
use pki::certificate::{AdmittedCertificate, NotAdmitted};
use pki::{Id, Timestamp};

use super::store;
use crate::call::Fault;
use crate::core::Core;

/// An officer who may act at the moment of a call: enrolled, not dismissed, with a valid certificate and the role that the act
/// needs. Acts take it as the proof; only [`acting`] and [`two_who_vouch`] make one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ActingOfficer {
    id: Id<Officer>,
}

impl ActingOfficer {
    pub(crate) const fn id(&self) -> Id<Officer> {
        self.id
    }
}

/// Why a named officer may not act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotActing {
    /// Never enrolled, or dismissed.
    Unknown { officer: Id<Officer> },
    /// Their certificate is not valid for login.
    Certificate { officer: Id<Officer>, fault: NotAdmitted },
    /// They do not hold the role that the act needs.
    Role { officer: Id<Officer>, role: OfficerRole },
}

/// Checks that an officer may do, at the moment `at` of a call, the act for which the call names them.
///
/// An officer who is dismissed or has no valid certificate at that moment is refused, whatever they did before: a review counts
/// only once it is authorised and reported here. What was recorded here stays valid (decision 0010).
pub(crate) async fn acting<E: From<NotActing>>(
    core: &Core,
    tx: &mut Tx,
    officer: Id<Officer>,
    act: OfficerAct,
    at: Timestamp,
) -> Result<ActingOfficer, Fault<E>> {
    let refuse = |why: NotActing| Fault::Refused(why.into());
    let known = store::enrolled(tx, officer).await?.ok_or_else(|| refuse(NotActing::Unknown { officer }))?;
    let issuer = &core.issuers.internal().certificate;
    AdmittedCertificate::validate(&known.certificate, known.fingerprint, issuer, at)
        .map_err(|fault| refuse(NotActing::Certificate { officer, fault }))?;
    let role = act.role();
    if !known.roles.contains(&role) {
        return Err(refuse(NotActing::Role { officer, role }));
    }
    Ok(ActingOfficer { id: officer })
}

/// Checks the officer who proposes a change of officers and the one who confirms it. The caller checks that they are two
/// different officers.
pub(crate) async fn two_who_vouch<E: From<NotActing>>(
    core: &Core,
    tx: &mut Tx,
    [proposed_by, confirmed_by]: [Id<Officer>; 2],
    at: Timestamp,
) -> Result<[ActingOfficer; 2], Fault<E>> {
    let proposer = acting(core, tx, proposed_by, OfficerAct::ProposeOfficerChange, at).await?;
    Ok([proposer, acting(core, tx, confirmed_by, OfficerAct::ConfirmOfficerChange, at).await?])
}

/// Derives the refusals of an operation that names officers.
macro_rules! refuses_who_may_not_act {
    ($($refusal:ident)*) => {$(
        impl From<NotActing> for $refusal {
            fn from(why: NotActing) -> Self {
                match why {
                    NotActing::Unknown { officer } => Self::UnknownOfficer { officer },
                    NotActing::Certificate { officer, fault } => Self::OfficerCertificate { officer, fault },
                    NotActing::Role { officer, role } => Self::OfficerRole { officer, role },
                }
            }
        }
    )*};
}

refuses_who_may_not_act!(ApproveError RevokeByOfficersError EnrolOfficerError RenewOfficerError DismissOfficerError);
