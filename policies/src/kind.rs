//! What docs/profiles.md#certificates makes of each kind of certificate: the limits within which profiles may choose.

use pki::Curve;
use pki::certificate::{ExtendedKeyUsage, KeyUsage};
use pki::lint::Kind;
use pki::name::Attribute;

use crate::StatusExtension;
use crate::length::Length;

/// Every kind, in the order of the rows.
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

/// What a list must hold, and what it may hold besides.
pub(crate) struct Choice<T: 'static> {
    pub(crate) must: &'static [T],
    pub(crate) may: &'static [T],
}

impl<T: PartialEq> Choice<T> {
    const fn exactly(must: &'static [T]) -> Self {
        Self { must, may: &[] }
    }

    /// Whether `value` may stand in the list.
    pub(crate) fn admits(&self, value: &T) -> bool {
        self.must.contains(value) || self.may.contains(value)
    }
}

/// A keyUsage and the extKeyUsage that goes with it (RFC 5280 §4.2.1.12, RFC 9336 §3), each in any order.
#[derive(Debug)]
pub(crate) struct Usages {
    pub(crate) key: &'static [KeyUsage],
    pub(crate) extended: &'static [ExtendedKeyUsage],
}

/// Where the policies of a certificate come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PolicySource {
    /// anyPolicy, from the profile: roots.
    Any,
    /// The CA's own entry: issuing CAs.
    Authority,
    /// At least one of the operator's, from the profile.
    Profile,
    /// The profile, which may name none: nobody outside looks at the certificate.
    Optional,
}

/// What every profile of a kind keeps to.
pub(crate) struct KindRule {
    pub(crate) curve: Curve,
    /// `Some` for CAs, which alone have a path length.
    pub(crate) path_length: Option<u8>,
    /// How long a certificate may hold at most.
    pub(crate) ceiling: Length,
    pub(crate) usages: &'static [Usages],
    pub(crate) writes: Choice<StatusExtension>,
    pub(crate) subject: Choice<Attribute>,
    pub(crate) policies: PolicySource,
}

impl KindRule {
    /// Whether certificates of the kind may have `usage`.
    pub(crate) fn admits_usage(&self, usage: &KeyUsage) -> bool {
        self.usages.iter().any(|usages| usages.key.contains(usage))
    }

    /// Whether certificates of the kind may have `usage`.
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

/// A person, with or without entity and title (docs/profiles.md#names).
const PERSON: Choice<Attribute> = Choice {
    must: &[Attribute::CountryName, Attribute::SerialNumber, Attribute::Surname, Attribute::GivenName, Attribute::CommonName],
    may: &[Attribute::OrganizationName, Attribute::OrganizationIdentifier, Attribute::OrganizationalUnitName, Attribute::Title],
};

const ALL_STATUS: Choice<StatusExtension> =
    Choice::exactly(&[StatusExtension::CrlUrl, StatusExtension::IssuerUrl, StatusExtension::OcspUrl]);

/// Logging in, and nothing else.
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

/// A server that may be a client as well.
const SERVICE: &[Usages] = &[
    Usages { key: &[KeyUsage::DigitalSignature], extended: &[ExtendedKeyUsage::ServerAuth, ExtendedKeyUsage::ClientAuth] },
    Usages { key: &[KeyUsage::DigitalSignature], extended: &[ExtendedKeyUsage::ServerAuth] },
];

/// What profiles of `kind` keep to.
pub(crate) fn rule(kind: Kind) -> KindRule {
    match kind {
        // A path length of 1: roots certify issuing CAs, and those certify no CA.
        Kind::Root => KindRule { path_length: Some(1), ceiling: Length::years(20), ..ca() },
        // No OCSP for CAs is offered: their status is the root's CRL.
        Kind::IssuingCa => KindRule {
            writes: Choice::exactly(&[StatusExtension::CrlUrl, StatusExtension::IssuerUrl]),
            policies: PolicySource::Authority,
            ..ca()
        },
        Kind::InternalRoot => ca(),
        // Authentication only or signing only is a matter of the profile (M6).
        Kind::NaturalPerson => {
            KindRule { ceiling: Length::years(3), usages: HOLDER, writes: ALL_STATUS, subject: PERSON, ..leaf() }
        }
        // At most 14 days, because the certificate cannot be revoked (docs/profiles.md#ocsp-responders).
        Kind::OcspResponder => KindRule {
            ceiling: Length::days(14),
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
            ceiling: Length::days(90),
            usages: SERVICE,
            subject: Choice { must: &[Attribute::CommonName], may: &[Attribute::CountryName, Attribute::OrganizationName] },
            policies: PolicySource::Optional,
            ..leaf()
        },
    }
}

/// What CAs have in common.
const fn ca() -> KindRule {
    KindRule {
        curve: Curve::P384,
        path_length: Some(0),
        ceiling: Length::years(10),
        usages: &[Usages { key: &[KeyUsage::CertSign, KeyUsage::CrlSign], extended: &[] }],
        writes: Choice::exactly(&[]),
        subject: COMPANY,
        policies: PolicySource::Any,
    }
}

/// What most leaves have in common.
const fn leaf() -> KindRule {
    KindRule {
        curve: Curve::P256,
        path_length: None,
        ceiling: Length::years(1),
        usages: LOGIN,
        writes: Choice::exactly(&[]),
        subject: COMPANY,
        policies: PolicySource::Profile,
    }
}
