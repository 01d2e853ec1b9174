//! Incidents: faults that retrying does not resolve. Users see an identifier, under which the log describes the fault.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use pki::Digest;

/// The interval after which the same incident is logged again, so that neither requests nor loops fill the log with it.
const LOGGED_EVERY: Duration = Duration::from_secs(3600);
/// Maximum number of incidents whose time of logging is remembered; beyond it, all are forgotten and logged again.
const REMEMBERED: usize = 1024;

static LOGGED: Mutex<BTreeMap<IncidentId, Instant>> = Mutex::new(BTreeMap::new());

/// The identifier of an incident that users see and can report to the operator: eight hexadecimal digits. It is derived from the
/// description, so that the same broken row has the same identifier each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IncidentId([u8; 4]);

/// The text is not the identifier of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the identifier of an incident has eight hexadecimal digits")]
pub struct NotAnIncident;

impl IncidentId {
    /// Reports an incident: logs the description `what` at error level, at most once an hour. `what` must not contain personal
    /// data.
    pub fn report(what: impl fmt::Display) -> Self {
        let id = Self::of(&what.to_string());
        id.relay(what);
        id
    }

    /// Reports an incident of another zone: logs `what` is known about it here, at most once an hour.
    pub fn relay(self, what: impl fmt::Display) {
        if self.is_to_be_logged(Instant::now()) {
            tracing::error!(incident = %self, "{what}");
        }
    }

    fn of(what: &str) -> Self {
        let [a, b, c, d, ..] = *Digest::of(what.as_bytes()).as_bytes();
        Self([a, b, c, d])
    }

    fn is_to_be_logged(self, now: Instant) -> bool {
        let mut logged = LOGGED.lock().unwrap_or_else(PoisonError::into_inner);
        if logged.get(&self).is_some_and(|last| now.duration_since(*last) < LOGGED_EVERY) {
            return false;
        }
        if logged.len() >= REMEMBERED {
            logged.clear();
        }
        logged.insert(self, now);
        true
    }
}

impl fmt::Display for IncidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for IncidentId {
    type Err = NotAnIncident;

    fn from_str(text: &str) -> Result<Self, NotAnIncident> {
        let mut octets = [0; 4];
        hex::decode_to_slice(text, &mut octets).map_err(|_| NotAnIncident)?;
        Ok(Self(octets))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_databases::Log;

    #[test]
    fn the_same_incident_has_one_identifier_and_one_log_line_an_hour() {
        let what = "orders.facts is not the JSON of its type (row: id 017f)";
        let log = Log::start();
        let ids = [what, what, "something else"].map(IncidentId::report);
        assert_eq!(ids[0], ids[1]);
        assert_ne!(ids[0], ids[2]);
        let lines = log.lines_with(&[what]);
        assert!(matches!(lines.as_slice(), [line] if line.contains("ERROR") && line.contains(&ids[0].to_string())), "{lines:?}");
        assert!(ids[0].is_to_be_logged(Instant::now() + LOGGED_EVERY));
        assert_eq!(ids[0].to_string().parse(), Ok(ids[0]));
        assert_eq!("7f3a".parse::<IncidentId>(), Err(NotAnIncident));
    }
}
