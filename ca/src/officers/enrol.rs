//! Enrolling an officer whom two others vouch for.

use ca_contract::Der;
use ca_contract::officers::{EnrolOfficer, EnrolOfficerError, OfficerEnrolled};
use ca_contract::statement::Officer;
use chassis::db::Tx;
use pki::{Id, SystemRandom, Timestamp};
use serde_json::json;

use super::acting::two_who_vouch;
use super::certify::read_request;
use super::{ActingOfficer, NewOfficer, certify, insert, store};
use crate::call::{Call, Fault};
use crate::core::Core;

type EnrolFault = Fault<EnrolOfficerError>;

/// RFC 5321 §4.5.3.1.3: a path has 256 octets with its brackets.
const LONGEST_ADDRESS: usize = 254;

/// Certifies the new officer's key; from then on what they do counts.
pub(crate) async fn enrol(core: &Core, call: &Call, question: EnrolOfficer) -> Result<OfficerEnrolled, EnrolFault> {
    if question.proposed_by == question.confirmed_by {
        return Err(Fault::Refused(EnrolOfficerError::FourEyes));
    }
    check_person(&question).map_err(|problem| Fault::Refused(EnrolOfficerError::Unfit { problem: problem.to_owned() }))?;
    let request = read_request(&question.request.0).map_err(|fault| Fault::Refused(fault.into()))?;
    judge(core, &mut core.db.begin_read().await?, &question, call.received_at).await?;
    let id = Id::<Officer>::generate(core.now(), &mut SystemRandom);
    let certified = certify(core, &call.actor(), id, &question.name, &request).await;
    let (certificate, mut tx) = certified.map_err(|fault| Fault::from(fault).map(EnrolOfficerError::from))?;
    // One of the two may have been dismissed while the queue signed: then the certificate is not stored, and its intent is closed.
    let [proposed_by, confirmed_by] = judge(core, &mut tx, &question, call.received_at).await?.map(|officer| officer.id());
    let EnrolOfficer { name, email, roles, .. } = &question;
    insert(&mut tx, &NewOfficer { id, name, email, certificate: &certificate, roles, at: core.now() }).await?;
    let detail = json!({
        "certificate": certificate.fingerprint(), "roles": roles, "proposed_by": proposed_by, "confirmed_by": confirmed_by,
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

/// What rows can say against it; the two who vouch.
async fn judge(core: &Core, tx: &mut Tx, question: &EnrolOfficer, at: Timestamp) -> Result<[ActingOfficer; 2], EnrolFault> {
    let by = two_who_vouch(core, tx, [question.proposed_by, question.confirmed_by], at).await?;
    if store::is_address_in_use(tx, &question.email).await? {
        return Err(Fault::Refused(EnrolOfficerError::AddressInUse));
    }
    Ok(by)
}
