//! Limits on a file.

/// Maximum octets of a file that is kept as it is.
pub const MOST_OCTETS_OF_FILE: u64 = 10 << 20;
/// Maximum octets of a picture: one that is larger than other files is scaled down.
pub const MOST_OCTETS_OF_PICTURE: u64 = 32 << 20;
/// Maximum pages of a PDF.
pub const MOST_PAGES: usize = 50;
/// Maximum pixels of a picture: the largest photographs of telephones have 200 million.
pub const MOST_PIXELS: u64 = 210_000_000;

/// What an examination may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Maximum pixels of a picture.
    pub pixels: u64,
    /// Maximum octets that a decoded picture may take.
    pub memory: u64,
}

impl Limits {
    /// The limits of the portal.
    pub const PORTAL: Self = Self { pixels: MOST_PIXELS, memory: 1 << 30 };
}
