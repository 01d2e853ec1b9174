//! The OpenSSL command line, against which this crate's tests check.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A temporary directory in which `openssl` runs.
pub(crate) struct OpenSsl {
    directory: TempDir,
}

impl OpenSsl {
    pub(crate) fn new() -> Self {
        Self { directory: TempDir::new().expect("a temporary directory") }
    }

    /// Writes a file into the directory.
    pub(crate) fn write(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.directory.path().join(name);
        fs::write(&path, content).expect("a writable directory");
        path
    }

    /// What `openssl arguments` prints for `input`; panics with its error output if it fails.
    pub(crate) fn run(&self, arguments: &str, input: &[u8]) -> Vec<u8> {
        self.try_run(arguments, input).unwrap_or_else(|complaint| panic!("openssl {arguments}: {complaint}"))
    }

    /// The same as text.
    pub(crate) fn text(&self, arguments: &str, input: &[u8]) -> String {
        String::from_utf8_lossy(&self.run(arguments, input)).into_owned()
    }

    /// What `openssl arguments` prints, or its error output.
    pub(crate) fn try_run(&self, arguments: &str, input: &[u8]) -> Result<Vec<u8>, String> {
        let mut child = Command::new("openssl")
            .args(arguments.split_whitespace())
            .current_dir(self.directory.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("openssl is installed");
        // A child that does not read its input closes the pipe, which is not an error.
        let _ = child.stdin.take().expect("piped").write_all(input);
        let output = child.wait_with_output().expect("openssl ends");
        if output.status.success() { Ok(output.stdout) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }
}
