//! Runs pkilint once for many encodings.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder with pkilint's programs: `SCEAU_PKILINT`, or where `make` installs it.
fn folder() -> PathBuf {
    match std::env::var_os("SCEAU_PKILINT") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/venv/bin"),
    }
}

/// The codes of pkilint's findings for each encoding, in order; `kind` is a kind of certificate or "crl".
pub(crate) fn verdicts<'a>(asked: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<BTreeSet<String>> {
    let python = folder().join("python3");
    assert!(
        python.is_file() && folder().join("lint_pkix_cert").is_file(),
        "pkilint is not in {}: install it there with `scripts/judges`, or name the folder of its programs in SCEAU_PKILINT",
        folder().display()
    );
    let mut child = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint_mutations/pkilint_verdicts.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pkilint's Python starts");
    let lines: Vec<String> = asked.map(|(kind, der)| format!("{kind} {}\n", hex::encode(der))).collect();
    let mut input = child.stdin.take().expect("piped");
    input.write_all(lines.concat().as_bytes()).expect("pkilint reads all before it answers");
    drop(input);
    let output = child.wait_with_output().expect("pkilint ends");
    assert!(output.status.success(), "pkilint failed: see its complaint above");
    let answers: Vec<_> = String::from_utf8(output.stdout)
        .expect("codes are ASCII")
        .lines()
        .map(|line| line.split_whitespace().map(str::to_owned).collect())
        .collect();
    assert_eq!(answers.len(), lines.len(), "an answer for each encoding");
    answers
}
