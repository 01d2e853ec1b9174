//! How often background work is repeated.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::fault::{Failure, Fault, Never};

/// How long a job waits before it runs again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// After a run that succeeded.
    pub rest: Duration,
    /// After a run that failed because something was not available, unless `rest` is longer.
    pub after_failure: Duration,
    /// After an incident, which lasts until somebody repairs it, unless `rest` is longer.
    pub after_incident: Duration,
}

impl Pace {
    /// Waits for `rest`; after a failure at least a second, after an incident at least a minute.
    #[must_use]
    pub const fn every(rest: Duration) -> Self {
        Self { rest, after_failure: Duration::from_secs(1), after_incident: Duration::from_secs(60) }
    }

    /// How long to wait now. Logs a failure; an incident was logged where it was found. `what` names the job.
    #[must_use]
    pub fn rest_after<T>(&self, done: &Result<T, Fault<Never>>, what: &str) -> Duration {
        match done {
            Ok(_) => self.rest,
            Err(Fault::Failed(Failure::Incident(_))) => self.rest.max(self.after_incident),
            Err(fault) => {
                tracing::warn!(%fault, "{what} failed and is tried again");
                self.rest.max(self.after_failure)
            }
        }
    }
}

/// Runs `job` repeatedly until stopped. A run that is in progress is then dropped: what it had not committed is found again.
pub(crate) async fn repeat<T, Job>(pace: Pace, stop: &CancellationToken, what: &str, job: impl Fn() -> Job)
where
    Job: Future<Output = Result<T, Fault<Never>>>,
{
    let repeated = async {
        loop {
            let rest = pace.rest_after(&job().await, what);
            tokio::time::sleep(rest).await;
        }
    };
    tokio::select! {
        () = repeated => {}
        () = stop.cancelled() => {}
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const OFTEN: Pace = Pace::every(Duration::from_secs(10));

    #[test]
    fn a_job_with_an_incident_is_not_repeated_at_once() {
        let rest = |pace: Pace, failure| pace.rest_after(&Err::<(), _>(Fault::Failed(failure)), "a job").as_secs();
        let unavailable = || Failure::Unavailable("the database".to_owned());
        let incident = || Failure::Incident("7f3a00c1".parse().unwrap());
        assert_eq!(rest(Pace::every(Duration::ZERO), unavailable()), 1);
        assert_eq!(rest(Pace::every(Duration::ZERO), incident()), 60);
        assert_eq!(rest(OFTEN, unavailable()), 10);
        assert_eq!(OFTEN.rest_after(&Ok(()), "a job").as_secs(), 10);
    }

    #[tokio::test]
    async fn a_job_is_repeated_until_it_is_stopped() {
        let (stop, runs) = (CancellationToken::new(), Cell::new(0));
        let job = async || {
            runs.set(runs.get() + 1);
            if runs.get() == 3 {
                stop.cancel();
            }
            Ok(())
        };
        repeat(Pace::every(Duration::ZERO), &stop, "a job", job).await;
        assert_eq!(runs.get(), 3);
    }
}
