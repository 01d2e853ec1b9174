//! A scripted certificate authority: its officers, its refusals, and every request with its key.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use ca_contract::escrow::{DossierKey, DossierKeyAnswer};
use ca_contract::issuance::{Approve, ApproveError, Approved};
use ca_contract::officers::{
    DismissOfficer, DismissOfficerError, EnrolOfficer, EnrolledOfficer, OfficerDismissed, OfficerEnrolled, OfficerRenewed,
    OfficerRoles, RenewOfficer,
};
use ca_contract::{CertificateAuthority, Confidential, Der, Unreachable, VERSION_HEADER};
use http::{Request, Response, StatusCode};
use pki::{Certificate, Clock, Digest, Id, SystemRandom};
use serde::Serialize;
use serde_json::json;

use super::SetClock;
use crate::internal_authority::TestAuthority;

pub(super) struct Script {
    clock: Arc<SetClock>,
    /// Issues the officers' certificates.
    pub(super) internal: TestAuthority,
    pub(super) officers: Mutex<Vec<EnrolledOfficer>>,
    /// The newest certificate of each address.
    certificates: Mutex<HashMap<String, Certificate>>,
    /// The refusal of the next approval.
    pub(super) refusal: Mutex<Option<ApproveError>>,
    /// The refusal of the next dismissal.
    pub(super) dismissal: Mutex<Option<DismissOfficerError>>,
    /// Whether every call fails.
    pub(super) silent: Mutex<bool>,
    /// The incident that every call meets.
    pub(super) incident: Mutex<Option<&'static str>>,
    /// Names of operations with their idempotency keys, in order.
    pub(super) asked: Mutex<Vec<(String, String)>>,
    pub(super) approved: Mutex<Vec<Approve>>,
    keys: Mutex<HashMap<String, String>>,
}

impl Script {
    pub(super) fn new(clock: &Arc<SetClock>) -> Self {
        Self {
            clock: Arc::clone(clock),
            internal: TestAuthority::new(clock.now()),
            officers: Mutex::default(),
            certificates: Mutex::default(),
            refusal: Mutex::default(),
            dismissal: Mutex::default(),
            silent: Mutex::default(),
            incident: Mutex::default(),
            asked: Mutex::default(),
            approved: Mutex::default(),
            keys: Mutex::default(),
        }
    }

    pub(super) fn client(self: &Arc<Self>) -> CertificateAuthority {
        let script = Arc::clone(self);
        CertificateAuthority::over(tower::service_fn(move |request: Request<Bytes>| {
            let answer = script.answer(&request);
            async move { answer }
        }))
    }

    /// Enrols an officer with every role.
    pub(super) fn enrol(&self, name: &str, email: &str) -> EnrolledOfficer {
        self.enrol_with(name, email, &OfficerRoles::all())
    }

    fn enrol_with(&self, name: &str, email: &str, roles: &OfficerRoles) -> EnrolledOfficer {
        let (at, certificate) = (self.clock.now(), self.certify(name, email));
        let officer = EnrolledOfficer {
            id: Id::generate(at, &mut SystemRandom),
            name: name.to_owned(),
            email: email.to_owned(),
            fingerprint: certificate.fingerprint(),
            validity: certificate.validity(),
            roles: roles.iter().collect(),
            enrolled_at: at,
            dismissed_at: None,
        };
        self.officers.lock().unwrap().push(officer.clone());
        officer
    }

    /// A certificate that is valid for a year from now.
    fn certify(&self, name: &str, email: &str) -> Certificate {
        let (certificate, _) = self.internal.admit(name, self.clock.now());
        self.set_certificate(email, certificate.clone());
        certificate
    }

    pub(super) fn set_certificate(&self, email: &str, certificate: Certificate) {
        self.certificates.lock().unwrap().insert(email.to_owned(), certificate);
    }

    /// The certificate of the officer with an address.
    pub(super) fn certificate_of(&self, email: &str) -> Certificate {
        self.certificates.lock().unwrap()[email].clone()
    }

    /// The keys with which an operation was called.
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
        if let Some(id) = *self.incident.lock().unwrap() {
            return Ok(broken(id));
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
                let officer = self.enrol_with(&question.name, &question.email, &question.roles);
                let certificate = Der(self.certificate_of(&question.email).der().to_vec());
                granted(&OfficerEnrolled { officer: officer.id, certificate, chain: vec![Der(b"issuer".to_vec())] })
            }
            "RenewOfficer" => {
                let question: RenewOfficer = serde_json::from_slice(body).unwrap();
                let mut officers = self.officers.lock().unwrap();
                let known = officers.iter_mut().find(|known| known.id == question.officer).unwrap();
                let certificate = self.certify(&known.name, &known.email);
                (known.fingerprint, known.validity) = (certificate.fingerprint(), certificate.validity());
                granted(&OfficerRenewed { certificate: Der(certificate.der().to_vec()), chain: vec![Der(b"issuer".to_vec())] })
            }
            "DismissOfficer" => {
                if let Some(refusal) = self.dismissal.lock().unwrap().take() {
                    return Ok(refused(&refusal));
                }
                let question: DismissOfficer = serde_json::from_slice(body).unwrap();
                let at = self.clock.now();
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

/// The answer to a call that meets an incident (RFC 9457).
fn broken(incident: &str) -> Response<Bytes> {
    let problem = json!({ "type": "about:blank", "title": "incident", "incident": incident });
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    Response::builder().status(status).header(VERSION_HEADER, "1").body(Bytes::from(problem.to_string())).unwrap()
}
