//! A stage with the portal on it: stories through pages, forms, mails and client certificates.

mod mailbox;
mod people;

use std::sync::Arc;

use ca_contract::CertificateAuthority;
use chassis::db::Db;
use chassis::ledger::{self, Recorded};
use demo::visitor::{ClientCertificate, Visitor};
use deployment::configuration::PortalFile;
use deployment::zones::{PortalComposition, PortalZone};
use mails::Captured;
use pki::pem;
use registration::{Boundaries, Registration};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{CHEAP, Engine, Stage, Transport};

/// A running portal and the zones that it stands on.
pub struct Office {
    /// The other zones.
    pub stage: Stage,
    /// What was mailed and sent by SMS.
    pub sent: Captured,
    /// The registration authority itself, for what no page offers.
    pub registration: Registration,
    /// The public entrance: `https://localhost:port`.
    pub public: String,
    /// The entrance with certificates.
    pub certificate: String,
    anchor: Vec<u8>,
    zone: JoinHandle<()>,
    stop: CancellationToken,
}

impl Office {
    /// Establishes zones in an empty folder and starts them, the portal too.
    pub async fn open(engine: Engine, transport: Transport) -> Self {
        Self::on(Stage::open(engine, transport).await, Boundaries::none()).await
    }

    /// Starts the portal on a stage, with something that happens at its boundaries.
    pub async fn on(stage: Stage, boundaries: Boundaries) -> Self {
        let authority = stage.callers.portal.clone();
        Self::reaching(stage, authority, boundaries).await
    }

    /// The same, over a certificate authority that a test put something before.
    pub async fn reaching(stage: Stage, authority: CertificateAuthority, boundaries: Boundaries) -> Self {
        let file = PortalFile::read(&stage.installation.portal_file()).expect("the configuration that was written");
        let (public, certificate) = (file.portal.public.site.clone(), file.portal.certificate.site.clone());
        let sent = Captured::default();
        let clock = Arc::clone(&stage.clock) as Arc<_>;
        let composition = PortalComposition { clock, boundaries, password_cost: CHEAP, demonstration: Some(sent.clone()) };
        let zone = PortalZone::start_with(file, authority, composition).await.expect("the portal starts");
        let registration = zone.registration().clone();
        let stop = CancellationToken::new();
        let serving = zone.serve(stop.clone());
        let zone = tokio::spawn(async move { serving.await.expect("the portal ends well") });
        let anchor = std::fs::read_to_string(stage.installation.browser_anchor()).expect("the throwaway authority");
        let anchor = pem::decode_all(pem::Label::Certificate, &anchor).expect("PEM").remove(0);
        Self { stage, sent, registration, public, certificate, anchor, zone, stop }
    }

    /// Somebody at the public entrance who reads French.
    #[must_use]
    pub fn visitor(&self) -> Visitor {
        self.visitor_reading("fr")
    }

    /// Somebody at the public entrance who reads another language: `en`.
    #[must_use]
    pub fn visitor_reading(&self, language: &str) -> Visitor {
        Visitor::new(&self.public, &self.anchor, language).expect("a browser")
    }

    /// Somebody at the entrance with certificates who shows one, or none.
    #[must_use]
    pub fn at_certificate_entrance(&self, certificate: Option<ClientCertificate>) -> Visitor {
        match certificate {
            Some(shown) => Visitor::with_certificate(&self.certificate, &self.anchor, "fr", shown),
            None => Visitor::new(&self.certificate, &self.anchor, "fr"),
        }
        .expect("a browser")
    }

    /// The portal's database, through connections of its own: what an attacker who took it would read.
    pub async fn database(&self) -> Db {
        let file = PortalFile::read(&self.stage.installation.portal_file()).expect("the configuration that was written");
        Db::open(&file.database().expect("a database")).await.expect("the database opens")
    }

    /// Everything that the portal recorded, in order, after its chain was verified.
    pub async fn ledger(&self) -> Vec<Recorded> {
        let db = self.database().await;
        let mut tx = db.begin_read().await.expect("the database is read");
        ledger::verify(&mut tx).await.expect("every row is bound to the one before");
        let rows = ledger::entries(&mut tx, 0, 100_000).await.expect("the ledger is read");
        drop(tx);
        db.close().await;
        rows
    }

    /// Stops the portal and leaves the other zones.
    pub async fn close_portal(self) -> Stage {
        self.stop.cancel();
        self.zone.await.expect("the portal did not panic");
        self.stage
    }

    /// Stops everything.
    pub async fn close(self) {
        self.close_portal().await.close().await;
    }
}
