//! Whether a certificate admits whoever proved to hold its key.

use super::Certificate;
use crate::{Digest, Timestamp, Validity};

/// A certificate that admitted whoever showed it, at the moment of the judgement.
///
/// A proof: only [`Self::judge`] makes one, so that nobody is admitted by a certificate of which only a part was looked at. It says nothing
/// of revocation, which whoever keeps the status of certificates judges besides. The moment passes: judge again at each request, and
/// [`Self::holds_at`] for a decision that is taken later within one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdmittedCertificate {
    fingerprint: Digest,
    validity: Validity,
}

/// Why a certificate admits nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fault", content = "detail")]
pub enum NotAdmitted {
    /// Another certificate than the one on file, whatever it says.
    #[error("the certificate is not the one on file")]
    NotPinned,
    /// The expected authority did not sign it, whatever name it gives its issuer.
    #[error("the certificate was not issued by the authority that must have issued it")]
    ForeignIssuer,
    /// Its validity has not begun.
    #[error("the certificate is not valid before {from}")]
    NotYetValid {
        /// The first moment of its validity.
        from: Timestamp,
    },
    /// Its validity has ended.
    #[error("the certificate expired at {at}")]
    Expired {
        /// The last second of its validity.
        at: Timestamp,
    },
}

impl AdmittedCertificate {
    /// Judges a certificate as a whole: it is the very one whose fingerprint is on file as `pin`, `issuer` signed it (its name and its key,
    /// RFC 5280 §6.1.3 (a)(1) and (4)), and it is valid `now` (RFC 5280 §6.1.3 (a)(2)).
    ///
    /// `issuer` is trusted: a certificate that the caller was configured with, or has from the authority itself.
    ///
    /// # Errors
    /// The first of these that does not hold.
    pub fn judge(shown: &Certificate, pin: Digest, issuer: &Certificate, now: Timestamp) -> Result<Self, NotAdmitted> {
        let admitted = Self { fingerprint: shown.fingerprint(), validity: shown.validity() };
        if admitted.fingerprint != pin {
            return Err(NotAdmitted::NotPinned);
        }
        if !shown.is_signed_by(issuer) {
            return Err(NotAdmitted::ForeignIssuer);
        }
        admitted.holds_at(now)?;
        Ok(admitted)
    }

    /// Whether it admits at another moment, too.
    ///
    /// # Errors
    /// When that is before or after its validity.
    pub fn holds_at(&self, moment: Timestamp) -> Result<(), NotAdmitted> {
        if self.validity.contains(moment) {
            Ok(())
        } else if moment < self.validity.not_before() {
            Err(NotAdmitted::NotYetValid { from: self.validity.not_before() })
        } else {
            Err(NotAdmitted::Expired { at: self.validity.not_after() })
        }
    }

    /// SHA-256 of its DER encoding.
    #[must_use]
    pub const fn fingerprint(&self) -> Digest {
        self.fingerprint
    }

    /// From when until when it admits.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::certificate::{CertificateContent, ExtendedKeyUsage, Extension};
    use crate::hierarchy::{Hierarchy, NOW};
    use crate::{Curve, SerialNumber, Signer, SoftwareKey, SystemRandom};

    const DAY: Duration = Duration::from_hours(24);
    const SECOND: Duration = Duration::from_secs(1);

    /// An officer's certificate, valid from a day before `NOW` until 30 days after.
    fn officer(hierarchy: &Hierarchy) -> Certificate {
        hierarchy.certify("officer", Curve::P256, vec![Extension::extended_key_usage(&[ExtendedKeyUsage::ClientAuth])]).1
    }

    /// The same names, dates and extensions, for a key of somebody else's or under an authority that somebody else made.
    fn imitated(original: &Certificate, key: &SoftwareKey, authority: &SoftwareKey) -> Certificate {
        let content = CertificateContent {
            serial: SerialNumber::generate(&mut SystemRandom),
            issuer: original.issuer().clone(),
            subject: original.subject().clone(),
            validity: original.validity(),
            public_key: key.public_key().clone(),
            extensions: original.extensions().to_vec(),
        };
        content.encode(Curve::P384).sign(authority).unwrap()
    }

    #[test]
    fn the_dates_are_those_that_openssl_finds_too() {
        let hierarchy = Hierarchy::new();
        let shown = officer(&hierarchy);
        let (from, at) = (shown.validity().not_before(), shown.validity().not_after());
        let (early, late) = (NotAdmitted::NotYetValid { from }, NotAdmitted::Expired { at });
        for (moment, expected, openssl) in [
            (from.minus(SECOND), Err(early), "not yet valid"),
            (from.plus(SECOND), Ok(()), ": OK"),
            (at.minus(SECOND), Ok(()), ": OK"),
            (at.plus(SECOND), Err(late), "has expired"),
            (at.plus(1100 * DAY), Err(late), "has expired"),
        ] {
            let judged = AdmittedCertificate::judge(&shown, shown.fingerprint(), &hierarchy.ca, moment);
            assert_eq!(judged.map(drop), expected, "{moment}");
            let verified = hierarchy.judge(&format!("verify -CAfile ca.pem -attime {} officer.pem", moment.as_seconds()));
            assert!(verified.contains(openssl), "{moment}: {verified}");
        }
    }

    #[test]
    fn a_certificate_that_only_says_the_same_admits_nobody() {
        let hierarchy = Hierarchy::new();
        let shown = officer(&hierarchy);
        let (key, forger) = (SoftwareKey::generate(Curve::P256).unwrap(), SoftwareKey::generate(Curve::P384).unwrap());
        let judge = |certificate: &Certificate, pin| AdmittedCertificate::judge(certificate, pin, &hierarchy.ca, NOW).map(drop);
        assert_eq!(judge(&shown, shown.fingerprint()), Ok(()));
        let other_key = imitated(&shown, &key, &hierarchy.key);
        assert_eq!(judge(&other_key, shown.fingerprint()), Err(NotAdmitted::NotPinned));
        let other_issuer = imitated(&shown, &key, &forger);
        assert_eq!(judge(&other_issuer, shown.fingerprint()), Err(NotAdmitted::NotPinned));
        assert_eq!(judge(&other_issuer, other_issuer.fingerprint()), Err(NotAdmitted::ForeignIssuer), "even where it is on file");
    }

    #[test]
    fn what_was_admitted_ends_with_its_certificate() {
        let hierarchy = Hierarchy::new();
        let shown = officer(&hierarchy);
        let admitted = AdmittedCertificate::judge(&shown, shown.fingerprint(), &hierarchy.ca, NOW).unwrap();
        let at = shown.validity().not_after();
        assert_eq!((admitted.fingerprint(), admitted.validity()), (shown.fingerprint(), shown.validity()));
        assert_eq!(admitted.holds_at(at), Ok(()));
        assert_eq!(admitted.holds_at(at.plus(SECOND)), Err(NotAdmitted::Expired { at }));
    }
}
