//! DER encoding that cannot fail.

use der::Encode;

/// The DER encoding of a value built by this crate.
pub(crate) fn encode(value: &impl Encode) -> Vec<u8> {
    value.to_der().expect("values built by this crate are valid and below the 4 GiB at which `der` stops")
}
