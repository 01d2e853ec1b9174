//! Errors in policy files.

use std::fmt;

use crate::problem::Problem;

/// Why policies were refused. Displayed as `file:line: problem; hint: what to do`.
#[derive(Debug)]
pub struct PolicyError {
    file: String,
    line: Option<usize>,
    problem: Problem,
}

impl PolicyError {
    pub(crate) fn new(file: &str, line: Option<usize>, problem: Problem) -> Self {
        Self { file: file.to_owned(), line, problem }
    }

    /// The file, relative to the policies' folder.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1; `None` if the problem is the file as a whole.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        self.line
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> String {
        self.problem.to_string()
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        self.problem.hint()
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}; hint: {}", self.problem, self.hint())
    }
}

impl std::error::Error for PolicyError {}
