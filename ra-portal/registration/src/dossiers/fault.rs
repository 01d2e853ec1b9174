//! What can be wrong with a file.

/// Why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    #[error("the file is empty")]
    Empty,
    /// More octets than allowed.
    #[error("the file has {length} octets")]
    TooLarge {
        /// Octets of the file.
        length: u64,
    },
    #[error("the content is neither PDF nor JPEG nor PNG")]
    NotAllowed,
    /// The file is truncated.
    #[error("the file ends in the middle")]
    CutOff,
    /// Damaged, or of a kind that cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    #[error("the picture has {pixels} pixels")]
    TooManyPixels {
        /// Pixels of the picture.
        pixels: u64,
    },
    /// A PDF that requires a password.
    #[error("the PDF is protected")]
    Protected,
    #[error("the PDF has {pages} pages")]
    TooManyPages {
        /// Pages of the PDF.
        pages: usize,
    },
}
