//! Selects fonts for a text, and shapes it.
//!
//! Noto Sans covers Latin, Greek and Cyrillic. Names in other scripts use whichever font of the typesetting assets covers them
//! (Armenian, Georgian, Hebrew, Arabic). A character that no font covers becomes a question mark, never `.notdef`, which PDF/A
//! forbids; documents check beforehand what is `printable` and print a note in place of what is not.

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::UnicodeBuffer;

/// Replaces a character that no font has. Every font has this one.
const MISSING: char = '?';

static FACES: LazyLock<Faces> = LazyLock::new(Faces::load);

/// Font weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

struct Face {
    shaper: rustybuzz::Face<'static>,
    font: Font,
}

struct Faces {
    regular: Face,
    bold: Face,
    others: Vec<Face>,
}

/// A run of text in one font.
#[derive(Clone)]
pub(crate) struct Run {
    pub(crate) font: Font,
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// Width in ems.
    pub(crate) advance: f32,
}

impl Face {
    fn load(bytes: &'static [u8]) -> Option<Self> {
        Some(Self { shaper: rustybuzz::Face::from_slice(bytes, 0)?, font: Font::new(bytes.into(), 0)? })
    }

    fn draws(&self, character: char) -> bool {
        self.shaper.glyph_index(character).is_some_and(|glyph| glyph.0 != 0)
    }

    fn shape(&self, text: String) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(&self.shaper, &[], buffer);
        let em = self.font.units_per_em();
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.push(text.len());
        starts.sort_unstable();
        let glyphs: Vec<KrillaGlyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, position)| {
                let start = info.cluster as usize;
                let end = starts.iter().copied().find(|next| *next > start).unwrap_or(text.len());
                let ems = |units: i32| f32::from(i16::try_from(units).unwrap_or(0)) / em;
                let (across, up) = (ems(position.x_offset), ems(position.y_offset));
                KrillaGlyph::new(GlyphId::new(info.glyph_id), ems(position.x_advance), across, up, 0.0, start..end, None)
            })
            .collect();
        let advance = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { font: self.font.clone(), text, glyphs, advance }
    }
}

impl Faces {
    fn load() -> Self {
        let load = |bytes| Face::load(bytes).expect("the crate notosans holds readable fonts");
        let upright = |face: &Face| !face.shaper.is_italic() && !face.shaper.is_oblique();
        Self {
            regular: load(notosans::REGULAR_TTF),
            bold: load(notosans::BOLD_TTF),
            others: typst_assets::fonts().filter_map(Face::load).filter(upright).collect(),
        }
    }

    fn drawing(&self, character: char, weight: Weight) -> Option<&Face> {
        let primary = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        if is_private(character) {
            return None;
        }
        let same_weight = |face: &&Face| face.shaper.is_bold() == (weight == Weight::Bold);
        let draws = |face: &&Face| face.draws(character);
        let others = || self.others.iter().filter(draws);
        Some(primary).filter(draws).or_else(|| others().find(same_weight)).or_else(|| others().next())
    }

    fn primary(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// Private use characters mean nothing to other readers: PDF/A-3a allows them only with a replacement text.
const fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Joiners, soft hyphens and directional marks: they are invisible and would only split runs.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The text with tabs and line feeds replaced by spaces, and without invisible characters.
pub(crate) fn in_one_line(text: &str) -> String {
    let visible = text.chars().filter(|character| !is_invisible(*character));
    visible.map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// Whether every character of the text can be drawn, regular and bold, and shaping finds a glyph for each.
pub(crate) fn printable(text: &str) -> bool {
    let line = in_one_line(text);
    [Weight::Regular, Weight::Bold].into_iter().all(|weight| {
        line.chars().all(|character| FACES.drawing(character, weight).is_some())
            && runs(&line, weight).iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.glyph_id.to_u32() != 0)
    })
}

/// Shapes the text into one run per font that it needs.
pub(crate) fn runs(text: &str, weight: Weight) -> Vec<Run> {
    let mut pieces: Vec<(&Face, String)> = Vec::new();
    for character in in_one_line(text).chars() {
        // Spaces, marks and punctuation stay in the run of their neighbours.
        let follows = |face: &&Face| !character.is_alphanumeric() && face.draws(character) && !is_private(character);
        let beside = pieces.last().map(|(face, _)| *face).filter(follows);
        let (face, character) = match beside.or_else(|| FACES.drawing(character, weight)) {
            Some(face) => (face, character),
            None => (FACES.primary(weight), MISSING),
        };
        match pieces.last_mut() {
            Some((last, piece)) if std::ptr::eq(*last, face) => piece.push(character),
            _ => pieces.push((face, character.to_string())),
        }
    }
    pieces.into_iter().map(|(face, piece)| face.shape(piece)).collect()
}

/// Width of the text in ems.
pub(crate) fn advance(text: &str, weight: Weight) -> f32 {
    runs(text, weight).iter().map(|run| run.advance).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str) -> Vec<u32> {
        runs(text, Weight::Bold).iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.glyph_id.to_u32()).collect()
    }

    #[test]
    fn names_of_many_alphabets_are_drawn_without_notdef() {
        for name in
            ["Maëlle Kervadec", "Łucja Żółć", "Nguyễn Thị Ánh", "Ольга Щербакова", "Ελένη", "Գոհար", "ნინო", "דבורה", "محمد علي"]
        {
            assert!(printable(name), "{name}");
            assert!(!glyphs(name).contains(&0), "{name}");
        }
    }

    #[test]
    fn characters_that_no_font_has_are_replaced_and_reported() {
        for name in ["王小明", "\u{E001}", "K\u{10FFFD}"] {
            assert!(!printable(name), "{name}");
            assert!(runs(name, Weight::Regular).iter().any(|run| run.text.contains(MISSING)), "{name}");
            assert!(!glyphs(name).contains(&0), "{name}");
        }
    }

    #[test]
    fn a_name_of_two_words_in_another_alphabet_stays_one_run() {
        assert_eq!(runs("محمد علي", Weight::Regular).len(), 1);
    }
}
