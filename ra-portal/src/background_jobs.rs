//! Background jobs: those of the registration authority, and the sending of its messages.

use mails::{Letterhead, Outgoing};
use tokio_util::sync::CancellationToken;

use crate::web::Portal;

/// Runs until stopped.
pub async fn run_background_jobs(portal: Portal, outgoing: Outgoing, stop: CancellationToken) {
    let registration = &portal.registration;
    let head = Letterhead::new(registration, &portal.sites.public, &portal.sites.certificate);
    tokio::join!(
        mails::send_messages(registration, head, outgoing, &stop),
        registration
            .run_background_jobs(|facts, supplier| papers::pin_letter(facts, supplier).map_err(|fault| fault.to_string()), &stop),
    );
}
