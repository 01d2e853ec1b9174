//! A certificate authority in memory that serves the contract, for tests.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use bytes::Bytes;
use ca_contract::status::{
    Authority, CertifiedResponderKey, CertifyResponderKey, FetchCrl, FetchedCrl, FollowStatus, IssuedSerial, RevokedSerial,
    SignedCrl, SnapshotCursor, SnapshotPage, StatusChange, StatusEvent, StatusEvents, StatusIssuer, StatusSnapshot,
};
use ca_contract::{AuthorityName, CertificateAuthority, Der, Unreachable, VERSION_HEADER};
use http::{Request, Response, StatusCode};
use pki::certificate::{CertificateContent, ExtendedKeyUsage, Extension, KeyUsage};
use pki::crl::{CrlContent, RevocationReason, RevokedEntry};
use pki::csr::CertificationRequest;
use pki::name::Attribute;
use pki::{
    Certificate, Clock, Curve, DistinguishedName, Id, PublicKey, SerialNumber, Signer, SoftwareKey, SystemClock, SystemRandom,
    Timestamp, Validity,
};
use tokio::sync::watch;

/// Maximum number of entries on a page of its snapshots, so that there are several pages.
const PAGE: usize = 2;

/// A clock that shows the same time until a test advances it. It starts at the current second, because OpenSSL uses the machine's
/// clock.
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn start() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(SystemClock.now().truncated().as_millis())))
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.0.store(self.now().plus(by).as_millis(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// A CA of the authority.
pub(crate) struct FakeIssuer {
    pub(crate) name: AuthorityName,
    pub(crate) key: SoftwareKey,
    pub(crate) certificate: Certificate,
}

impl FakeIssuer {
    pub(crate) fn new(name: &str, now: Timestamp) -> Self {
        let key = SoftwareKey::generate(Curve::P384).unwrap();
        let extensions = vec![
            Extension::certificate_authority(0),
            Extension::key_usage(&[KeyUsage::CertSign, KeyUsage::CrlSign]),
            Extension::subject_key_identifier(key.public_key()),
            Extension::authority_key_identifier(key.public_key()),
        ];
        let validity = Validity::new(now.minus(DAY), now.plus(DAY * 3650)).unwrap();
        let certificate = content(name, name, validity, key.public_key(), extensions).encode(Curve::P384).sign(&key).unwrap();
        Self { name: name.parse().unwrap(), key, certificate }
    }

    /// Certifies a responder's key.
    pub(crate) fn certify(&self, key: &PublicKey, validity: Validity) -> Der {
        let extensions = vec![
            Extension::key_usage(&[KeyUsage::DigitalSignature]),
            Extension::extended_key_usage(&[ExtendedKeyUsage::OcspSigning]),
            Extension::authority_key_identifier(self.key.public_key()),
            Extension::ocsp_nocheck(),
        ];
        let tbs = content(self.name.as_str(), "OCSP", validity, key, extensions).encode(Curve::P384);
        Der(tbs.sign(&self.key).unwrap().der().to_vec())
    }

    pub(crate) fn crl(&self, number: u64, entries: &[RevokedEntry], now: Timestamp) -> Vec<u8> {
        let next_update = now.plus(Duration::from_secs(26 * 3600));
        CrlContent { issuer: self.certificate.subject(), number, this_update: now, next_update, entries }.sign(&self.key).unwrap()
    }

    pub(crate) fn status_issuer(&self, ocsp: bool) -> StatusIssuer {
        StatusIssuer { name: self.name.clone(), certificate: Der(self.certificate.der().to_vec()), ocsp }
    }
}

pub(crate) const DAY: Duration = Duration::from_secs(86_400);

fn content(issuer: &str, subject: &str, validity: Validity, key: &PublicKey, extensions: Vec<Extension>) -> CertificateContent {
    let name = |text: &str| DistinguishedName::new(vec![(Attribute::CommonName, text.to_owned())]).unwrap();
    CertificateContent {
        serial: SerialNumber::generate(&mut SystemRandom),
        issuer: name(issuer),
        subject: name(subject),
        validity,
        public_key: key.clone(),
        extensions,
    }
}

/// The authority. Its first events add `advanced` and `classe-3-plus`, with OCSP, and `root`, without.
pub(crate) struct FakeAuthority {
    pub(crate) clock: Arc<TestClock>,
    pub(crate) issuers: Vec<FakeIssuer>,
    state: Mutex<State>,
    moved: watch::Sender<()>,
}

pub(crate) struct State {
    pub(crate) id: Id<Authority>,
    pub(crate) events: Vec<StatusEvent>,
    /// Events up to this one can no longer be followed.
    pub(crate) forgotten: u64,
    pub(crate) crls: BTreeMap<(AuthorityName, u64), Vec<u8>>,
    pub(crate) is_down: bool,
    /// When the next responder certificate begins, counted from now, and how long it is valid.
    pub(crate) next_certificate: (Duration, Duration),
    pub(crate) certified: usize,
}

impl FakeAuthority {
    pub(crate) fn start(clock: &Arc<TestClock>) -> Arc<Self> {
        let now = clock.now();
        let issuers = ["root", "advanced", "classe-3-plus"].map(|name| FakeIssuer::new(name, now));
        let state = State {
            id: Id::generate(now, &mut SystemRandom),
            events: Vec::new(),
            forgotten: 0,
            crls: BTreeMap::new(),
            is_down: false,
            next_certificate: (Duration::ZERO, DAY * 12),
            certified: 0,
        };
        let fake =
            Self { clock: Arc::clone(clock), issuers: issuers.into(), state: Mutex::new(state), moved: watch::Sender::new(()) };
        for issuer in &fake.issuers {
            fake.append(StatusChange::IssuerAdded(issuer.status_issuer(issuer.name.as_str() != "root")));
        }
        Arc::new(fake)
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(crate) fn id(&self) -> Id<Authority> {
        self.state().id
    }

    pub(crate) fn issuer(&self, name: &str) -> &FakeIssuer {
        self.issuers.iter().find(|issuer| issuer.name.as_str() == name).unwrap()
    }

    pub(crate) fn append(&self, change: StatusChange) {
        let mut state = self.state();
        let sequence = state.events.len() as u64 + 1;
        state.events.push(StatusEvent::new(sequence, change));
        drop(state);
        self.moved.send_replace(());
    }

    pub(crate) fn issue(&self, issuer: &str, serial: &SerialNumber) {
        self.append(StatusChange::Issued(IssuedSerial { issuer: issuer.parse().unwrap(), serial: serial.clone() }));
    }

    pub(crate) fn revoke(&self, issuer: &str, serial: &SerialNumber, reason: RevocationReason) {
        let (issuer, serial) = (issuer.parse().unwrap(), serial.clone());
        self.append(StatusChange::Revoked(RevokedSerial { issuer, serial, at: self.clock.now(), reason }));
    }

    /// Signs a CRL and announces it.
    pub(crate) fn sign_crl(&self, issuer: &str, number: u64, revoked: &[&SerialNumber]) -> Vec<u8> {
        let now = self.clock.now();
        let entry = |serial: &&SerialNumber| RevokedEntry {
            serial: (*serial).clone(),
            revoked_at: now,
            reason: RevocationReason::Superseded,
        };
        let der = self.issuer(issuer).crl(number, &revoked.iter().map(entry).collect::<Vec<_>>(), now);
        self.state().crls.insert((issuer.parse().unwrap(), number), der.clone());
        self.append(StatusChange::CrlSigned(SignedCrl { issuer: issuer.parse().unwrap(), number }));
        der
    }

    /// A client for it.
    pub(crate) fn contract(self: &Arc<Self>) -> CertificateAuthority {
        let fake = Arc::clone(self);
        CertificateAuthority::over(tower::service_fn(move |request: Request<Bytes>| {
            let fake = Arc::clone(&fake);
            async move {
                let (status, answer) = fake.serve(request.uri().path(), request.body()).await.ok_or(Unreachable)?;
                Ok(Response::builder().status(status).header(VERSION_HEADER, "1").body(Bytes::from(answer)).unwrap())
            }
        }))
    }

    async fn serve(&self, path: &str, body: &[u8]) -> Option<(StatusCode, String)> {
        if self.state().is_down {
            return None;
        }
        let answer = match path {
            "/v1/FollowStatus" => serde_json::to_string(&self.follow(&serde_json::from_slice(body).unwrap()).await),
            "/v1/StatusSnapshot" => serde_json::to_string(&self.snapshot(&serde_json::from_slice(body).unwrap())),
            "/v1/FetchCrl" => {
                let FetchCrl { issuer, number } = serde_json::from_slice(body).unwrap();
                let Some(crl) = self.state().crls.get(&(issuer, number)).cloned() else {
                    return Some((StatusCode::UNPROCESSABLE_ENTITY, r#"{"refusal":{"why":"unknown-crl"}}"#.to_owned()));
                };
                serde_json::to_string(&FetchedCrl { crl: Der(crl) })
            }
            "/v1/CertifyResponderKey" => serde_json::to_string(&self.certify(&serde_json::from_slice(body).unwrap())),
            other => panic!("{other} is not a responder's operation"),
        };
        Some((StatusCode::OK, answer.unwrap()))
    }

    async fn follow(&self, question: &FollowStatus) -> StatusEvents {
        let mut moved = self.moved.subscribe();
        let wait = Duration::from_millis(question.wait_ms.into());
        let happened = || {
            let state = self.state();
            let (authority, head) = (state.id, state.events.len() as u64);
            if question.after > head || question.after < state.forgotten {
                return Some(StatusEvents::Gap { authority });
            }
            let events: Vec<_> = state.events.iter().filter(|event| event.sequence > question.after).cloned().collect();
            (!events.is_empty()).then_some(StatusEvents::Events { authority, events })
        };
        let news = async {
            loop {
                if let Some(followed) = happened() {
                    return followed;
                }
                moved.changed().await.unwrap();
            }
        };
        let nothing = || StatusEvents::Events { authority: self.state().id, events: Vec::new() };
        tokio::time::timeout(wait, news).await.unwrap_or_else(|_| nothing())
    }

    pub(crate) fn snapshot(&self, question: &StatusSnapshot) -> SnapshotPage {
        let state = self.state();
        let cursor = question.page.unwrap_or(SnapshotCursor { sequence: state.events.len() as u64, after: 0, revoked: false });
        let (mut issuers, mut crls, mut issued, mut revoked) = (Vec::new(), BTreeMap::new(), Vec::new(), Vec::new());
        let mut kinds = StatusChange::CRITICAL_KINDS.map(str::to_owned).to_vec();
        for event in state.events.iter().take_while(|event| event.sequence <= cursor.sequence) {
            match event.change.clone() {
                StatusChange::IssuerAdded(issuer) => issuers.push(issuer),
                StatusChange::Issued(serial) if !issued.contains(&serial) => issued.push(serial),
                StatusChange::Revoked(serial)
                    if !revoked.iter().any(|r: &RevokedSerial| (&r.issuer, &r.serial) == (&serial.issuer, &serial.serial)) =>
                {
                    revoked.push(serial);
                }
                StatusChange::CrlSigned(crl) => drop(crls.insert(crl.issuer.clone(), crl)),
                StatusChange::Unknown(unknown) if event.critical => kinds.push(unknown.kind),
                StatusChange::Issued(_) | StatusChange::Revoked(_) | StatusChange::Unknown(_) => {}
            }
        }
        let first = question.page.is_none();
        let mut page = SnapshotPage {
            authority: state.id,
            sequence: cursor.sequence,
            kinds,
            issuers: if first { issuers } else { Vec::new() },
            crls: if first { crls.into_values().collect() } else { Vec::new() },
            issued_total: issued.len() as u64,
            revoked_total: revoked.len() as u64,
            issued: Vec::new(),
            revoked: Vec::new(),
            next: None,
        };
        let from = usize::try_from(cursor.after).unwrap();
        let given = if cursor.revoked {
            page.revoked = revoked.into_iter().skip(from).take(PAGE).collect();
            page.revoked.len()
        } else {
            page.issued = issued.into_iter().skip(from).take(PAGE).collect();
            page.issued.len()
        };
        page.next = match (given, cursor.revoked) {
            (PAGE, _) => Some(SnapshotCursor { after: cursor.after + PAGE as u64, ..cursor }),
            (_, false) => Some(SnapshotCursor { after: 0, revoked: true, ..cursor }),
            (_, true) => None,
        };
        page
    }

    fn certify(&self, question: &CertifyResponderKey) -> CertifiedResponderKey {
        let request = CertificationRequest::from_der(&question.request.0).unwrap().prove().unwrap();
        let mut state = self.state();
        state.certified += 1;
        let (from, life) = state.next_certificate;
        let from = self.clock.now().plus(from);
        let validity = Validity::new(from, from.plus(life)).unwrap();
        let certificate = self.issuer(question.issuer.as_str()).certify(request.public_key(), validity);
        CertifiedResponderKey { certificate }
    }
}
