//! The status feed: every change that the world may believe, numbered without gaps in the transactions that made it.

mod follow;
mod snapshot;
mod store;

pub(crate) use follow::{fetch_crl, follow};
pub(crate) use snapshot::snapshot;
pub(crate) use store::{announce, append, forget_before, head};
