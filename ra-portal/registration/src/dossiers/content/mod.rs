//! Finds out what a file contains, whatever its name says. Uploaded bytes are untrusted: parsing is bounded, and runs on threads
//! that serve no requests.

mod pdf;
mod picture;

use super::{FileFault, MOST_OCTETS_OF_FILE, Media};

/// The type of the content, checked by reading it to the end in bounded memory.
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
        return pdf::validate(content).map(|()| Media::Pdf);
    }
    if infer::image::is_jpeg(content) {
        return picture::validate_jpeg(content).map(|()| Media::Jpeg);
    }
    if infer::image::is_png(content) {
        return picture::validate_png(content).map(|()| Media::Png);
    }
    Err(FileFault::NotAllowed)
}

#[cfg(test)]
mod tests;
