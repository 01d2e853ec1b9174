//! A running portal and its users, who know only what its pages show.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::mails::CapturedMail;
use ca_contract::CertificateAuthority;
use demo::actors::{Expert, Mailbox, OfficerPages};
use demo::browser::{Browser, TokenLogin};
use deployment::configuration::PortalFile;
use deployment::zones::{PortalComposition, PortalZone};
use jiff::tz::TimeZone;
use pki::{Clock, pem};
use registration::dossiers::Examiner;
use registration::{Failpoints, Registration};
use testbed::{CHEAP, MovedClock, until};
use token::SlotIndex;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::mails::{self, Mail};

const EMAIL: &str = "maelle.kervadec@sceau.example.org";
const PASSWORD: &str = "sept brumes sur la rade";

/// A portal in this process, on the data that other processes left.
pub(crate) struct Site {
    /// For queries that no page offers.
    pub(crate) registration: Registration,
    /// The applicant, with a new browser.
    pub(super) expert: Expert,
    /// The station's client of the CA.
    pub(super) station: CertificateAuthority,
    certificate: String,
    anchor: Vec<u8>,
    folder: PathBuf,
    clock: Arc<MovedClock>,
    zone: JoinHandle<()>,
    stop: CancellationToken,
}

impl Site {
    /// Starts the portal of an installation with the portal's and the station's clients of the CA, in this order.
    pub(crate) async fn open(
        folder: &Path,
        [authority, station]: [CertificateAuthority; 2],
        clock: Arc<MovedClock>,
        failpoints: Failpoints,
    ) -> Self {
        let file = PortalFile::read(&folder.join("portal/sceau.toml")).expect("the configuration");
        let (public, certificate) = (file.portal.public.site.clone(), file.portal.certificate.site.clone());
        let anchor = std::fs::read_to_string(folder.join("browser-ca.pem")).expect("the throwaway authority");
        let anchor = pem::decode_all(pem::Label::Certificate, &anchor).expect("PEM").remove(0);
        let clock_of_portal = Arc::clone(&clock) as Arc<_>;
        let composition = PortalComposition {
            clock: clock_of_portal,
            examiner: Examiner::here(),
            failpoints,
            password_cost: CHEAP,
            ..PortalComposition::default()
        };
        let zone = PortalZone::start_with(file, authority, composition).await.expect("the portal starts");
        let registration = zone.registration().clone();
        let stop = CancellationToken::new();
        let serving = zone.serve(stop.clone());
        let zone = tokio::spawn(async move { serving.await.expect("the portal ends well") });
        let browser = Browser::new(&public, &anchor, "fr").expect("a browser");
        // Mails are sent over SMTP instead of being captured.
        let expert = Expert::new(browser, Mailbox::new(CapturedMail::new(), EMAIL), EMAIL, PASSWORD);
        Self { registration, expert, station, certificate, anchor, folder: folder.to_owned(), clock, zone, stop }
    }

    /// Stops the portal.
    pub(crate) async fn close(self) {
        self.stop.cancel();
        self.zone.await.expect("the portal did not panic");
    }

    /// Waits until every message in the outbox is sent and marked.
    pub(crate) async fn until_nothing_waits(&self) {
        let waiting = async || self.registration.outbox.waiting_messages(1).await.expect("the outbox is read");
        until("everything is sent", async || waiting().await.is_empty().then_some(())).await;
    }

    /// The mails sent by all processes so far.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        mails::taken(&mailed(&self.folder))
    }

    /// The first or second officer (1 or 2).
    pub(crate) fn desk(&self, number: usize) -> OfficerPages {
        let pin = std::fs::read_to_string(self.path(&format!("officers/{number}.pin"))).expect("the PIN");
        let pin = pin.trim().parse().expect("a PIN");
        let login = TokenLogin::new(&self.path(&format!("officers/{number}.token")), pin, SlotIndex::MAIN).expect("a token");
        let shown = login.certificate();
        OfficerPages { browser: Browser::with_certificate(&self.certificate, &self.anchor, "fr", shown).expect("a browser") }
    }

    /// A file of the installation.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Today's date in Paris: day, month, year.
    pub(super) fn today(&self) -> [String; 3] {
        let now = jiff::Timestamp::from_millisecond(self.clock.now().as_millis()).expect("a moment");
        let date = now.to_zoned(TimeZone::get("Europe/Paris").expect("Paris")).date();
        [date.day().to_string(), date.month().to_string(), date.year().to_string()]
    }

    /// Signs in, or creates the account if there is none.
    pub(super) async fn sign_in(&self) {
        for path in ["/sign-in", "/sign-up"] {
            let seen = self.mails().len();
            let form = self.expert.browser.open(path).await.and_then(|page| page.form(path)).expect("a form");
            let asked = form.with("email", EMAIL).with("password", PASSWORD).send().await.expect("an answer");
            if asked.status() == 422 {
                continue;
            }
            let form = asked.form(&format!("{path}/code")).expect("the page that asks for the code");
            form.with("code", &self.code(seen).await).send().await.and_then(|page| page.answered(200)).expect("signed in");
            return;
        }
        panic!("neither sign-in nor sign-up succeeded");
    }

    /// Waits for a one-time code, ignoring the first `seen` mails.
    async fn code(&self, seen: usize) -> String {
        let code = async || self.mails().iter().skip(seen).find_map(Mail::code).map(str::to_owned);
        until("a one-time code", code).await
    }
}

/// The folder with the mails of an installation.
pub(crate) fn mailed(folder: &Path) -> PathBuf {
    folder.join("mails")
}

/// The file of the holder's token.
pub(crate) fn token(folder: &Path) -> PathBuf {
    folder.join("holder.token")
}
