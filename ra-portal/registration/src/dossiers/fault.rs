//! What can be wrong with a file.

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Too many octets.
    #[error("the file has {length} octets")]
    TooLarge {
        /// How many.
        length: u64,
    },
    /// Its content is neither PDF nor JPEG nor PNG.
    #[error("the content is neither PDF nor JPEG nor PNG")]
    NotAllowed,
    /// It ends in the middle.
    #[error("the file ends in the middle")]
    CutOff,
    /// Damaged, or of a kind that cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// A picture with too many pixels.
    #[error("the picture has {pixels} pixels")]
    TooManyPixels {
        /// How many.
        pixels: u64,
    },
    /// A PDF that asks for a password.
    #[error("the PDF is protected")]
    Protected,
    /// A PDF with too many pages.
    #[error("the PDF has {pages} pages")]
    TooManyPages {
        /// How many.
        pages: usize,
    },
}
