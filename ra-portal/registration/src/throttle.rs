//! Limits on the number of acts within a period: a budget is a keyed digest, and each act that counts is a row.

use std::time::Duration;

use chassis::db::{StoreError, Tx};
use pki::{Digest, Id, SystemRandom, Timestamp};

/// The longest period of a budget.
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Marks identifiers of attempts.
pub(crate) enum AttemptTag {}

/// Identifies an attempt.
pub(crate) type AttemptId = Id<AttemptTag>;

/// A number of attempts within a period of at most a day.
pub(crate) struct Budget {
    /// Identifies what is counted.
    pub(crate) digest: Digest,
    pub(crate) most: i64,
    pub(crate) within: Duration,
}

/// A budget is exhausted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exhausted {
    pub(crate) budget: Digest,
    /// When there is room again; at least a second.
    pub(crate) retry_after: Duration,
}

/// Counts an attempt in every budget, or in none if one of them is exhausted.
pub(crate) async fn count(tx: &mut Tx, budgets: &[Budget], now: Timestamp) -> Result<Result<AttemptId, Exhausted>, StoreError> {
    for budget in budgets {
        let sql = "select count(*) as made, coalesce(min(at), 0) as oldest from attempts where budget = $1 and at > $2";
        let Some(row) = tx.row(sql, &[budget.digest.into(), now.minus(budget.within).into()]).await? else { continue };
        if row.int("made")? >= budget.most {
            let retry_after = budget.within.saturating_sub(now.since(row.timestamp("oldest")?)).max(Duration::from_secs(1));
            return Ok(Err(Exhausted { budget: budget.digest, retry_after }));
        }
    }
    let id = AttemptId::generate(now, &mut SystemRandom);
    for budget in budgets {
        tx.execute(
            "insert into attempts (budget, id, at) values ($1, $2, $3)",
            &[budget.digest.into(), id.as_bytes().into(), now.into()],
        )
        .await?;
    }
    Ok(Ok(id))
}

/// Removes an attempt from every budget.
pub(crate) async fn take_back(tx: &mut Tx, attempt: AttemptId) -> Result<(), StoreError> {
    tx.execute("delete from attempts where id = $1", &[attempt.as_bytes().into()]).await.map(drop)
}

/// Removes attempts that no budget counts any longer.
pub(crate) async fn forget(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from attempts where at <= $1", &[now.minus(DAY).into()]).await
}
