//! A policy file, and errors that refer to a place in it.

use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::error::PolicyError;
use crate::problem::Problem;

/// A file's name and text.
#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> Document<'a> {
    pub(crate) const fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text }
    }

    /// Parses the file as a `T`.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<T, PolicyError> {
        toml::from_str(self.text).map_err(|error| {
            // serde's messages and ours state after this word what was expected.
            let (problem, expected) = match error.message().split_once(", expected ") {
                Some((problem, expected)) => (problem, Some(expected.to_owned())),
                None => (error.message(), None),
            };
            let line = error.span().map(|span| self.line(&span));
            PolicyError::new(self.file, line, Problem::Form { problem: problem.to_owned(), expected })
        })
    }

    /// An error about the value at `place`.
    pub(crate) fn refuse<T>(self, place: &Spanned<T>, problem: Problem) -> PolicyError {
        PolicyError::new(self.file, Some(self.line(&place.span())), problem)
    }

    /// An error about the file as a whole.
    pub(crate) fn refuse_whole(self, problem: Problem) -> PolicyError {
        PolicyError::new(self.file, None, problem)
    }

    /// Refuses the second of two equal values.
    pub(crate) fn refuse_repetition<'t, T: Display + Eq + Hash + 't>(
        self,
        what: &'static str,
        places: impl Iterator<Item = &'t Spanned<T>>,
    ) -> Result<(), PolicyError> {
        let mut seen = HashSet::new();
        for place in places {
            if !seen.insert(place.get_ref()) {
                return Err(self.refuse(place, Problem::Duplicate { what, value: place.get_ref().to_string() }));
            }
        }
        Ok(())
    }

    fn line(self, span: &Range<usize>) -> usize {
        1 + self.text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
    }
}
