//! The requirements for each kind of certificate, as in docs/profiles.md#certificates.

use const_oid::db::rfc5280::{
    ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_BASIC_CONSTRAINTS, ID_CE_CERTIFICATE_POLICIES, ID_CE_CRL_DISTRIBUTION_POINTS,
    ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE, ID_CE_SUBJECT_ALT_NAME, ID_CE_SUBJECT_KEY_IDENTIFIER, ID_PE_AUTHORITY_INFO_ACCESS,
};
use const_oid::db::rfc6960::ID_PKIX_OCSP_NOCHECK;

use super::Kind;
use super::extensions::Expected;
use super::policies::Policies;
use super::status::Status;
use super::subjects::Subject;
use super::usage::{self, Usage};
use super::validity::Longest;
use crate::Curve;

/// The requirements for a kind of certificate.
pub(super) struct Requirements {
    pub(super) longest: Longest,
    pub(super) curve: Curve,
    pub(super) subject: Subject,
    /// pathLenConstraint; `None` for end-entity certificates.
    pub(super) path_length: Option<u8>,
    /// The allowed key usages, each with its extended key usages.
    pub(super) usages: &'static [Usage],
    pub(super) policies: Policies,
    pub(super) status: Status,
    /// Whether it carries id-pkix-ocsp-nocheck.
    pub(super) nocheck: bool,
    /// Whether it has host names in subjectAltName.
    pub(super) hosts: bool,
}

const ROOT: Requirements = Requirements {
    longest: Longest { years: 20, days: 0 },
    curve: Curve::P384,
    subject: Subject::Organisation,
    path_length: Some(1),
    usages: usage::AUTHORITY,
    policies: Policies::Any,
    status: Status::Outside,
    nocheck: false,
    hosts: false,
};

const ISSUING_CA: Requirements = Requirements {
    longest: Longest { years: 10, days: 0 },
    path_length: Some(0),
    policies: Policies::Named,
    status: Status::Crl,
    ..ROOT
};

const INTERNAL_ROOT: Requirements = Requirements { longest: Longest { years: 10, days: 0 }, path_length: Some(0), ..ROOT };

const NATURAL_PERSON: Requirements = Requirements {
    longest: Longest { years: 3, days: 1 },
    curve: Curve::P256,
    subject: Subject::Holder,
    path_length: None,
    usages: usage::NATURAL_PERSON,
    policies: Policies::Named,
    status: Status::CrlAndOcsp,
    nocheck: false,
    hosts: false,
};

const STAFF: Requirements = Requirements {
    longest: Longest { years: 0, days: 366 },
    subject: Subject::Staff,
    usages: usage::STAFF,
    status: Status::Outside,
    ..NATURAL_PERSON
};

const OCSP_RESPONDER: Requirements = Requirements {
    longest: Longest { years: 0, days: 14 },
    subject: Subject::Organisation,
    usages: usage::OCSP_RESPONDER,
    status: Status::Outside,
    nocheck: true,
    ..NATURAL_PERSON
};

const SEAL: Requirements = Requirements {
    longest: Longest { years: 0, days: 366 },
    subject: Subject::Organisation,
    usages: usage::SEAL,
    ..NATURAL_PERSON
};

const SERVICE_TLS: Requirements = Requirements {
    longest: Longest { years: 0, days: 90 },
    subject: Subject::Server,
    usages: usage::SERVICE_TLS,
    policies: Policies::Optional,
    status: Status::Outside,
    hosts: true,
    ..NATURAL_PERSON
};

impl Kind {
    /// The requirements for certificates of this kind.
    pub(super) const fn requirements(self) -> &'static Requirements {
        match self {
            Self::Root => &ROOT,
            Self::IssuingCa => &ISSUING_CA,
            Self::NaturalPerson => &NATURAL_PERSON,
            Self::OcspResponder => &OCSP_RESPONDER,
            Self::Staff => &STAFF,
            Self::Seal => &SEAL,
            Self::ServiceTls => &SERVICE_TLS,
            Self::InternalRoot => &INTERNAL_ROOT,
        }
    }
}

impl Requirements {
    /// The extensions that are allowed.
    pub(super) fn extensions(&self) -> Vec<Expected> {
        let is_ca = self.path_length.is_some();
        let published = self.status != Status::Outside;
        let mut expected = vec![
            Expected::required(ID_CE_KEY_USAGE, true),
            Expected::required(ID_CE_SUBJECT_KEY_IDENTIFIER, false),
            Expected::required(ID_CE_AUTHORITY_KEY_IDENTIFIER, false),
            Expected { oid: ID_CE_CERTIFICATE_POLICIES, critical: false, required: self.policies != Policies::Optional },
        ];
        let by_kind = [
            (is_ca, ID_CE_BASIC_CONSTRAINTS, true),
            (!is_ca, ID_CE_EXT_KEY_USAGE, false),
            (published, ID_CE_CRL_DISTRIBUTION_POINTS, false),
            (published, ID_PE_AUTHORITY_INFO_ACCESS, false),
            (self.nocheck, ID_PKIX_OCSP_NOCHECK, false),
            (self.hosts, ID_CE_SUBJECT_ALT_NAME, false),
        ];
        let due = by_kind.into_iter().filter(|(due, ..)| *due);
        expected.extend(due.map(|(_, oid, critical)| Expected::required(oid, critical)));
        expected
    }
}

#[cfg(test)]
mod tests {
    use Curve::{P256, P384};
    use Status::{Crl, CrlAndOcsp, Outside};
    use Subject::{Holder, Organisation, Server, Staff};

    use super::*;

    /// The rows of docs/profiles.md#certificates: years and days, curve, subject, path length, status. The lint allows a natural
    /// person a day more than three calendar years, and 366 days where a year is due.
    #[test]
    fn each_kind_has_the_requirements_of_its_row() {
        for (kind, years_and_days, curve, subject, path_length, status) in [
            (Kind::Root, (20, 0), P384, Organisation, Some(1), Outside),
            (Kind::IssuingCa, (10, 0), P384, Organisation, Some(0), Crl),
            (Kind::NaturalPerson, (3, 1), P256, Holder, None, CrlAndOcsp),
            (Kind::OcspResponder, (0, 14), P256, Organisation, None, Outside),
            (Kind::Staff, (0, 366), P256, Staff, None, Outside),
            (Kind::Seal, (0, 366), P256, Organisation, None, CrlAndOcsp),
            (Kind::ServiceTls, (0, 90), P256, Server, None, Outside),
            (Kind::InternalRoot, (10, 0), P384, Organisation, Some(0), Outside),
        ] {
            let required = kind.requirements();
            assert_eq!((required.longest.years, required.longest.days), years_and_days, "{kind:?}");
            assert_eq!((required.curve, required.subject, required.path_length), (curve, subject, path_length), "{kind:?}");
            assert_eq!(required.status, status, "{kind:?}");
            let policies = match kind {
                Kind::Root | Kind::InternalRoot => Policies::Any,
                Kind::ServiceTls => Policies::Optional,
                _ => Policies::Named,
            };
            assert_eq!(required.policies, policies, "{kind:?}");
            assert_eq!(required.nocheck, kind == Kind::OcspResponder, "{kind:?}");
            assert_eq!(required.hosts, kind == Kind::ServiceTls, "{kind:?}");
        }
    }
}
