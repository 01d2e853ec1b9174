//! What happens without anybody asking: messages leave, tokens are followed, letters are made, what broke off goes on.
//!
//! Each kind of work is a loop of its own that looks for what is due, so that one which waits keeps nothing else waiting. What is due is
//! found in the database: a crash leaves it there.

use std::time::Duration;

use mails::{Letterhead, Outgoing};
use registration::Registration;
use registration::fault::{Failure, Fault, Never};
use tokio_util::sync::CancellationToken;

use crate::web::Portal;

/// What broke off, or waits for somebody else: looked for this often.
const SOON: Duration = Duration::from_secs(1);
/// Who is an officer at the certificate authority.
const OFTEN: Duration = Duration::from_secs(10);
/// What is broken: until somebody has mended it.
const AFTER_INCIDENT: Duration = Duration::from_secs(60);
/// What was abandoned.
const RARELY: Duration = Duration::from_secs(3600);

/// Works until stopped.
pub async fn work(portal: Portal, outgoing: Outgoing, stop: CancellationToken) {
    let registration = &portal.registration;
    let head = Letterhead::new(registration, &portal.sites.public, &portal.sites.certificate);
    tokio::join!(
        mails::send_messages(registration, head, outgoing, &stop),
        every(Duration::ZERO, &stop, "following tokens", || async { registration.production.follow_tokens().await.map(drop) }),
        every(SOON, &stop, "PIN letters", || make_letters(registration)),
        every(SOON, &stop, "approvals", || async { registration.desk.approve_pending().await }),
        every(SOON, &stop, "officers' revocations", || async { registration.revocations.confirm_pending_revocations().await }),
        every(SOON, &stop, "changes of officers", || async { registration.officers.settle_officer_changes().await }),
        every(OFTEN, &stop, "following officers", || async { registration.officers.follow_officers().await }),
        every(RARELY, &stop, "reminders of ending certificates", || async {
            registration.officers.remind_of_ending_certificates().await
        }),
        every(RARELY, &stop, "sweeping dossiers", || async { registration.dossiers.sweep_dossiers().await }),
        every(RARELY, &stop, "forgetting ended logins", || async { registration.accounts.forget_ended_logins().await.map(drop) }),
    );
}

/// Repeats `act`, with `rest` between; after a failure at least a second, after an incident a minute.
async fn every<Act>(rest: Duration, stop: &CancellationToken, what: &str, act: impl Fn() -> Act)
where
    Act: Future<Output = Result<(), Fault<Never>>>,
{
    let repeated = async {
        loop {
            let done = act().await;
            tokio::time::sleep(rest_after(&done, rest, what)).await;
        }
    };
    tokio::select! {
        () = repeated => {}
        () = stop.cancelled() => {}
    }
}

fn rest_after(done: &Result<(), Fault<Never>>, rest: Duration, what: &str) -> Duration {
    match done {
        Ok(()) => rest,
        // It was logged where it was found.
        Err(Fault::Failed(Failure::Incident(_))) => rest.max(AFTER_INCIDENT),
        Err(fault) => {
            tracing::warn!(%fault, "{what}: tried again");
            rest.max(SOON)
        }
    }
}

/// Makes the PIN letters that are due: the PIN leaves the certificate authority, becomes a letter in memory, and is sealed.
async fn make_letters(registration: &Registration) -> Result<(), Fault<Never>> {
    let mut incident = None;
    for due in registration.production.pin_letters_due().await? {
        let facts = match registration.production.release_pin(&due).await {
            Ok(facts) => facts,
            // One that is broken keeps no other waiting.
            Err(Fault::Failed(failure @ Failure::Incident(_))) => {
                incident = Some(failure);
                continue;
            }
            Err(Fault::Failed(failure)) => return Err(Fault::Failed(failure)),
            Err(Fault::Refused(refusal)) => {
                tracing::error!(%refusal, "a PIN letter cannot be made");
                continue;
            }
        };
        let supplier = registration.settings().supplier.clone();
        let made = tokio::task::spawn_blocking(move || papers::pin_letter(&facts, &supplier)).await;
        match made {
            Ok(Ok(letter)) => registration.production.keep_pin_letter(&due, &letter).await?,
            Ok(Err(fault)) => tracing::error!(%fault, "a PIN letter cannot be made"),
            Err(fault) => tracing::error!(%fault, "a PIN letter cannot be made"),
        }
    }
    incident.map_or(Ok(()), |failure| Err(Fault::Failed(failure)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_broken_is_not_tried_again_at_once() {
        let rest = |failure| rest_after(&Err(Fault::Failed(failure)), Duration::ZERO, "an act");
        assert_eq!(rest(Failure::Unavailable("the database".to_owned())), SOON);
        assert_eq!(rest(Failure::Incident("7f3a00c1".parse().unwrap())), AFTER_INCIDENT);
        assert_eq!(rest_after(&Ok(()), OFTEN, "an act"), OFTEN);
    }
}
