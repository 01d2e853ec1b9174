//! The digests of facts by which the holder of a token is recognised, made from the approved statement.

mod digest_anew;
mod store;

pub(crate) use digest_anew::{Progress, digest_older};
pub(crate) use store::{of_token, replace};
