//! Fuzz targets for the parsers of untrusted bytes: each has the parser, properties that must hold for any bytes, and a few inputs
//! that the parser accepts, from which a search starts.
//!
//! `make fuzz` searches with libFuzzer, guided by coverage. Inputs that break a target stay in `fuzz/crashes/`; the tests of this
//! crate replay them from then on, together with a few thousand random mutations of the seeds.

pub mod mutation;
mod specimens;
mod target;
mod targets;

pub use target::Target;
pub use targets::{TARGETS, named};
