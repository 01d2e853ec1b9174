//! Test files come from other software, `image` for pictures and lopdf for PDFs; expectations follow from how each file was
//! altered.

use image::{ExtendedColorType, ImageEncoder};
use lopdf::{Document, Object, dictionary};
use proptest::prelude::*;

use super::super::{FileFault, MOST_OCTETS_OF_FILE, Media};
use super::media_of;

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    // Noise, so that the scan is long enough to be truncated.
    let pixels: Vec<u8> = (0..width * height).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let encoder = image::codecs::jpeg::JpegEncoder::new(&mut file);
    encoder.write_image(&pixels, width, height, ExtendedColorType::L8).unwrap();
    file
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let pixels = vec![255; (width * height) as usize];
    image::codecs::png::PngEncoder::new(&mut file).write_image(&pixels, width, height, ExtendedColorType::L8).unwrap();
    file
}

fn pdf(pages: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let root = document.new_object_id();
    let kids: Vec<Object> =
        (0..pages).map(|_| document.add_object(dictionary! { "Type" => "Page", "Parent" => root }).into()).collect();
    let count = i64::try_from(pages).unwrap();
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut file = Vec::new();
    document.save_to(&mut file).unwrap();
    file
}

#[test]
fn complete_files_are_recognised_by_their_content() {
    assert_eq!(media_of(&pdf(2)), Ok(Media::Pdf));
    assert_eq!(media_of(&jpeg(120, 80)), Ok(Media::Jpeg));
    assert_eq!(media_of(&png(120, 80)), Ok(Media::Png));
}

#[test]
fn a_truncated_file_is_refused() {
    for (file, name) in [(pdf(2), "pdf"), (jpeg(120, 80), "jpeg"), (png(400, 300), "png")] {
        for kept in [file.len() / 2, file.len() * 9 / 10] {
            assert_eq!(media_of(&file[..kept]), Err(FileFault::CutOff), "{name}, {kept} of {}", file.len());
        }
    }
}

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

#[test]
fn each_disallowed_file_is_refused_with_its_reason() {
    assert_eq!(media_of(b""), Err(FileFault::Empty));
    assert_eq!(media_of(b"MZ\x90\x00 a program"), Err(FileFault::NotAllowed));
    assert_eq!(media_of(b"PK\x03\x04 a document of a word processor"), Err(FileFault::NotAllowed));
    let length = MOST_OCTETS_OF_FILE + 1;
    assert_eq!(media_of(&vec![0; usize::try_from(length).unwrap()]), Err(FileFault::TooLarge { length }));
    assert_eq!(media_of(b"%PDF-1.7\nnothing\n%%EOF\n"), Err(FileFault::Unreadable));
    assert_eq!(media_of(&pdf(51)), Err(FileFault::TooManyPages { pages: 51 }));
    assert_eq!(media_of(&pdf(0)), Err(FileFault::Unreadable));
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

proptest! {
    #[test]
    fn an_altered_file_keeps_its_type_or_is_refused_and_a_truncated_one_is_refused(
        which in 0..3usize, at in any::<prop::sample::Index>(), octet in any::<u8>(), kept in any::<prop::sample::Index>(),
    ) {
        let (whole, media) = [(pdf(1), Media::Pdf), (jpeg(24, 24), Media::Jpeg), (png(24, 24), Media::Png)][which].clone();
        // Each file ends with a marker that is now incomplete: `%%EOF` with its line end, `FF D9`, or the CRC of IEND.
        let without_end = &whole[..kept.index(whole.len() - 2)];
        prop_assert!(media_of(without_end).is_err(), "{} of {} octets", without_end.len(), whole.len());
        let mut changed = whole.clone();
        changed[at.index(whole.len())] = octet;
        if let Ok(checked) = media_of(&changed) {
            prop_assert_eq!(checked, media);
        }
        let _ = media_of(&changed[..kept.index(whole.len())]);
    }
}
