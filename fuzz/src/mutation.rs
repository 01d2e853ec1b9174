//! Random mutations of inputs, for the tests, which search without coverage.

use rand::{Rng, RngExt};

/// Octets that are often boundary values: in DER, in JSON, in numbers.
const NOTABLE: [u8; 12] = [0x00, 0x01, 0x7f, 0x80, 0x81, 0xff, 0x30, b'"', b'{', b'-', b'9', b'\n'];

/// Applies one to eight mutations; the result has at most `at_most` octets. Some of them copy parts of `other`.
pub fn mutate(input: &[u8], other: &[u8], at_most: usize, rng: &mut impl Rng) -> Vec<u8> {
    let mut octets = input.to_vec();
    for _ in 0..rng.random_range(1..=8) {
        change(&mut octets, other, rng);
    }
    octets.truncate(at_most);
    octets
}

fn change(octets: &mut Vec<u8>, other: &[u8], rng: &mut impl Rng) {
    let at = rng.random_range(0..=octets.len());
    let end = rng.random_range(at..=octets.len().min(at + 64));
    match rng.random_range(0..7) {
        0 => octets.truncate(at),
        1 => drop(octets.drain(at..end)),
        2 => octets.insert(at, NOTABLE[rng.random_range(0..NOTABLE.len())]),
        3 => {
            let copied = octets[at..end].to_vec();
            octets.splice(at..at, copied);
        }
        4 => {
            let from = rng.random_range(0..=other.len());
            let to = rng.random_range(from..=other.len().min(from + 64));
            octets.splice(at..end, other[from..to].iter().copied());
        }
        5 if at < octets.len() => octets[at] ^= 1 << rng.random_range(0..8),
        _ if at < octets.len() => octets[at] = NOTABLE[rng.random_range(0..NOTABLE.len())],
        _ => octets.push(rng.random()),
    }
}
