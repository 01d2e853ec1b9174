//! Which officer showed a certificate, or why it admits none.

use pki::certificate::{AdmittedCertificate, NotAdmitted};
use pki::{Certificate, Timestamp};

use super::{Officer, OfficerId, Officers, store};
use crate::fault::{Fault, Never};
use i18n::Language;

/// Why a certificate admits no officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnOfficer {
    /// No officer's, whatever it says.
    #[error("no officer's certificate")]
    Unknown,
    /// The officer was given another one, and this one stopped.
    #[error("the certificate was replaced at {at}")]
    Replaced {
        /// When.
        at: Timestamp,
    },
    /// The officer left.
    #[error("the officer left at {at}")]
    Left {
        /// When.
        at: Timestamp,
    },
    /// It is an officer's, and does not admit now.
    #[error(transparent)]
    Certificate(NotAdmitted),
}

impl Officers {
    /// The officer who shows this certificate; the TLS handshake proved its key. It is checked as a whole: the very certificate that is on
    /// file, signed by the internal authority, valid now.
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

    /// Remembers in which language an officer reads: reminders are written in it.
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
