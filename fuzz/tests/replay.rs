//! Each target checks its seeds, the inputs that once broke it, and random mutations of both.

use std::fs;
use std::path::Path;

use fuzz::{TARGETS, Target, mutation, named};
use rand::SeedableRng;
use rand::rngs::StdRng;

/// Mutated inputs per target; all targets together take a few seconds.
const CHANGES: usize = 500;

#[test]
fn seeds_are_accepted() {
    for target in TARGETS {
        let seeds = (target.seeds)();
        assert!(!seeds.is_empty(), "{} has no seeds", target.name);
        for (number, seed) in seeds.iter().enumerate() {
            assert!(seed.len() <= target.at_most, "{}: seed {number} is too long", target.name);
            assert!((target.check)(seed), "{}: seed {number} is refused", target.name);
        }
    }
}

#[test]
fn inputs_that_once_broke_a_target_no_longer_do() {
    for (target, input) in TARGETS.iter().flat_map(|target| crashes(target).into_iter().map(move |input| (target, input))) {
        (target.check)(&input);
    }
}

#[test]
fn every_folder_of_crashes_belongs_to_a_target() {
    for entry in fs::read_dir(CRASHES).into_iter().flatten() {
        let name = entry.expect("an entry").file_name().into_string().expect("names are UTF-8");
        assert!(named(&name).is_some(), "there is no target {name}");
    }
}

#[test]
fn mutated_seeds_are_checked() {
    for target in TARGETS {
        // The mutations are always the same, so that a failure can be repeated.
        let mut rng = StdRng::seed_from_u64(1);
        let inputs: Vec<_> = (target.seeds)().into_iter().chain(crashes(target)).collect();
        for change in 0..CHANGES {
            let input = &inputs[change % inputs.len()];
            let other = &inputs[change / inputs.len() % inputs.len()];
            (target.check)(&mutation::mutate(input, other, target.at_most, &mut rng));
        }
    }
}

const CRASHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/crashes");

fn crashes(target: &Target) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(Path::new(CRASHES).join(target.name)).into_iter().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("an input can be read")).collect()
}
