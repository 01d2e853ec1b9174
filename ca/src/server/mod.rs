//! The contract's listener: identifying callers, access, responses and faults.

mod answer;
mod caller;
mod operations;
mod state;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::middleware::map_response;
use tokio_util::task::TaskTracker;

pub use caller::PinnedKeys;
pub(crate) use caller::{caller_from_pinned_key, in_process};

use crate::call::InFlight;
use crate::core::Core;
use state::RouterState;

/// Every operation of the contract, under `/v1/`. A layer around it must have identified the caller.
pub(crate) fn router(core: Arc<Core>, acts: TaskTracker) -> Router {
    let state = RouterState { core, acts, in_flight: InFlight::default() };
    let routes = operations::routes().fallback(answer::no_such_operation).method_not_allowed_fallback(answer::not_by_post);
    routes.with_state(state).layer(map_response(answer::tell_version))
}
