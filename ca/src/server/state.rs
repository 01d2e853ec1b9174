//! State shared by the routes.

use std::sync::Arc;

use tokio_util::task::TaskTracker;

use crate::call::InFlight;
use crate::core::Core;

/// State shared by the routes.
#[derive(Clone)]
pub(super) struct RouterState {
    pub(super) core: Arc<Core>,
    /// Acts that continue after their caller has disconnected.
    pub(super) acts: TaskTracker,
    pub(super) in_flight: InFlight,
}
