//! The embedded policies, and every refusal at least once.

mod embedded;
mod form;
mod hierarchies;
mod lint;
mod offers;
mod profiles;
mod sale;

use crate::Policies;
use crate::files::Files;

const MAIN: &str = "profiles/natural-person-advanced.toml";

/// The refusal after replacing `from` in an embedded file by `to`.
fn refusal(file: &str, from: &str, to: &str) -> String {
    let mut files = Files::embedded();
    let text = files.text_mut(file);
    assert!(text.contains(from), "{file} does not hold {from:?}");
    *text = text.replacen(from, to, 1);
    Policies::read(&files).unwrap_err().to_string()
}

#[track_caller]
fn assert_refused(file: &str, from: &str, to: &str, said: &str) {
    assert_eq!(refusal(file, from, to), said);
}
