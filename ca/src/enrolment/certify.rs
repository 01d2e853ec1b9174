//! An officer's login certificate, issued by the internal authority.

use ca_contract::officers::OfficerKeyError;
use ca_contract::statement::Officer;
use pki::name::{Attribute, NameError};
use pki::{DistinguishedName, Id};

use crate::call::Fault;
use crate::core::Core;
use crate::issuance::{CertifiableKey, Draft, IssuingKey, PrepareError, SignedSingle, SingleError, sign_single};

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
            CertifyFault::Name(problem) => Self::Refused(OfficerKeyError::InvalidName { problem: problem.to_string() }),
            CertifyFault::Single(SingleError::Prepare(PrepareError::Lint(rules))) => lint(rules),
            CertifyFault::Single(SingleError::Prepare(other)) => lint(vec![other.to_string()]),
            CertifyFault::Single(SingleError::KeyCertifiedBefore) => Self::Refused(OfficerKeyError::KeyCertifiedBefore),
            CertifyFault::Single(SingleError::SigningInterrupted) => Self::Refused(OfficerKeyError::SigningInterrupted),
            CertifyFault::Single(SingleError::Store(fault)) => fault.into(),
        }
    }
}

/// Reads an officer's request, DER.
pub(super) fn read_request<'p>(core: &'p Core, request: &[u8]) -> Result<CertifiableKey<'p>, OfficerKeyError> {
    Ok(CertifiableKey::requested(request, &core.environment.policies.internal().staff)?)
}

/// Signs a certificate for the key of an officer. It is stored in the act that enrols the officer or renews their certificate.
pub(crate) async fn certify(
    core: &Core,
    actor: &str,
    id: Id<Officer>,
    name: &str,
    key: &CertifiableKey<'_>,
) -> Result<SignedSingle, CertifyFault> {
    let internal = core.issuers.internal();
    let draft = Draft {
        issuing_key: IssuingKey::from(internal.as_ref()),
        key,
        subject: staff_name(internal.certificate.subject(), name, id)?,
        policies: &[],
        host: None,
    };
    Ok(sign_single(core, internal, &draft, actor).await?)
}

/// The company's country and name, then the person's name and identifier.
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
