//! `sceau`: see `sceau --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    sceau::run()
}
