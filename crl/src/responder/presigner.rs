//! Signing answers beforehand: at once what an event changed, and everything again and again.

use std::sync::Arc;

use ca_contract::AuthorityName;
use pki::SerialNumber;
use pki::ocsp::{CertId, CertStatus, SingleAnswer};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::answer::sign;
use crate::core::Core;
use crate::index::{Changed, Issuer};

/// How many serials are seen to before anything else gets its turn.
const BATCH: usize = 256;

/// Which answers no longer fit.
#[derive(Debug)]
pub(crate) enum Stale {
    /// Those for these serials.
    Serials(Vec<Changed>),
    /// Perhaps any.
    Everything,
}

/// Keeps the answers signed.
///
/// A pass over all serials begins every eighth of the answers' validity and renews what is older than a quarter of it.
pub(crate) struct Presigner {
    core: Arc<Core>,
    stale: UnboundedReceiver<Stale>,
    pass: Pass,
}

/// Where a pass over all serials stands.
enum Pass {
    /// Everything up to this serial was seen to.
    At(Option<(AuthorityName, SerialNumber)>),
    /// All of them; the next pass begins at this moment.
    Done { again: Instant },
}

/// A serial with its issuer and what the index says of it.
type Known = (Arc<Issuer>, SerialNumber, CertStatus);

impl Presigner {
    pub(crate) const fn new(core: Arc<Core>, stale: UnboundedReceiver<Stale>) -> Self {
        Self { core, stale, pass: Pass::At(None) }
    }

    /// Works until stopped.
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

    /// Signs anew what an event changed.
    pub(crate) async fn replace(&mut self, stale: Stale) {
        match stale {
            Stale::Serials(changed) => {
                self.sign(changed.into_iter().filter(|changed| changed.issuer.ocsp).map(|changed| self.known(changed)).collect())
                    .await;
            }
            Stale::Everything => self.pass = Pass::At(None),
        }
    }

    /// Goes on with the pass by one batch; whether it found anything left to see to.
    pub(crate) async fn proceed(&mut self) -> bool {
        let position = match &self.pass {
            Pass::At(position) => position.as_ref(),
            Pass::Done { .. } => None,
        };
        let batch = self.core.index.read().as_ref().map(|index| index.serials_after(position, BATCH)).unwrap_or_default();
        self.pass = match batch.last() {
            Some((issuer, serial, _)) => Pass::At(Some((issuer.name.clone(), serial.clone()))),
            None => Pass::Done { again: Instant::now() + self.core.answer_validity / 8 },
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
            tracing::error!(%fault, "answers could not be signed beforehand");
        }
    }
}

/// Signs what is due among these serials, for the SHA-1 and the SHA-256 CertID. Nothing while the feed is not heard: nothing would
/// be answered either.
fn presign(core: &Core, serials: &[Known]) {
    let mut signed = Vec::new();
    for (issuer, serial, status) in serials {
        let now = core.now();
        if core.is_lagging(now) {
            break;
        }
        for cert_id in [CertId::sha1(&issuer.certificate, serial), CertId::sha256(&issuer.certificate, serial)] {
            if !core.answers.is_due(cert_id.der(), *status, now) {
                continue;
            }
            let name = cert_id.der().into();
            // Without a key nothing can be signed; a new key brings a new pass, and whoever asks meanwhile hears `tryLater`.
            if let Ok(answer) = sign(core, issuer, &[SingleAnswer { cert_id, status: *status }], None, now) {
                signed.push((name, *status, answer));
            }
        }
    }
    core.answers.extend(signed);
}
