//! The extent of a PDF in its file. Copiers, gateways and browsers put padding, job commands, mail headers or a whole web page before
//! and behind it.

use memchr::memmem;

/// The header is within the first 1024 octets, and the offsets count from it or from the beginning of the file (ISO 32000-1 annex H.3,
/// notes 13 and 18).
const HEADER_WITHIN: usize = 1024;
/// How much shorter than announced a linearised file may be: gateways strip what is behind the end.
const STRIPPED: usize = 1024;

/// Where a PDF lies in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PdfExtent {
    /// Where its offsets count from.
    pub(crate) begin: usize,
    /// Behind its last end-of-file marker.
    pub(crate) end: usize,
}

/// The extent of a whole PDF; `None` if the end of the file is missing.
///
/// A whole file ends with `startxref`, an offset and `%%EOF`, and no part of a PDF follows. An earlier `%%EOF` may stand behind an
/// earlier revision, behind the first section of a linearised file, and in an embedded file: a file that is cut there is recognised by
/// the offset, which leads nowhere.
pub(crate) fn pdf_extent(content: &[u8]) -> Option<PdfExtent> {
    let header = memmem::find(&content[..content.len().min(HEADER_WITHIN)], b"%PDF-").unwrap_or_default();
    let reference = last_reference(content);
    let end = match reference {
        Some(reference) => reference.behind + memmem::find(&content[reference.behind..], b"%%EOF")?,
        None => memmem::rfind(content, b"%%EOF")?,
    } + b"%%EOF".len();
    if continues(&content[end..]) {
        return None;
    }
    let linearised = linearised_length(&content[header..content.len().min(header + HEADER_WITHIN)]);
    if linearised.is_some_and(|length| length > content.len() - header + STRIPPED) {
        return None;
    }
    let leads = |from: usize| reference.is_some_and(|reference| is_cross_reference(content, from.checked_add(reference.offset)));
    match (leads(0), leads(header)) {
        (true, _) => Some(PdfExtent { begin: 0, end }),
        (false, true) => Some(PdfExtent { begin: header, end }),
        // Wrong offsets are repaired by readers, if what they search for is there.
        (false, false) if linearised.is_some() && references(&content[..end]) < 2 => None,
        (false, false) if streams_are_open(&content[..end]) => None,
        (false, false) => Some(PdfExtent { begin: header, end }),
    }
}

/// `startxref` with the offset behind it.
#[derive(Clone, Copy)]
struct Reference {
    offset: usize,
    behind: usize,
}

fn last_reference(content: &[u8]) -> Option<Reference> {
    let mut before = content.len();
    loop {
        let at = memmem::rfind(&content[..before], b"startxref")?;
        let digits_at = at + b"startxref".len() + spaces(&content[at + b"startxref".len()..]);
        let digits = digits(&content[digits_at..]);
        if digits > 0 {
            let offset = std::str::from_utf8(&content[digits_at..digits_at + digits]).ok().and_then(|number| number.parse().ok());
            return Some(Reference { offset: offset.unwrap_or(usize::MAX), behind: digits_at + digits });
        }
        before = at;
    }
}

/// How often `startxref` occurs: in a linearised file twice, behind its first section and at its end.
fn references(content: &[u8]) -> usize {
    memmem::find_iter(content, b"startxref").count()
}

/// Whether there is a cross-reference table or stream.
fn is_cross_reference(content: &[u8], at: Option<usize>) -> bool {
    let Some(rest) = at.and_then(|at| content.get(at..)) else { return false };
    let rest = &rest[spaces(rest)..];
    rest.starts_with(b"xref") || header_of_object(rest) == Header::Whole
}

/// The length of the whole file that the first object announces, if it is that of a linearised file (ISO 32000-1 annex F.2).
fn linearised_length(beginning: &[u8]) -> Option<usize> {
    memmem::find(beginning, b"/Linearized")?;
    let at = beginning
        .windows(3)
        .position(|octets| matches!(octets, [b'/', b'L', next] if next.is_ascii_whitespace() || next.is_ascii_digit()));
    let length = &beginning[at? + 2..];
    let length = &length[spaces(length)..];
    std::str::from_utf8(&length[..digits(length)]).ok()?.parse().ok()
}

/// Whether a stream has no end, as in a file that was cut within an embedded file.
fn streams_are_open(content: &[u8]) -> bool {
    let ends = memmem::find_iter(content, b"endstream").count();
    let begins = memmem::find_iter(content, b"stream").filter(|at| {
        let behind_dictionary = content[..*at].trim_ascii_end().ends_with(b">>");
        behind_dictionary && matches!(content.get(at + b"stream".len()), Some(b'\r' | b'\n'))
    });
    begins.count() > ends
}

/// How much of the first line of an object (`12 0 obj`) something is.
#[derive(PartialEq, Eq)]
enum Header {
    No,
    /// All of it can be the beginning of such a line.
    Begun,
    Whole,
}

fn header_of_object(text: &[u8]) -> Header {
    if !text.first().is_some_and(|octet| matches!(octet, b'1'..=b'9')) {
        return Header::No;
    }
    let mut rest = text;
    for part in [digits, spaces, digits, spaces] {
        let length = part(rest);
        rest = &rest[length..];
        if rest.is_empty() {
            return Header::Begun;
        }
        if length == 0 {
            return Header::No;
        }
    }
    match rest {
        rest if rest.starts_with(b"obj") => Header::Whole,
        rest if b"obj".starts_with(rest) => Header::Begun,
        _ => Header::No,
    }
}

/// Whether what follows an end-of-file marker is a part of a PDF.
fn continues(tail: &[u8]) -> bool {
    let lines: Vec<&[u8]> = tail.split(|octet| matches!(octet, b'\r' | b'\n')).collect();
    let last = lines.len() - 1;
    lines.iter().enumerate().any(|(number, line)| {
        let line = line.trim_ascii();
        let keyword = |word: &[u8]| line == word || (number == last && line.len() > 1 && word.starts_with(line));
        let object = match header_of_object(line) {
            Header::Whole => true,
            Header::Begun => number == last,
            Header::No => false,
        };
        object
            || [b"xref".as_slice(), b"endobj", b"endstream", b"trailer", b"startxref"].into_iter().any(keyword)
            || line.starts_with(b"trailer<<")
            || line.starts_with(b"trailer <<")
    })
}

fn spaces(text: &[u8]) -> usize {
    text.iter().take_while(|octet| matches!(octet, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')).count()
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|octet| octet.is_ascii_digit()).count()
}
