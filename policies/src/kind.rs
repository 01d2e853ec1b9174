//! The limits for profiles of each kind of certificate, as in docs/profiles.md#certificates.

use pki::Curve;
use pki::certificate::{ExtendedKeyUsage, KeyUsage};
use pki::lint::Kind;
use pki::name::Attribute;

use crate::period::Period;
use crate::status_extension::StatusExtension;

/// All kinds.
pub(crate) const KINDS: [Kind; 8] = [
    Kind::Root,
    Kind::IssuingCa,
    Kind::NaturalPerson,
    Kind::OcspResponder,
    Kind::Staff,
    Kind::Seal,
    Kind::ServiceTls,
    Kind::InternalRoot,
];

/// The required and optional values of a list.
pub(crate) struct Choice<T: 'static> {
    pub(crate) must: &'static [T],
    pub(crate) may: &'static [T],
}

impl<T: PartialEq> Choice<T> {
    const fn exactly(must: &'static [T]) -> Self {
        Self { must, may: &[] }
    }

    /// Whether `value` is allowed.
    pub(crate) fn admits(&self, value: &T) -> bool {
        self.must.contains(value) || self.may.contains(value)
    }
}

/// A keyUsage and the extKeyUsage that belongs to it (RFC 5280 §4.2.1.12, RFC 9336 §3), each in any order.
#[derive(Debug)]
pub(crate) struct Usages {
    pub(crate) key: &'static [KeyUsage],
    pub(crate) extended: &'static [ExtendedKeyUsage],
}

/// The origin of a certificate's policies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PolicySource {
    /// anyPolicy, in the profile: roots.
    Any,
    /// The CA's entry in `hierarchies.toml`: issuing CAs.
    Authority,
    /// The profile, with at least one policy of the operator.
    Profile,
    /// The profile, which may have none, because no relying party sees the certificate.
    Optional,
}

/// The limits for profiles of a kind.
pub(crate) struct KindRule {
    pub(crate) curve: Curve,
    /// `Some` for CAs only.
    pub(crate) path_length: Option<u8>,
    /// The maximum validity.
    pub(crate) ceiling: Period,
    pub(crate) usages: &'static [Usages],
    pub(crate) writes: Choice<StatusExtension>,
    pub(crate) subject: Choice<Attribute>,
    pub(crate) policies: PolicySource,
}

impl KindRule {
    /// Whether the kind allows `usage`.
    pub(crate) fn admits_usage(&self, usage: &KeyUsage) -> bool {
        self.usages.iter().any(|usages| usages.key.contains(usage))
    }

    /// Whether the kind allows `usage`.
    pub(crate) fn admits_extended_usage(&self, usage: &ExtendedKeyUsage) -> bool {
        self.usages.iter().any(|usages| usages.extended.contains(usage))
    }
}

/// A company's own certificate (docs/profiles.md#names).
const COMPANY: Choice<Attribute> = Choice::exactly(&[
    Attribute::CountryName,
    Attribute::OrganizationName,
    Attribute::OrganizationIdentifier,
    Attribute::OrganizationalUnitName,
    Attribute::CommonName,
]);

/// A person, with or without entity, title and given names (docs/profiles.md#names).
const PERSON: Choice<Attribute> = Choice {
    must: &[Attribute::CountryName, Attribute::SerialNumber, Attribute::Surname, Attribute::CommonName],
    may: &[
        Attribute::OrganizationName,
        Attribute::OrganizationIdentifier,
        Attribute::OrganizationalUnitName,
        Attribute::Title,
        Attribute::GivenName,
    ],
};

const ALL_STATUS: Choice<StatusExtension> =
    Choice::exactly(&[StatusExtension::CrlUrl, StatusExtension::IssuerUrl, StatusExtension::OcspUrl]);

/// Client authentication only.
const LOGIN: &[Usages] = &[LOGIN_ONLY];

const LOGIN_ONLY: Usages = Usages { key: &[KeyUsage::DigitalSignature], extended: &[ExtendedKeyUsage::ClientAuth] };

/// A holder: authentication and signing (type B of EN 319 412-2), signing only (A), authentication only (C). Type B has
/// emailProtection because zlint calls nR inconsistent with clientAuth otherwise.
const HOLDER: &[Usages] = &[
    Usages {
        key: &[KeyUsage::NonRepudiation, KeyUsage::DigitalSignature],
        extended: &[ExtendedKeyUsage::ClientAuth, ExtendedKeyUsage::EmailProtection, ExtendedKeyUsage::DocumentSigning],
    },
    Usages { key: &[KeyUsage::NonRepudiation], extended: &[ExtendedKeyUsage::DocumentSigning] },
    LOGIN_ONLY,
];

/// A server, which may also be a client.
const SERVICE: &[Usages] = &[
    Usages { key: &[KeyUsage::DigitalSignature], extended: &[ExtendedKeyUsage::ServerAuth, ExtendedKeyUsage::ClientAuth] },
    Usages { key: &[KeyUsage::DigitalSignature], extended: &[ExtendedKeyUsage::ServerAuth] },
];

/// The limits for profiles of `kind`.
pub(crate) fn rule(kind: Kind) -> KindRule {
    match kind {
        // Roots certify issuing CAs, which certify no CA.
        Kind::Root => KindRule { path_length: Some(1), ceiling: Period::years(20), ..ca() },
        // There is no OCSP for CA certificates; their status is the root's CRL.
        Kind::IssuingCa => KindRule {
            writes: Choice::exactly(&[StatusExtension::CrlUrl, StatusExtension::IssuerUrl]),
            policies: PolicySource::Authority,
            ..ca()
        },
        Kind::InternalRoot => ca(),
        // The profile decides whether a certificate is for authentication or signing only (M6).
        Kind::NaturalPerson => {
            KindRule { ceiling: Period::years(3), usages: HOLDER, writes: ALL_STATUS, subject: PERSON, ..leaf() }
        }
        // At most 14 days, because the certificate cannot be revoked (docs/profiles.md#ocsp-responders).
        Kind::OcspResponder => KindRule {
            ceiling: Period::days(14),
            usages: &[Usages { key: &[KeyUsage::DigitalSignature], extended: &[ExtendedKeyUsage::OcspSigning] }],
            writes: Choice::exactly(&[StatusExtension::OcspNocheck]),
            subject: COMPANY,
            ..leaf()
        },
        Kind::Staff => KindRule { subject: PERSON, ..leaf() },
        Kind::Seal => KindRule {
            usages: &[Usages { key: &[KeyUsage::NonRepudiation], extended: &[ExtendedKeyUsage::DocumentSigning] }],
            writes: ALL_STATUS,
            subject: COMPANY,
            ..leaf()
        },
        Kind::ServiceTls => KindRule {
            ceiling: Period::days(90),
            usages: SERVICE,
            subject: Choice { must: &[Attribute::CommonName], may: &[Attribute::CountryName, Attribute::OrganizationName] },
            policies: PolicySource::Optional,
            ..leaf()
        },
    }
}

/// Common limits for CAs.
const fn ca() -> KindRule {
    KindRule {
        curve: Curve::P384,
        path_length: Some(0),
        ceiling: Period::years(10),
        usages: &[Usages { key: &[KeyUsage::CertSign, KeyUsage::CrlSign], extended: &[] }],
        writes: Choice::exactly(&[]),
        subject: COMPANY,
        policies: PolicySource::Any,
    }
}

/// Common limits for end-entity certificates.
const fn leaf() -> KindRule {
    KindRule {
        curve: Curve::P256,
        path_length: None,
        ceiling: Period::years(1),
        usages: LOGIN,
        writes: Choice::exactly(&[]),
        subject: COMPANY,
        policies: PolicySource::Profile,
    }
}
