//! What reads bytes of strangers, as targets for fuzzing: each one is a parser, what must hold of it for any bytes whatsoever, and a few
//! inputs that it accepts, from which a search starts.
//!
//! `make fuzz` searches with libFuzzer, led by coverage; inputs that break a target stay in `fuzz/crashes/` and are replayed by this crate's
//! tests from then on, together with a few thousand random changes to the seeds.

pub mod mutation;
mod specimens;
mod target;
mod targets;

pub use target::Target;
pub use targets::{TARGETS, named};
