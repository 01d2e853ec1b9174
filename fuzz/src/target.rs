//! A fuzz target: a parser, properties that must hold for it, and inputs that it accepts.

/// A parser under test.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name in `make fuzz TARGETS=…`, and of its folders of inputs.
    pub name: &'static str,
    /// The longest input worth trying, in octets: the limit of the parser's callers, or less.
    pub at_most: usize,
    /// Parses the bytes, and panics if a property does not hold. Returns whether the parser accepted them.
    pub check: fn(&[u8]) -> bool,
    /// Inputs that the parser accepts.
    pub seeds: fn() -> Vec<Vec<u8>>,
}
