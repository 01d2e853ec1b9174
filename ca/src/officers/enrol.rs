//! Enrolling an officer whom two others vouch for.

use ca_contract::Der;
use ca_contract::officers::{EnrolOfficer, EnrolOfficerError, OfficerEnrolled};
use ca_contract::statement::Officer;
use chassis::db::Tx;
use pki::{CertificationRequest, Id, ProvenRequest, SystemRandom};
use serde_json::json;

use super::{CertifyFault, NewOfficer, certify, insert, store, unknown_among};
use crate::core::Core;
use crate::issuance::{PrepareError, SingleError};
use crate::server::{Call, Fault};

type EnrolFault = Fault<EnrolOfficerError>;

/// RFC 5321 §4.5.3.1.3: a path has 256 octets with its brackets.
const LONGEST_ADDRESS: usize = 254;

/// Certifies the new officer's key; from then on what they do counts.
pub(crate) async fn enrol(core: &Core, call: &Call, question: EnrolOfficer) -> Result<OfficerEnrolled, EnrolFault> {
    if question.proposed_by == question.confirmed_by {
        return Err(Fault::Refused(EnrolOfficerError::FourEyes));
    }
    check_person(&question).map_err(|problem| Fault::Refused(EnrolOfficerError::Unfit { problem: problem.to_owned() }))?;
    let request = read_request(&question)?;
    judge(&mut core.db.begin_read().await?, &question).await?;
    let id = Id::<Officer>::generate(core.now(), &mut SystemRandom);
    let certified = certify(core, &call.actor(), id, &question.name, &request).await;
    let (certificate, mut tx) = certified.map_err(refusal)?;
    // One of the two may have been dismissed while the queue signed: then the certificate is not stored, and its intent is closed.
    judge(&mut tx, &question).await?;
    let officer = NewOfficer { id, name: &question.name, email: &question.email, certificate: &certificate, at: core.now() };
    insert(&mut tx, &officer).await?;
    let detail = json!({
        "certificate": certificate.fingerprint(), "proposed_by": question.proposed_by, "confirmed_by": question.confirmed_by,
        "signed": false,
    });
    core.record(&mut tx, &call.actor(), "officer.enrolled", &id.to_string(), detail).await?;
    let internal = core.issuers.internal();
    let answer = OfficerEnrolled {
        officer: id,
        certificate: Der(certificate.der().to_vec()),
        chain: vec![Der(internal.certificate.der().to_vec())],
    };
    call.remember(&mut tx, &answer).await?;
    tx.commit().await?;
    Ok(answer)
}

/// A first name and a surname, and an address that a message can be sent to.
fn check_person(question: &EnrolOfficer) -> Result<(), &'static str> {
    let tidy = |word: &str| !word.is_empty() && !word.chars().any(char::is_control);
    if question.name.split(' ').count() < 2 || !question.name.split(' ').all(tidy) {
        return Err("a name is a first name, a space and a surname");
    }
    let email = &question.email;
    let graphic = email.len() <= LONGEST_ADDRESS && email.bytes().all(|octet| octet.is_ascii_graphic());
    let parts = email.split_once('@').filter(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'));
    if graphic && parts.is_some() { Ok(()) } else { Err("an address looks like name@sceau.example.org") }
}

fn read_request(question: &EnrolOfficer) -> Result<ProvenRequest, EnrolFault> {
    let proven = CertificationRequest::from_der(&question.request.0).and_then(CertificationRequest::prove);
    let proven = proven.map_err(|fault| Fault::Refused(EnrolOfficerError::Request { fault }))?;
    if proven.public_key().is_published_test_key() {
        return Err(Fault::Refused(EnrolOfficerError::PublishedKey));
    }
    Ok(proven)
}

/// What rows can say against it.
async fn judge(tx: &mut Tx, question: &EnrolOfficer) -> Result<(), EnrolFault> {
    if let Some(officer) = unknown_among(tx, &[question.proposed_by, question.confirmed_by]).await? {
        return Err(Fault::Refused(EnrolOfficerError::UnknownOfficer { officer }));
    }
    if store::is_address_in_use(tx, &question.email).await? {
        return Err(Fault::Refused(EnrolOfficerError::AddressInUse));
    }
    Ok(())
}

fn refusal(fault: CertifyFault) -> EnrolFault {
    match fault {
        CertifyFault::Name(problem) => Fault::Refused(EnrolOfficerError::Unfit { problem: problem.to_string() }),
        CertifyFault::Single(SingleError::Prepare(PrepareError::Curve)) => Fault::Refused(EnrolOfficerError::Curve),
        CertifyFault::Single(SingleError::Prepare(PrepareError::Lint(rules))) => {
            Fault::Refused(EnrolOfficerError::Lint { rules })
        }
        CertifyFault::Single(SingleError::Prepare(other)) => {
            Fault::Refused(EnrolOfficerError::Lint { rules: vec![other.to_string()] })
        }
        CertifyFault::Single(SingleError::KeyCertifiedBefore) => Fault::Refused(EnrolOfficerError::KeyCertifiedBefore),
        CertifyFault::Single(SingleError::BrokenOff) => Fault::Refused(EnrolOfficerError::BrokenOff),
        CertifyFault::Single(SingleError::Store(fault)) => fault.into(),
    }
}
