//! Breaks a text into lines: between words, and inside a word only if it is too long for a line; never with an added hyphen.

use super::colour::Colour;
use super::face::{self, Run, Weight};

/// The typographic style of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// In points.
    pub(crate) size: f32,
    /// Distance between baselines, in points.
    pub(crate) leading: f32,
    pub(crate) weight: Weight,
    pub(crate) colour: Colour,
}

/// Alignment of a line between its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alignment {
    Start,
    End,
}

/// A shaped line.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// In points, without trailing spaces.
    pub(crate) width: f32,
}

impl Style {
    /// Width of the text in one line, in points.
    pub(crate) fn width(&self, text: &str) -> f32 {
        face::advance(text, self.weight) * self.size
    }

    /// The text in one line, however wide.
    pub(crate) fn line(&self, text: &str) -> Line {
        let runs = face::runs(text, self.weight);
        let width = runs.iter().map(|run| run.advance).sum::<f32>() * self.size;
        Line { runs, width }
    }

    /// The text in lines of at most `width` points; at least one line.
    pub(crate) fn wrap(&self, text: &str, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut current = String::new();
        for word in face::in_one_line(text).split(' ').filter(|word| !word.is_empty()) {
            let longer = if current.is_empty() { word.to_owned() } else { format!("{current} {word}") };
            if self.width(&longer) <= width {
                current = longer;
                continue;
            }
            if !current.is_empty() {
                lines.push(self.ended(&current));
            }
            current = self.break_word(word, width, &mut lines);
        }
        lines.push(self.line(&current));
        lines
    }

    /// A line that is followed by another. Text extraction needs the space between its last word and the next.
    fn ended(&self, text: &str) -> Line {
        Line { width: self.width(text), ..self.line(&format!("{text} ")) }
    }

    /// Pushes the part of the word that fills whole lines, broken after a hyphen or slash where possible; the rest begins the
    /// next line.
    fn break_word(&self, word: &str, width: f32, lines: &mut Vec<Line>) -> String {
        let mut piece = String::new();
        for character in word.chars() {
            if !piece.is_empty() && self.width(&format!("{piece}{character}")) > width {
                let end = piece.rfind(['-', '/']).map_or(piece.len(), |at| at + 1);
                let rest = piece.split_off(end);
                lines.push(self.line(&piece));
                piece = rest;
            }
            piece.push(character);
        }
        piece
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { size: 10.0, leading: 14.0, weight: Weight::Regular, colour: Colour(0, 0, 0) };

    fn text(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn no_line_exceeds_the_width_and_no_character_is_lost() {
        for typed in ["Maëlle Anne-Gwenola de Kerguélen-Trémarec de Saint-Pol-de-Léon", "W".repeat(100).as_str(), "", "a b c"]
        {
            let lines = STYLE.wrap(typed, 80.0);
            assert!(lines.iter().all(|line| line.width <= 80.0), "{typed}");
            assert_eq!(text(&lines).concat(), typed);
        }
    }

    #[test]
    fn a_word_that_is_too_long_breaks_after_a_hyphen() {
        let lines = STYLE.wrap("Kerguélen-Trémarec", STYLE.width("Kerguélen-Tré"));
        assert_eq!(text(&lines), ["Kerguélen-", "Trémarec"]);
    }

    #[test]
    fn a_no_break_space_does_not_break() {
        let lines = STYLE.wrap("total 159,00\u{a0}€", STYLE.width("total 159,00"));
        assert_eq!(text(&lines), ["total ", "159,00\u{a0}€"]);
    }
}
