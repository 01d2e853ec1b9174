//! An officer's login certificate, from the internal authority.

use ca_contract::officers::OfficerKeyError;
use ca_contract::statement::Officer;
use chassis::db::Tx;
use pki::name::{Attribute, NameError};
use pki::{Certificate, CertificationRequest, DistinguishedName, Id, ProvenRequest};

use crate::call::Fault;
use crate::core::Core;
use crate::issuance::{Draft, PrepareError, Signatory, SingleError, issue_single};

/// Why an officer's key was not certified.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CertifyFault {
    #[error("an officer cannot be named in a certificate: {0}")]
    Name(#[from] NameError),
    #[error(transparent)]
    Single(#[from] SingleError),
}

impl From<CertifyFault> for Fault<OfficerKeyError> {
    fn from(fault: CertifyFault) -> Self {
        let lint = |rules| Self::Refused(OfficerKeyError::Lint { rules });
        match fault {
            CertifyFault::Name(problem) => Self::Refused(OfficerKeyError::Unfit { problem: problem.to_string() }),
            CertifyFault::Single(SingleError::Prepare(PrepareError::Curve)) => Self::Refused(OfficerKeyError::Curve),
            CertifyFault::Single(SingleError::Prepare(PrepareError::Lint(rules))) => lint(rules),
            CertifyFault::Single(SingleError::Prepare(other)) => lint(vec![other.to_string()]),
            CertifyFault::Single(SingleError::KeyCertifiedBefore) => Self::Refused(OfficerKeyError::KeyCertifiedBefore),
            CertifyFault::Single(SingleError::BrokenOff) => Self::Refused(OfficerKeyError::BrokenOff),
            CertifyFault::Single(SingleError::Store(fault)) => fault.into(),
        }
    }
}

/// An officer's request, DER: whoever made it holds the key, and no standard prints it.
pub(super) fn read_request(request: &[u8]) -> Result<ProvenRequest, OfficerKeyError> {
    let proven = CertificationRequest::from_der(request).and_then(CertificationRequest::prove);
    let proven = proven.map_err(|fault| OfficerKeyError::Request { fault })?;
    if proven.public_key().is_published_test_key() { Err(OfficerKeyError::PublishedKey) } else { Ok(proven) }
}

/// Certifies the key of an officer, and hands the open transaction that stores the certificate to the caller.
pub(crate) async fn certify(
    core: &Core,
    actor: &str,
    id: Id<Officer>,
    name: &str,
    request: &ProvenRequest,
) -> Result<(Certificate, Tx), CertifyFault> {
    let internal = core.issuers.internal();
    let draft = Draft {
        signatory: Signatory::from(internal.as_ref()),
        profile: &core.environment.policies.internal().staff,
        subject: staff_name(internal.certificate.subject(), name, id)?,
        key: request.public_key(),
        policies: &[],
        host: None,
    };
    Ok(issue_single(core, internal, &draft, actor).await?)
}

/// The company's country and name, then the person.
fn staff_name(company: &DistinguishedName, name: &str, id: Id<Officer>) -> Result<DistinguishedName, NameError> {
    let (given, surname) = name.split_once(' ').unwrap_or((name, name));
    let of_company = |attribute: Attribute| company.first(attribute).map(|value| (attribute, value.to_owned()));
    let mut attributes: Vec<(Attribute, String)> =
        [Attribute::CountryName, Attribute::OrganizationName].into_iter().filter_map(of_company).collect();
    attributes.push((Attribute::SerialNumber, format!("OFFICER-{}", hex::encode(&id.as_bytes()[8..]))));
    attributes.push((Attribute::Surname, surname.to_owned()));
    attributes.push((Attribute::GivenName, given.to_owned()));
    attributes.push((Attribute::CommonName, name.to_owned()));
    DistinguishedName::new(attributes)
}
