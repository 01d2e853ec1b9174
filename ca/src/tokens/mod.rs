//! Tokens that were produced: whose they are, for which order, and the certificates on them.

mod held;
mod store;

pub(crate) use held::admitted;
pub(crate) use store::{NewToken, insert, is_known, is_revoked, of_order, order_of, others_stay_valid};
