//! Texts for people, in French and English.

use serde::Deserialize;

/// Maximum characters of a text.
const MOST: usize = 500;

/// A text in both languages, each 1 to 500 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    fr: Line,
    en: Line,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Line(String);

#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a text for people, expected 1 to {MOST} characters on one line, without spaces around them")]
struct NotALine(String);

impl Text {
    /// The French and the English text.
    #[must_use]
    pub fn french_and_english(&self) -> [&str; 2] {
        [&self.fr.0, &self.en.0]
    }
}

impl TryFrom<String> for Line {
    type Error = NotALine;

    fn try_from(text: String) -> Result<Self, NotALine> {
        let fits = (1..=MOST).contains(&text.chars().count()) && text.trim() == text && !text.chars().any(char::is_control);
        if fits { Ok(Self(text)) } else { Err(NotALine(text.chars().take(60).filter(|c| !c.is_control()).collect())) }
    }
}
