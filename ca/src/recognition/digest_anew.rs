//! Digesting the facts of tokens again, from their encrypted statements, when their forms were made under earlier rules.

use chassis::act::{Act, Zone};
use chassis::db::StoreError;
use chassis::incident::IncidentId;
use serde_json::json;

use super::store;
use crate::core::{SELF, Secrets};
use crate::facts::RULES;
use crate::tokens;

/// Tokens that one transaction digests; limits how long other writers wait.
const BATCH: i64 = 50;

/// The progress of the work: tokens are processed in the order of their numbers.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    after: String,
    digested: usize,
    unreadable: usize,
}

/// Digests one batch; false once no token is left. After an interruption, another run continues with the tokens that are left,
/// since the rules of a token change together with its digests.
///
/// A token whose statement cannot be read is left as it is, and reported: its holder is not recognised by facts.
pub(crate) async fn digest_older<Z: Zone>(zone: &Z, secrets: &Secrets, progress: &mut Progress) -> Result<bool, StoreError> {
    let mut tx = zone.database().begin_read().await?;
    let older = tokens::with_other_rules(&mut tx, RULES, &progress.after, BATCH).await?;
    let (mut batch, mut unreadable) = (Vec::new(), Vec::new());
    for filed in &older {
        match store::from_statement(&mut tx, secrets, filed).await {
            Ok(digests) => batch.push((filed.token.clone(), digests)),
            Err(fault @ StoreError::Inconsistent(_)) => {
                IncidentId::report(fault);
                unreadable.push(filed.token.clone());
            }
            Err(fault) => return Err(fault),
        }
    }
    drop(tx);
    let Some(last) = older.last() else {
        if progress.digested + progress.unreadable > 0 {
            tracing::info!(
                tokens = progress.digested,
                unreadable = progress.unreadable,
                "all facts are digested under the current rules"
            );
        }
        return Ok(false);
    };
    let after = last.token.as_str().to_owned();
    let mut act = Act::begin(zone, SELF).await?;
    for (token, digests) in &batch {
        store::replace(act.tx(), token, digests).await?;
    }
    let detail = json!({ "rules": RULES, "tokens": batch.len(), "unreadable": unreadable });
    act.record("facts.digested-anew", "", detail).await?;
    act.commit().await?;
    progress.after = after;
    progress.digested += batch.len();
    progress.unreadable += unreadable.len();
    tracing::info!(tokens = progress.digested, "digesting the facts of older tokens again");
    Ok(true)
}

#[cfg(test)]
mod tests;
