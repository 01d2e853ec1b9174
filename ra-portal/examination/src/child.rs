//! The child process: reads one file from its standard input, and writes what it found to its standard output.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, nice, setrlimit};

use crate::{Limits, examine};

/// Address space, in octets: for the largest picture, decoded, and the program.
const ADDRESS_SPACE: u64 = 2 << 30;
/// Processor time, in seconds.
const PROCESSOR_TIME: u64 = 45;

/// Gives up what the examination does not need, before the first octet of the file is read.
///
/// # Errors
/// When a limit cannot be set.
pub fn confine() -> io::Result<()> {
    let limits = [
        (Resource::As, ADDRESS_SPACE),
        (Resource::Cpu, PROCESSOR_TIME),
        // No file can be opened or written, no socket created, and no memory image left behind.
        (Resource::Fsize, 0),
        (Resource::Nofile, 0),
        (Resource::Core, 0),
    ];
    for (resource, limit) in limits {
        setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) })?;
    }
    // The portal's own work comes first.
    nice(10)?;
    Ok(())
}

/// Examines the file on standard input.
#[must_use]
pub fn run() -> ExitCode {
    let examined = confine().and_then(|()| {
        let mut content = Vec::new();
        io::stdin().lock().read_to_end(&mut content)?;
        let mut out = io::stdout().lock();
        examine(&content, &Limits::PORTAL, &mut |frame| {
            frame.write(&mut out)?;
            // What is found out counts even if the next page is the end of this process.
            out.flush()
        })
    });
    if examined.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
