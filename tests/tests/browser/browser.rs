//! Runs scenarios written in Python, each in a separate process.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");
/// Maximum duration of a scenario; the driver limits each of its own waits.
const TIMEOUT: Duration = Duration::from_secs(600);

/// Runs `python/scenarios/<scenario>.py` and returns its result; its screenshots are in [`pictures`] afterwards.
pub(crate) async fn tell(scenario: &str, input: &Value) -> Value {
    tell_in(scenario, scenario, input).await
}

/// The same, with another folder for its screenshots, so that a scenario can run several times concurrently.
pub(crate) async fn tell_in(scenario: &str, folder: &str, input: &Value) -> Value {
    let pictures = pictures(folder);
    // Those of an earlier run, if any.
    let _ = std::fs::remove_dir_all(&pictures);
    let homes = tempfile::tempdir().expect("a folder for the scenario's homes");
    let script = Path::new(FOLDER).join("tests/browser/python/tell.py");
    let mut command = Command::new(tools().join("venv/bin/python3"));
    command.arg("-B").arg(script).arg(scenario).arg(&pictures).env("TMPDIR", homes.path()).env("TZ", "Europe/Paris");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let spawned = command.spawn();
    assert!(spawned.is_ok(), "the scenario cannot be run: `make test` installs what it needs");
    let mut child = spawned.expect("checked above");
    let mut stdin = child.stdin.take().expect("piped");
    // A scenario that failed early does not read its input; its error is reported below.
    let _ = stdin.write_all(input.to_string().as_bytes()).await;
    drop(stdin);
    let ended = tokio::time::timeout(TIMEOUT, child.wait_with_output()).await;
    let output = ended.expect("the scenario ends in time").expect("its process can be waited for");
    let (answer, complaint) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "the scenario {scenario}, with pictures in {}:\n{complaint}", pictures.display());
    serde_json::from_str(&answer).expect(&answer)
}

/// The folder with a scenario's screenshots; if it failed with a page open, also `failed.png`.
pub(crate) fn pictures(folder: &str) -> PathBuf {
    Path::new(FOLDER).join("../target/screenshots").join(folder)
}

/// Where `scripts/judges` installs.
fn tools() -> PathBuf {
    std::env::var_os("SCEAU_TOOLS").map_or_else(|| Path::new(FOLDER).join("../target/tools"), PathBuf::from)
}
