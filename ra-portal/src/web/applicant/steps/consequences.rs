//! What a change after the order was placed means, told before it is made.

use i18n::Words;
use policies::{PieceName, Policies};
use registration::desk::Consequences;

use crate::web::piece_title;

/// A sentence for each consequence.
pub(super) fn in_words(consequences: &Consequences, policies: &Policies, t: Words) -> Vec<String> {
    let titles = |pieces: &[PieceName]| {
        let titles = pieces.iter().map(|piece| piece_title(policies, piece.as_str(), t));
        titles.collect::<Vec<_>>().join(", ")
    };
    let about =
        |key: &str, pieces: &[PieceName]| (!pieces.is_empty()).then(|| t.with(key, [("pieces", titles(pieces).as_str())]));
    let said = [
        about("orders-change-replaces", &consequences.replaced),
        about("orders-change-examines", &consequences.examined),
        consequences.identity_check.then(|| t.say("orders-change-check-void")),
        consequences.review.then(|| t.say("orders-change-voids")),
    ];
    said.into_iter().flatten().collect()
}
