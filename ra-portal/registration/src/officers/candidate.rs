//! A future officer, as a colleague enters them on the page.

use pki::csr::RequestError;
use pki::letters::{is_certifiable, with_plain_signs};
use pki::{CertificationRequest, Curve, pem};

use super::Der;
use crate::access::Role;
use crate::accounts::{EmailAddress, EmailAddressFault};

/// Maximum characters of a name in a certificate.
const LONGEST_NAME: usize = 64;

/// A future officer; everything in it is acceptable to the certificate authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) roles: Vec<Role>,
    pub(super) request: KeyRequest,
}

/// A certification request for an officer's key, as pasted into the page: on P-256, with proof of possession.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRequest(pub(super) Der);

impl KeyRequest {
    /// Reads one PKCS#10 request in PEM.
    ///
    /// # Errors
    /// [`CandidateFault::NoRequest`], [`CandidateFault::Request`], [`CandidateFault::Curve`].
    pub fn parse(text: &str) -> Result<Self, CandidateFault> {
        let blocks = pem::decode_all(pem::Label::CertificationRequest, text).ok_or(CandidateFault::NoRequest)?;
        let [der] = <[Vec<u8>; 1]>::try_from(blocks).map_err(|_| CandidateFault::NoRequest)?;
        let request = CertificationRequest::from_der(&der).and_then(CertificationRequest::prove);
        let request = request.map_err(CandidateFault::Request)?;
        if request.public_key().curve() == Curve::P256 { Ok(Self(der.into())) } else { Err(CandidateFault::Curve) }
    }
}

/// A field of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CandidateField {
    Name,
    Email,
    Roles,
    /// PKCS#10 request.
    Request,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CandidateFault {
    /// Not a first name, a space and a surname in at most 64 characters, with letters that a certificate can carry.
    #[error("a first name, a space and a surname in Latin letters, 64 characters at most")]
    Name,
    /// Not an e-mail address.
    #[error("{0}")]
    Email(EmailAddressFault),
    /// None of the officers' roles was chosen.
    #[error("at least one role")]
    NoRole,
    /// Not a PKCS#10 request in PEM.
    #[error("no PKCS#10 request in PEM")]
    NoRequest,
    /// A request that the certificate authority would refuse.
    #[error("{0}")]
    Request(RequestError),
    /// A key on another curve than P-256.
    #[error("the key is not on P-256")]
    Curve,
}

impl Candidate {
    /// Parses the fields.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn parse(name: &str, email: &str, roles: &[Role], request: &str) -> Result<Self, Vec<(CandidateField, CandidateFault)>> {
        let name = parse_name(name).ok_or((CandidateField::Name, CandidateFault::Name));
        let email = email.parse::<EmailAddress>().map(|email| email.as_str().to_lowercase());
        let email = email.map_err(|fault| (CandidateField::Email, CandidateFault::Email(fault)));
        let request = KeyRequest::parse(request).map_err(|fault| (CandidateField::Request, fault));
        let held: Vec<Role> = Role::OF_OFFICERS.into_iter().filter(|role| roles.contains(role)).collect();
        let roles = if held.is_empty() { Err((CandidateField::Roles, CandidateFault::NoRole)) } else { Ok(held) };
        match (name, email, roles, request) {
            (Ok(name), Ok(email), Ok(roles), Ok(request)) => Ok(Self { name, email, roles, request }),
            (name, email, roles, request) => {
                Err([name.err(), email.err(), roles.err(), request.err()].into_iter().flatten().collect())
            }
        }
    }
}

fn parse_name(name: &str) -> Option<String> {
    let name = with_plain_signs(&name.split_whitespace().collect::<Vec<_>>().join(" "));
    let fits = name.contains(' ') && name.chars().count() <= LONGEST_NAME && name.chars().all(is_certifiable);
    fits.then_some(name)
}

#[cfg(test)]
mod tests {
    use pki::csr;
    use pki::{SoftwareKey, pem};

    use super::*;

    fn request(curve: Curve) -> String {
        let der = csr::request(&SoftwareKey::generate(curve).unwrap()).unwrap();
        pem::encode(pem::Label::CertificationRequest, &der)
    }

    #[test]
    fn a_candidate_gets_only_roles_of_officers() {
        let roles = [Role::Visitor, Role::ProductionOperator, Role::RegistrationOfficer];
        let candidate =
            Candidate::parse(" Aïda  Le Goff ", "Aida.LeGoff@sceau.example.org", &roles, &request(Curve::P256)).unwrap();
        assert_eq!(candidate.name, "Aïda Le Goff");
        assert_eq!(candidate.email, "aida.legoff@sceau.example.org");
        assert_eq!(candidate.roles, [Role::RegistrationOfficer, Role::ProductionOperator]);
    }

    #[test]
    fn names_have_the_characters_of_certificates() {
        for (typed, name) in
            [("Aïda d’Œuvre", "Aïda d'Œuvre"), ("Jean–Marc Kerʻo", "Jean-Marc Ker'o"), ("Ngọc Dương", "Ngọc Dương")]
        {
            assert_eq!(parse_name(typed).as_deref(), Some(name));
        }
        for other in ["Аида Гелек", "Aïda Məmmədov", "Aïda Gal·la", "Aïda 3"] {
            assert_eq!(parse_name(other), None, "{other}");
        }
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let faults = Candidate::parse("Aïda", "aida@localhost", &[Role::Holder], "-----BEGIN").unwrap_err();
        assert_eq!(
            faults,
            [
                (CandidateField::Name, CandidateFault::Name),
                (CandidateField::Email, CandidateFault::Email(EmailAddressFault::Form)),
                (CandidateField::Roles, CandidateFault::NoRole),
                (CandidateField::Request, CandidateFault::NoRequest),
            ]
        );
    }

    #[test]
    fn a_request_for_another_curve_or_without_possession_is_refused() {
        let parse =
            |request: &str| Candidate::parse("Aïda Le Goff", "a@example.org", &[Role::ProductionOperator], request).unwrap_err();
        assert_eq!(parse(&request(Curve::P384)), [(CandidateField::Request, CandidateFault::Curve)]);
        let mut der = csr::request(&SoftwareKey::generate(Curve::P256).unwrap()).unwrap();
        *der.last_mut().unwrap() ^= 1;
        let altered = pem::encode(pem::Label::CertificationRequest, &der);
        assert!(matches!(parse(&altered)[..], [(CandidateField::Request, CandidateFault::Request(_))]));
    }
}
