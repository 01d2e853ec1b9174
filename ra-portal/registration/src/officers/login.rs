//! The officer to whom a certificate belongs, or why it admits none.

use pki::certificate::{AdmittedCertificate, NotAdmitted};
use pki::{Certificate, Timestamp};

use super::{Officer, OfficerId, Officers, store};
use crate::fault::{Fault, Never};
use i18n::Language;

/// Why a certificate does not admit an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnOfficer {
    /// It belongs to no officer.
    #[error("the certificate belongs to no officer")]
    Unknown,
    /// It was replaced by another, and is no longer valid for login.
    #[error("the certificate was replaced at {at}")]
    Replaced { at: Timestamp },
    /// The officer was dismissed.
    #[error("the officer left at {at}")]
    Left { at: Timestamp },
    /// It belongs to an officer, and is not valid now.
    #[error(transparent)]
    Certificate(NotAdmitted),
}

impl Officers {
    /// The officer who authenticates with this certificate; the TLS handshake proved possession of its key. The certificate is
    /// checked as a whole: it is identical to the one on file, signed by the internal authority, and valid now.
    ///
    /// # Errors
    /// [`NotAnOfficer`].
    pub async fn officer_by_certificate(&self, shown: &Certificate) -> Result<Officer, Fault<NotAnOfficer>> {
        let core = &self.core;
        let mut tx = core.db.begin_read().await?;
        let Some(known) = store::by_fingerprint(&mut tx, shown.fingerprint()).await? else {
            let replaced = store::replaced(&mut tx, shown.fingerprint()).await?;
            let why = replaced.map_or(NotAnOfficer::Unknown, |replaced| match replaced.left_at {
                Some(at) => NotAnOfficer::Left { at },
                None => NotAnOfficer::Replaced { at: replaced.at },
            });
            return Err(Fault::Refused(why));
        };
        if let Some(at) = known.removed_at {
            return Err(Fault::Refused(NotAnOfficer::Left { at }));
        }
        let issuer = &core.environment.internal_authority;
        let certificate = AdmittedCertificate::validate(shown, known.fingerprint, issuer, core.now());
        let certificate = certificate.map_err(|fault| Fault::Refused(NotAnOfficer::Certificate(fault)))?;
        Ok(Officer { record: known.officer, certificate })
    }

    /// Stores the language of an officer's reminders.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn choose_officer_language(&self, officer: OfficerId, language: Language) -> Result<(), Fault<Never>> {
        let mut act = self.core.begin(format!("officer {officer}")).await?;
        store::set_language(act.tx(), officer, language).await?;
        act.commit().await?;
        Ok(())
    }
}
