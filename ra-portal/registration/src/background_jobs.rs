//! Background jobs: work that follows from acts without a further request.
//!
//! Each job is a loop of its own, so that one which waits does not delay the others. Due work is found in the database: a crash
//! only delays it.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::Registration;
use crate::pace::{Pace, repeat};
use crate::production::RenderPinLetter;

/// For jobs that wait for an answer of the certificate authority.
const AT_ONCE: Pace = Pace::every(Duration::ZERO);
/// For jobs that continue what was interrupted, or what depended on somebody else.
const SOON: Pace = Pace::every(Duration::from_secs(1));
/// For jobs that follow what seldom changes.
const OFTEN: Pace = Pace::every(Duration::from_secs(10));
/// For jobs that look for what has become due with time.
const RARELY: Pace = Pace::every(Duration::from_secs(3600));

/// The rest between two transactions of a long job.
const BREATH: Duration = Duration::from_millis(100);

impl Registration {
    /// Runs the registration authority's background jobs until stopped. `render` produces the document of a PIN letter. Messages
    /// are sent by the workers that claim them from the [outbox](Self::outbox).
    pub async fn run_background_jobs(&self, render: RenderPinLetter, stop: &CancellationToken) {
        let Self { accounts, dossiers, desk, officers, production, revocations, search, core, .. } = self;
        tokio::join!(
            repeat(AT_ONCE, stop, "following tokens", || production.follow_tokens()),
            repeat(SOON, stop, "PIN letters", || production.make_letters(render)),
            repeat(SOON, stop, "index of orders", || search.keep_index()),
            repeat(SOON, stop, "approvals", || desk.approve_pending()),
            repeat(SOON, stop, "officers' revocations", || revocations.confirm_pending_revocations()),
            repeat(SOON, stop, "changes of officers", || officers.settle_officer_changes()),
            repeat(OFTEN, stop, "following officers", || officers.follow_officers()),
            repeat(RARELY, stop, "reminders of expiring certificates", || officers.remind_of_ending_certificates()),
            repeat(RARELY, stop, "encrypting earlier rows", || core.encrypt_earlier_rows(BREATH)),
            repeat(RARELY, stop, "sweeping dossiers", || dossiers.sweep_dossiers()),
            repeat(RARELY, stop, "pages of older files", || dossiers.draw_pages_of_older_files()),
            repeat(RARELY, stop, "removing ended logins", || accounts.forget_ended_logins()),
        );
    }
}
