//! The subject that a profile requires, and the end of the validity.

use std::time::Duration;

use pki::SystemRandom;

use super::*;
use crate::core::Core;
use crate::fixtures::{NOW, with_authority};

/// A draft of a service's TLS certificate: its profile requires a common name, and allows country and organisation.
fn content(core: &Core, subject: &[(Attribute, &str)], issuer_ends: Timestamp) -> Result<CertificateContent, PrepareError> {
    let (_, key) = CertifiableKey::generated(&core.environment.policies.internal().service_tls).unwrap();
    let mut issuing_key = IssuingKey::from(core.issuers.internal().as_ref());
    issuing_key.certificate = issuing_key.certificate.map(|(der, _)| (der, issuer_ends));
    let subject = subject.iter().map(|(attribute, value)| (*attribute, (*value).to_owned())).collect();
    let subject = DistinguishedName::new(subject).unwrap();
    let draft = Draft { issuing_key, key: &key, subject, policies: &[], host: Some("ca.sceau.example.org") };
    draft.content(NOW, &mut SystemRandom)
}

const NAME: (Attribute, &str) = (Attribute::CommonName, "ca.sceau.example.org");
const FAR: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

#[tokio::test]
async fn a_subject_has_what_its_profile_requires_and_nothing_that_it_does_not_allow() {
    with_authority(async |core| {
        let subject = |attributes: &[_]| content(core, attributes, NOW.plus(FAR)).map(drop);
        assert_eq!(subject(&[NAME]), Ok(()));
        assert_eq!(subject(&[(Attribute::CountryName, "FR"), NAME]), Ok(()));
        assert_eq!(subject(&[(Attribute::OrganizationName, "Sceau")]), Err(PrepareError::Subject(Attribute::CommonName)));
        assert_eq!(subject(&[NAME, (Attribute::Surname, "Vautrin")]), Err(PrepareError::Subject(Attribute::Surname)));
    })
    .await;
}

/// The profile's validity is 30 days, from five minutes ago; no certificate outlives its issuer (EN 319 411-1 GEN-6.3.3-05).
#[tokio::test]
async fn a_certificate_ends_with_its_profile_or_with_its_issuer() {
    with_authority(async |core| {
        let begins = NOW.minus(Duration::from_secs(300));
        let thirty_days = begins.plus(Duration::from_secs(30 * 24 * 3600));
        let ends = |issuer_ends: Timestamp| content(core, &[NAME], issuer_ends).map(|content| content.validity.not_after());
        assert_eq!(ends(NOW.plus(FAR)), Ok(thirty_days));
        let tomorrow = NOW.plus(Duration::from_secs(24 * 3600));
        assert_eq!(ends(tomorrow), Ok(tomorrow));
        assert_eq!(ends(begins), Err(PrepareError::IssuerEnds));
    })
    .await;
}
