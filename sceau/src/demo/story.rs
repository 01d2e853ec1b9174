//! The main job of this zone, played once: approved, produced, in force, revoked, proved.

use std::path::PathBuf;
use std::time::Instant;

use ca::Established;
use ca_contract::holder::{ReleasePuk, SetCode};
use ca_contract::issuance::{Approve, Issued, Issuer, ListIssuers};
use ca_contract::revocation::{
    Channel, Contact, HolderReason, RevocationAccount, RevocationSummary, RevokeByCode, RevokeByCodeError, RevokedByCode,
};
use ca_contract::statement::Person;
use ca_contract::{Confidential, Failed, IdempotencyKey, Operation};
use jiff::civil::date;
use pki::ocsp::CertStatus;
use pki::{Clock, Digest, Id, SystemClock, SystemRandom};
use policies::Policies;

use super::journey::{Journey, Moment};
use super::narration::Narration;
use super::status::Status;
use super::{Callers, DemoError, holder, specimen};
use crate::station::{self, Produced};

/// Where the story is played.
pub(super) struct Stage {
    pub(super) callers: Callers,
    pub(super) status: Status,
    pub(super) root: PathBuf,
    pub(super) established: Established,
}

/// The holder's codes, different for the two certificates.
const CODES: [&str; 2] = ["K7MP3WQ", "X4RT9BDA"];

pub(super) async fn play(stage: &Stage, narration: &mut Narration) -> Result<(), DemoError> {
    let journey = Journey::new(&stage.root);
    narration.step("wait until the responder has its keys certified and its answers signed", ready(stage)).await?;
    narration.step("have two officers approve a statement about an invented expert", approve(stage)).await?;
    let produced =
        narration.step("produce the token: a key pair a slot, the pair of certificates, PIN and PUK", produce(stage)).await?;
    narration.remark(&produced.to_string());
    let issued = &produced.issued;
    journey.certificates(issued)?;
    let issuers =
        narration.step("ask OCSP and CRLs: both certificates are good and on no CRL", before(stage, &journey, issued)).await?;
    narration.step("define an emergency revocation code for each certificate", define_codes(stage, issued)).await?;
    narration.step("collect the PUK, set a PIN with it, sign with both keys", collect_puk(stage, issued)).await?;
    narration.step("ask for the PUK again: it is released once", puk_again(stage, issued)).await?;
    narration.step("try a wrong emergency code: refused", wrong_code(stage)).await?;
    let asked = Instant::now();
    let summary = narration.step("revoke on the four right answers", revoke(stage)).await?;
    let receipt = narration
        .step("read the revocation back from every origin, and have the account sealed", account(stage, &summary))
        .await?;
    narration.remark(&format!(
        "both certificates are revoked and the world knows, {} ms after the request",
        asked.elapsed().as_millis()
    ));
    journey.receipt(&receipt)?;
    narration
        .step("ask OCSP and CRLs: both certificates are revoked and on their CRLs", after(stage, &journey, issued, &issuers))
        .await
}

fn held(step: &'static str, holds: bool, problem: &str) -> Result<(), DemoError> {
    if holds { Ok(()) } else { Err(DemoError::Step { step, problem: problem.to_owned() }) }
}

fn failed<E: std::fmt::Display>(step: &'static str) -> impl Fn(E) -> DemoError {
    move |fault| DemoError::Step { step, problem: fault.to_string() }
}

async fn ready(stage: &Stage) -> Result<(), DemoError> {
    stage.status.ready().await.map_err(failed("ready"))
}

/// Asks as the portal does.
async fn portal<O: Operation>(stage: &Stage, question: &O) -> Result<O::Answer, Failed<O::Error>> {
    stage.callers.portal.call(question, IdempotencyKey::generate(&mut SystemRandom)).await
}

async fn approve(stage: &Stage) -> Result<(), DemoError> {
    let step = "approve";
    let [reviewer, authoriser] = stage.established.officers.as_slice() else {
        return held(step, false, "two officers are enrolled at first");
    };
    let now = SystemClock.now();
    let order = "SC-2026-000001".parse().map_err(failed(step))?;
    let product = "expert-card".parse().map_err(failed(step))?;
    let person = Id::<Person>::generate(now, &mut SystemRandom);
    let statement = specimen(order, product, person, reviewer.id, &Policies::embedded(), now);
    let approve = Approve { statement, reviewed_by: reviewer.id, authorised_by: authoriser.id };
    portal(stage, &approve).await.map(drop).map_err(failed(step))
}

async fn produce(stage: &Stage) -> Result<Produced, DemoError> {
    station::personalise(&stage.callers.station, None, &token_file(stage)).await.map_err(failed("produce"))
}

fn token_file(stage: &Stage) -> PathBuf {
    stage.root.join("holder.token")
}

async fn before(stage: &Stage, journey: &Journey, issued: &Issued) -> Result<Vec<Issuer>, DemoError> {
    let step = "ask OCSP and CRLs before the revocation";
    let issuers = portal(stage, &ListIssuers {}).await.map_err(failed(step))?;
    let told = journey.status(Moment::Before, &stage.status, &issuers, issued).await?;
    held(step, told.len() == 2 && told.iter().all(|told| told.status == CertStatus::Good && !told.listed), "not both are good")?;
    Ok(issuers)
}

async fn define_codes(stage: &Stage, issued: &Issued) -> Result<(), DemoError> {
    for (certificate, code) in issued.certificates.iter().zip(CODES) {
        let set = SetCode { certificate: Digest::of(&certificate.certificate.0), code: Confidential::new(code) };
        portal(stage, &set).await.map_err(failed("define the codes"))?;
    }
    Ok(())
}

async fn collect_puk(stage: &Stage, issued: &Issued) -> Result<(), DemoError> {
    let step = "collect the PUK";
    let released = portal(stage, &release(issued)).await.map_err(failed(step))?;
    holder::take_possession(&token_file(stage), released.puk.expose()).map_err(failed(step))
}

async fn puk_again(stage: &Stage, issued: &Issued) -> Result<(), DemoError> {
    let again = portal(stage, &release(issued)).await;
    held("ask for the PUK again", matches!(again, Err(Failed::Refused(_))), "it was released twice")
}

fn release(issued: &Issued) -> ReleasePuk {
    ReleasePuk { certificate: issued.certificates.first().map_or(Digest::of(&[]), |main| Digest::of(&main.certificate.0)) }
}

fn answers(code: &str) -> RevokeByCode {
    RevokeByCode {
        name: Confidential::new("kervadec maelle"),
        contact: Contact::Email(Confidential::new("maelle.kervadec@sceau.example.org")),
        birth_date: date(1971, 4, 23),
        code: Confidential::new(code),
        further: None,
        reason: HolderReason::Stolen,
        channel: Channel::Web,
        source: "127.0.0.1".to_owned(),
        token: None,
    }
}

async fn wrong_code(stage: &Stage) -> Result<(), DemoError> {
    let answer = portal(stage, &answers("W7MP3WQ")).await;
    let refused = matches!(answer, Err(Failed::Refused(RevokeByCodeError::NotRecognised)));
    held("try a wrong code", refused, "it was not refused as a wrong code is")
}

async fn revoke(stage: &Stage) -> Result<RevocationSummary, DemoError> {
    let step = "revoke";
    match portal(stage, &answers(CODES[1])).await.map_err(failed(step))? {
        RevokedByCode::Revoked(summary) => Ok(summary),
        RevokedByCode::Choose { .. } => {
            Err(DemoError::Step { step, problem: "one token fits, and it was asked which".to_owned() })
        }
    }
}

async fn account(stage: &Stage, summary: &RevocationSummary) -> Result<Vec<u8>, DemoError> {
    let account = RevocationAccount { request: summary.request, wait_ms: 10_000 };
    Ok(portal(stage, &account).await.map_err(failed("account"))?.receipt.0)
}

async fn after(stage: &Stage, journey: &Journey, issued: &Issued, issuers: &[Issuer]) -> Result<(), DemoError> {
    let told = journey.status(Moment::After, &stage.status, issuers, issued).await?;
    let revoked = told.iter().all(|told| matches!(told.status, CertStatus::Revoked { .. }) && told.listed);
    held("ask OCSP and CRLs after the revocation", told.len() == 2 && revoked, "not both are revoked and listed")
}
