//! OCSP responses per second, signed in advance and with a nonce, compared with a static server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::summary::{Measured, median};

const ROUNDS: usize = 3;

pub(crate) fn measure() -> Vec<Measured> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut status, status_address) = start("status", &[folder.path().to_str().expect("UTF-8")]);
    let (mut fixed, fixed_address) = start("static", &[]);
    let script = |name: &str| folder.path().join(name);
    let (mut presigned, mut nonce, mut limit) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        presigned.push(load(&status_address, &script("plain.lua")));
        limit.push(load(&fixed_address, &script("plain.lua")));
        nonce.push(load(&status_address, &script("nonce.lua")));
    }
    for server in [&mut status, &mut fixed] {
        drop(server.stdin.take());
        server.wait().expect("the server ends");
    }
    let beside = median(limit);
    [("ocsp_presigned", presigned), ("ocsp_nonce", nonce)]
        .map(|(name, figures)| {
            let value = median(figures);
            let beside_text = format!("a static axum server, {beside:.0} answers/s");
            Measured { name, value, unit: "answers/s", beside: beside_text, ratio: value / beside }
        })
        .into()
}

/// Starts this program as a server on the first core.
pub(crate) fn start(role: &str, rest: &[&str]) -> (Child, String) {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(program).arg(format!("--serve={role}")).args(rest);
    let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("taskset and this program start");
    let mut address = String::new();
    let output = server.stdout.take().expect("standard output is piped");
    BufReader::new(output).read_line(&mut address).expect("the server says where it is");
    (server, address.trim().to_owned())
}

/// Responses per second over 64 connections from the second core.
fn load(address: &str, script: &Path) -> f64 {
    let wrk = ["-c", "1", "wrk", "-t1", "-c64", "-d5s", "--latency", "-s"];
    let output = Command::new("taskset").args(wrk).arg(script).arg(format!("http://{address}/ocsp/advanced")).output();
    let output = String::from_utf8(output.expect("wrk starts").stdout).expect("wrk writes text");
    assert!(!output.contains("BAD ANSWER") && !output.contains("Non-2xx"), "not every answer was good:\n{output}");
    let figure = output.lines().find_map(|line| line.strip_prefix("Requests/sec:")).expect("wrk says requests per second");
    println!("{output}");
    figure.trim().parse().expect("a number")
}
