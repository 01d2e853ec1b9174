//! Limits on the size of a dossier.

/// Maximum octets of all files of an order.
pub const MOST_OCTETS_OF_ORDER: u64 = 40 << 20;
