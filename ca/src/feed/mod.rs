//! The status feed: every change of status for relying parties, numbered without gaps in the transactions that made them.

mod follow;
mod snapshot;
mod store;

pub(crate) use store::{append, forget_before, head};
