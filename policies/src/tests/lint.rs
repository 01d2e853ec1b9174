//! Certificates made from the embedded profiles pass the lint, and need the waivers that exist.

use pki::certificate::{CertificateContent, Extension};
use pki::lint::{self, Kind};
use pki::name::Attribute;
use pki::{Certificate, DistinguishedName, SerialNumber, Signer, SoftwareKey, SystemRandom, Timestamp, Validity};

use crate::{Authority, AuthorityName, Policies, Profile, StatusExtension, SubjectRule};

/// 2026-11-22.
const NOW: Timestamp = Timestamp::from_millis(1_795_305_600_000);

const NONE: [&str; 0] = [];

/// A CA's key and certificate, and its entry if it has one.
struct Issuer<'a> {
    key: SoftwareKey,
    subject: DistinguishedName,
    certificate: Option<Certificate>,
    authority: Option<&'a Authority>,
}

impl<'a> Issuer<'a> {
    fn new(profile: &Profile, subject: &DistinguishedName, authority: Option<&'a Authority>) -> Self {
        let key = SoftwareKey::generate(profile.curve).unwrap();
        Self { key, subject: subject.clone(), certificate: None, authority }
    }

    /// Certifies `key` according to the profile.
    fn certify(&self, profile: &Profile, subject: DistinguishedName, key: &SoftwareKey, policies: &[String]) -> Certificate {
        let content = CertificateContent {
            serial: SerialNumber::generate(&mut SystemRandom),
            issuer: self.subject.clone(),
            subject,
            validity: Validity::new(NOW, NOW.plus(profile.validity.at_most)).unwrap(),
            public_key: key.public_key().clone(),
            extensions: self.extensions(profile, key, policies),
        };
        content.encode(self.key.public_key().curve()).sign(&self.key).unwrap()
    }

    fn extensions(&self, profile: &Profile, key: &SoftwareKey, policies: &[String]) -> Vec<Extension> {
        let writes = |extension| profile.writes.contains(&extension);
        let mut extensions = vec![
            Extension::key_usage(&profile.key_usage),
            Extension::subject_key_identifier(key.public_key()),
            Extension::authority_key_identifier(self.key.public_key()),
        ];
        extensions.extend(profile.path_length.map(Extension::certificate_authority));
        if !profile.extended_key_usage.is_empty() {
            extensions.push(Extension::extended_key_usage(&profile.extended_key_usage));
        }
        if !policies.is_empty() {
            extensions.push(Extension::certificate_policies(policies).unwrap());
        }
        if profile.kind == Kind::ServiceTls {
            extensions.push(Extension::dns_names(&["ca.sceau.example.org"]).unwrap());
        }
        if writes(StatusExtension::OcspNocheck) {
            extensions.push(Extension::ocsp_nocheck());
        }
        if let Some(authority) = self.authority.filter(|_| writes(StatusExtension::CrlUrl)) {
            extensions.push(Extension::crl_distribution_point(&authority.crl_url).unwrap());
        }
        if let Some(authority) = self.authority.filter(|_| writes(StatusExtension::IssuerUrl)) {
            let ocsp = authority.ocsp_url.as_deref().filter(|_| writes(StatusExtension::OcspUrl));
            extensions.push(Extension::authority_information_access(&authority.certificate_url, ocsp).unwrap());
        }
        extensions
    }

    /// A CA certified by `by`, or self-signed, which passes the lint.
    fn certified(mut self, profile: &Profile, policies: &[String], by: Option<&Self>) -> Self {
        let certificate = by.unwrap_or(&self).certify(profile, self.subject.clone(), &self.key, policies);
        let issuer = by.and_then(|by| by.certificate.as_ref()).unwrap_or(&certificate);
        assert_eq!(codes(profile.kind, &certificate, issuer), NONE, "{}", profile.name);
        self.certificate = Some(certificate);
        self
    }

    /// The CA `name`, certified by its root.
    fn of(policies: &'a Policies, name: &AuthorityName) -> Self {
        let authority = policies.authority(name).unwrap();
        let profile = policies.profile(&authority.profile).unwrap();
        let root = authority.issued_by.as_ref().map(|root| Self::of(policies, root));
        Self::new(profile, &authority.subject, Some(authority)).certified(profile, &authority.policies, root.as_ref())
    }

    /// The findings on an end-entity certificate made from `profile`.
    fn findings(&self, profile: &Profile, subject: DistinguishedName) -> Vec<&'static str> {
        let key = SoftwareKey::generate(profile.curve).unwrap();
        let certificate = self.certify(profile, subject, &key, &profile.policies);
        codes(profile.kind, &certificate, self.certificate.as_ref().unwrap())
    }
}

fn codes(kind: Kind, certificate: &Certificate, issuer: &Certificate) -> Vec<&'static str> {
    lint::certificate(kind, certificate.der(), issuer.der()).into_iter().map(|finding| finding.code).collect()
}

/// A subject with every attribute that the profile requires or allows.
fn fullest_subject(profile: &Profile) -> DistinguishedName {
    let person = [
        (Attribute::CountryName, "FR"),
        (Attribute::OrganizationName, "Cabinet Exemple"),
        (Attribute::OrganizationIdentifier, "NTRFR-123456782"),
        (Attribute::OrganizationalUnitName, "0002 123456782"),
        (Attribute::Title, "Expert près la cour d'appel de Paris"),
        (Attribute::SerialNumber, "0123456789"),
        (Attribute::Surname, "Exemple"),
        (Attribute::GivenName, "Camille"),
        (Attribute::CommonName, "Camille Exemple"),
    ];
    let SubjectRule { must, may, .. } = &profile.subject;
    let fits = person.into_iter().filter(|(attribute, _)| must.contains(attribute) || may.contains(attribute));
    DistinguishedName::new(fits.map(|(attribute, value)| (attribute, value.to_owned())).collect()).unwrap()
}

#[test]
fn holders_certificates_need_only_the_existing_waiver() {
    let policies = Policies::embedded();
    let card = policies.product(&"expert-card".parse().unwrap()).unwrap();
    for slot in &card.slots {
        let profile = policies.profile(&slot.profile).unwrap();
        let found = Issuer::of(&policies, &slot.issuer).findings(profile, fullest_subject(profile));
        assert_eq!(found, ["mixed-key-usage"]);
        assert!(policies.waives(profile.kind, found[0]));
    }
}

#[test]
fn responders_and_the_seal_pass_the_lint() {
    let policies = Policies::embedded();
    let subject = |common_name| policies.organisation().subject(common_name).unwrap();
    for (_, authority) in policies.authorities().filter(|(_, authority)| authority.issued_by.is_some()) {
        let issuer = Issuer::of(&policies, &authority.name);
        assert_eq!(issuer.findings(policies.ocsp_profile(), subject("OCSP 1")), NONE);
    }
    let seal = policies.seal();
    assert_eq!(Issuer::of(&policies, &seal.issuer).findings(&seal.profile, subject("Sceau 1")), NONE);
}

#[test]
fn certificates_of_and_by_the_internal_authority_pass_the_lint() {
    let policies = Policies::embedded();
    let internal = policies.internal();
    let root = &internal.authority;
    let issuer = Issuer::new(root, &internal.subject, None).certified(root, &root.policies, None);
    for profile in [&internal.staff, &internal.service_tls] {
        assert_eq!(issuer.findings(profile, fullest_subject(profile)), NONE, "{}", profile.name);
    }
}
