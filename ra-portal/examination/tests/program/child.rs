//! The child process of the tests.

use std::fs::File;
use std::net::UdpSocket;
use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some(examination::COMMAND) => examination::child::run(),
        Some("confined") => {
            examination::child::confine().expect("the limits can be set");
            let file = File::open("/etc/passwd").is_ok();
            let socket = UdpSocket::bind("127.0.0.1:0").is_ok();
            println!("file {file}, socket {socket}");
            ExitCode::SUCCESS
        }
        _ => ExitCode::FAILURE,
    }
}
