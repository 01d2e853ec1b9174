//! The kinds of pieces in a dossier, which messages name.

use serde::{Deserialize, Serialize};

/// What a *particulier* who is a court expert must hand in (RGS A2 III.2.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PieceKind {
    /// The dossier that the portal generated, signed by hand.
    SignedDossier,
    /// A copy of a valid identity document with a photograph.
    IdentityDocument,
    /// The proof of being listed as an expert: the court's list or the oath, dated.
    ProofOfListing,
}

impl PieceKind {
    /// All of them, in the order in which people are asked.
    pub const ALL: [Self; 3] = [Self::SignedDossier, Self::IdentityDocument, Self::ProofOfListing];

    /// The piece of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name in the database, in URLs and in the catalogues of texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedDossier => "signed-dossier",
            Self::IdentityDocument => "identity-document",
            Self::ProofOfListing => "proof-of-listing",
        }
    }
}
