//! The status feed: every change that relying parties may rely on, numbered without gaps in the transactions that made it.

mod follow;
mod snapshot;
mod store;

pub(crate) use store::{append, forget_before, head};
