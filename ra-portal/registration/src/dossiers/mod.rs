//! Dossiers: the pieces that prove the data of an order.

mod file_store;
mod hand_in;
mod limits;
mod looked_up;
mod page_pictures;
mod pages;
mod store;
mod sweep;
mod upload;
mod view;
mod viewings;

use std::sync::Arc;

pub use examination::{Examiner, FileFault, MOST_OCTETS_OF_FILE, MOST_OCTETS_OF_PICTURE, MOST_PAGES, MOST_PIXELS, Media};
pub use hand_in::HandInError;
pub use limits::MOST_OCTETS_OF_ORDER;
pub use looked_up::{LookUpAddressFault, LookUpDayFault, LookUpFaults, LookedUp, TypedLookUp};
pub use pages::Pages;
pub(crate) use store::{find, set_state};
pub use upload::{RemoveError, Upload, UploadError};
pub use view::{ApplicantDossier, ViewError, ViewedFile, ViewedPage};
pub(crate) use viewings::{Viewings, forget_viewings};

use pki::{Digest, Id, Timestamp};
pub use policies::PieceName;
use policies::RequiredPiece;
use serde::{Deserialize, Serialize};

use crate::core::Core;
use crate::orders::{AcceptedDossier, CompleteDossier};

/// The pieces of dossiers: upload, viewing, handing in, and removal of abandoned ones.
#[derive(Clone)]
pub struct Dossiers {
    core: Arc<Core>,
}

impl Dossiers {
    pub(crate) const fn new(core: Arc<Core>) -> Self {
        Self { core }
    }
}

/// Marks identifiers of uploaded files.
#[derive(Debug)]
pub enum PieceFileTag {}

pub type PieceFileId = Id<PieceFileTag>;

/// The pieces of an order, in the order in which they are listed to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The required pieces, and those that were required before if they have files or a decision.
    pub pieces: Vec<Piece>,
}

impl Dossier {
    /// The piece of that name.
    #[must_use]
    pub fn piece(&self, name: &PieceName) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.name() == name)
    }

    /// Octets of all its files.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.pieces.iter().flat_map(|piece| &piece.files).map(|file| file.length).sum()
    }

    /// What is missing before it can be handed in: pieces with too few files, and refused ones without a new file.
    #[must_use]
    pub fn awaited(&self) -> Vec<RequiredPiece> {
        self.pieces.iter().filter(|piece| piece.is_awaited()).map(|piece| piece.required.clone()).collect()
    }

    /// The proof that nothing is missing, or else the missing pieces.
    pub(crate) fn complete(&self) -> Result<CompleteDossier, Vec<RequiredPiece>> {
        let missing = self.awaited();
        CompleteDossier::of(self.digest(), missing.len()).ok_or(missing)
    }

    /// The proof that an officer accepted every required piece.
    pub(crate) fn accepted(&self) -> Option<AcceptedDossier> {
        let asked = self.pieces.iter().filter(|piece| piece.asked);
        let unaccepted = asked.filter(|piece| !matches!(piece.state, PieceState::Accepted { .. })).count();
        AcceptedDossier::of(self.digest(), unaccepted)
    }

    /// SHA-256 of the names of the pieces and the digests of their files, in order: what an approval refers to.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut content = String::new();
        for piece in &self.pieces {
            content.push_str(piece.name().as_str());
            for file in &piece.files {
                content.push(' ');
                content.push_str(&file.digest.to_string());
            }
            content.push('\n');
        }
        Digest::of(content.as_bytes())
    }
}

/// A piece and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The piece, and how much of it is required.
    pub required: RequiredPiece,
    /// Whether the piece is required now: a changed answer may have made it unnecessary.
    pub asked: bool,
    pub state: PieceState,
    /// The files of the piece, oldest first.
    pub files: Vec<PieceFile>,
}

impl Piece {
    /// Its name in the database, in URLs and in the ledger.
    #[must_use]
    pub const fn name(&self) -> &PieceName {
        &self.required.name
    }

    /// Whether part of the piece is missing.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        let too_few = self.files.len() < usize::from(self.required.files.at_least);
        self.asked
            && match &self.state {
                PieceState::Missing => too_few,
                PieceState::Refused { .. } | PieceState::Outdated { .. } => {
                    too_few || self.files.iter().all(|file| self.is_superseded(file))
                }
                PieceState::Received | PieceState::Accepted { .. } => false,
            }
    }

    /// Whether the file was there when the piece was refused or the data that it states changed, so that it does not replace it.
    pub(crate) fn is_superseded(&self, file: &PieceFile) -> bool {
        matches!(self.state, PieceState::Refused { at, .. } | PieceState::Outdated { at, .. } if file.received_at <= at)
    }

    /// Whether the applicant may add and remove files of it, as long as the dossier is not handed in.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, PieceState::Missing | PieceState::Refused { .. } | PieceState::Outdated { .. })
    }
}

/// The state of a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum PieceState {
    Missing,
    /// Handed in; no decision yet.
    Received,
    Accepted {
        at: Timestamp,
        /// The court's list that the officer consulted, for a piece that asks for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        looked_up: Option<LookedUp>,
    },
    /// An officer refused it: it goes back to the applicant.
    Refused {
        at: Timestamp,
        /// Why, in the officer's words, for the applicant: 1 to 500 characters.
        reason: String,
    },
    /// It states answers that were changed after its files came: the applicant replaces it.
    Outdated {
        /// When they were last changed.
        at: Timestamp,
        /// The names of the sections that were changed.
        sections: Vec<String>,
        /// Why an officer had refused it before that, if one had.
        refused: Option<String>,
    },
}

impl PieceState {
    /// The name in the database and in its JSON.
    const fn name(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Received => "received",
            Self::Accepted { .. } => "accepted",
            Self::Refused { .. } => "refused",
            Self::Outdated { .. } => "outdated",
        }
    }
}

/// A file of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceFile {
    pub id: PieceFileId,
    /// The file name sent by the applicant's browser: displayed, never trusted.
    pub name: String,
    pub media: Media,
    /// Its pages, drawn as pictures; none of a file of an earlier version until they are drawn.
    pub pages: Option<Pages>,
    /// Size in octets.
    pub length: u64,
    /// SHA-256 of its content.
    pub digest: Digest,
    pub received_at: Timestamp,
}
