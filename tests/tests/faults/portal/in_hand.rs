//! The mails that processes had in hand when they were aborted.
//!
//! Each process claims one mail at a time, before it hands it over, and marks it afterwards. Aborted in between, wherever else
//! it was at that moment, it leaves the claim behind, and the mail may have been taken by the server: the next process hands it
//! over again. So each abort may cost one copy of one mail, and no other event may.

use std::collections::BTreeMap;
use std::path::Path;

use registration::Boundary;

use super::judgement;
use super::mails::SENDER_DOMAIN;

/// How often a mail was in hand at an abort.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hits {
    /// In all: as many copies there may be beside the one that was marked.
    pub(super) claimed: usize,
    /// Behind its handing over: so many there must be.
    pub(super) taken: usize,
}

/// By `Message-ID`.
#[derive(Debug, Default)]
pub(super) struct InHand(BTreeMap<String, Hits>);

impl InHand {
    /// Looks at what a process left that was just aborted at a boundary.
    pub(super) async fn look(&mut self, folder: &Path, at: Boundary) {
        let claims = "select id, enqueued_at, attempts from outbox where attempts > 0 order by id";
        let mut hit = Vec::new();
        for row in judgement::rows_in(folder, claims).await {
            let number = |column| row.int(column).expect("a number");
            let id = format!("<{}.{}@{SENDER_DOMAIN}>", number("enqueued_at"), number("id"));
            let claimed = usize::try_from(number("attempts")).expect("not below zero");
            let hits = self.0.entry(id.clone()).or_default();
            if claimed > hits.claimed {
                hits.claimed = claimed;
                hit.push(id);
            }
        }
        assert!(hit.len() <= 1, "one at a time: {hit:?}");
        if at == Boundary::MessageSent {
            let id = hit.first().expect("a mail was handed over and not marked");
            self.0.entry(id.clone()).or_default().taken += 1;
        }
    }

    /// How often a mail was in hand at an abort.
    pub(super) fn hits(&self, id: &str) -> Hits {
        self.0.get(id).copied().unwrap_or_default()
    }
}
