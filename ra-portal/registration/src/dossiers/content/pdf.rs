//! Validation of PDFs.

use lopdf::{Document, LoadOptions};

use crate::dossiers::{FileFault, MOST_PAGES};

/// The end-of-file marker is within the last 1024 octets (ISO 32000-1 annex H.3.18).
const END_WITHIN: usize = 1024;
/// Limit on the decompressed size of all object streams of a file, against decompression bombs.
const DECOMPRESSED: usize = 32 << 20;

pub(super) fn validate(content: &[u8]) -> Result<(), FileFault> {
    let tail = &content[content.len().saturating_sub(END_WITHIN)..];
    if !contains(tail, b"%%EOF") {
        return Err(FileFault::CutOff);
    }
    // The reader bounds each stream, and the word "stream" occurs at least once in each.
    let streams = content.windows(6).filter(|octets| octets == b"stream").count();
    let options = LoadOptions { max_decompressed_size: Some(DECOMPRESSED / streams.max(1)), ..LoadOptions::default() };
    // The dictionary that announces encryption is itself never compressed nor encrypted (ISO 32000-1 §7.5.8.2).
    let protected = || contains(content, b"/Encrypt");
    let document = Document::load_mem_with_options(content, options).map_err(|_| match protected() {
        true => FileFault::Protected,
        false => FileFault::Unreadable,
    })?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(FileFault::Protected);
    }
    match document.page_iter().take(MOST_PAGES * 20).count() {
        0 => Err(FileFault::Unreadable),
        pages if pages > MOST_PAGES => Err(FileFault::TooManyPages { pages }),
        _ => Ok(()),
    }
}

fn contains(content: &[u8], sought: &[u8]) -> bool {
    content.windows(sought.len()).any(|octets| octets == sought)
}
