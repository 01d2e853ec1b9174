//! Decoding of pictures to their end: a valid beginning proves nothing about the rest.

use std::io::{self, Cursor};

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader};

use crate::ending::{jpeg_ends, png_ends, webp_ends};
use crate::{FileFault, Limits};

/// The longer side, in pixels, of the largest picture that is of use: a page at 340 dots per inch.
const LONGER_SIDE: u32 = 4000;

pub(crate) fn jpeg(content: &[u8], limits: &Limits) -> Result<DynamicImage, FileFault> {
    // The decoder fills up what is missing, without a word.
    if jpeg_ends(content) { decode(content, ImageFormat::Jpeg, limits) } else { Err(FileFault::CutOff) }
}

pub(crate) fn png(content: &[u8], limits: &Limits) -> Result<DynamicImage, FileFault> {
    if png_ends(content) { decode(content, ImageFormat::Png, limits) } else { Err(FileFault::CutOff) }
}

/// The first picture, if it is animated.
pub(crate) fn webp(content: &[u8], limits: &Limits) -> Result<DynamicImage, FileFault> {
    if webp_ends(content) { decode(content, ImageFormat::WebP, limits) } else { Err(FileFault::CutOff) }
}

/// The first page to which the file leads.
pub(crate) fn tiff(content: &[u8], limits: &Limits) -> Result<DynamicImage, FileFault> {
    decode(content, ImageFormat::Tiff, limits)
}

/// A picture that is too large for any use here, scaled down.
pub(crate) fn scaled(picture: DynamicImage) -> DynamicImage {
    let larger = picture.width().max(picture.height()) > LONGER_SIDE;
    if larger { picture.thumbnail(LONGER_SIDE, LONGER_SIDE) } else { picture }
}

/// Decodes a picture, scales it down if it is large, and turns it as its metadata say.
fn decode(content: &[u8], format: ImageFormat, limits: &Limits) -> Result<DynamicImage, FileFault> {
    let unreadable = |fault| match fault {
        ImageError::IoError(fault) if fault.kind() == io::ErrorKind::UnexpectedEof => FileFault::CutOff,
        _ => FileFault::Unreadable,
    };
    let mut decoder = ImageReader::with_format(Cursor::new(content), format).into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits.pixels {
        return Err(FileFault::TooManyPixels { pixels });
    }
    let too_large = |fault| match fault {
        ImageError::Limits(_) => FileFault::TooManyPixels { pixels },
        other => unreadable(other),
    };
    let mut memory = image::Limits::no_limits();
    memory.max_alloc = Some(limits.memory);
    memory.reserve(decoder.total_bytes()).map_err(too_large)?;
    decoder.set_limits(memory).map_err(too_large)?;
    // Metadata that cannot be read do not make a picture unreadable.
    let orientation = decoder.orientation().ok();
    // Scaled first: turning takes the memory of the picture once more.
    let mut picture = scaled(DynamicImage::from_decoder(decoder).map_err(too_large)?);
    picture.apply_orientation(orientation.unwrap_or(image::metadata::Orientation::NoTransforms));
    Ok(picture)
}
