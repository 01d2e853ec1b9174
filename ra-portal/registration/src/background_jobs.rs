//! Background work: what follows from acts without anybody's asking.
//!
//! Each job is a loop of its own that looks for what is due, so that one which waits keeps no other waiting. What is due is found in the
//! database: a crash only delays it.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::Registration;
use crate::pace::{Pace, repeat};
use crate::production::RenderPinLetter;

/// Jobs that wait for the certificate authority's answer.
const AT_ONCE: Pace = Pace::every(Duration::ZERO);
/// Jobs that continue what was interrupted, or what waited for somebody else.
const SOON: Pace = Pace::every(Duration::from_secs(1));
/// Jobs that follow what seldom changes.
const OFTEN: Pace = Pace::every(Duration::from_secs(10));
/// Jobs that look for what has become due with time.
const RARELY: Pace = Pace::every(Duration::from_secs(3600));

impl Registration {
    /// Does the registration authority's background work until stopped. `render` makes the document of a PIN letter. Messages are sent by
    /// whoever claims them from the [outbox](Self::outbox).
    pub async fn run_background_jobs(&self, render: RenderPinLetter, stop: &CancellationToken) {
        let Self { accounts, dossiers, desk, officers, production, revocations, .. } = self;
        tokio::join!(
            repeat(AT_ONCE, stop, "following tokens", || production.follow_tokens()),
            repeat(SOON, stop, "PIN letters", || production.make_letters(render)),
            repeat(SOON, stop, "approvals", || desk.approve_pending()),
            repeat(SOON, stop, "officers' revocations", || revocations.confirm_pending_revocations()),
            repeat(SOON, stop, "changes of officers", || officers.settle_officer_changes()),
            repeat(OFTEN, stop, "following officers", || officers.follow_officers()),
            repeat(RARELY, stop, "reminders of ending certificates", || officers.remind_of_ending_certificates()),
            repeat(RARELY, stop, "sweeping dossiers", || dossiers.sweep_dossiers()),
            repeat(RARELY, stop, "forgetting ended logins", || accounts.forget_ended_logins()),
        );
    }
}
