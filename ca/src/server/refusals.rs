//! Refusals on record: in the ledger, one by one or as a count.

use chassis::db::StoreError;
use serde_json::json;

use crate::call::Call;
use crate::core::{Core, SELF};

/// Records a refusal; with `remember`, also as the answer to that call.
pub(super) async fn record(core: &Core, actor: &str, operation: &str, code: &str, remember: Option<(&Call, &str)>) {
    tracing::info!(actor, operation, code, "refused");
    if !core.refusals.admit(actor, core.now()) {
        return;
    }
    if let Err(fault) = store(core, actor, operation, code, remember).await {
        tracing::error!(%fault, operation, code, "a refusal could not be recorded");
    }
}

/// Records how many refusals were not recorded one by one: of windows that are over, or of all when the zone stops.
pub(crate) async fn settle(core: &Core, stopping: bool) -> Result<(), StoreError> {
    for (actor, count) in core.refusals.over(core.now(), stopping) {
        let mut tx = core.db.begin_write().await?;
        core.record(&mut tx, SELF, "refusals.unrecorded", &actor, json!({ "count": count })).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn store(core: &Core, actor: &str, operation: &str, code: &str, remember: Option<(&Call, &str)>) -> Result<(), StoreError> {
    let mut tx = core.db.begin_write().await?;
    core.record(&mut tx, actor, "refused", operation, json!({ "code": code })).await?;
    if let Some((call, refusal)) = remember {
        call.remember_refusal(&mut tx, refusal).await?;
    }
    tx.commit().await
}
