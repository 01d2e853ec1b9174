//! Tests of the project's structure: dependencies between crates and modules, names, sizes and contents of files.
//!
//! The end-to-end tests are in `tests/tests/`, one program each; they run on a [`testbed`].

#[cfg(test)]
mod dependencies;
#[cfg(test)]
mod shape;
#[cfg(test)]
mod test_programs;
