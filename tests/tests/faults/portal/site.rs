//! A portal that runs, and the people around it, who know no more of an order than its pages show.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::mails::Captured;
use ca_contract::CertificateAuthority;
use demo::cast::{Desk, Expert, Mailbox};
use demo::visitor::{TokenLogin, Visitor};
use deployment::configuration::PortalFile;
use deployment::zones::{PortalComposition, PortalZone};
use jiff::tz::TimeZone;
use pki::{Clock, pem};
use registration::{Boundaries, Registration};
use stage::{CHEAP, MovedClock, until};
use token::SlotIndex;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::mails::{self, Mail};

const EMAIL: &str = "maelle.kervadec@sceau.example.org";
const PASSWORD: &str = "sept brumes sur la rade";

/// A portal in this process, on what other processes left.
pub(crate) struct Site {
    /// For what no page shows.
    pub(crate) registration: Registration,
    /// The applicant, at a browser that nobody used before.
    pub(super) expert: Expert,
    /// The certificate authority as the station reaches it.
    pub(super) station: CertificateAuthority,
    certificate: String,
    anchor: Vec<u8>,
    folder: PathBuf,
    clock: Arc<MovedClock>,
    zone: JoinHandle<()>,
    stop: CancellationToken,
}

impl Site {
    /// Starts the portal of an installation over what the portal and the station call, in this order.
    pub(crate) async fn open(
        folder: &Path,
        [authority, station]: [CertificateAuthority; 2],
        clock: Arc<MovedClock>,
        boundaries: Boundaries,
    ) -> Self {
        let file = PortalFile::read(&folder.join("portal/sceau.toml")).expect("the configuration");
        let (public, certificate) = (file.portal.public.site.clone(), file.portal.certificate.site.clone());
        let anchor = std::fs::read_to_string(folder.join("browser-ca.pem")).expect("the throwaway authority");
        let anchor = pem::decode_all(pem::Label::Certificate, &anchor).expect("PEM").remove(0);
        let composition =
            PortalComposition { clock: Arc::clone(&clock) as Arc<_>, boundaries, password_cost: CHEAP, demonstration: None };
        let zone = PortalZone::start_with(file, authority, composition).await.expect("the portal starts");
        let registration = zone.registration().clone();
        let stop = CancellationToken::new();
        let serving = zone.serve(stop.clone());
        let zone = tokio::spawn(async move { serving.await.expect("the portal ends well") });
        let browser = Visitor::new(&public, &anchor, "fr").expect("a browser");
        // What is mailed leaves the process: nothing is captured.
        let expert = Expert::new(browser, Mailbox::new(Captured::new(), EMAIL), EMAIL, PASSWORD);
        Self { registration, expert, station, certificate, anchor, folder: folder.to_owned(), clock, zone, stop }
    }

    /// Stops the portal.
    pub(crate) async fn close(self) {
        self.stop.cancel();
        self.zone.await.expect("the portal did not panic");
    }

    /// Waits until every message that was decided is sent and marked.
    pub(crate) async fn until_nothing_waits(&self) {
        let waiting = async || self.registration.outbox.waiting_messages(1).await.expect("the outbox is read");
        until("everything is sent", async || waiting().await.is_empty().then_some(())).await;
    }

    /// What was mailed by every process so far.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        mails::taken(&mailed(&self.folder))
    }

    /// One of the two officers, 1 or 2.
    pub(crate) fn desk(&self, number: usize) -> Desk {
        let pin = std::fs::read_to_string(self.path(&format!("officers/{number}.pin"))).expect("the PIN");
        let pin = pin.trim().parse().expect("a PIN");
        let login = TokenLogin::new(&self.path(&format!("officers/{number}.token")), pin, SlotIndex::MAIN).expect("a token");
        let shown = login.certificate();
        Desk { browser: Visitor::with_certificate(&self.certificate, &self.anchor, "fr", shown).expect("a browser") }
    }

    /// A file of the installation.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Day, month and year in Paris.
    pub(super) fn today(&self) -> [String; 3] {
        let now = jiff::Timestamp::from_millisecond(self.clock.now().as_millis()).expect("a moment");
        let date = now.to_zoned(TimeZone::get("Europe/Paris").expect("Paris")).date();
        [date.day().to_string(), date.month().to_string(), date.year().to_string()]
    }

    /// Signs in; whoever has no account yet makes one.
    pub(super) async fn sign_in(&self) {
        for path in ["/sign-in", "/sign-up"] {
            let seen = self.mails().len();
            let form = self.expert.browser.open(path).await.and_then(|page| page.form(path)).expect("a form");
            let asked = form.with("email", EMAIL).with("password", PASSWORD).send().await.expect("an answer");
            if asked.status() == 422 {
                continue;
            }
            let form = asked.form(&format!("{path}/code")).expect("the code is asked for");
            form.with("code", &self.code(seen).await).send().await.and_then(|page| page.answered(200)).expect("signed in");
            return;
        }
        panic!("neither signed in nor up");
    }

    /// The next one-time code behind the first `seen` mails.
    async fn code(&self, seen: usize) -> String {
        let code = async || self.mails().iter().skip(seen).find_map(Mail::code).map(str::to_owned);
        until("a one-time code", code).await
    }
}

/// Where the mails of an installation's stories lie.
pub(crate) fn mailed(folder: &Path) -> PathBuf {
    folder.join("mails")
}

/// Where the holder's token lies.
pub(crate) fn token(folder: &Path) -> PathBuf {
    folder.join("holder.token")
}
