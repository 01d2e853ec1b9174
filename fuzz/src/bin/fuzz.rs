//! Searches one target with libFuzzer, guided by coverage. `scripts/fuzz` builds and runs it; `FUZZ_TARGET` names the target,
//! `FUZZ_CORPUS` the folder to which its seeds are written.

#![no_main]

use std::sync::LazyLock;
use std::{env, fs};

use fuzz::{Target, named};
use libfuzzer_sys::{Corpus, fuzz_target};

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = env::var("FUZZ_TARGET").expect("FUZZ_TARGET names a target");
    named(&name).unwrap_or_else(|| panic!("there is no target {name}"))
});

fn write_seeds() {
    let folder = env::var_os("FUZZ_CORPUS").expect("FUZZ_CORPUS names a folder");
    for (number, seed) in (TARGET.seeds)().into_iter().enumerate() {
        let path = std::path::Path::new(&folder).join(format!("seed-{number}"));
        fs::write(path, seed).expect("a seed can be written");
    }
}

fuzz_target!(init: write_seeds(), |input: &[u8]| -> Corpus {
    if input.len() > TARGET.at_most {
        return Corpus::Reject;
    }
    (TARGET.check)(input);
    Corpus::Keep
});
