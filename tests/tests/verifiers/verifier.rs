//! Runs an independent program in the folder of the specimens.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// A program that verifies specimens.
pub(crate) struct Verifier(PathBuf);

/// Its exit status and what it printed to stdout and stderr.
#[derive(Debug)]
pub(crate) struct Verdict {
    asked: String,
    status: Option<i32>,
    pub(crate) text: String,
}

/// A program that `scripts/judges` installs, by its path in the folder of tools.
pub(crate) fn installed(place: &str) -> PathBuf {
    let tools = std::env::var_os("SCEAU_TOOLS").map(PathBuf::from);
    tools.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools")).join(place)
}

impl Verifier {
    /// A program from a Debian package.
    pub(crate) fn packaged(name: &str) -> Self {
        Self(name.into())
    }

    /// A program that `scripts/judges` installs, by its path in the folder of tools.
    pub(crate) fn installed(place: &str) -> Self {
        Self(installed(place))
    }

    /// Runs it in `folder`; the arguments are split at white space.
    pub(crate) async fn ask(&self, folder: &Path, arguments: &str) -> Verdict {
        self.ask_about(folder, arguments.split_whitespace(), "").await
    }

    /// Runs it in `folder` with `input` on its standard input.
    pub(crate) async fn ask_about(
        &self,
        folder: &Path,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
        input: &str,
    ) -> Verdict {
        let mut command = Command::new(&self.0);
        command.args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let asked = format!("{:?}", command.as_std());
        let spawned = command.spawn();
        assert!(spawned.is_ok(), "the verifier {} cannot be run: `make test` installs every one", self.0.display());
        let mut child = spawned.expect("checked above");
        let mut question = child.stdin.take().expect("piped");
        let output = async {
            // A program that does not read its input may close it.
            let _ = question.write_all(input.as_bytes()).await;
            drop(question);
        };
        let ((), output) = tokio::join!(output, child.wait_with_output());
        let output = output.expect("the verifier ends");
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        Verdict { asked, status: output.status.code(), text }
    }
}

impl Verdict {
    /// Its output; panics unless it succeeded.
    pub(crate) fn accepted(self) -> String {
        assert_eq!(self.status, Some(0), "{} refused:\n{}", self.asked, self.text);
        self.text
    }

    /// Its output; panics unless it failed.
    pub(crate) fn refused(self) -> String {
        assert!(self.status.is_some_and(|status| status != 0), "{} accepted:\n{}", self.asked, self.text);
        self.text
    }

    /// Whether it succeeded and printed all of these texts.
    pub(crate) fn says(&self, expected: &[&str]) -> bool {
        self.status == Some(0) && expected.iter().all(|part| self.text.contains(part))
    }
}
