//! The content of a certificate, from its profile and its issuer.

use pki::certificate::{CertificateContent, Extension};
use pki::name::Attribute;
use pki::{DistinguishedName, PublicKey, SerialNumber, Timestamp, Validity};
use policies::{Authority, Profile, StatusExtension};
use rand::CryptoRng;

use super::{CertifiableKey, PrepareError};
use crate::issuers::{Issuer, IssuerName};

/// The signer: an existing CA, or one that signs itself.
pub(crate) struct IssuingKey<'a> {
    pub(crate) name: IssuerName,
    pub(crate) subject: &'a DistinguishedName,
    pub(crate) key: &'a PublicKey,
    /// Its entry in the policies, for the URLs.
    pub(crate) authority: Option<&'a Authority>,
    /// Its certificate, and when that expires; none for a CA that signs itself.
    pub(crate) certificate: Option<(&'a [u8], Timestamp)>,
}

impl<'a> From<&'a Issuer> for IssuingKey<'a> {
    fn from(issuer: &'a Issuer) -> Self {
        Self {
            name: issuer.name(),
            subject: issuer.certificate.subject(),
            key: issuer.key.public_key(),
            authority: issuer.authority.as_ref().map(|(_, authority)| authority),
            certificate: Some((issuer.certificate.der(), issuer.certificate.validity().not_after())),
        }
    }
}

/// Everything that determines the content of a certificate.
pub(crate) struct Draft<'a> {
    pub(crate) issuing_key: IssuingKey<'a>,
    /// The key to certify, and the profile under which it is certified.
    pub(crate) key: &'a CertifiableKey<'a>,
    pub(crate) subject: DistinguishedName,
    /// Replace the profile's policies: those under which a CA may issue.
    pub(crate) policies: &'a [String],
    /// The host name of a service.
    pub(crate) host: Option<&'a str>,
}

impl<'a> Draft<'a> {
    /// The profile that the certificate follows.
    pub(crate) const fn profile(&self) -> &'a Profile {
        self.key.profile()
    }

    pub(super) fn content(&self, now: Timestamp, rng: &mut dyn CryptoRng) -> Result<CertificateContent, PrepareError> {
        self.check_subject()?;
        let validity = &self.profile().validity;
        let not_before = now.minus(validity.backdate);
        let not_after = not_before.plus(validity.default);
        let end = self.issuing_key.certificate.map_or(not_after, |(_, end)| end.min(not_after));
        Ok(CertificateContent {
            serial: SerialNumber::generate(rng),
            issuer: self.issuing_key.subject.clone(),
            subject: self.subject.clone(),
            validity: Validity::new(not_before, end).map_err(|_| PrepareError::IssuerEnds)?,
            public_key: self.key.public_key().clone(),
            extensions: self.extensions()?,
        })
    }

    fn check_subject(&self) -> Result<(), PrepareError> {
        let rule = &self.profile().subject;
        let present: Vec<Attribute> = self.subject.attributes().iter().map(|(attribute, _)| *attribute).collect();
        let missing = rule.must.iter().find(|attribute| !present.contains(attribute));
        let forbidden = present.iter().find(|attribute| !rule.must.contains(attribute) && !rule.may.contains(attribute));
        match (missing, forbidden) {
            (None, None) => Ok(()),
            (Some(attribute), _) | (None, Some(attribute)) => Err(PrepareError::Subject(*attribute)),
        }
    }

    fn extensions(&self) -> Result<Vec<Extension>, PrepareError> {
        let profile = self.profile();
        let mut extensions = Vec::new();
        extensions.extend(profile.path_length.map(Extension::certificate_authority));
        extensions.push(Extension::key_usage(&profile.key_usage));
        if !profile.extended_key_usage.is_empty() {
            extensions.push(Extension::extended_key_usage(&profile.extended_key_usage));
        }
        let policies = if self.policies.is_empty() { &profile.policies } else { self.policies };
        if !policies.is_empty() {
            extensions.push(Extension::certificate_policies(policies).map_err(|_| PrepareError::Policies)?);
        }
        extensions.push(Extension::subject_key_identifier(self.key.public_key()));
        extensions.push(Extension::authority_key_identifier(self.issuing_key.key));
        if let Some(host) = self.host {
            extensions.push(Extension::dns_names(&[host])?);
        }
        let writes = |extension| profile.writes.contains(&extension);
        if let Some(authority) = self.issuing_key.authority {
            if writes(StatusExtension::CrlUrl) {
                extensions.push(Extension::crl_distribution_point(&authority.crl_url)?);
            }
            if writes(StatusExtension::IssuerUrl) {
                let ocsp = authority.ocsp_url.as_deref().filter(|_| writes(StatusExtension::OcspUrl));
                extensions.push(Extension::authority_information_access(&authority.certificate_url, ocsp)?);
            }
        }
        if writes(StatusExtension::OcspNocheck) {
            extensions.push(Extension::ocsp_nocheck());
        }
        Ok(extensions)
    }
}

#[cfg(test)]
mod tests;
