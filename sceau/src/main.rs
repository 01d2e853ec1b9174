//! `sceau`: see `sceau --help`.

mod command;
mod export;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run()
}
