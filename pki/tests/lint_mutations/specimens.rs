//! Valid certificates of each kind, and the CRLs of a root and an issuing CA, made by this crate.

use std::time::Duration;

use pki::certificate::{CertificateContent, ExtendedKeyUsage, Extension, KeyUsage};
use pki::crl::{CrlContent, RevocationReason, RevokedEntry};
use pki::lint::Kind;
use pki::name::Attribute;
use pki::{Certificate, Curve, DistinguishedName, SerialNumber, Signer, SoftwareKey, SystemRandom, Timestamp, Validity};

/// What is linted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Certificate(Kind),
    Crl,
}

impl Subject {
    /// Its name in the linters' script.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Crl => "crl",
            Self::Certificate(Kind::NaturalPerson) => "natural-person",
            Self::Certificate(Kind::Staff) => "staff",
            Self::Certificate(_) => "certificate",
        }
    }
}

/// A valid encoding.
pub(crate) struct Specimen {
    pub(crate) name: &'static str,
    pub(crate) subject: Subject,
    pub(crate) der: Vec<u8>,
    /// The issuer's certificate; `None` if it is self-signed.
    pub(crate) issuer: Option<Vec<u8>>,
}

impl Specimen {
    /// The codes and severities that this project's lint finds in `der` as this kind of specimen.
    pub(crate) fn findings(&self, der: &[u8]) -> Vec<pki::lint::Finding> {
        let issuer = self.issuer.as_deref().unwrap_or(der);
        match self.subject {
            Subject::Certificate(kind) => pki::lint::certificate(kind, der, issuer),
            Subject::Crl => pki::lint::crl(der, issuer),
        }
    }
}

/// 22 November 2026.
const NOW: Timestamp = Timestamp::from_millis(1_795_305_600_000);
const DAY: Duration = Duration::from_secs(86_400);

struct Authority {
    key: SoftwareKey,
    certificate: Certificate,
}

struct Order<'a> {
    subject: &'a [(Attribute, &'a str)],
    days: u32,
    extensions: Vec<Extension>,
}

fn name(attributes: &[(Attribute, &str)]) -> DistinguishedName {
    let attributes = attributes.iter().map(|(kind, value)| (*kind, (*value).to_owned())).collect();
    DistinguishedName::new(attributes).expect("a good name")
}

fn key(curve: Curve) -> SoftwareKey {
    SoftwareKey::generate(curve).expect("a key")
}

fn policies(policies: &[&str]) -> Extension {
    let policies: Vec<String> = policies.iter().map(|policy| (*policy).to_owned()).collect();
    Extension::certificate_policies(&policies).expect("good policies")
}

fn status(ocsp: bool) -> [Extension; 2] {
    let ocsp = ocsp.then_some("http://status.sceau.example.org/ocsp/advanced");
    [
        Extension::crl_distribution_point("http://status.sceau.example.org/crl/advanced.crl").expect("ASCII"),
        Extension::authority_information_access("http://status.sceau.example.org/ca/advanced.cer", ocsp).expect("ASCII"),
    ]
}

fn organisation(common_name: &str) -> [(Attribute, &str); 5] {
    [
        (Attribute::CountryName, "FR"),
        (Attribute::OrganizationName, "Sceau Démonstration"),
        (Attribute::OrganizationIdentifier, "NTRFR-123456782"),
        (Attribute::OrganizationalUnitName, "0002 123456782"),
        (Attribute::CommonName, common_name),
    ]
}

const PERSON: [(Attribute, &str); 5] = [
    (Attribute::CountryName, "FR"),
    (Attribute::SerialNumber, "7f3a-09c2"),
    (Attribute::Surname, "Müller"),
    (Attribute::GivenName, "Zoé"),
    (Attribute::CommonName, "Zoé Müller"),
];

const PERSON_OF_AN_ENTITY: [(Attribute, &str); 9] = [
    (Attribute::CountryName, "FR"),
    (Attribute::OrganizationName, "Cabinet d'expertise Müller"),
    (Attribute::OrganizationalUnitName, "0002 12345678200010"),
    (Attribute::OrganizationIdentifier, "NTRFR-123456782"),
    (Attribute::Title, "Expert près la cour d'appel de Lyon"),
    (Attribute::SerialNumber, "7f3a-09c2"),
    (Attribute::Surname, "Müller"),
    (Attribute::GivenName, "Zoé"),
    (Attribute::CommonName, "Zoé Müller"),
];

fn issue(
    order: Order<'_>,
    subject_key: &SoftwareKey,
    issuer: (&SoftwareKey, &DistinguishedName),
    begins: Timestamp,
) -> Certificate {
    let (issuer_key, issuer_name) = issuer;
    let mut extensions = order.extensions;
    extensions.push(Extension::subject_key_identifier(subject_key.public_key()));
    extensions.push(Extension::authority_key_identifier(issuer_key.public_key()));
    let content = CertificateContent {
        serial: SerialNumber::generate(&mut SystemRandom),
        issuer: issuer_name.clone(),
        subject: name(order.subject),
        validity: Validity::new(begins, begins.plus(DAY * order.days)).expect("a good validity"),
        public_key: subject_key.public_key().clone(),
        extensions,
    };
    content.encode(Curve::P384).sign(issuer_key).expect("signed")
}

fn root(common_name: &str, path_length: u8, days: u32, begins: Timestamp) -> Authority {
    let key = key(Curve::P384);
    let subject = organisation(common_name);
    let order = Order { subject: &subject, days, extensions: authority_extensions(path_length, &["2.5.29.32.0"]) };
    let certificate = issue(order, &key, (&key, &name(&subject)), begins);
    Authority { key, certificate }
}

fn authority_extensions(path_length: u8, of: &[&str]) -> Vec<Extension> {
    vec![
        Extension::certificate_authority(path_length),
        Extension::key_usage(&[KeyUsage::CertSign, KeyUsage::CrlSign]),
        policies(of),
    ]
}

fn leaf_extensions(usage: &[KeyUsage], extended: &[ExtendedKeyUsage], policy: &str) -> Vec<Extension> {
    vec![Extension::key_usage(usage), Extension::extended_key_usage(extended), policies(&[policy])]
}

impl Authority {
    fn issues(&self, order: Order<'_>, curve: Curve) -> Authority {
        let key = key(curve);
        let certificate = issue(order, &key, (&self.key, self.certificate.subject()), NOW);
        Authority { key, certificate }
    }

    fn specimen(&self, name: &'static str, kind: Kind, order: Order<'_>) -> Specimen {
        let der = self.issues(order, Curve::P256).certificate.der().to_vec();
        Specimen { name, subject: Subject::Certificate(kind), der, issuer: Some(self.certificate.der().to_vec()) }
    }

    fn own_specimen(&self, name: &'static str, kind: Kind, issuer: Option<&Authority>) -> Specimen {
        Specimen {
            name,
            subject: Subject::Certificate(kind),
            der: self.certificate.der().to_vec(),
            issuer: issuer.map(|issuer| issuer.certificate.der().to_vec()),
        }
    }

    fn crl(&self, name: &'static str, valid_for: Duration, entries: &[RevokedEntry]) -> Specimen {
        let content = CrlContent {
            issuer: self.certificate.subject(),
            number: 7,
            this_update: NOW,
            next_update: NOW.plus(valid_for),
            entries,
        };
        let der = content.sign(&self.key).expect("signed");
        Specimen { name, subject: Subject::Crl, der, issuer: Some(self.certificate.der().to_vec()) }
    }
}

/// At least one of every kind.
pub(crate) fn all() -> Vec<Specimen> {
    let root_of_2026 = root("Sceau Root Advanced", 1, 7300, NOW);
    let root_of_2034 = root("Sceau Root Advanced G2", 1, 7300, NOW.plus(DAY * 2922));
    let policies_issued = ["1.3.6.1.4.1.32473.10.1.1", "1.3.6.1.4.1.32473.10.3.1", "1.3.6.1.4.1.32473.10.8.1"];
    let mut extensions = authority_extensions(0, &policies_issued);
    extensions.extend(status(false));
    let order = Order { subject: &organisation("Sceau Advanced CA"), days: 3650, extensions };
    let issuing = root_of_2026.issues(order, Curve::P384);
    let internal = root("Sceau Internal Authority", 0, 3650, NOW);
    let entries = [RevocationReason::Unspecified, RevocationReason::KeyCompromise, RevocationReason::PrivilegeWithdrawn]
        .map(|reason| RevokedEntry { serial: SerialNumber::generate(&mut SystemRandom), revoked_at: NOW.minus(DAY), reason });
    let mut specimens = vec![
        root_of_2026.own_specimen("root", Kind::Root, None),
        root_of_2034.own_specimen("root beyond 2049", Kind::Root, None),
        issuing.own_specimen("issuing CA", Kind::IssuingCa, Some(&root_of_2026)),
        internal.own_specimen("internal root", Kind::InternalRoot, None),
        issuing.crl("CRL", Duration::from_secs(26 * 3600), &entries),
        root_of_2026.crl("CRL of a root, empty", DAY * 180, &[]),
    ];
    specimens.extend(leaves(&issuing));
    specimens.extend(internal_leaves(&internal));
    specimens
}

fn leaves(issuing: &Authority) -> [Specimen; 4] {
    use ExtendedKeyUsage::{ClientAuth, DocumentSigning, EmailProtection, OcspSigning};
    use KeyUsage::{DigitalSignature, NonRepudiation};
    let dual = |subject: &'static [(Attribute, &'static str)]| {
        let mut extensions = leaf_extensions(
            &[NonRepudiation, DigitalSignature],
            &[ClientAuth, EmailProtection, DocumentSigning],
            "1.3.6.1.4.1.32473.10.1.1",
        );
        extensions.extend(status(true));
        Order { subject, days: 1095, extensions }
    };
    let mut seal = leaf_extensions(&[NonRepudiation], &[DocumentSigning], "1.3.6.1.4.1.32473.10.8.1");
    seal.extend(status(true));
    let mut responder = leaf_extensions(&[DigitalSignature], &[OcspSigning], "1.3.6.1.4.1.32473.10.3.1");
    responder.push(Extension::ocsp_nocheck());
    [
        issuing.specimen("natural person of an entity", Kind::NaturalPerson, dual(&PERSON_OF_AN_ENTITY)),
        issuing.specimen("natural person", Kind::NaturalPerson, dual(&PERSON)),
        issuing.specimen("seal", Kind::Seal, Order { subject: &organisation("Sceau 1"), days: 365, extensions: seal }),
        issuing.specimen(
            "OCSP responder",
            Kind::OcspResponder,
            Order { subject: &organisation("OCSP Advanced 1"), days: 14, extensions: responder },
        ),
    ]
}

fn internal_leaves(internal: &Authority) -> [Specimen; 2] {
    use ExtendedKeyUsage::{ClientAuth, ServerAuth};
    let officer = [
        (Attribute::CountryName, "FR"),
        (Attribute::OrganizationName, "Sceau Démonstration"),
        (Attribute::SerialNumber, "officer-1"),
        (Attribute::Surname, "Durand"),
        (Attribute::GivenName, "Inès"),
        (Attribute::CommonName, "Inès Durand"),
    ];
    let staff = leaf_extensions(&[KeyUsage::DigitalSignature], &[ClientAuth], "1.3.6.1.4.1.32473.10.7.1");
    let tls = vec![
        Extension::key_usage(&[KeyUsage::DigitalSignature]),
        Extension::extended_key_usage(&[ServerAuth, ClientAuth]),
        Extension::dns_names(&["ca.sceau.example.org"]).expect("ASCII"),
    ];
    [
        internal.specimen("staff", Kind::Staff, Order { subject: &officer, days: 365, extensions: staff }),
        internal.specimen(
            "service TLS",
            Kind::ServiceTls,
            Order { subject: &[(Attribute::CommonName, "ca.sceau.example.org")], days: 30, extensions: tls },
        ),
    ]
}
