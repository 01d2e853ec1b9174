//! What the routes share.

use std::sync::Arc;

use tokio_util::task::TaskTracker;

use crate::call::UnderWay;
use crate::core::Core;

/// What the routes share.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) core: Arc<Core>,
    /// Acts that go on although their caller has left.
    pub(super) acts: TaskTracker,
    pub(super) under_way: Arc<UnderWay>,
}
