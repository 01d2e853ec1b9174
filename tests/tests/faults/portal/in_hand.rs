//! The mails that were in progress when processes were aborted.
//!
//! Each process claims one mail at a time, hands it to the server and then marks it. If it is aborted in between, the server may have
//! accepted the mail, and the next process sends it again. So each abort may cause one duplicate of one mail; nothing else may.

use std::collections::BTreeMap;
use std::path::Path;

use registration::Failpoint;

use super::assertions;
use super::mails::SENDER_DOMAIN;

/// How often a mail was in progress at an abort.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hits {
    /// In total: the maximum number of duplicates.
    pub(super) claimed: usize,
    /// After it was handed over: the minimum number of duplicates.
    pub(super) taken: usize,
}

/// By `Message-ID`.
#[derive(Debug, Default)]
pub(super) struct InHand(BTreeMap<String, Hits>);

impl InHand {
    /// Inspects the outbox after a process was aborted at a failpoint.
    pub(super) async fn look(&mut self, folder: &Path, at: Failpoint) {
        let claims = "select id, enqueued_at, attempts from outbox where attempts > 0 order by id";
        let mut hit = Vec::new();
        for row in assertions::rows_in(folder, claims).await {
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
        if at == Failpoint::MessageSent {
            let id = hit.first().expect("a mail was handed over but not marked");
            self.0.entry(id.clone()).or_default().taken += 1;
        }
    }

    /// How often the mail with this `Message-ID` was in progress at an abort.
    pub(super) fn hits(&self, id: &str) -> Hits {
        self.0.get(id).copied().unwrap_or_default()
    }
}
