//! Whether a file is whole. Readers tolerate a missing end and show what is there; a truncated upload must not pass.

mod jpeg;
mod pdf;
mod png;
mod webp;

pub(crate) use jpeg::jpeg_ends;
pub(crate) use pdf::{PdfExtent, pdf_extent};
pub(crate) use png::png_ends;
pub(crate) use webp::webp_ends;
