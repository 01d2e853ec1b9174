//! The project's own shape, judged by tests: who may depend on whom, and what a file may be called, hold and weigh.
//!
//! The stories of the product stand beside this library in `tests/tests/`, one program each, on the [`stage`] that the crate of this name
//! sets.

#[cfg(test)]
mod dependencies;
#[cfg(test)]
mod shape;
