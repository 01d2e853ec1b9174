//! The end of a WebP (RFC 9649 §2.4).

/// Whether the file has the octets that its RIFF header announces. Others may follow.
pub(crate) fn webp_ends(content: &[u8]) -> bool {
    let Some(&[a, b, c, d]) = content.get(4..8) else { return false };
    content.len() as u64 >= 8 + u64::from(u32::from_le_bytes([a, b, c, d]))
}
