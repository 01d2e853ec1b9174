//! What can be wrong with a file.

use serde::{Deserialize, Serialize};

/// Why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FileFault {
    #[error("the file is empty")]
    Empty,
    /// More octets than allowed.
    #[error("the file has {length} octets")]
    TooLarge {
        /// Octets of the file.
        length: u64,
    },
    #[error("the content is of no accepted type")]
    NotAllowed,
    /// The file is truncated.
    #[error("the file ends in the middle")]
    CutOff,
    /// Damaged, or of a kind that cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// Reading it takes more memory or time than it may.
    #[error("the file takes too much to read")]
    TooHeavy,
    #[error("the picture has {pixels} pixels")]
    TooManyPixels {
        /// Pixels of the picture.
        pixels: u64,
    },
    /// A HEIC that the decoder does not read.
    #[error("the HEIC cannot be read")]
    HeicNotRead,
    /// The PDF asks for a password when it is opened.
    #[error("the PDF asks for a password")]
    Password,
    /// The PDF is encrypted in another way: for certain recipients, or with an unknown algorithm.
    #[error("the PDF is encrypted in an unknown way")]
    Encryption,
    /// An XFA form: its pages are built by Adobe's reader, and the only page of the file says so.
    #[error("the PDF needs Adobe's reader")]
    NeedsAnotherReader,
    /// The PDF is a cover page for the files in it.
    #[error("the PDF is a portfolio")]
    Portfolio,
    /// The page tree leads to pages that are not in the file, or cannot be read.
    #[error("the PDF lacks some of its pages")]
    PagesMissing,
    #[error("the PDF has {pages} pages")]
    TooManyPages {
        /// Pages of the PDF.
        pages: usize,
    },
}
