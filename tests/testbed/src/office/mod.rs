//! A testbed with the portal, for scenarios that use pages, forms, mails and client certificates.

mod mailbox;
mod people;

use std::sync::Arc;

use ca_contract::CertificateAuthority;
use chassis::db::Db;
use chassis::http::Pace;
use chassis::ledger::{self, Recorded};
use demo::browser::{Browser, ClientCertificate};
use deployment::configuration::PortalFile;
use deployment::zones::{PortalComposition, PortalZone};
use mails::CapturedMail;
use pki::pem;
use registration::dossiers::Examiner;
use registration::{Failpoints, Registration};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::program;
use crate::{CHEAP, Engine, Testbed, Transport};

/// A running portal, CA and responder.
pub struct Office {
    /// The other zones.
    pub testbed: Testbed,
    /// The captured mails and SMS.
    pub sent: CapturedMail,
    /// The registration authority, for operations that no page offers.
    pub registration: Registration,
    /// The public entrance: `https://localhost:port`.
    pub public: String,
    /// The certificate entrance: `https://localhost:port`.
    pub certificate: String,
    anchor: Vec<u8>,
    zone: JoinHandle<()>,
    stop: CancellationToken,
}

impl Office {
    /// Installs all zones in an empty folder and starts them.
    pub async fn open(engine: Engine, transport: Transport) -> Self {
        Self::on(Testbed::open(engine, transport).await, Failpoints::none()).await
    }

    /// Starts the portal on a testbed, with fault injection.
    pub async fn on(testbed: Testbed, failpoints: Failpoints) -> Self {
        let authority = testbed.callers.portal.clone();
        Self::reaching(testbed, authority, failpoints).await
    }

    /// The same with another client of the CA, such as one that a test wraps.
    pub async fn reaching(testbed: Testbed, authority: CertificateAuthority, failpoints: Failpoints) -> Self {
        let composition = PortalComposition { failpoints, ..PortalComposition::default() };
        Self::composed(testbed, authority, composition).await
    }

    /// The same with another minimum rate of uploads.
    pub async fn receiving_at(testbed: Testbed, pace: Pace) -> Self {
        let authority = testbed.callers.portal.clone();
        Self::composed(testbed, authority, PortalComposition { pace, ..PortalComposition::default() }).await
    }

    async fn composed(testbed: Testbed, authority: CertificateAuthority, composition: PortalComposition) -> Self {
        let file = PortalFile::read(&testbed.installation.portal_file()).expect("the configuration that was written");
        let (public, certificate) = (file.portal.public.site.clone(), file.portal.certificate.site.clone());
        let sent = CapturedMail::default();
        let clock = Arc::clone(&testbed.clock) as Arc<_>;
        let examiner = Examiner::program(program::path());
        let composition =
            PortalComposition { clock, examiner, password_cost: CHEAP, demonstration: Some(sent.clone()), ..composition };
        let zone = PortalZone::start_with(file, authority, composition).await.expect("the portal starts");
        let registration = zone.registration().clone();
        let stop = CancellationToken::new();
        let serving = zone.serve(stop.clone());
        let zone = tokio::spawn(async move { serving.await.expect("the portal ends well") });
        let anchor = std::fs::read_to_string(testbed.installation.browser_anchor()).expect("the throwaway authority");
        let anchor = pem::decode_all(pem::Label::Certificate, &anchor).expect("PEM").remove(0);
        Self { testbed, sent, registration, public, certificate, anchor, zone, stop }
    }

    /// A visitor of the public entrance, in French.
    #[must_use]
    pub fn visitor(&self) -> Browser {
        self.visitor_reading("fr")
    }

    /// A visitor of the public entrance, in another language (`en`).
    #[must_use]
    pub fn visitor_reading(&self, language: &str) -> Browser {
        Browser::new(&self.public, &self.anchor, language).expect("a browser")
    }

    /// A visitor of the certificate entrance, with or without a client certificate.
    #[must_use]
    pub fn at_certificate_entrance(&self, certificate: Option<ClientCertificate>) -> Browser {
        match certificate {
            Some(shown) => Browser::with_certificate(&self.certificate, &self.anchor, "fr", shown),
            None => Browser::new(&self.certificate, &self.anchor, "fr"),
        }
        .expect("a browser")
    }

    /// The portal's database over separate connections, as an attacker with a copy would read it.
    pub async fn database(&self) -> Db {
        let file = PortalFile::read(&self.testbed.installation.portal_file()).expect("the configuration that was written");
        Db::open(&file.database().expect("a database")).await.expect("the database opens")
    }

    /// All rows of the portal's ledger, after verifying its chain.
    pub async fn ledger(&self) -> Vec<Recorded> {
        let db = self.database().await;
        let mut tx = db.begin_read().await.expect("the database is read");
        ledger::verify(&mut tx).await.expect("every row is bound to the one before");
        let rows = ledger::entries(&mut tx, 0, 100_000).await.expect("the ledger is read");
        drop(tx);
        db.close().await;
        rows
    }

    /// Stops the portal and keeps the other zones running.
    pub async fn close_portal(self) -> Testbed {
        self.stop.cancel();
        self.zone.await.expect("the portal did not panic");
        self.testbed
    }

    /// Stops all zones.
    pub async fn close(self) {
        self.close_portal().await.close().await;
    }
}
