//! A target: a parser, what must hold of it, and what it accepts.

/// A parser under test.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// What `make fuzz TARGETS=…` and the folders of inputs call it.
    pub name: &'static str,
    /// The longest input worth trying, in octets: what the parser's callers let through, or less.
    pub at_most: usize,
    /// Parses the bytes, and panics when something does not hold. Says whether the parser accepted them.
    pub check: fn(&[u8]) -> bool,
    /// Inputs that the parser accepts.
    pub seeds: fn() -> Vec<Vec<u8>>,
}
