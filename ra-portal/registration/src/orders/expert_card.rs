//! The requirements of the expert card, which apply to rows that store none.

use std::sync::LazyLock;

use policies::{FileCount, HolderKind, RequiredPiece, Requirements, Section};

/// What the expert card has required since the first release.
static REQUIREMENTS: LazyLock<Requirements> = LazyLock::new(|| {
    let piece = |name: &str, signed, covers: &[Section]| RequiredPiece {
        name: name.parse().expect("kebab-case"),
        signed,
        covers: covers.to_vec(),
        when: None,
        files: FileCount::default(),
    };
    Requirements {
        holder: HolderKind::CourtExpert,
        sections: vec![
            Section::Identity,
            Section::Birth,
            Section::Listing,
            Section::Delivery,
            Section::Contact,
            Section::Billing,
            Section::Terms,
        ],
        pieces: vec![
            piece("signed-dossier", true, &[]),
            piece("identity-document", false, &[Section::Identity, Section::Birth]),
            piece("proof-of-listing", false, &[Section::Listing]),
        ],
    }
});

pub(super) fn requirements() -> Requirements {
    REQUIREMENTS.clone()
}

pub(super) fn are_its(requirements: &Requirements) -> bool {
    *requirements == *REQUIREMENTS
}
