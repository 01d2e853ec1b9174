//! Reminders that an officer's certificate expires: to the officer, who generates a new key, and to the others, who renew the
//! certificate.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::StoreError;
use pki::Timestamp;
use serde_json::json;

use super::{Enrolled, Officers, store};
use crate::access::{Action, allows};
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::messages::{CertificateEnds, Content, Destination, Message, enqueue};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// How many others it takes to renew an officer.
const OTHERS: usize = 2;

impl Officers {
    /// Sends reminders about each certificate that expires soon: once for each of [`Settings::officer_reminders`], however often
    /// this is called. There are none for a certificate that was renewed, since it is no longer on file, nor for one that has
    /// expired.
    ///
    /// # Errors
    /// [`Fault::Failed`] only; the remaining reminders are sent at the next call.
    ///
    /// [`Settings::officer_reminders`]: crate::settings::Settings::officer_reminders
    pub async fn remind_of_ending_certificates(&self) -> Result<(), Fault<Never>> {
        let mut act = self.core.begin("portal").await?;
        remind_all(&mut act).await?;
        act.commit().await?;
        Ok(())
    }
}

async fn remind_all(act: &mut Act<'_, Core>) -> Result<(), StoreError> {
    let now = act.at();
    let reminders = &act.zone().environment.settings.officer_reminders;
    let officers = store::all(act.tx()).await?;
    let in_service: Vec<&Enrolled> = officers.iter().filter(|known| known.removed_at.is_none()).collect();
    for ending in &in_service {
        let Some(validity) = ending.validity.filter(|validity| validity.contains(now)) else { continue };
        let until = validity.not_after();
        let Some(days) = due(reminders, until, now) else { continue };
        if store::note_reminder(act.tx(), ending.fingerprint, days, now).await? {
            remind(act, ending, until, &in_service).await?;
            let detail = json!({ "days": days, "until": until });
            act.record("officer.reminded", &ending.officer.id.to_string(), detail).await?;
        }
    }
    Ok(())
}

/// The due reminder, in days before the end: the latest of those whose time has come.
fn due(reminders: &[Duration], until: Timestamp, now: Timestamp) -> Option<i64> {
    let left = until.since(now);
    let latest = reminders.iter().filter(|before| left <= **before).min()?;
    i64::try_from(latest.as_secs() / DAY.as_secs()).ok()
}

async fn remind(
    act: &mut Act<'_, Core>,
    ending: &Enrolled,
    until: Timestamp,
    in_service: &[&Enrolled],
) -> Result<(), StoreError> {
    let now = act.at();
    let others = in_service.iter().filter(|known| known.officer.id != ending.officer.id);
    let able = others.filter(|known| known.acts_at(now).unwrap_or(false) && allows(&known.officer.roles, Action::ChangeOfficers));
    let two_others = able.count() >= OTHERS;
    for reader in in_service {
        let ends = CertificateEnds {
            officer: ending.officer.name.clone(),
            until,
            own: reader.officer.id == ending.officer.id,
            two_others,
        };
        let message = Message {
            to: Destination::Email(reader.officer.email.clone()),
            language: reader.officer.language,
            content: Content::CertificateEnds(ends),
        };
        enqueue(act, &message).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_reminders_that_were_missed_the_latest_is_sent() {
        let until = Timestamp::from_millis(1_795_338_000_000);
        let reminders = [60, 30, 15, 7].map(|days| days * DAY);
        let at = |days: u32, seconds: u64| due(&reminders, until, until.minus(days * DAY).minus(Duration::from_secs(seconds)));
        assert_eq!(at(60, 1), None);
        assert_eq!([at(60, 0), at(31, 0), at(30, 0), at(20, 0)], [Some(60), Some(60), Some(30), Some(30)]);
        assert_eq!([at(15, 0), at(8, 0), at(7, 0), at(0, 0)], [Some(15), Some(15), Some(7), Some(7)]);
    }
}
