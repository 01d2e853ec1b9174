//! Pages drawn as pictures. A picture contains no scripts, links, attachments or fonts.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, GrayImage, Luma, Rgb, RgbImage, imageops};

/// The resolution of pages, in pixels per point: 200 to the inch.
const RESOLUTION: f32 = 200.0 / 72.0;
/// Maximum pixels of a picture's longer side.
pub(crate) const LONGER_SIDE: u32 = 2400;
const QUALITY: u8 = 85;
/// Qualities of a picture that replaces its file: the first that is small enough.
const QUALITIES_OF_FILE: [u8; 4] = [90, 75, 60, 40];

/// A cache only grows, with the fonts and pictures of the pages that it served.
const PAGES_OF_A_CACHE: usize = 10;

/// Draws each page of a document on white as a JPEG, and hands it over before the next; `None` is a page that cannot be drawn.
pub(crate) fn pages(pdf: &Pdf, take: &mut dyn FnMut(Option<Vec<u8>>) -> io::Result<()>) -> io::Result<()> {
    for some in pdf.pages().chunks(PAGES_OF_A_CACHE) {
        let cache = RenderCache::new();
        for next in some {
            take(page(next, &cache))?;
        }
    }
    Ok(())
}

fn page<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Option<Vec<u8>> {
    let (width, height) = page.render_dimensions();
    if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
        return None;
    }
    let scale = RESOLUTION.min(LONGER_SIDE as f32 / width.max(height));
    // A side of less than a pixel would be none.
    let at_least_one = |side: f32| scale.max(1.5 / side);
    let pixels = PixmapSettings { x_scale: at_least_one(width), y_scale: at_least_one(height), bg_color: WHITE };
    let settings = InterpreterSettings::default();
    let drawn = catch_unwind(AssertUnwindSafe(|| hayro::render(page, cache, &settings, &RenderSettings::default(), &pixels)));
    let drawn = drawn.ok()?;
    let rgb: Vec<u8> = drawn.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    encoded(&RgbImage::from_raw(drawn.width().into(), drawn.height().into(), rgb)?, QUALITY)
}

/// Maximum octets of a picture that replaces its file.
const MOST_OCTETS_REDUCED: usize = 8 << 20;

/// A picture as a file that replaces a larger one; `None` if it is not small enough either.
pub(crate) fn reduced(picture: &DynamicImage) -> Option<Vec<u8>> {
    let picture = on_white(picture);
    // Noise of a photograph in the dark takes many octets.
    QUALITIES_OF_FILE.iter().find_map(|quality| encoded(&picture, *quality).filter(|file| file.len() <= MOST_OCTETS_REDUCED))
}

/// A picture on white, scaled down to the longer side of pages.
pub(crate) fn picture(picture: &DynamicImage) -> Option<Vec<u8>> {
    let larger = picture.width().max(picture.height()) > LONGER_SIDE;
    let scaled = if larger { &picture.thumbnail(LONGER_SIDE, LONGER_SIDE) } else { picture };
    encoded(&on_white(scaled), QUALITY)
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    if picture.color().has_alpha() {
        let mut white = RgbImage::from_pixel(picture.width(), picture.height(), Rgb([255; 3])).into();
        imageops::overlay::<DynamicImage, DynamicImage>(&mut white, picture, 0, 0);
        white.into_rgb8()
    } else {
        picture.to_rgb8()
    }
}

fn encoded(picture: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let encoder = &mut JpegEncoder::new_with_quality(&mut file, quality);
    let (width, height) = picture.dimensions();
    let grey = picture.pixels().all(|Rgb([red, green, blue])| red == green && green == blue);
    if grey {
        let grey = GrayImage::from_fn(width, height, |x, y| Luma([picture.get_pixel(x, y).0[0]]));
        encoder.encode(&grey, width, height, ExtendedColorType::L8).ok()?;
    } else {
        encoder.encode(picture, width, height, ExtendedColorType::Rgb8).ok()?;
    }
    Some(file)
}
