//! Validation of JPEG and PNG: decoded completely, since a valid beginning proves nothing about the rest.

use std::io::Cursor;

use image::{ImageError, ImageFormat, ImageReader, Limits};

use crate::dossiers::{FileFault, MOST_PIXELS};

/// Memory that decoding a picture may take: 40 million pixels of 16 bits in four channels are 320 million octets.
const MEMORY: u64 = 320 << 20;

/// The marker of the first scan (ISO/IEC 10918-1 table B.1).
const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: [u8; 2] = [0xff, 0xd9];

pub(super) fn validate_jpeg(content: &[u8]) -> Result<(), FileFault> {
    if !jpeg_ends(content) {
        return Err(FileFault::CutOff);
    }
    decode(content, ImageFormat::Jpeg)
}

pub(super) fn validate_png(content: &[u8]) -> Result<(), FileFault> {
    if !content.windows(8).rev().take(1 << 10).any(|octets| octets == b"IEND\xae\x42\x60\x82") {
        return Err(FileFault::CutOff);
    }
    decode(content, ImageFormat::Png)
}

fn decode(content: &[u8], format: ImageFormat) -> Result<(), FileFault> {
    let (width, height) = reader(content, format).into_dimensions().map_err(|_| FileFault::Unreadable)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS {
        return Err(FileFault::TooManyPixels { pixels });
    }
    match reader(content, format).decode() {
        Ok(_) => Ok(()),
        Err(ImageError::Limits(_)) => Err(FileFault::TooManyPixels { pixels }),
        Err(_) => Err(FileFault::Unreadable),
    }
}

fn reader(content: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    reader
}

/// Whether the end marker of the picture follows its first scan. Decoders tolerate its absence, but a truncated upload must not
/// pass. The end marker of a thumbnail is in a segment before the scan.
fn jpeg_ends(content: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xff, marker]) = content.get(at..at + 2) {
        let Some(&[high, low]) = content.get(at + 2..at + 4) else { return false };
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
        if marker == START_OF_SCAN {
            return content.get(at..).is_some_and(|scans| scans.windows(2).any(|octets| octets == END_OF_IMAGE));
        }
    }
    false
}
