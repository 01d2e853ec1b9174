//! Enrolling an officer, on the word of two others.

use ca_contract::Der;
use ca_contract::officers::{EnrolOfficer, EnrolOfficerError, OfficerEnrolled};
use ca_contract::statement::Officer;
use chassis::act::Act;
use chassis::db::Tx;
use pki::{Id, SystemRandom, Timestamp};
use serde_json::json;

use super::certify::{certify, read_request};
use super::store::{NewOfficer, insert};
use crate::approvals::may_be_certified;
use crate::call::{Answered, Call, Decide, Fault, Proceed};
use crate::core::Core;
use crate::issuance::SignedSingle;
use crate::officers::{self, ActingOfficer, two_who_vouch};

type EnrolFault = Fault<EnrolOfficerError>;

/// RFC 5321 §4.5.3.1.3: a path has at most 256 octets including its brackets.
const LONGEST_ADDRESS: usize = 254;

/// First certifies the new officer's key, then enrols the officer with the certificate.
impl Proceed for EnrolOfficer {
    async fn proceed(self, core: &Core, call: &Call) -> Result<Answered<OfficerEnrolled>, EnrolFault> {
        if self.proposed_by == self.confirmed_by {
            return Err(Fault::Refused(EnrolOfficerError::FourEyes));
        }
        check_person(&self).map_err(|problem| Fault::Refused(EnrolOfficerError::InvalidName { problem: problem.to_owned() }))?;
        check(core, &mut core.db.begin_read().await?, &self, call.received_at).await?;
        let key = read_request(core, &self.request.0).map_err(|fault| Fault::Refused(fault.into()))?;
        let id = Id::<Officer>::generate(core.now(), &mut SystemRandom);
        let signed = certify(core, &call.actor(), id, &self.name, &key).await;
        let signed = signed.map_err(|fault| Fault::from(fault).map(EnrolOfficerError::from))?;
        call.answer(core, Enrol { question: &self, id, signed }).await
    }
}

/// Enrols the officer, whose acts count from then on.
struct Enrol<'a> {
    question: &'a EnrolOfficer,
    id: Id<Officer>,
    signed: SignedSingle,
}

impl Decide for Enrol<'_> {
    type Output = OfficerEnrolled;
    type Refusal = EnrolOfficerError;

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<OfficerEnrolled, EnrolFault> {
        let Self { question, id, signed } = self;
        let (core, at) = (act.zone(), act.at());
        // One of the two may have been dismissed during the signing: then the certificate is not stored, and its intent is
        // closed.
        let [proposed_by, confirmed_by] = check(core, act.tx(), question, call.received_at).await?.map(|officer| officer.id());
        let certificate = signed.store(act).await?;
        let EnrolOfficer { name, email, roles, .. } = question;
        insert(act.tx(), &NewOfficer { id, name, email, certificate: &certificate, roles, at }).await?;
        let detail = json!({
            "certificate": certificate.fingerprint(), "roles": roles, "proposed_by": proposed_by, "confirmed_by": confirmed_by,
            "signed": false,
        });
        act.record("officer.enrolled", &id.to_string(), detail).await?;
        Ok(OfficerEnrolled {
            officer: id,
            certificate: Der(certificate.der().to_vec()),
            chain: vec![Der(core.issuers.internal().certificate.der().to_vec())],
        })
    }
}

/// Checks for a first name and a surname, and an address to which a message can be sent.
fn check_person(question: &EnrolOfficer) -> Result<(), &'static str> {
    if question.name.split(' ').count() < 2 || question.name.split(' ').any(str::is_empty) {
        return Err("a name is a first name, a space and a surname");
    }
    if !question.name.chars().all(may_be_certified) {
        return Err("a name has Latin letters, hyphens, apostrophes, full stops and spaces");
    }
    let email = &question.email;
    let graphic = email.len() <= LONGEST_ADDRESS && email.bytes().all(|octet| octet.is_ascii_graphic());
    let parts = email.split_once('@').filter(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'));
    if graphic && parts.is_some() { Ok(()) } else { Err("an address looks like name@sceau.example.org") }
}

/// The checks that need rows; returns the two officers who vouch.
async fn check(core: &Core, tx: &mut Tx, question: &EnrolOfficer, at: Timestamp) -> Result<[ActingOfficer; 2], EnrolFault> {
    let by = two_who_vouch(core, tx, [question.proposed_by, question.confirmed_by], at).await?;
    if officers::is_address_in_use(tx, &question.email).await? {
        return Err(Fault::Refused(EnrolOfficerError::AddressInUse));
    }
    Ok(by)
}

#[cfg(test)]
mod tests;
