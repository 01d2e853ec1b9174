//! How fast the spine is, each figure beside a limit measured in the same run: `make bench`.
//!
//! Servers run in processes of their own on the first core (this program, re-executed), the load on the second. Three rounds, in which
//! ours and its limit take turns; medians.

#![expect(clippy::panic, reason = "a benchmark that cannot go on says why")]

mod guess;
mod issuance;
mod load;
mod portal;
mod servers;
mod summary;

use summary::Measured;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, role, rest @ ..] = arguments.as_slice()
        && let Some(role) = role.strip_prefix("--serve=")
    {
        servers::serve(role, rest);
        return;
    }
    let mut measured = vec![issuance::measure()];
    measured.extend(load::measure());
    measured.push(guess::measure());
    measured.extend(portal::measure());
    summary::write(&measured);
    for Measured { name, value, unit, beside, ratio } in &measured {
        println!("{name:>16}: {value:>9.1} {unit}, beside {beside}: ratio {ratio:.3}");
    }
}
