//! The program: commands, configuration, and the composition of the zones.
//!
//! A library, so that journeys compose the same zones as the program does; `main` only calls [`run`].

mod command;
pub mod configuration;
pub mod demo;
pub mod installation;
pub mod station;
pub mod zones;

use std::process::ExitCode;

/// Reads the command line, does what it says, and says what went wrong on one line.
#[must_use]
pub fn run() -> ExitCode {
    command::run()
}
