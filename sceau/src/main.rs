//! `sceau`: see `sceau --help`.

mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run()
}
