//! Uploaded files: PDFs and pictures, and the pages drawn of them. `make fuzz` limits the time and memory that a check may take.

use examination::{Frame, Limits, examine};
use image::{ExtendedColorType, ImageEncoder};
use lopdf::{Document, Object, Stream, dictionary};

use crate::target::Target;

pub(crate) const TARGET: Target = Target { name: "upload", at_most: 64 << 10, check, seeds };

/// Small enough for the memory that `make fuzz` allows.
const LIMITS: Limits = Limits { pixels: 10_000_000, memory: 64 << 20 };

fn check(content: &[u8]) -> bool {
    let mut accepted = None;
    let mut pages = 0;
    let mut tell = |frame| {
        match frame {
            Frame::Verdict(verdict) => accepted = Some(verdict),
            Frame::Page(_) | Frame::NotDrawn => pages += 1,
            Frame::Reduced(_) | Frame::End => {}
        }
        Ok(())
    };
    examine(content, &LIMITS, &mut tell).expect("every frame is taken");
    let verdict = accepted.expect("there is a verdict");
    assert_eq!(pages, verdict.map_or(0, |found| found.pages), "a frame for each page");
    verdict.is_ok()
}

fn seeds() -> Vec<Vec<u8>> {
    let jpeg = |color| {
        let mut file = Vec::new();
        let pixels = vec![90; if color == ExtendedColorType::L8 { 64 } else { 192 }];
        let encoder = image::codecs::jpeg::JpegEncoder::new(&mut file);
        encoder.write_image(&pixels, 8, 8, color).expect("a picture in memory can be written");
        file
    };
    let mut png = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.write_image(&[200; 256], 8, 8, ExtendedColorType::Rgba8).expect("a picture in memory can be written");
    vec![pdf(false), pdf(true), jpeg(ExtendedColorType::L8), jpeg(ExtendedColorType::Rgb8), png]
}

/// One page. If `modern`, its objects are in a compressed stream (ISO 32000-1 §7.5.7).
fn pdf(modern: bool) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let root = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, b"0 0 m 100 100 l S".to_vec()));
    let page = dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content };
    let kids: Vec<Object> = vec![document.add_object(page).into()];
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    document.compress();
    let mut file = Vec::new();
    let written = if modern { document.save_modern(&mut file) } else { document.save_to(&mut file) };
    written.expect("a document in memory can be written");
    file
}
