//! The history of an order, in words.

use i18n::Words;
use policies::Policies;
use registration::desk::{Actor, HistoryEntry};

use crate::web::piece_title;

/// A row of the history.
pub(super) struct HistoryRow {
    pub(super) at: String,
    pub(super) what: String,
    pub(super) by: String,
}

impl HistoryRow {
    pub(super) fn of(entry: &HistoryEntry, policies: &Policies, t: Words) -> Self {
        let act = t.say(&act_key(entry.act));
        let piece = entry.piece.as_ref().map(|name| piece_title(policies, name.as_str(), t));
        Self {
            at: t.moment(entry.at),
            what: piece.map_or_else(|| act.clone(), |piece| format!("{act} – {piece}")),
            by: match &entry.by {
                Actor::Applicant => t.say("desk-by-applicant"),
                Actor::Holder => t.say("desk-by-holder"),
                Actor::Officer(name) => name.clone(),
                Actor::Portal => t.say("desk-by-portal"),
            },
        }
    }
}

/// The key of the text for an act: `desk-act-order-placed`.
fn act_key(act: &str) -> String {
    format!("desk-act-{}", act.replace('.', "-"))
}

#[cfg(test)]
mod tests {
    use i18n::Language;
    use registration::desk::ACTS;

    use super::*;

    #[test]
    fn every_act_has_words_in_both_languages() {
        for t in Language::ALL.map(|language| Words::new(language, &crate::CATALOGUES)) {
            for act in ACTS {
                let said = t.say(&act_key(act));
                assert!(!said.starts_with("desk-act"), "{act}: {said}");
            }
        }
    }
}
