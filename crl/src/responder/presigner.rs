//! Signing responses in advance: after an event for what it changed, and periodically for everything.

use std::sync::Arc;

use ca_contract::AuthorityName;
use pki::SerialNumber;
use pki::ocsp::{CertStatus, SingleResponse};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::answer::sign;
use crate::core::Core;
use crate::index::{Changed, Issuer};

/// Number of certificates handled before yielding.
const BATCH: usize = 256;

/// Which responses are outdated.
#[derive(Debug)]
pub(crate) enum Stale {
    /// Those for these certificates.
    Serials(Vec<Changed>),
    /// Possibly any.
    Everything,
}

/// Keeps the responses up to date.
///
/// A pass over all certificates begins after every eighth of the responses' validity, and replaces those older than a quarter
/// of it.
pub(crate) struct Presigner {
    core: Arc<Core>,
    stale: UnboundedReceiver<Stale>,
    pass: Pass,
}

/// The progress of a pass over all certificates.
enum Pass {
    /// Everything up to this certificate is done.
    At(Option<(AuthorityName, SerialNumber)>),
    /// Everything is done; the next pass begins at this time.
    Done { again: Instant },
}

/// A certificate with its issuer and status.
type Known = (Arc<Issuer>, SerialNumber, CertStatus);

impl Presigner {
    pub(crate) const fn new(core: Arc<Core>, stale: UnboundedReceiver<Stale>) -> Self {
        Self { core, stale, pass: Pass::At(None) }
    }

    pub(crate) async fn run(mut self, stop: CancellationToken) {
        loop {
            let again = match self.pass {
                Pass::At(_) => Instant::now(),
                Pass::Done { again } => again,
            };
            tokio::select! {
                biased;
                () = stop.cancelled() => return,
                stale = self.stale.recv() => match stale {
                    Some(stale) => self.replace(stale).await,
                    None => return,
                },
                () = tokio::time::sleep_until(again) => {
                    self.proceed().await;
                }
            }
        }
    }

    /// Signs new responses for what an event changed.
    pub(crate) async fn replace(&mut self, stale: Stale) {
        match stale {
            Stale::Serials(changed) => {
                self.sign(changed.into_iter().filter(|changed| changed.issuer.ocsp).map(|changed| self.known(changed)).collect())
                    .await;
            }
            Stale::Everything => self.pass = Pass::At(None),
        }
    }

    /// Continues the pass by one batch. Returns whether anything was left to do.
    pub(crate) async fn proceed(&mut self) -> bool {
        let position = match &self.pass {
            Pass::At(position) => position.as_ref(),
            Pass::Done { .. } => None,
        };
        let batch = self.core.index.read().as_ref().map(|index| index.serials_after(position, BATCH)).unwrap_or_default();
        self.pass = match batch.last() {
            Some((issuer, serial, _)) => Pass::At(Some((issuer.name.clone(), serial.clone()))),
            None => Pass::Done { again: Instant::now() + self.core.response_validity / 8 },
        };
        let any = !batch.is_empty();
        self.sign(batch).await;
        any
    }

    fn known(&self, changed: Changed) -> Known {
        let Changed { issuer, serial } = changed;
        let index = self.core.index.read();
        let status = index.as_ref().map_or(CertStatus::Unknown, |index| index.status(&issuer.name, &serial));
        (issuer, serial, status)
    }

    async fn sign(&self, serials: Vec<Known>) {
        let core = Arc::clone(&self.core);
        if let Err(fault) = tokio::task::spawn_blocking(move || presign(&core, &serials)).await {
            tracing::error!(%fault, "responses could not be signed in advance");
        }
    }
}

/// Signs the responses that are due for these certificates, for each form of CertID that clients usually send. Signs none while the
/// feed is lagging, because requests are not answered then.
fn presign(core: &Core, serials: &[Known]) {
    let mut signed = Vec::new();
    for (issuer, serial, status) in serials {
        let now = core.now();
        if core.is_lagging(now) {
            break;
        }
        for cert_id in issuer.id.usual_cert_ids(serial) {
            if !core.responses.is_due(cert_id.der(), *status, now) {
                continue;
            }
            let name = cert_id.der().into();
            // Nothing can be signed without a key. A new key starts a new pass; until then requests are answered with
            // `tryLater`.
            if let Ok(answer) = sign(core, issuer, &[SingleResponse { cert_id, status: *status }], None, now) {
                signed.push((name, *status, answer));
            }
        }
    }
    core.responses.extend(signed);
}
