//! Whether an officer whom a call names may act now.

use ca_contract::issuance::ApproveError;
use ca_contract::officers::{DismissOfficerError, EnrolOfficerError, RenewOfficerError};
use ca_contract::revocation::RevokeByOfficersError;
use ca_contract::statement::Officer;
use chassis::db::Tx;
use pki::certificate::{AdmittedCertificate, NotAdmitted};
use pki::{Id, Timestamp};

use super::store;
use crate::call::Fault;
use crate::core::Core;

/// An officer who may act at the moment of a call: enrolled, not dismissed, with a certificate that admits them. Acts take it as the proof;
/// only [`acting`] makes one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ActingOfficer {
    id: Id<Officer>,
}

impl ActingOfficer {
    pub(crate) const fn id(&self) -> Id<Officer> {
        self.id
    }
}

/// Why an officer who is named does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotActing {
    /// Never enrolled, or dismissed.
    Unknown { officer: Id<Officer> },
    /// Their certificate does not admit them.
    Certificate { officer: Id<Officer>, fault: NotAdmitted },
}

/// Judges an officer at the moment `at` of a call.
///
/// Whoever is dismissed or has no valid certificate at that moment is no officer, whatever they did before: a review counts once it is
/// authorised and told here, and not before. What was recorded here stays (decision 0010).
pub(crate) async fn acting<E: From<NotActing>>(
    core: &Core,
    tx: &mut Tx,
    officer: Id<Officer>,
    at: Timestamp,
) -> Result<ActingOfficer, Fault<E>> {
    let refuse = |why: NotActing| Fault::Refused(why.into());
    let known = store::enrolled(tx, officer).await?.ok_or_else(|| refuse(NotActing::Unknown { officer }))?;
    let issuer = &core.issuers.internal().certificate;
    AdmittedCertificate::judge(&known.certificate, known.fingerprint, issuer, at)
        .map_err(|fault| refuse(NotActing::Certificate { officer, fault }))?;
    Ok(ActingOfficer { id: officer })
}

/// Every operation that names officers refuses with these.
macro_rules! refuses_who_may_not_act {
    ($($refusal:ident)*) => {$(
        impl From<NotActing> for $refusal {
            fn from(why: NotActing) -> Self {
                match why {
                    NotActing::Unknown { officer } => Self::UnknownOfficer { officer },
                    NotActing::Certificate { officer, fault } => Self::OfficerCertificate { officer, fault },
                }
            }
        }
    )*};
}

refuses_who_may_not_act!(ApproveError RevokeByOfficersError EnrolOfficerError RenewOfficerError DismissOfficerError);
