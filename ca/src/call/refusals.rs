//! Recording refusals in the ledger, one by one or as a count. A refused act is rolled back, so that its refusal is recorded by
//! an act of its own.

use chassis::act::Act;
use chassis::db::StoreError;
use serde_json::json;

use super::Call;
use crate::core::{Core, SELF};

/// Records the refusal of a request that is not a valid call yet.
pub(crate) async fn record(core: &Core, actor: &str, operation: &str, code: &str) {
    record_and_remember(core, actor, operation, code, None).await;
}

/// Records that a call was refused. The operation's `refusal`, as JSON, is stored like an answer: a repeated call is refused in
/// the same way.
pub(super) async fn record_call(core: &Core, call: &Call, code: &str, refusal: Option<String>) {
    let refusal = refusal.filter(|_| call.access.stored).map(|refusal| (call, refusal));
    record_and_remember(core, &call.actor(), call.access.name, code, refusal).await;
}

/// Records how many refusals were not recorded one by one: of windows that are over, or of all when the zone stops.
pub(crate) async fn settle(core: &Core, stopping: bool) -> Result<(), StoreError> {
    for (actor, count) in core.refusals.over(core.now(), stopping) {
        let mut act = Act::begin(core, SELF).await?;
        act.record("refusals.unrecorded", &actor, json!({ "count": count })).await?;
        act.commit().await?;
    }
    Ok(())
}

async fn record_and_remember(core: &Core, actor: &str, operation: &str, code: &str, refusal: Option<(&Call, String)>) {
    tracing::info!(actor, operation, code, "refused");
    if !core.refusals.admit(actor, core.now()) {
        return;
    }
    match store(core, actor, operation, code, refusal).await {
        // That the database is unavailable is logged where it is found out.
        Ok(()) | Err(StoreError::Unavailable) => {}
        Err(fault) => tracing::error!(%fault, operation, code, "a refusal could not be recorded"),
    }
}

async fn store(
    core: &Core,
    actor: &str,
    operation: &str,
    code: &str,
    refusal: Option<(&Call, String)>,
) -> Result<(), StoreError> {
    let mut act = Act::begin(core, actor).await?;
    act.record("refused", operation, json!({ "code": code })).await?;
    if let Some((call, refusal)) = refusal {
        call.store_refusal(act.tx(), &refusal).await?;
    }
    act.commit().await
}
