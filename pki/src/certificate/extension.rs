//! Certificate extensions (RFC 5280 §4.2 and others) with the criticality of docs/profiles.md#common-rules.

use serde::{Deserialize, Serialize};

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{
    ID_AD_CA_ISSUERS, ID_AD_OCSP, ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_BASIC_CONSTRAINTS, ID_CE_CERTIFICATE_POLICIES,
    ID_CE_CRL_DISTRIBUTION_POINTS, ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE, ID_CE_SUBJECT_ALT_NAME, ID_CE_SUBJECT_KEY_IDENTIFIER,
    ID_KP_CLIENT_AUTH, ID_KP_EMAIL_PROTECTION, ID_KP_OCSP_SIGNING, ID_KP_SERVER_AUTH, ID_PE_AUTHORITY_INFO_ACCESS,
};
use const_oid::db::rfc6960::ID_PKIX_OCSP_NOCHECK;
use der::Encode;
use der::asn1::{Ia5String, Null, OctetString};
use der::flagset::FlagSet;
use x509_cert::ext::pkix::certpolicy::PolicyInformation;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{self, AccessDescription, BasicConstraints, KeyUsages};

use crate::PublicKey;
use crate::encoding::encode;

/// id-kp-documentSigning (RFC 9336).
const ID_KP_DOCUMENT_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36");

/// The key usages that this CA writes (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyUsage {
    /// Authentication.
    DigitalSignature,
    /// Commitment (contentCommitment).
    NonRepudiation,
    /// CA certificates.
    CertSign,
    /// CA certificates.
    CrlSign,
}

/// The extended key usages that this CA writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtendedKeyUsage {
    /// 1.3.6.1.5.5.7.3.1, service TLS only.
    ServerAuth,
    /// 1.3.6.1.5.5.7.3.2.
    ClientAuth,
    /// 1.3.6.1.5.5.7.3.4.
    EmailProtection,
    /// 1.3.6.1.5.5.7.3.36 (RFC 9336).
    DocumentSigning,
    /// 1.3.6.1.5.5.7.3.9.
    OcspSigning,
}

/// An encoded extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    pub(crate) oid: ObjectIdentifier,
    pub(crate) critical: bool,
    pub(crate) value: Vec<u8>,
}

/// Not a dotted object identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not an object identifier")]
pub struct BadObjectIdentifier(pub String);

/// A URL or host name that is not an IA5String.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not ASCII")]
pub struct NotAscii(pub String);

impl KeyUsage {
    const fn bit(self) -> KeyUsages {
        match self {
            Self::DigitalSignature => KeyUsages::DigitalSignature,
            Self::NonRepudiation => KeyUsages::NonRepudiation,
            Self::CertSign => KeyUsages::KeyCertSign,
            Self::CrlSign => KeyUsages::CRLSign,
        }
    }
}

impl ExtendedKeyUsage {
    pub(crate) const fn object_identifier(self) -> ObjectIdentifier {
        match self {
            Self::ServerAuth => ID_KP_SERVER_AUTH,
            Self::ClientAuth => ID_KP_CLIENT_AUTH,
            Self::EmailProtection => ID_KP_EMAIL_PROTECTION,
            Self::DocumentSigning => ID_KP_DOCUMENT_SIGNING,
            Self::OcspSigning => ID_KP_OCSP_SIGNING,
        }
    }
}

impl Extension {
    /// basicConstraints of a CA, critical.
    #[must_use]
    pub fn certificate_authority(path_length: u8) -> Self {
        let constraints = BasicConstraints { ca: true, path_len_constraint: Some(path_length) };
        Self::critical(ID_CE_BASIC_CONSTRAINTS, &constraints)
    }

    /// keyUsage, critical.
    #[must_use]
    pub fn key_usage(usages: &[KeyUsage]) -> Self {
        let bits = usages.iter().fold(FlagSet::default(), |bits, usage| bits | usage.bit());
        Self::critical(ID_CE_KEY_USAGE, &pkix::KeyUsage(bits))
    }

    /// extKeyUsage, non-critical.
    #[must_use]
    pub fn extended_key_usage(usages: &[ExtendedKeyUsage]) -> Self {
        let usages: Vec<_> = usages.iter().map(|usage| usage.object_identifier()).collect();
        Self::plain(ID_CE_EXT_KEY_USAGE, &usages)
    }

    /// subjectKeyIdentifier of `key` (RFC 7093 method 1).
    #[must_use]
    pub fn subject_key_identifier(key: &PublicKey) -> Self {
        Self::plain(ID_CE_SUBJECT_KEY_IDENTIFIER, &key_identifier(key))
    }

    /// authorityKeyIdentifier with only the keyIdentifier of the signing key `key`.
    #[must_use]
    pub fn authority_key_identifier(key: &PublicKey) -> Self {
        let identifier = pkix::AuthorityKeyIdentifier { key_identifier: Some(key_identifier(key)), ..Default::default() };
        Self::plain(ID_CE_AUTHORITY_KEY_IDENTIFIER, &identifier)
    }

    /// certificatePolicies, non-critical, without qualifiers, from dotted object identifiers.
    ///
    /// # Errors
    /// The first text that is not an object identifier.
    pub fn certificate_policies(policies: &[String]) -> Result<Self, BadObjectIdentifier> {
        let policies = policies.iter().map(|policy| {
            let policy_identifier = ObjectIdentifier::new(policy).map_err(|_| BadObjectIdentifier(policy.clone()))?;
            Ok(PolicyInformation { policy_identifier, policy_qualifiers: None })
        });
        Ok(Self::plain(ID_CE_CERTIFICATE_POLICIES, &policies.collect::<Result<Vec<_>, _>>()?))
    }

    /// cRLDistributionPoints, non-critical, with one URL.
    ///
    /// # Errors
    /// If the URL is not ASCII.
    pub fn crl_distribution_point(url: &str) -> Result<Self, NotAscii> {
        let point = pkix::crl::dp::DistributionPoint {
            distribution_point: Some(DistributionPointName::FullName(vec![uniform_resource_identifier(url)?])),
            reasons: None,
            crl_issuer: None,
        };
        Ok(Self::plain(ID_CE_CRL_DISTRIBUTION_POINTS, &vec![point]))
    }

    /// authorityInfoAccess, non-critical, with the URL of the issuer's certificate and, if given, of the OCSP responder.
    ///
    /// # Errors
    /// If a URL is not ASCII.
    pub fn authority_information_access(issuer_url: &str, ocsp_url: Option<&str>) -> Result<Self, NotAscii> {
        let mut accesses = vec![AccessDescription {
            access_method: ID_AD_CA_ISSUERS,
            access_location: uniform_resource_identifier(issuer_url)?,
        }];
        if let Some(url) = ocsp_url {
            accesses.push(AccessDescription { access_method: ID_AD_OCSP, access_location: uniform_resource_identifier(url)? });
        }
        Ok(Self::plain(ID_PE_AUTHORITY_INFO_ACCESS, &accesses))
    }

    /// subjectAltName, non-critical, with DNS names only.
    ///
    /// # Errors
    /// If a name is not ASCII.
    pub fn dns_names(names: &[&str]) -> Result<Self, NotAscii> {
        let names = names.iter().map(|name| Ok(GeneralName::DnsName(ascii(name)?)));
        Ok(Self::plain(ID_CE_SUBJECT_ALT_NAME, &names.collect::<Result<Vec<_>, _>>()?))
    }

    /// id-pkix-ocsp-nocheck, NULL, non-critical (RFC 6960 §4.2.2.2.1).
    #[must_use]
    pub fn ocsp_nocheck() -> Self {
        Self::plain(ID_PKIX_OCSP_NOCHECK, &Null)
    }

    pub(super) fn to_asn1(&self) -> x509_cert::ext::Extension {
        x509_cert::ext::Extension {
            extn_id: self.oid,
            critical: self.critical,
            extn_value: OctetString::new(self.value.as_slice()).expect("an extension is far below 4 GiB"),
        }
    }

    pub(super) fn from_asn1(extension: x509_cert::ext::Extension) -> Self {
        Self { oid: extension.extn_id, critical: extension.critical, value: extension.extn_value.into_bytes().into_vec() }
    }

    fn critical(oid: ObjectIdentifier, value: &impl Encode) -> Self {
        Self { oid, critical: true, value: encode(value) }
    }

    fn plain(oid: ObjectIdentifier, value: &impl Encode) -> Self {
        Self { oid, critical: false, value: encode(value) }
    }
}

fn key_identifier(key: &PublicKey) -> OctetString {
    OctetString::new(key.identifier()).expect("20 octets fit")
}

fn ascii(text: &str) -> Result<Ia5String, NotAscii> {
    Ia5String::new(text).map_err(|_| NotAscii(text.to_owned()))
}

fn uniform_resource_identifier(url: &str) -> Result<GeneralName, NotAscii> {
    ascii(url).map(GeneralName::UniformResourceIdentifier)
}
