//! Files come from other software (`image`, lopdf, qpdf), and are then altered as scanners, gateways and cameras alter them;
//! expectations follow from how each file was altered.

mod pdfs;
mod pictures;

use image::{ExtendedColorType, ImageEncoder};
use lopdf::{Document, Object, Stream, dictionary};
use proptest::prelude::*;

use super::Readable;
use crate::{FileFault, Limits, MOST_OCTETS_OF_PICTURE, Media};

fn media_of(content: &[u8]) -> Result<Media, FileFault> {
    super::read(content, &Limits::PORTAL).map(|readable| match readable {
        Readable::Document(_) => Media::Pdf,
        Readable::Pictures(media, _) => media,
        Readable::Large(_) => Media::Jpeg,
    })
}

fn pages_of(content: &[u8]) -> Result<usize, FileFault> {
    super::read(content, &Limits::PORTAL).map(|readable| match readable {
        Readable::Document(document) => document.pages,
        Readable::Pictures(_, pages) => pages.len(),
        Readable::Large(_) => 1,
    })
}

/// Noise, so that a scan is long enough to be truncated.
fn noise(length: u32) -> Vec<u8> {
    (0..length).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new(&mut file);
    encoder.write_image(&noise(width * height), width, height, ExtendedColorType::L8).unwrap();
    file
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let pixels = vec![255; (width * height) as usize];
    image::codecs::png::PngEncoder::new(&mut file).write_image(&pixels, width, height, ExtendedColorType::L8).unwrap();
    file
}

/// A document of that many pages, each with a line drawn on it, not yet written.
fn document(pages: usize) -> Document {
    let mut document = Document::with_version("1.4");
    let root = document.new_object_id();
    let page = |document: &mut Document| {
        let content = document.add_object(Stream::new(dictionary! {}, b"0 0 m 100 100 l S".to_vec()));
        document.add_object(dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content }).into()
    };
    let kids: Vec<Object> = (0..pages).map(|_| page(&mut document)).collect();
    let count = i64::try_from(pages).unwrap();
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    document
}

fn written(mut document: Document) -> Vec<u8> {
    let mut file = Vec::new();
    document.save_to(&mut file).unwrap();
    file
}

fn pdf(pages: usize) -> Vec<u8> {
    written(document(pages))
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
fn each_disallowed_file_is_refused_with_its_reason() {
    assert_eq!(media_of(b""), Err(FileFault::Empty));
    assert_eq!(media_of(b"MZ\x90\x00 a program"), Err(FileFault::NotAllowed));
    assert_eq!(media_of(b"PK\x03\x04 a document of a word processor"), Err(FileFault::NotAllowed));
    let length = MOST_OCTETS_OF_PICTURE + 1;
    assert_eq!(media_of(&vec![0; usize::try_from(length).unwrap()]), Err(FileFault::TooLarge { length }));
    assert_eq!(media_of(b"%PDF-1.7\nnothing\n%%EOF\n"), Err(FileFault::Unreadable));
    assert_eq!(media_of(&pdf(51)), Err(FileFault::TooManyPages { pages: 51 }));
    assert_eq!(media_of(&pdf(0)), Err(FileFault::Unreadable));
}

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
