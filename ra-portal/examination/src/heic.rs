//! Decoding of HEIC. The decoder is young: whatever it refuses is answered with the setting of the telephone.

use heic_decoder::HeifError;
use image::{DynamicImage, RgbImage, RgbaImage};

use crate::picture::scaled;
use crate::{FileFault, Limits};

/// The decoder takes six octets for a pixel, twice where the picture is turned, and three for the result.
const MOST_PIXELS: u64 = 100_000_000;

/// The brands of ISO/IEC 23008-12 for HEVC, and those for pictures in general.
const BRANDS: [&[u8; 4]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// Whether the file says that it is HEIC, first of all or among others. AVIF says that it is `mif1` too.
pub(crate) fn is_heic(content: &[u8]) -> bool {
    let Some((length, rest)) = content.split_first_chunk::<4>() else { return false };
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX).clamp(8, 256).min(content.len());
    rest.starts_with(b"ftyp")
        && !infer::image::is_avif(content)
        && content.get(8..length).is_some_and(|brands| {
            // The minor version is between the major brand and the others.
            brands.chunks_exact(4).any(|brand| BRANDS.iter().any(|known| known.as_slice() == brand))
        })
}

pub(crate) fn decode(content: &[u8], limits: &Limits) -> Result<DynamicImage, FileFault> {
    let refused = |fault| match fault {
        HeifError::Truncated { .. } => FileFault::CutOff,
        _ => FileFault::HeicNotRead,
    };
    let info = heic_decoder::probe(content).map_err(refused)?;
    let pixels = (info.coded_width as u64).saturating_mul(info.coded_height as u64);
    if pixels > limits.pixels.min(MOST_PIXELS) {
        return Err(FileFault::TooManyPixels { pixels });
    }
    // The container's rotation is applied; that of EXIF is a copy of it.
    let decoded = heic_decoder::decode(content).map_err(refused)?;
    let size = |width: usize, height: usize| Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?));
    let picture = if decoded.alpha.is_some() {
        let picture = decoded.to_rgba8().map_err(refused)?;
        size(picture.width, picture.height)
            .and_then(|(width, height)| RgbaImage::from_raw(width, height, picture.data))
            .map(Into::into)
    } else {
        let picture = decoded.to_rgb8().map_err(refused)?;
        drop(decoded);
        size(picture.width, picture.height)
            .and_then(|(width, height)| RgbImage::from_raw(width, height, picture.data))
            .map(Into::into)
    };
    picture.map(scaled).ok_or(FileFault::HeicNotRead)
}
