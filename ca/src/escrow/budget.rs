//! Hourly limits on releases from escrow, which also bound a compromised portal.

use std::time::Duration;

use chassis::db::{AssertSqlSafe, StoreError, Tx};
use pki::Timestamp;

pub(super) const HOUR: Duration = Duration::from_secs(3600);

/// An hour's budget.
pub(super) struct Hourly {
    /// The table of releases, with their `released_at`.
    pub(super) releases: &'static str,
    pub(super) most: u32,
}

impl Hourly {
    /// For how many seconds the budget remains exhausted; none if it is not.
    pub(super) async fn spent(&self, tx: &mut Tx, now: Timestamp) -> Result<Option<u32>, StoreError> {
        let sql = format!(
            "select count(*) as released, coalesce(min(released_at), 0) as oldest from {} where released_at > $1",
            self.releases
        );
        let Some(row) = tx.row(AssertSqlSafe(sql), &[now.minus(HOUR).into()]).await? else { return Ok(None) };
        if row.int("released")? < i64::from(self.most) {
            return Ok(None);
        }
        let wait = HOUR.saturating_sub(now.since(row.timestamp("oldest")?)).as_secs();
        Ok(Some(u32::try_from(wait).unwrap_or(u32::MAX)))
    }
}
