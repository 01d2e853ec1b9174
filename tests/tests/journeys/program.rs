//! Runs the program as separate processes with their own folders, ports and logs.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use chassis::telemetry::CRATES;
use testbed::{TIMEOUT, binary};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Maximum time for a zone to exit: less than the timeout of a request (75 s), so that a zone that waits for one fails the test.
const ENDING: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// A command line of the program, without environment variables that affect it.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(arguments).env_remove("RUST_LOG").env("RUST_BACKTRACE", "0").stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// Runs it until it exits.
pub(super) async fn run(arguments: &[&str]) -> Output {
    let ended = tokio::time::timeout(TIMEOUT, command(arguments).output()).await;
    ended.expect("it ends in time").expect("the program starts")
}

/// The same, with the most detailed log.
pub(super) async fn run_talkatively(arguments: &[&str]) -> Output {
    // Without the HTML parser of the demonstration's browser, which logs the pages that it parses.
    let everything = "trace,html5ever=off,selectors=off";
    let ended = tokio::time::timeout(TIMEOUT, command(arguments).env("RUST_LOG", everything).output()).await;
    ended.expect("it ends in time").expect("the program starts")
}

/// The output of a successful run; panics with the error output otherwise.
pub(super) async fn succeed(arguments: &[&str]) -> String {
    let output = run(arguments).await;
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Starts the demonstration with the log that `serve` writes by default, in the file `log`, and waits until it only stays up.
pub(super) async fn demonstration(data: &Path, first_port: u16, log: &Path) -> Child {
    let (data, port) = (data.to_str().expect("a path in UTF-8"), first_port.to_string());
    let file = File::create(log).expect("a file for the log");
    let mut command = command(&["demo", "--data", data, "--port-base", &port]);
    let ours: Vec<_> = CRATES.iter().map(|name| format!("{name}=info")).collect();
    command.env("RUST_LOG", ours.join(","));
    let mut child = command.stdout(Stdio::piped()).stderr(file).spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let ready = async {
        while let Some(line) = lines.next_line().await.expect("text") {
            if line.contains("The zones stay up") {
                return true;
            }
        }
        false
    };
    let is_ready = tokio::time::timeout(TIMEOUT, ready).await.expect("it is ready in time");
    assert!(is_ready, "the demonstration failed: {}", fs::read_to_string(log).expect("the log"));
    // It goes on printing.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    child
}

/// A running zone.
pub(super) struct Zone {
    child: Child,
    log: PathBuf,
}

impl Zone {
    /// Starts `serve --role ROLE`, with its log in the file `log`.
    pub(super) fn start(role: &str, config: &Path, log: PathBuf) -> Self {
        let config = config.to_str().expect("a path in UTF-8");
        let file = File::options().append(true).create(true).open(&log).expect("a file for the log");
        let mut command = command(&["serve", "--role", role, "--config", config]);
        let child = command.env("RUST_LOG", "trace").stdout(Stdio::null()).stderr(file).spawn().expect("the program starts");
        Self { child, log }
    }

    /// Its process identifier.
    pub(super) fn id(&self) -> u32 {
        self.child.id().expect("it has not been waited for")
    }

    /// Its log.
    pub(super) fn logged(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.log).expect("the log")).into_owned()
    }

    /// Waits until its log, which earlier runs may share, says `times` times that it is ready.
    pub(super) async fn until_ready(&mut self, times: usize) {
        let ready = async {
            while self.logged().matches(" is ready").count() < times {
                let ended = self.child.try_wait().expect("it has a process identifier");
                assert!(ended.is_none(), "it ended instead: {}", self.logged());
                tokio::time::sleep(PAUSE).await;
            }
        };
        tokio::time::timeout(TIMEOUT, ready).await.expect("it is ready in time");
    }

    /// Sends SIGTERM.
    pub(super) async fn terminate(&self) {
        let status = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().await;
        assert!(status.expect("kill is installed").success());
    }

    /// Waits until it exits.
    pub(super) async fn end(mut self) -> ExitStatus {
        let ended = tokio::time::timeout(ENDING, self.child.wait()).await;
        ended.unwrap_or_else(|_| panic!("it did not end within {ENDING:?}")).expect("its status can be read")
    }
}
