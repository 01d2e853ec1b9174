//! Dossiers: the pieces that prove what an order says.

mod content;
mod fault;
mod file_store;
mod hand_in;
mod limits;
mod media;
mod store;
mod sweep;
mod upload;
mod view;

use std::sync::Arc;

pub use content::media_of;
pub use fault::FileFault;
pub use hand_in::HandInError;
pub use limits::{MOST_OCTETS_OF_FILE, MOST_OCTETS_OF_ORDER, MOST_PAGES, MOST_PIXELS};
pub use media::Media;
pub(crate) use store::{find, set_state};
pub use upload::{RemoveError, Upload, UploadError};
pub use view::{ApplicantDossier, ViewError, ViewedFile};

use pki::{Digest, Id, Timestamp};
pub use policies::PieceName;
use policies::RequiredPiece;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use crate::core::Core;
use crate::orders::{AcceptedDossier, CompleteDossier};

/// The pieces of dossiers: uploaded, viewed, handed in, and swept once abandoned.
#[derive(Clone)]
pub struct Dossiers {
    core: Arc<Core>,
    /// Turns for validating files.
    judging: Arc<Semaphore>,
}

/// How many files are checked at once: a picture of 40 million pixels takes 320 MB.
const JUDGED_AT_ONCE: usize = 2;

impl Dossiers {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core, judging: Arc::new(Semaphore::new(JUDGED_AT_ONCE)) }
    }
}

/// Marks identifiers of uploaded files.
#[derive(Debug)]
pub enum PieceFileTag {}

/// Identifies an uploaded file.
pub type PieceFileId = Id<PieceFileTag>;

/// The pieces of an order, in the order in which people are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// Those that are asked, and those that have been, as long as they have files or a judgement.
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

    /// What is still to come before it can be handed in: pieces with too few files, and refused ones that nothing was added to.
    #[must_use]
    pub fn awaited(&self) -> Vec<RequiredPiece> {
        self.pieces.iter().filter(|piece| piece.is_awaited()).map(|piece| piece.required.clone()).collect()
    }

    /// The proof that nothing is still to come, else what is.
    pub(crate) fn complete(&self) -> Result<CompleteDossier, Vec<RequiredPiece>> {
        let missing = self.awaited();
        CompleteDossier::of(self.digest(), missing.len()).ok_or(missing)
    }

    /// The proof that an officer accepted every piece that is asked.
    pub(crate) fn accepted(&self) -> Option<AcceptedDossier> {
        let asked = self.pieces.iter().filter(|piece| piece.asked);
        let unaccepted = asked.filter(|piece| !matches!(piece.state, PieceState::Accepted { .. })).count();
        AcceptedDossier::of(self.digest(), unaccepted)
    }

    /// SHA-256 over the names of the pieces and the digests of their files, in order: what an approval names.
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

/// A piece and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which, and how much of it is required.
    pub required: RequiredPiece,
    /// Whether it is asked: another answer may have made it superfluous.
    pub asked: bool,
    /// How it stands.
    pub state: PieceState,
    /// The files that make it up now, oldest first.
    pub files: Vec<PieceFile>,
}

impl Piece {
    /// Its name in the database, in URLs and in the ledger.
    #[must_use]
    pub const fn name(&self) -> &PieceName {
        &self.required.name
    }

    /// Whether something of it is still to come.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        let too_few = self.files.len() < usize::from(self.required.files.at_least);
        self.asked
            && match &self.state {
                PieceState::Missing => too_few,
                PieceState::Refused { .. } => too_few || self.files.iter().all(|file| self.was_refused_with(file)),
                PieceState::Received | PieceState::Accepted { .. } => false,
            }
    }

    /// Whether the file was there when the piece was refused: it does not replace it.
    pub(crate) fn was_refused_with(&self, file: &PieceFile) -> bool {
        matches!(self.state, PieceState::Refused { at, .. } if file.received_at <= at)
    }

    /// Whether the applicant may add and remove files of it, while the dossier is theirs.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, PieceState::Missing | PieceState::Refused { .. })
    }
}

/// How a piece stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum PieceState {
    /// Nothing was handed in.
    Missing,
    /// Handed in; nobody decided on it.
    Received,
    /// An officer accepted it.
    Accepted {
        /// When.
        at: Timestamp,
    },
    /// An officer refused it: it alone comes back.
    Refused {
        /// When.
        at: Timestamp,
        /// Why, in the officer's words, for the applicant: 1 to 500 characters.
        reason: String,
    },
}

/// A file of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceFile {
    /// Which.
    pub id: PieceFileId,
    /// As the applicant's computer named it: shown, never trusted.
    pub name: String,
    /// What its content is.
    pub media: Media,
    /// Octets.
    pub length: u64,
    /// SHA-256 of its content.
    pub digest: Digest,
    /// When it came.
    pub received_at: Timestamp,
}
