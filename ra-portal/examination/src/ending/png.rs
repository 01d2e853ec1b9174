//! The end of a PNG.

use memchr::memmem;

/// The last chunk with its length and checksum (W3C PNG, third edition, §11.2.5). Other octets may follow it.
const IEND: &[u8] = b"\0\0\0\0IEND\xae\x42\x60\x82";

pub(crate) fn png_ends(content: &[u8]) -> bool {
    memmem::find(content, IEND).is_some()
}
