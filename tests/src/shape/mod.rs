//! Rules for the files of this repository. A rule is a function of a list of files; besides the test that applies it to the repository,
//! each has tests with small bad examples.

mod acts;
mod citations;
mod contract;
mod decisions;
mod folders;
mod hosts;
mod kept;
mod length;
mod migrations;
mod modules;
mod names;
mod ports;
mod repository;
mod tables;
mod waits;
mod wording;
mod words;

use std::fmt;

/// A text file of the repository.
struct File {
    /// Its path from the root, with `/`.
    path: String,
    text: String,
}

impl File {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it is used by tests or benchmarks only.
    fn is_of_tests(&self) -> bool {
        self.path.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "benches"))
    }

    /// Its lines, numbered from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    /// Its lines before its tests module; none if it is used by tests only.
    fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().filter(|_| !self.is_of_tests()).take_while(|(_, text)| !(self.is_rust() && text.starts_with("mod tests {")))
    }

    fn finding(&self, line: usize, fault: impl Into<String>, remedy: &'static str) -> Finding {
        Finding { path: self.path.clone(), line, fault: fault.into(), remedy }
    }
}

/// A violation of a rule, and the remedy.
#[derive(Debug)]
struct Finding {
    path: String,
    line: usize,
    fault: String,
    remedy: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, fault, remedy } = self;
        write!(out, "{path}:{line}: {fault}: {remedy}")
    }
}

fn assert_none(findings: &[Finding]) {
    let lines: Vec<_> = findings.iter().map(Finding::to_string).collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

/// `path:line` of each finding, for comparison in tests.
fn places(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}:{}", finding.path, finding.line)).collect()
}

fn example(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

#[test]
fn a_finding_says_file_line_and_remedy() {
    let finding = example("ca/src/keys.rs", "").finding(7, "too dark", "open the window");
    assert_eq!(finding.to_string(), "ca/src/keys.rs:7: too dark: open the window");
}

#[test]
fn test_code_is_distinguished_from_product_code() {
    for path in ["tests/src/lib.rs", "tests/benches/end_to_end.rs", "token/src/token/tests.rs", "pki/tests/lint.rs"] {
        assert!(example(path, "").is_of_tests(), "{path}");
    }
    assert!(!example("chassis/src/testing/postgres.rs", "").is_of_tests());
}

#[test]
fn product_code_ends_where_its_tests_begin() {
    let text = "//! Keys.\nfn key() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n";
    assert_eq!(example("ca/src/keys.rs", text).product_lines().count(), 4);
    assert_eq!(example("ca/src/keys/tests.rs", text).product_lines().count(), 0);
}
