//! Child processes: this executable, started again to perform one task, during which it is aborted or killed.

use std::net::SocketAddr;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use ca::{Failpoint, Failpoints};
use ca_contract::Caller;
use ca_contract::revocation::Contact;
use deployment::configuration::{AuthorityFile, ResponderFile};
use deployment::installation::Installation;
use deployment::zones::{AuthorityZone, Composition, ResponderZone};
use pki::{Clock, SystemClock};
use serde::{Deserialize, Serialize};
use testbed::{CHEAP, CODES, Engine, MovedClock, Scenario, TIMEOUT, Urls, officers, settings};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

use crate::portal::{Site, Step};

/// The environment variable with a child's task as JSON.
const PART: &str = "SCEAU_FAULTS_PART";
/// The name of the test that performs it.
const PLAYER: &str = "child::a_child_process_plays_its_part";
/// Longer than all steps of a child may take together.
const UNTIL_ITS_END: Duration = TIMEOUT.saturating_mul(5);
const SIGABRT: i32 = 6;

/// A child's task, performed in the testbed's folder.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Part {
    pub(crate) folder: PathBuf,
    pub(crate) act: Act,
    pub(crate) abort_at: AbortAt,
}

/// What the child does.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Act {
    /// Runs `init` for zones on these addresses; with SQLite if no URLs are given.
    Found { postgres: Option<Urls>, addresses: [SocketAddr; 4] },
    /// Opens the CA and produces a token.
    Personalise { order: String, token: PathBuf },
    /// Opens the CA and revokes a token with this idempotency key.
    Revoke { token: String, key: String },
    /// Opens the CA and the portal with a clock that is ahead, and takes an order up to a step. Boundaries of the registration authority
    /// are counted from that step on.
    Order { ahead_seconds: u64, step: Step },
    /// Opens the status responder and runs until killed.
    Respond,
}

/// The failpoint at which the child aborts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct AbortAt {
    /// Its index in [`Failpoint::ALL`], or, for an order, in [`registration::Failpoint::ALL`].
    failpoint: usize,
    /// How many times it must be reached; never aborts if 0.
    hit: u32,
}

impl AbortAt {
    pub(crate) const NEVER: Self = Self { failpoint: 0, hit: 0 };

    pub(crate) fn the(hit: u32, failpoint: Failpoint) -> Self {
        let place = Failpoint::ALL.iter().position(|listed| *listed == failpoint);
        Self { failpoint: place.expect("it is listed"), hit }
    }

    /// At a failpoint of the registration authority.
    pub(crate) fn between(hit: u32, failpoint: registration::Failpoint) -> Self {
        let place = registration::Failpoint::ALL.iter().position(|listed| *listed == failpoint);
        Self { failpoint: place.expect("it is listed"), hit }
    }

    /// Aborts the process once `armed`, so that failpoints reached during start are not counted.
    fn failpoints(self, armed: Arc<AtomicBool>) -> Failpoints {
        let count = self.counted(armed);
        Failpoints::observed(move |failpoint| count(Failpoint::ALL[self.failpoint] == failpoint))
    }

    /// The same for the registration authority.
    fn boundaries_between(self, armed: Arc<AtomicBool>) -> registration::Failpoints {
        let count = self.counted(armed);
        registration::Failpoints::observed(move |failpoint| count(registration::Failpoint::ALL[self.failpoint] == failpoint))
    }

    fn counted(self, armed: Arc<AtomicBool>) -> impl Fn(bool) {
        let reached = AtomicU32::new(0);
        move |counts| {
            if counts && armed.load(Ordering::SeqCst) && reached.fetch_add(1, Ordering::SeqCst) + 1 == self.hit {
                std::process::abort();
            }
        }
    }
}

/// How a child ended that was not killed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    Aborted,
    Done,
}

impl Part {
    /// Starts the child.
    pub(crate) fn start(&self) -> Child {
        let mut command = Command::new(std::env::current_exe().expect("this executable"));
        command.args(["--exact", PLAYER, "--ignored", "--nocapture"]);
        command.env(PART, serde_json::to_string(self).expect("JSON"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command.spawn().expect("this executable can be started again")
    }

    /// Performs the task.
    pub(crate) async fn play(&self) -> End {
        let output = tokio::time::timeout(UNTIL_ITS_END, self.start().wait_with_output());
        let output = output.await.expect("the child ends in time").expect("the child can be waited for");
        if output.status.signal() == Some(SIGABRT) {
            return End::Aborted;
        }
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{self:?} failed: {said}");
        End::Done
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "played by child processes of the other tests"]
async fn a_child_process_plays_its_part() {
    let Ok(part) = std::env::var(PART) else { return };
    let Part { folder, act, abort_at } = serde_json::from_str(&part).expect("a part");
    match act {
        Act::Found { postgres, addresses } => {
            let settings = settings(&postgres.map_or(Engine::Sqlite, Engine::Postgres), addresses);
            let failpoints = abort_at.failpoints(Arc::new(AtomicBool::new(true)));
            Installation::initialise_with(&folder, &settings, &officers(), failpoints).await.expect("the zones are bootstrapped");
        }
        Act::Personalise { order, token } => {
            let (zone, armed) = authority(&folder, abort_at, Arc::new(SystemClock)).await;
            let ca = zone.in_process(Caller::Station);
            let order = order.parse().expect("an order number");
            armed.store(true, Ordering::SeqCst);
            let produced = station::personalise(&ca, Some(&order), &token).await;
            panic!("the act was not aborted: {produced:?}");
        }
        Act::Revoke { token, key } => {
            let (zone, armed) = authority(&folder, abort_at, Arc::new(SystemClock)).await;
            let ca = zone.in_process(Caller::Portal);
            let mut question = Scenario::answers(CODES[0]);
            question.contact = Contact::Token(token.parse().expect("a token number"));
            armed.store(true, Ordering::SeqCst);
            let run = tokio::spawn(zone.serve(CancellationToken::new()));
            let answer = ca.call(&question, key.parse().expect("a key")).await;
            tokio::time::timeout(TIMEOUT, run).await.expect("aborted in time").expect("no panic").expect("serves");
            panic!("the act was not aborted: {answer:?}");
        }
        Act::Order { ahead_seconds, step } => {
            let clock = Arc::new(MovedClock::default());
            clock.forward(Duration::from_secs(ahead_seconds));
            let (zone, _) = authority(&folder, AbortAt::NEVER, Arc::clone(&clock) as Arc<_>).await;
            let callers = [Caller::Portal, Caller::Station].map(|caller| zone.in_process(caller));
            let _run = tokio::spawn(zone.serve(CancellationToken::new()));
            let armed = Arc::new(AtomicBool::new(step == Step::Start));
            let site = Site::open(&folder, callers, clock, abort_at.boundaries_between(Arc::clone(&armed))).await;
            site.play_before(step).await;
            site.until_nothing_waits().await;
            armed.store(true, Ordering::SeqCst);
            site.play(step).await;
            // Background work reaches the failpoint, where the process aborts.
            tokio::time::sleep(TIMEOUT).await;
            panic!("the act was not aborted");
        }
        Act::Respond => {
            let file = ResponderFile::read(&folder.join("responder/sceau.toml")).expect("the configuration");
            let zone = ResponderZone::start(file).expect("the responder starts");
            zone.serve(CancellationToken::new()).await.expect("the responder serves");
        }
    }
}

async fn authority(folder: &std::path::Path, abort_at: AbortAt, clock: Arc<dyn Clock>) -> (AuthorityZone, Arc<AtomicBool>) {
    let armed = Arc::new(AtomicBool::new(false));
    let file = AuthorityFile::read(&folder.join("ca/sceau.toml")).expect("the configuration");
    let failpoints = abort_at.failpoints(Arc::clone(&armed));
    let composition = Composition { clock, failpoints, code_cost: CHEAP };
    (AuthorityZone::start_with(file, composition).await.expect("the certificate authority starts"), armed)
}
