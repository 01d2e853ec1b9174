//! Whether a certificate admits the person who proved possession of its key.

use super::Certificate;
use crate::{Digest, Timestamp, Validity};

/// Proof that a certificate was checked in full and admitted its holder at the time of the check.
///
/// Only [`Self::validate`] creates one. Revocation is not covered: the component that knows the status of certificates checks it
/// separately. Check again for each request, and use [`Self::holds_at`] for a decision taken later during the same request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdmittedCertificate {
    fingerprint: Digest,
    validity: Validity,
}

/// Why a certificate admits nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fault", content = "detail")]
pub enum NotAdmitted {
    /// Its fingerprint is not the one on file.
    #[error("the certificate is not the one on file")]
    NotPinned,
    /// It was not signed by the expected authority, whatever issuer name it contains.
    #[error("the certificate was not issued by the expected authority")]
    ForeignIssuer,
    /// It is not valid yet.
    #[error("the certificate is not valid before {from}")]
    NotYetValid {
        /// Its notBefore.
        from: Timestamp,
    },
    /// It has expired.
    #[error("the certificate expired at {at}")]
    Expired {
        /// Its notAfter, the last second of its validity.
        at: Timestamp,
    },
}

impl AdmittedCertificate {
    /// Checks that the fingerprint of `shown` is `pin`, that `issuer` signed it (name and key, RFC 5280 §6.1.3 (a)(1) and (4)), and
    /// that it is valid at `now` (RFC 5280 §6.1.3 (a)(2)).
    ///
    /// `issuer` must be trusted: configured by the operator, or received from the authority itself.
    ///
    /// # Errors
    /// The first check that fails.
    pub fn validate(shown: &Certificate, pin: Digest, issuer: &Certificate, now: Timestamp) -> Result<Self, NotAdmitted> {
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

    /// Checks that the certificate is also valid at `moment`.
    ///
    /// # Errors
    /// If `moment` is outside its validity period.
    pub fn holds_at(&self, moment: Timestamp) -> Result<(), NotAdmitted> {
        if self.validity.contains(moment) {
            Ok(())
        } else if moment < self.validity.not_before() {
            Err(NotAdmitted::NotYetValid { from: self.validity.not_before() })
        } else {
            Err(NotAdmitted::Expired { at: self.validity.not_after() })
        }
    }

    /// SHA-256 of the certificate's DER encoding.
    #[must_use]
    pub const fn fingerprint(&self) -> Digest {
        self.fingerprint
    }

    /// The certificate's validity period.
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

    /// The same names, dates and extensions, but with another key or issued by another authority.
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
    fn validity_is_judged_as_openssl_judges_it() {
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
            let validated = AdmittedCertificate::validate(&shown, shown.fingerprint(), &hierarchy.ca, moment);
            assert_eq!(validated.map(drop), expected, "{moment}");
            let verified = hierarchy.openssl_says(&format!("verify -CAfile ca.pem -attime {} officer.pem", moment.as_seconds()));
            assert!(verified.contains(openssl), "{moment}: {verified}");
        }
    }

    #[test]
    fn a_certificate_with_the_same_content_but_another_key_or_issuer_admits_nobody() {
        let hierarchy = Hierarchy::new();
        let shown = officer(&hierarchy);
        let (key, forger) = (SoftwareKey::generate(Curve::P256).unwrap(), SoftwareKey::generate(Curve::P384).unwrap());
        let validate =
            |certificate: &Certificate, pin| AdmittedCertificate::validate(certificate, pin, &hierarchy.ca, NOW).map(drop);
        assert_eq!(validate(&shown, shown.fingerprint()), Ok(()));
        let other_key = imitated(&shown, &key, &hierarchy.key);
        assert_eq!(validate(&other_key, shown.fingerprint()), Err(NotAdmitted::NotPinned));
        let other_issuer = imitated(&shown, &key, &forger);
        assert_eq!(validate(&other_issuer, shown.fingerprint()), Err(NotAdmitted::NotPinned));
        assert_eq!(
            validate(&other_issuer, other_issuer.fingerprint()),
            Err(NotAdmitted::ForeignIssuer),
            "even where it is on file"
        );
    }

    #[test]
    fn an_admission_ends_with_the_certificates_validity() {
        let hierarchy = Hierarchy::new();
        let shown = officer(&hierarchy);
        let admitted = AdmittedCertificate::validate(&shown, shown.fingerprint(), &hierarchy.ca, NOW).unwrap();
        let at = shown.validity().not_after();
        assert_eq!((admitted.fingerprint(), admitted.validity()), (shown.fingerprint(), shown.validity()));
        assert_eq!(admitted.holds_at(at), Ok(()));
        assert_eq!(admitted.holds_at(at.plus(SECOND)), Err(NotAdmitted::Expired { at }));
    }
}
