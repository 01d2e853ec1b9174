//! Reading the portal's printed documents, and a picture in place of a scan.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use lopdf::{Dictionary, Document, Object};

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is not a PDF.
    #[error("not a PDF: {0}")]
    NoPdf(#[from] lopdf::Error),
    /// It has no attachment of that name.
    #[error("there is no attachment named {0}")]
    NotAttached(String),
}

/// The text of all pages of a PDF.
///
/// # Errors
/// If it is not a PDF.
pub fn text_of(pdf: &[u8]) -> Result<String, Unreadable> {
    let document = Document::load_mem(pdf)?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    Ok(document.extract_text(&pages)?)
}

/// The PIN in the text of a PIN letter: the only line that consists of digits and spaces.
#[must_use]
pub fn pin_in(letter: &str) -> Option<String> {
    let digits_only = |line: &str| line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    let digits = |line: &str| line.chars().filter(char::is_ascii_digit).collect::<String>();
    letter.lines().filter(|line| digits_only(line)).map(digits).find(|digits| (4..=8).contains(&digits.len()))
}

/// An attachment of a PDF (ISO 32000-1 §7.11.4).
///
/// # Errors
/// If it is not a PDF or has no attachment of that name.
pub fn attached(pdf: &[u8], name: &str) -> Result<Vec<u8>, Unreadable> {
    let document = Document::load_mem(pdf)?;
    let specifications = document.objects.values().filter_map(|object| object.as_dict().ok());
    let named = |dictionary: &&Dictionary| {
        let file = dictionary.get(b"UF").or_else(|_| dictionary.get(b"F")).ok();
        file.and_then(|file| lopdf::decode_text_string(file).ok()).as_deref() == Some(name)
    };
    let not_attached = || Unreadable::NotAttached(name.to_owned());
    let specification = specifications.into_iter().find(named).ok_or_else(not_attached)?;
    let files = specification.get(b"EF").and_then(|files| document.dereference(files)).map(|(_, files)| files)?.as_dict()?;
    let stream = files.get(b"F").and_then(|file| document.dereference(file)).map(|(_, file)| file)?;
    match stream {
        Object::Stream(stream) => Ok(stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())),
        _ => Err(not_attached()),
    }
}

/// A picture (PNG) in place of an identity document: stripes that differ for each person.
#[must_use]
pub fn identity_picture(person: &str) -> Vec<u8> {
    let shade = person.bytes().fold(17_u8, u8::wrapping_add);
    let stripes = RgbImage::from_fn(640, 400, |x, y| Rgb([shade, if (x / 40 + y / 40) % 2 == 0 { 190 } else { 210 }, 200]));
    let mut png = Cursor::new(Vec::new());
    let written = DynamicImage::ImageRgb8(stripes).write_to(&mut png, ImageFormat::Png);
    written.expect("a picture in memory can be written as PNG");
    png.into_inner()
}
