//! By what the holder of a token is recognised: the digests of their facts, made from the approved statement.

mod digest_anew;
mod store;

pub(crate) use digest_anew::{Progress, digest_older};
pub(crate) use store::{of_token, replace};
