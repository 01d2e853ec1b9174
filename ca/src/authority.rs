//! The certificate authority's interface to the program that composes it: opening, routers, background work.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use ca_contract::{Caller, CertificateAuthority};
use chassis::act::Act;
use chassis::db::StoreError;
use chassis::http::ServerTls;
use chassis::incident::IncidentId;
use pki::Timestamp;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::bootstrap::{self, BootstrapError, Bootstrapped, OfficerEnrolment};
use crate::call;
use crate::core::{Core, SELF};
use crate::enrolment::{self, OperatorRenewalError, RenewedOfficer};
use crate::issuance::recovery;
use crate::opening::{OpenError, assemble, open_migrated};
use crate::revocation::ReadBack;
use crate::server::{self, PinnedKeys};
use crate::service_tls::ServiceTls;
use crate::{Config, Environment, codes, crls, escrow, feed, recognition, revocation, seal};

/// How often schedules are checked.
const TICK: Duration = Duration::from_secs(5);
/// An intent of this age without a certificate was abandoned: no operation takes that long.
const ABANDONED_AFTER: Duration = Duration::from_secs(120);
/// How often outdated rows are deleted.
const FORGET_EVERY: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// An open certificate authority. Only one process may open a database.
pub struct Authority {
    core: Arc<Core>,
    acts: TaskTracker,
    read_back: ReadBack,
    service_tls: Mutex<ServiceTls>,
    listener: ServerTls,
}

impl Authority {
    /// Creates whatever the policies name and the database lacks: hierarchies, officers, CRLs, seal.
    ///
    /// # Errors
    /// See [`BootstrapError`]. After an interruption, a further call continues where the first stopped.
    pub async fn bootstrap(
        config: &Config,
        environment: &Environment,
        officers: &[OfficerEnrolment],
    ) -> Result<Bootstrapped, BootstrapError> {
        bootstrap::bootstrap(config, environment, officers).await
    }

    /// Renews an officer's certificate when fewer than two other officers could (decision 0010): an act of the operator, recorded
    /// as such, for the officer with e-mail address `address`. `request` is PKCS#10, DER. The certificate authority may be
    /// running meanwhile.
    ///
    /// # Errors
    /// See [`OperatorRenewalError`].
    pub async fn renew_officer(
        config: Config,
        environment: Environment,
        address: &str,
        request: &[u8],
    ) -> Result<RenewedOfficer, OperatorRenewalError> {
        let db = open_migrated(&config).await?;
        let renewed = async {
            let core = assemble(config, environment, db.clone()).await?;
            enrolment::renew_as_operator(&core, address, request).await
        };
        let renewed = renewed.await;
        db.close().await;
        renewed
    }

    /// Opens a bootstrapped certificate authority, and completes what a crash interrupted.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open(config: Config, environment: Environment) -> Result<Self, OpenError> {
        if config.origins.is_empty() {
            return Err(OpenError::NoOrigins);
        }
        let db = open_migrated(&config).await?;
        let core = Arc::new(assemble(config, environment, db).await?);
        let now = core.now();
        let closed = recovery::close_abandoned(core.as_ref(), recovery::ever_until(now)).await?;
        if closed > 0 {
            tracing::warn!(closed, "intents without a certificate were closed as possibly issued");
        }
        let read_back = ReadBack::new().map_err(|_| OpenError::System)?;
        let service_tls = ServiceTls::start(&core).await.map_err(|fault| OpenError::ServiceTls(fault.to_string()))?;
        let listener = service_tls.listener();
        Ok(Self { core, acts: TaskTracker::new(), read_back, service_tls: Mutex::new(service_tls), listener })
    }

    /// The router of the contract, for a listener that identifies peers by their keys.
    pub fn router(&self, pinned_keys: PinnedKeys) -> Router {
        self.unnamed_router().layer(from_fn_with_state(pinned_keys, server::caller_from_pinned_key))
    }

    /// TLS configuration of the contract's listener, whose certificate is renewed automatically.
    #[must_use]
    pub fn listener_tls(&self) -> ServerTls {
        self.listener.clone()
    }

    /// The contract within this process, for one caller.
    #[must_use]
    pub fn in_process(&self, caller: Caller) -> CertificateAuthority {
        CertificateAuthority::over(server::in_process(self.unnamed_router(), caller))
    }

    fn unnamed_router(&self) -> Router {
        server::router(Arc::clone(&self.core), self.acts.clone())
    }

    /// Runs the background work: CRLs, the read-back of revocations, renewals, recovery, digests of older facts. Returns when
    /// stopped, after acts in progress have ended.
    pub async fn run(&self, stop: CancellationToken) {
        tokio::join!(
            self.make_crls(&stop),
            self.read_back(&stop),
            self.keep_house(&stop),
            self.digest_older_facts(&stop),
            self.end_long_polls(&stop)
        );
        self.acts.close();
        self.acts.wait().await;
        if let Err(fault) = call::settle_refusals(&self.core, true).await {
            tracing::error!(%fault, "counted refusals could not be recorded");
        }
    }

    async fn end_long_polls(&self, stop: &CancellationToken) {
        stop.cancelled().await;
        self.core.stopping.cancel();
    }

    async fn make_crls(&self, stop: &CancellationToken) {
        loop {
            let wait = match crls::make_due(&self.core).await {
                Ok(next) => next.since(self.core.now()).min(TICK),
                Err(fault) => {
                    failed("a CRL was not signed", &fault, fault.is_incident());
                    if fault.is_incident() { TICK } else { Duration::from_secs(1) }
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.core.announcements.crl_due() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    async fn read_back(&self, stop: &CancellationToken) {
        let mut wait = SOON;
        loop {
            let behind = revocation::read_back_due(&self.core, &self.read_back).await.unwrap_or_else(|fault| {
                failed("origins were not read back", &fault, fault.is_incident());
                true
            });
            wait = if behind { (wait * 2).min(TICK) } else { SOON };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.core.announcements.read_back_due() => wait = SOON,
                () = tokio::time::sleep(if behind { wait } else { TICK }) => {}
            }
        }
    }

    async fn keep_house(&self, stop: &CancellationToken) {
        let mut forget_next = self.core.now();
        loop {
            self.renew().await;
            if let Err(fault) = self.settle().await {
                failed("abandoned intents were not closed", &fault, fault.is_incident());
            }
            if let Err(fault) = codes::raise_waiting(&self.core).await {
                tracing::error!(%fault, "alarms about wrong answers were not raised");
            }
            let now = self.core.now();
            if now >= forget_next {
                match self.forget(now).await {
                    Ok(()) => forget_next = now.plus(FORGET_EVERY),
                    Err(fault) => failed("outdated rows were not deleted", &fault, fault.is_incident()),
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }

    /// Runs until every token's facts are digested under the current rules.
    async fn digest_older_facts(&self, stop: &CancellationToken) {
        let mut progress = recognition::Progress::default();
        while !stop.is_cancelled() {
            let core = &self.core;
            match recognition::digest_older(core.as_ref(), &core.secrets, &mut progress).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(fault) => {
                    tracing::error!(%fault, "the facts of older tokens could not be digested again");
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = tokio::time::sleep(TICK) => {}
                    }
                }
            }
        }
    }

    async fn renew(&self) {
        if let Err(fault) = seal::renew_if_due(&self.core).await {
            failed("the service seal was not renewed", &fault, fault.is_incident());
        }
        if let Err(fault) = self.service_tls.lock().await.renew_if_due(&self.core).await {
            failed("the listener's certificate was not renewed", &fault, fault.is_incident());
        }
    }

    async fn settle(&self) -> Result<(), StoreError> {
        let now = self.core.now();
        // Older ones were closed when they were a day younger, or at opening.
        let abandoned = now.minus(ABANDONED_AFTER + DAY)..now.minus(ABANDONED_AFTER);
        recovery::close_abandoned(self.core.as_ref(), abandoned).await?;
        call::settle_refusals(&self.core, false).await
    }

    async fn forget(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut act = Act::begin(self.core.as_ref(), SELF).await?;
        call::forget_before(act.tx(), now.minus(30 * DAY)).await?;
        feed::forget_before(act.tx(), now.minus(30 * DAY)).await?;
        codes::forget_before(act.tx(), now.minus(2 * DAY)).await?;
        escrow::forget_before(act.tx(), now.minus(2 * DAY)).await?;
        act.commit().await
    }
}

const SOON: Duration = Duration::from_millis(10);

/// Logs a failure of background work. An incident recurs at every attempt, and is logged only where it was reported.
fn failed(what: &str, fault: &dyn Display, is_incident: bool) {
    if is_incident {
        IncidentId::report(format_args!("{what}: {fault}"));
    } else {
        tracing::error!(%fault, "{what}");
    }
}
