//! What a file contains.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::DynamicImage;
use zeroize::Zeroizing;

use crate::pdf::Document;
use crate::{FileFault, Found, Frame, Limits, MOST_OCTETS_OF_FILE, MOST_OCTETS_OF_PICTURE, Media, draw, heic, picture, tiff};

/// What a JPEG begins with. Its next marker may follow fill octets and stray ones.
const START_OF_IMAGE: [u8; 2] = [0xff, 0xd8];

/// Reads a file to its end, tells what it is, and draws its pages. A page that cannot be drawn does not make a file unacceptable: other
/// readers may show it.
///
/// # Errors
/// When `tell` does not take a frame.
pub fn examine(content: &[u8], limits: &Limits, tell: &mut dyn FnMut(Frame) -> io::Result<()>) -> io::Result<()> {
    // A reader that panics finds the file unreadable.
    let read = catch_unwind(AssertUnwindSafe(|| read(content, limits)));
    match read.unwrap_or(Err(FileFault::Unreadable)) {
        Err(fault) => tell(Frame::Verdict(Err(fault)))?,
        Ok(Readable::Pictures(media, pictures)) => {
            tell(Frame::Verdict(Ok(Found { media, pages: pictures.len() })))?;
            for picture in pictures {
                tell(page(Some(picture)))?;
            }
        }
        Ok(Readable::Large(picture)) => match draw::reduced(&picture) {
            Some(file) => {
                tell(Frame::Verdict(Ok(Found { media: Media::Jpeg, pages: 1 })))?;
                tell(Frame::Reduced(Zeroizing::new(file)))?;
                tell(page(draw::picture(&picture)))?;
            }
            None => tell(Frame::Verdict(Err(FileFault::TooLarge { length: content.len() as u64 })))?,
        },
        Ok(Readable::Document(document)) => {
            tell(Frame::Verdict(Ok(Found { media: Media::Pdf, pages: document.pages })))?;
            draw::pages(&document.pdf, &mut |picture| tell(page(picture)))?;
        }
    }
    tell(Frame::End)
}

fn page(picture: Option<Vec<u8>>) -> Frame {
    picture.map_or(Frame::NotDrawn, |picture| Frame::Page(Zeroizing::new(picture)))
}

enum Readable {
    Document(Document),
    /// The pages of an image file, drawn.
    Pictures(Media, Vec<Vec<u8>>),
    /// A picture whose file is larger than files that are kept as they are.
    Large(DynamicImage),
}

/// The types of content, by what they begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Pdf,
    Jpeg,
    Png,
    Webp,
    Tiff,
    Heic,
}

/// Whether a content begins like a type.
type Begins = fn(&[u8]) -> bool;

impl Kind {
    fn of(content: &[u8]) -> Option<Self> {
        let kinds: [(Self, Begins); 6] = [
            // Pictures first: the word that begins a PDF may be in the metadata of a picture.
            (Self::Jpeg, |content| content.starts_with(&START_OF_IMAGE)),
            (Self::Png, infer::image::is_png),
            (Self::Webp, |content| content.starts_with(b"RIFF") && infer::image::is_webp(content)),
            (Self::Tiff, |content| content.starts_with(b"II*\0") || content.starts_with(b"MM\0*")),
            (Self::Heic, heic::is_heic),
            (Self::Pdf, infer::archive::is_pdf),
        ];
        kinds.into_iter().find(|(_, begins)| begins(content)).map(|(kind, _)| kind)
    }
}

fn read(content: &[u8], limits: &Limits) -> Result<Readable, FileFault> {
    let length = content.len() as u64;
    if length == 0 {
        return Err(FileFault::Empty);
    }
    if length > MOST_OCTETS_OF_PICTURE {
        return Err(FileFault::TooLarge { length });
    }
    let kind = Kind::of(content).ok_or(FileFault::NotAllowed)?;
    // A TIFF of many pages cannot be scaled down to one picture.
    if matches!(kind, Kind::Pdf | Kind::Tiff) && length > MOST_OCTETS_OF_FILE {
        return Err(FileFault::TooLarge { length });
    }
    let (media, picture) = match kind {
        Kind::Pdf => return Document::open(content).map(Readable::Document),
        Kind::Tiff => return tiff_pages(content, limits),
        Kind::Jpeg => (Media::Jpeg, picture::jpeg(content, limits)?),
        Kind::Png => (Media::Png, picture::png(content, limits)?),
        Kind::Webp => (Media::Webp, picture::webp(content, limits)?),
        Kind::Heic => (Media::Heic, heic::decode(content, limits)?),
    };
    if length > MOST_OCTETS_OF_FILE {
        return Ok(Readable::Large(picture));
    }
    drawn(&picture).map(|page| Readable::Pictures(media, vec![page]))
}

/// Decodes and draws each page before the next, so that only one is in memory.
fn tiff_pages(content: &[u8], limits: &Limits) -> Result<Readable, FileFault> {
    let pages = tiff::directories(content)?.into_iter().map(|directory| {
        let page = tiff::led_to(content, directory);
        drawn(&picture::tiff(&page, limits)?)
    });
    Ok(Readable::Pictures(Media::Tiff, pages.collect::<Result<_, _>>()?))
}

fn drawn(picture: &DynamicImage) -> Result<Vec<u8>, FileFault> {
    draw::picture(picture).ok_or(FileFault::Unreadable)
}

#[cfg(test)]
mod tests;
