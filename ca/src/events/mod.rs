//! Token events, numbered without gaps in the transactions that caused them; the portal follows them.

mod follow;
mod store;

pub(crate) use store::append;
