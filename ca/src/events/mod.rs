//! What becomes of tokens, numbered without gaps in the transactions that made it so: the portal follows.

mod follow;
mod store;

pub(crate) use store::append;
