//! The program: commands, configuration, and the composition of the zones.
//!
//! It is a library so that end-to-end tests can compose the same zones as the program; `main` only calls [`run`].

mod command;
pub mod configuration;
pub mod demo;
pub mod installation;
pub mod station;
pub mod zones;

use std::process::ExitCode;

/// Parses the command line and runs the command. Errors are reported on one line.
#[must_use]
pub fn run() -> ExitCode {
    command::run()
}
