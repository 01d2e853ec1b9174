//! Words of a name with the particles before them.

use pki::letters::plain;
use unicode_normalization::char::is_combining_mark;

use super::forms::{letters, spelled_out};

/// Words that link or introduce a surname and can be left out: French, Italian, Spanish, Portuguese, Catalan, Dutch, German,
/// Scandinavian, and the Arabic article.
const PARTICLES: &[&str] = &[
    "A", "AF", "AL", "AV", "D", "DA", "DAL", "DALL", "DALLA", "DAS", "DE", "DEGLI", "DEI", "DEL", "DELL", "DELLA", "DELLE",
    "DELLO", "DEN", "DER", "DES", "DI", "DO", "DOS", "DU", "E", "EL", "ET", "HET", "I", "L", "LA", "LAS", "LE", "LES", "LOS",
    "OP", "T", "TE", "TEN", "TER", "UND", "VAN", "VOM", "VON", "Y", "ZU", "ZUM", "ZUR",
];

/// A word of a name.
#[derive(Debug)]
pub(super) struct NameWord {
    letters: String,
    is_particle: bool,
}

impl NameWord {
    /// Particles have no accents: `Lê`, `Łoś` and `Đỗ` are surnames, `Le`, `Los` and `do` are not.
    pub(super) fn read(word: &str) -> Self {
        let letters = spelled_out(&letters(&plain(word))).to_owned();
        let is_plain = word.chars().all(|letter| letter.is_ascii() || !letter.is_alphabetic() && !is_combining_mark(letter));
        Self { is_particle: is_plain && PARTICLES.contains(&letters.as_str()), letters }
    }

    /// Reads a word that cannot be a particle.
    pub(super) fn read_whole(word: &str) -> Self {
        Self { is_particle: false, ..Self::read(word) }
    }

    pub(super) const fn is_particle(&self) -> bool {
        self.is_particle
    }
}

/// A word that cannot be left out, and the particles before it, which can: `DE` `LA` `TOUR`.
#[derive(Debug)]
pub(super) struct NameUnit {
    particles: Vec<String>,
    word: String,
}

impl NameUnit {
    /// The units of a name's words. Particles without a following word form a unit: `LE` as a whole surname.
    pub(super) fn all(words: impl IntoIterator<Item = NameWord>) -> Vec<Self> {
        let mut units = Vec::new();
        let mut particles = Vec::new();
        for word in words.into_iter().filter(|word| !word.letters.is_empty()) {
            if word.is_particle {
                particles.push(word.letters);
            } else {
                units.push(Self { particles: std::mem::take(&mut particles), word: word.letters });
            }
        }
        if !particles.is_empty() {
            units.push(Self { particles: Vec::new(), word: particles.concat() });
        }
        units
    }

    /// All particles and the word, joined.
    pub(super) fn whole(&self) -> String {
        self.particles.concat() + &self.word
    }

    /// The word without its particles.
    pub(super) fn bare(&self) -> &str {
        &self.word
    }

    /// With all its particles, then with fewer and fewer: `DELATOUR`, `LATOUR`, `TOUR`.
    pub(super) fn forms(&self) -> impl Iterator<Item = String> {
        (0..=self.particles.len()).map(|dropped| self.particles[dropped..].concat() + &self.word)
    }
}
