//! Limits on the size of a dossier.

/// Maximum octets of a file.
pub const MOST_OCTETS_OF_FILE: u64 = 10 << 20;
/// Maximum octets of all files of an order.
pub const MOST_OCTETS_OF_ORDER: u64 = 40 << 20;
/// Maximum pages of a PDF.
pub const MOST_PAGES: usize = 50;
/// Maximum pixels of a picture: an A4 page at 600 dpi has 35 million.
pub const MOST_PIXELS: u64 = 40_000_000;
