//! A certificate authority from a script: who is an officer, what it refuses, and every question with its key.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use ca_contract::escrow::{DossierKey, DossierKeyAnswer};
use ca_contract::issuance::{Approve, ApproveError, Approved};
use ca_contract::officers::{DismissOfficer, EnrolOfficer, EnrolledOfficer, OfficerDismissed, OfficerEnrolled};
use ca_contract::{CertificateAuthority, Confidential, Der, Unreachable, VERSION_HEADER};
use http::{Request, Response, StatusCode};
use pki::{Digest, Id, SystemRandom, Timestamp};
use serde::Serialize;
use serde_json::json;

#[derive(Default)]
pub(super) struct Script {
    pub(super) officers: Mutex<Vec<EnrolledOfficer>>,
    /// The next approval is refused.
    pub(super) refusal: Mutex<Option<ApproveError>>,
    /// Nothing is answered.
    pub(super) silent: Mutex<bool>,
    /// Names of operations and keys, in order.
    pub(super) asked: Mutex<Vec<(String, String)>>,
    pub(super) approved: Mutex<Vec<Approve>>,
    keys: Mutex<HashMap<String, String>>,
}

impl Script {
    pub(super) fn client(self: &Arc<Self>) -> CertificateAuthority {
        let script = Arc::clone(self);
        CertificateAuthority::over(tower::service_fn(move |request: Request<Bytes>| {
            let answer = script.answer(&request);
            async move { answer }
        }))
    }

    pub(super) fn enrol(&self, name: &str, email: &str, at: Timestamp) -> EnrolledOfficer {
        let officer = EnrolledOfficer {
            id: Id::generate(at, &mut SystemRandom),
            name: name.to_owned(),
            email: email.to_owned(),
            fingerprint: Digest::of(email.as_bytes()),
            enrolled_at: at,
            dismissed_at: None,
        };
        self.officers.lock().unwrap().push(officer.clone());
        officer
    }

    pub(super) fn fingerprint_of(&self, email: &str) -> Digest {
        Digest::of(email.as_bytes())
    }

    /// The keys that an operation was asked with.
    pub(super) fn keys_of(&self, operation: &str) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|(name, _)| name == operation).map(|(_, key)| key.clone()).collect()
    }

    fn answer(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, Unreachable> {
        let name = request.uri().path().trim_start_matches("/v1/").to_owned();
        let key = request.headers()["idempotency-key"].to_str().unwrap().to_owned();
        self.asked.lock().unwrap().push((name.clone(), key));
        if *self.silent.lock().unwrap() {
            return Err(Unreachable);
        }
        let body = request.body();
        match name.as_str() {
            "ListOfficers" => granted(&*self.officers.lock().unwrap()),
            "DossierKey" => {
                let question: DossierKey = serde_json::from_slice(body).unwrap();
                let mut keys = self.keys.lock().unwrap();
                let next = format!("{:A>43}=", keys.len());
                let key = keys.entry(question.order.to_string()).or_insert(next).clone();
                granted(&DossierKeyAnswer { key: Confidential::new(key) })
            }
            "Approve" => {
                if let Some(refusal) = self.refusal.lock().unwrap().take() {
                    return Ok(refused(&refusal));
                }
                self.approved.lock().unwrap().push(serde_json::from_slice(body).unwrap());
                granted(&Approved { statement: Digest::of(body) })
            }
            "EnrolOfficer" => {
                let question: EnrolOfficer = serde_json::from_slice(body).unwrap();
                let officer = self.enrol(&question.name, &question.email, Timestamp::from_millis(super::NOW));
                // The certificate is the address: its fingerprint is what the list says.
                let certificate = Der(question.email.into_bytes());
                granted(&OfficerEnrolled { officer: officer.id, certificate, chain: vec![Der(b"issuer".to_vec())] })
            }
            "DismissOfficer" => {
                let question: DismissOfficer = serde_json::from_slice(body).unwrap();
                let at = Timestamp::from_millis(super::NOW);
                let mut officers = self.officers.lock().unwrap();
                officers.iter_mut().filter(|known| known.id == question.officer).for_each(|known| known.dismissed_at = Some(at));
                granted(&OfficerDismissed { at })
            }
            _ => Err(Unreachable),
        }
    }
}

fn granted(answer: &impl Serialize) -> Result<Response<Bytes>, Unreachable> {
    Ok(Response::builder().header(VERSION_HEADER, "1").body(Bytes::from(serde_json::to_vec(answer).unwrap())).unwrap())
}

fn refused(refusal: &impl Serialize) -> Response<Bytes> {
    let problem = json!({ "type": "about:blank", "detail": "refused", "refusal": refusal });
    Response::builder().status(StatusCode::CONFLICT).header(VERSION_HEADER, "1").body(Bytes::from(problem.to_string())).unwrap()
}
