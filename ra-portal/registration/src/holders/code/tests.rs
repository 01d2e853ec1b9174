//! Parsing typed codes, and setting them on both engines with a certificate authority that honours idempotency keys.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use ca_contract::holder::CodeSet;
use ca_contract::{CertificateAuthority, Unreachable, VERSION_HEADER};
use chassis::db::Db;
use chassis::encryption::MasterKey;
use http::{Request, Response, StatusCode};
use pki::{Digest, Id, SerialNumber, SystemClock, SystemRandom, Timestamp};
use policies::Policies;
use test_databases::on_both_engines;

use super::super::{Acceptance, PukStatus};
use super::*;
use crate::Registration;
use crate::core::Environment;
use crate::failpoint::Failpoints;
use crate::internal_authority::TestAuthority;
use crate::migrations;
use crate::registration_authority::supplier;
use crate::settings::Settings;

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
const NOW: Timestamp = Timestamp::from_millis(1_795_338_000_000);

/// The requests that the certificate authority received under each key, and the codes that it set, in order.
#[derive(Default)]
struct Script {
    questions: Mutex<HashMap<String, Bytes>>,
    set: Mutex<Vec<(Digest, String)>>,
}

impl Script {
    fn answer(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let key = request.headers()["idempotency-key"].to_str().unwrap().to_owned();
        let mut questions = self.questions.lock().unwrap();
        match questions.get(&key) {
            Some(earlier) if earlier != request.body() => {
                let problem = Bytes::from_static(br#"{"type":"about:blank","detail":"used for another question"}"#);
                return Response::builder().status(StatusCode::CONFLICT).header(VERSION_HEADER, "1").body(problem).unwrap();
            }
            Some(_) => {}
            None => {
                let question: SetCode = serde_json::from_slice(request.body()).unwrap();
                self.set.lock().unwrap().push((question.certificate, question.code.expose().to_owned()));
                questions.insert(key, request.body().clone());
            }
        }
        Response::builder()
            .header(VERSION_HEADER, "1")
            .body(Bytes::from(serde_json::to_vec(&CodeSet { at: NOW, changed: false }).unwrap()))
            .unwrap()
    }
}

fn certificate(role: &str) -> HeldCertificate {
    HeldCertificate {
        role: role.to_owned(),
        issuer: "sceau-advanced-ca".parse().unwrap(),
        serial: SerialNumber::generate(&mut SystemRandom),
        not_before: NOW,
        not_after: NOW,
        fingerprint: Digest::of(role.as_bytes()),
        der: Vec::new(),
        chain: Vec::new(),
        code_set_at: None,
    }
}

fn holder() -> Holder {
    Holder {
        shown: TestAuthority::new(NOW).admit("Maëlle Kervadec", NOW).1,
        order: Id::generate(NOW, &mut SystemRandom),
        number: "SC-2026-000001".parse().unwrap(),
        product: "expert-card".parse().unwrap(),
        name: "Maëlle Kervadec".to_owned(),
        token: "T-0000-0001".parse().unwrap(),
        model: "SoftToken 1".to_owned(),
        pair: vec![certificate("main"), certificate("companion")],
        puk: PukStatus::Available,
        acceptance: Acceptance::Accepted { at: NOW },
    }
}

fn typed(first: &str, again: &str) -> Result<String, TypedCodeFault> {
    TypedCode::parse(&first.into(), &again.into()).map(|code| code.0.expose_secret().to_owned())
}

#[test]
fn a_code_must_be_typed_twice_alike_ignoring_case_and_spacing() {
    assert_eq!(typed("k7-mp 3wq", "K7MP3WQ"), Ok("K7MP3WQ".to_owned()));
    assert_eq!(typed("K7MP3WQ", "K7MP3WR"), Err(TypedCodeFault::Different));
    assert_eq!(typed(" - ", ""), Err(TypedCodeFault::Missing));
    assert_eq!(typed(&"A".repeat(33), &"A".repeat(33)), Err(TypedCodeFault::Unsuitable(CodeFault::Length)));
}

#[tokio::test]
async fn a_form_that_set_a_code_cannot_set_another() {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        db.migrate(migrations::migrations()).await.unwrap();
        db.close().await;
        let folder = tempfile::tempdir().unwrap();
        let script = Arc::new(Script::default());
        let asked = Arc::clone(&script);
        let environment = Environment {
            authority: CertificateAuthority::over(tower::service_fn(move |request: Request<Bytes>| {
                let answer = asked.answer(&request);
                async move { Ok::<_, Unreachable>(answer) }
            })),
            internal_authority: Arc::new(TestAuthority::new(NOW).certificate().clone()),
            policies: Arc::new(Policies::embedded()),
            master_key: Arc::new(MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap()),
            clock: Arc::new(SystemClock),
            settings: Settings::of(supplier()),
            dossiers: folder.path().join("dossiers"),
            examiner: crate::dossiers::Examiner::here(),
            failpoints: Failpoints::none(),
        };
        let registration = Registration::open(&url, environment).await.unwrap();
        let (holder, both) = (holder(), |code: &str| Codes::Same(TypedCode::parse(&code.into(), &code.into()).unwrap()));

        registration.holders.define_codes(&holder, &[1; 16], &both("K7MP3WQ")).await.unwrap();
        registration.holders.define_codes(&holder, &[1; 16], &both("k7mp-3wq")).await.unwrap();
        for other in ["R8VHN2TE", "234567"] {
            let refused = registration.holders.define_codes(&holder, &[1; 16], &both(other)).await;
            let Err(Fault::Refused(CodesNotSet::KeyUsed { role })) = refused else { panic!("{other}: {refused:?}") };
            assert_eq!(role, "main");
        }
        let first = ["main", "companion"].map(|role| (Digest::of(role.as_bytes()), "K7MP3WQ".to_owned()));
        assert_eq!(*script.set.lock().unwrap(), first, "one code each, and nothing else");
        registration.holders.define_codes(&holder, &[2; 16], &both("R8VHN2TE")).await.unwrap();
        assert_eq!(script.set.lock().unwrap().len(), 4);
        registration.close().await;
    })
    .await;
}
