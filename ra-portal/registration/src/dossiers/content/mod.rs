//! What a file's content is, whatever its name says. Whoever judges works on strangers' bytes: bounded, and away from the threads
//! that serve.

mod pdf;
mod picture;

use super::{MOST_OCTETS_OF_FILE, Media};

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

/// What the content is, judged by reading it to its end, in bounded memory.
///
/// # Errors
/// See [`FileFault`].
pub fn media_of(content: &[u8]) -> Result<Media, FileFault> {
    let length = content.len() as u64;
    if length == 0 {
        return Err(FileFault::Empty);
    }
    if length > MOST_OCTETS_OF_FILE {
        return Err(FileFault::TooLarge { length });
    }
    if infer::archive::is_pdf(content) {
        return pdf::judge(content).map(|()| Media::Pdf);
    }
    if infer::image::is_jpeg(content) {
        return picture::judge_jpeg(content).map(|()| Media::Jpeg);
    }
    if infer::image::is_png(content) {
        return picture::judge_png(content).map(|()| Media::Png);
    }
    Err(FileFault::NotAllowed)
}

#[cfg(test)]
mod tests;
