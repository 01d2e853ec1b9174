//! What the routes share.

use std::sync::Arc;

use tokio_util::task::TaskTracker;

use crate::call::InFlight;
use crate::core::Core;

/// What the routes share.
#[derive(Clone)]
pub(super) struct RouterState {
    pub(super) core: Arc<Core>,
    /// Acts that go on although their caller has left.
    pub(super) acts: TaskTracker,
    pub(super) in_flight: Arc<InFlight>,
}
