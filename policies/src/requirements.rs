//! What a product requires of an order: its sections and the pieces of the dossier, for a kind of holder.

use serde::{Deserialize, Serialize};

use crate::{PieceName, Section};

/// Maximum files of a piece.
pub const MOST_FILES: u8 = 10;

/// The requirements of an order. An order stores, in this form, those of the moment when it was placed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirements {
    /// Who can hold the product.
    pub holder: HolderKind,
    /// The sections, in the order of the pages; without [`Section::Spelling`], which follows from the names.
    pub sections: Vec<Section>,
    /// The pieces of the dossier, in the order in which they are listed to people.
    pub pieces: Vec<RequiredPiece>,
}

/// Who can hold a product. Both are private individuals (*particuliers*, RGS A2 III.2.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolderKind {
    /// An expert on the list of a court of appeal. The certificate contains the protected title (law 71-498, articles 3 and 4),
    /// which the section `listing` asks for and a piece proves.
    CourtExpert,
    /// Anybody else; the certificate contains no title.
    Individual,
}

/// A piece as orders require it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredPiece {
    /// Its name in the database, in URLs and in the ledger.
    pub name: PieceName,
    /// Whether it is the dossier that the portal generates and the holder signs by hand: it proves every section.
    #[serde(default)]
    pub signed: bool,
    /// The sections that it proves, in addition to the holder's name.
    #[serde(default)]
    pub covers: Vec<Section>,
    /// When it is required; always if absent.
    pub when: Option<Condition>,
    /// How many files it has.
    #[serde(default)]
    pub files: FileCount,
}

/// What happens to a piece that was handed in when the answers of a section change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeEffect {
    /// The piece says nothing about the section.
    None,
    /// Officers examine it again: it may prove the new answers too.
    Examine,
    /// It states the former answers over the holder's signature: the applicant replaces it.
    Replace,
}

impl RequiredPiece {
    /// Whether the piece proves the answers of a section. Every piece shows the holder's name, of which the spelling is a form.
    #[must_use]
    pub fn proves(&self, section: Section) -> bool {
        self.effect_of(section) != ChangeEffect::None
    }

    /// What a change of a section means for the piece.
    #[must_use]
    pub fn effect_of(&self, section: Section) -> ChangeEffect {
        if self.signed {
            // The terms are accepted once, and cannot be changed afterwards.
            return if section == Section::Terms { ChangeEffect::None } else { ChangeEffect::Replace };
        }
        let covers = matches!(section, Section::Identity | Section::Spelling) || self.covers.contains(&section);
        if covers { ChangeEffect::Examine } else { ChangeEffect::None }
    }
}

/// The answers that make a piece necessary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// The name in use differs from the birth name.
    NameInUse,
    /// Somebody other than the holder pays: a firm, an association.
    OtherPayer,
}

/// The number of files of a piece: a front and a back in two pictures are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FileCountToml")]
pub struct FileCount {
    /// Minimum; positive.
    pub at_least: u8,
    /// Maximum; at least `at_least`, at most [`MOST_FILES`].
    pub at_most: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCountToml {
    #[serde(default = "one")]
    at_least: u8,
    #[serde(default = "most")]
    at_most: u8,
}

const fn one() -> u8 {
    1
}

const fn most() -> u8 {
    MOST_FILES
}

#[derive(Debug, thiserror::Error)]
#[error(
    "{0} to {1} is not a number of files, expected at_least = 1 or more, and at_most = at_least or more, at most {MOST_FILES}"
)]
struct NotAFileCount(u8, u8);

impl Default for FileCount {
    fn default() -> Self {
        Self { at_least: one(), at_most: most() }
    }
}

impl TryFrom<FileCountToml> for FileCount {
    type Error = NotAFileCount;

    fn try_from(FileCountToml { at_least, at_most }: FileCountToml) -> Result<Self, NotAFileCount> {
        if at_least >= 1 && at_least <= at_most && at_most <= MOST_FILES {
            Ok(Self { at_least, at_most })
        } else {
            Err(NotAFileCount(at_least, at_most))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policies;

    /// `change_effects.txt` is the reviewed text of the table: what the change of a section means for each piece of the expert card.
    #[test]
    fn the_effects_of_changes_equal_the_reviewed_text() {
        let policies = Policies::embedded();
        let pieces = &policies.offer(&"expert-card".parse().unwrap()).unwrap().requirements.pieces;
        let names = pieces.iter().map(|piece| format!(" {}", piece.name)).collect::<String>();
        let mut lines = vec![format!("{:10}{names}", "section")];
        for section in Section::ALL {
            let effects = pieces.iter().map(|piece| {
                let effect = match piece.effect_of(section) {
                    ChangeEffect::None => "-",
                    ChangeEffect::Examine => "examine",
                    ChangeEffect::Replace => "replace",
                };
                format!("{effect:>width$}", width = piece.name.as_str().len() + 1)
            });
            lines.push(format!("{:10}{}", section.name(), effects.collect::<String>()));
        }
        let table = lines.join("\n") + "\n";
        assert_eq!(include_str!("change_effects.txt"), table, "change_effects.txt should be:\n{table}");
    }
}
