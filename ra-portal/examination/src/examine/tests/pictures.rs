//! Pictures of cameras, telephones and editors.

use std::io::Cursor;

use image::{DynamicImage, ExtendedColorType, GenericImageView, ImageEncoder, ImageFormat, Rgb, RgbImage};

use super::{jpeg, media_of, noise, pages_of, png};
use crate::{FileFault, Frame, Limits, MOST_OCTETS_OF_FILE, Media};

#[test]
fn the_end_marker_of_a_thumbnail_does_not_end_the_picture() {
    let (thumbnail, picture) = (jpeg(8, 8), jpeg(120, 80));
    let mut file = picture[..2].to_vec();
    file.extend_from_slice(&[0xff, 0xe1]);
    file.extend_from_slice(&u16::try_from(thumbnail.len() + 2).unwrap().to_be_bytes());
    file.extend_from_slice(&thumbnail);
    file.extend_from_slice(&picture[2..]);
    assert_eq!(media_of(&file), Ok(Media::Jpeg));
    assert_eq!(media_of(&file[..file.len() - 100]), Err(FileFault::CutOff));
}

/// Where each segment of a JPEG without fill octets begins, up to its first scan.
fn segments(file: &[u8]) -> Vec<usize> {
    let mut at = vec![2];
    loop {
        let last = *at.last().unwrap();
        if file[last + 1] == 0xda {
            return at;
        }
        at.push(last + 2 + usize::from(u16::from_be_bytes([file[last + 2], file[last + 3]])));
    }
}

#[test]
fn octets_between_segments_do_not_cut_a_picture() {
    let file = jpeg(120, 80);
    for fill in [1, 2, 16] {
        for stray in [&[][..], &[0], &[0x12, 0x34], &[0, 0, 0]] {
            let mut altered = Vec::new();
            let mut from = 0;
            for segment in segments(&file) {
                altered.extend_from_slice(&file[from..segment]);
                altered.extend_from_slice(stray);
                altered.extend(std::iter::repeat_n(0xff, fill));
                from = segment;
            }
            altered.extend_from_slice(&file[from..]);
            assert_eq!(media_of(&altered), Ok(Media::Jpeg), "{fill} fill octets, {stray:?}");
            for sixteenth in 1..16 {
                let kept = &altered[..altered.len() * sixteenth / 16];
                assert_eq!(media_of(kept), Err(FileFault::CutOff), "{fill} fill octets, {stray:?}, {sixteenth}/16");
            }
        }
    }
}

#[test]
fn what_follows_a_picture_does_not_matter() {
    for (file, media) in [(jpeg(120, 80), Media::Jpeg), (png(120, 80), Media::Png)] {
        let begun = file[..file.len() / 2].to_vec();
        for behind in
            [vec![0; 1], vec![0; 70_000], b"SEFT a trailer of a telephone".to_vec(), begun, b"%PDF-1.7 \n%%EOF".to_vec()]
        {
            assert_eq!(media_of(&[file.as_slice(), &behind].concat()), Ok(media));
        }
    }
}

#[test]
fn a_png_that_is_cut_anywhere_is_refused() {
    let mut file = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut file);
    encoder.write_image(&noise(60 * 40 * 6), 60, 40, ExtendedColorType::Rgb16).unwrap();
    assert_eq!(media_of(&file), Ok(Media::Png), "16 bits a channel");
    for kept in 8..file.len() {
        assert_eq!(media_of(&file[..kept]), Err(FileFault::CutOff), "{kept} of {}", file.len());
    }
}

#[test]
fn webp_and_tiff_are_read_and_a_cut_one_is_refused() {
    let picture = DynamicImage::from(RgbImage::from_raw(60, 40, noise(60 * 40 * 3)).unwrap());
    for (format, media) in [(ImageFormat::WebP, Media::Webp), (ImageFormat::Tiff, Media::Tiff)] {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).unwrap();
        let file = file.into_inner();
        assert_eq!(media_of(&file), Ok(media));
        for sixteenth in 1..16 {
            assert_eq!(media_of(&file[..file.len() * sixteenth / 16]), Err(FileFault::CutOff), "{media:?}, {sixteenth}/16");
        }
    }
}

/// A TIFF of that many pages, one black pixel each (TIFF 6.0 section 2).
fn tiff(pages: u32) -> Vec<u8> {
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    for page in 1..=pages {
        let at = u32::try_from(file.len()).unwrap();
        // Width, length, bits, compression, photometric interpretation, strip offset and length: one 8-bit grey octet, the first of the file.
        let entries = [(256_u16, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 0), (277, 1), (278, 1), (279, 1)];
        file.extend_from_slice(&u16::try_from(entries.len()).unwrap().to_le_bytes());
        for (tag, value) in entries {
            file.extend_from_slice(&tag.to_le_bytes());
            file.extend_from_slice(&4_u16.to_le_bytes());
            file.extend_from_slice(&1_u32.to_le_bytes());
            file.extend_from_slice(&u32::to_le_bytes(value));
        }
        let next = if page == pages { 0 } else { at + 2 + 12 * 9 + 4 };
        file.extend_from_slice(&next.to_le_bytes());
    }
    file
}

#[test]
fn each_directory_of_a_tiff_is_a_page() {
    for pages in [1, 2, 50] {
        assert_eq!(pages_of(&tiff(pages)), Ok(pages as usize));
    }
    assert_eq!(pages_of(&tiff(51)), Err(FileFault::TooManyPages { pages: 51 }));
    let mut endless = tiff(2);
    let last = endless.len() - 4;
    endless[last..].copy_from_slice(&8_u32.to_le_bytes());
    assert_eq!(pages_of(&endless), Ok(2), "the second page leads to the first");
}

/// Written by libheif with x265: a quarter red, above on the left, and white.
const HEIC: &[u8] = include_bytes!("files/quarter.heic");

#[test]
fn heic_is_read_and_what_the_decoder_does_not_read_says_so() {
    let Ok(super::Readable::Pictures(Media::Heic, pages)) = super::super::read(HEIC, &Limits::PORTAL) else { panic!("no HEIC") };
    let picture = image::load_from_memory(&pages[0]).unwrap();
    assert_eq!(picture.dimensions(), (128, 96));
    let (red, white) = (picture.get_pixel(20, 20).0, picture.get_pixel(100, 70).0);
    assert!(red[0] > 200 && red[1] < 60 && white[1] > 220, "{red:?} {white:?}");
    for kept in (16..HEIC.len()).step_by(7) {
        assert!(media_of(&HEIC[..kept]).is_err(), "{kept} of {}", HEIC.len());
    }
    // Another coding in the same container.
    let other = HEIC.to_vec().windows(4).position(|octets| octets == b"hvc1").unwrap();
    let mut file = HEIC.to_vec();
    file[other..other + 4].copy_from_slice(b"jpeg");
    assert_eq!(media_of(&file), Err(FileFault::HeicNotRead));
    let avif = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf";
    assert_eq!(media_of(avif), Err(FileFault::NotAllowed));
}

#[test]
fn a_large_photograph_is_scaled_down_and_a_large_document_is_refused() {
    let picture = DynamicImage::from(RgbImage::from_raw(4800, 1600, noise(4800 * 1600 * 3)).unwrap());
    let mut file = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, 100).encode_image(&picture).unwrap();
    let length = file.len() as u64;
    assert!(length > MOST_OCTETS_OF_FILE, "{length}");
    let mut frames = Vec::new();
    super::super::examine(&file, &Limits::PORTAL, &mut |frame| {
        frames.push(frame);
        Ok(())
    })
    .unwrap();
    let [Frame::Verdict(Ok(found)), Frame::Reduced(reduced), Frame::Page(page), Frame::End] = &frames[..] else {
        panic!("other frames")
    };
    assert_eq!((found.media, found.pages), (Media::Jpeg, 1));
    let size = |file: &[u8]| image::load_from_memory(file).unwrap().dimensions();
    assert_eq!((size(reduced), size(page)), ((4000, 1333), (2400, 800)));
    assert!((reduced.len() as u64) < MOST_OCTETS_OF_FILE);

    let spaces = vec![b' '; usize::try_from(MOST_OCTETS_OF_FILE).unwrap()];
    let document = [super::pdf(1), spaces].concat();
    assert_eq!(media_of(&document), Err(FileFault::TooLarge { length: document.len() as u64 }));
}

/// An EXIF segment that says nothing but the orientation (CIPA DC-008 §4.6.4, tag 0x0112).
fn oriented(file: &[u8], orientation: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend_from_slice(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.push(orientation);
    segment.extend_from_slice(&[0, 0, 0, 0, 0, 0]);
    [&file[..2], &segment, &file[2..]].concat()
}

#[test]
fn a_picture_is_turned_as_its_metadata_say() {
    // Red and white above, blue below, as a person sees it; stored as a camera that was held in each of the eight ways does.
    let upright = DynamicImage::from(RgbImage::from_fn(48, 96, |x, y| match (x < 24, y < 48) {
        (true, true) => Rgb([255, 0, 0]),
        (false, true) => Rgb([255, 255, 255]),
        (_, false) => Rgb([0, 0, 255]),
    }));
    let stored = [
        upright.clone(),
        upright.fliph(),
        upright.rotate180(),
        upright.flipv(),
        upright.rotate90().fliph(),
        upright.rotate270(),
        upright.rotate90().flipv(),
        upright.rotate90(),
    ];
    for (orientation, stored) in (1..).zip(stored) {
        let mut file = Vec::new();
        image::codecs::jpeg::JpegEncoder::new(&mut file).encode_image(&stored).unwrap();
        let seen = crate::picture::jpeg(&oriented(&file, orientation), &Limits::PORTAL).unwrap();
        assert_eq!(seen.dimensions(), (48, 96), "{orientation}");
        let is = |x: u32, y: u32, color: [u8; 3]| {
            seen.get_pixel(x, y).0.iter().zip(color).all(|(seen, color)| seen.abs_diff(color) < 40)
        };
        assert!(is(8, 16, [255, 0, 0]) && is(40, 16, [255, 255, 255]) && is(8, 80, [0, 0, 255]), "{orientation}");
    }
}

#[test]
fn a_picture_that_needs_too_much_memory_is_refused_before_decoding() {
    // A header with 50000 × 50000 pixels; its checksum was computed by Python's zlib.crc32.
    let mut file = png(16, 16);
    file[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let checksum = HUGE_HEADER_CRC.to_be_bytes();
    file[29..33].copy_from_slice(&checksum);
    assert_eq!(media_of(&file), Err(FileFault::TooManyPixels { pixels: 2_500_000_000 }));
}

const HUGE_HEADER_CRC: u32 = 0x6ec4_6216;
