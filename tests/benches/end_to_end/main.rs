//! Benchmarks (`make bench`): each figure with a reference measured in the same run.
//!
//! Servers are separate processes on the first core (this program, re-executed); the load is generated on the second. Figure and
//! reference alternate for three rounds; the medians are reported.

#![expect(clippy::panic, reason = "a benchmark that cannot go on says why")]

mod guess;
mod issuance;
mod load;
mod portal;
mod search;
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
    measured.extend(search::measure());
    summary::write(&measured);
    for Measured { name, value, unit, beside, ratio } in &measured {
        println!("{name:>16}: {value:>9.1} {unit}, beside {beside}: ratio {ratio:.3}");
    }
}
