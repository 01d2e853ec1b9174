//! Reading of PDFs: what kind of document it is, and how many pages it has.

use std::collections::HashSet;

use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use memchr::memmem;

use crate::ending::{PdfExtent, pdf_extent};
use crate::{FileFault, MOST_PAGES};

/// The whole PDF of a file, every page of which can be found.
pub(crate) struct Document {
    pub(crate) pdf: Pdf,
    pub(crate) pages: usize,
}

impl Document {
    pub(crate) fn open(content: &[u8]) -> Result<Self, FileFault> {
        let PdfExtent { begin, end } = pdf_extent(content).ok_or(FileFault::CutOff)?;
        let pdf = Pdf::new(content[begin..end].to_vec()).map_err(|fault| match fault {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => FileFault::Password,
            LoadPdfError::Decryption(_) => FileFault::Encryption,
            LoadPdfError::Invalid => FileFault::Unreadable,
        })?;
        let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).ok_or(FileFault::Unreadable)?;
        if catalog.get::<Dict<'_>>(b"Collection").is_some() {
            return Err(FileFault::Portfolio);
        }
        if needs_another_reader(&pdf, &catalog) {
            return Err(FileFault::NeedsAnotherReader);
        }
        let tree = PageTree::of(&pdf, &catalog).ok_or(FileFault::Unreadable)?;
        match tree.pages + tree.missing {
            0 => Err(FileFault::Unreadable),
            pages if pages > MOST_PAGES => Err(FileFault::TooManyPages { pages }),
            _ if tree.missing > 0 || pdf.pages().len() != tree.pages => Err(FileFault::PagesMissing),
            pages => Ok(Self { pages, pdf }),
        }
    }
}

/// Whether the document is an XFA form whose pages only Adobe's reader builds. A form that also has pages and fields of PDF, as most
/// forms of administrations do, is like any PDF.
fn needs_another_reader(pdf: &Pdf, catalog: &Dict<'_>) -> bool {
    if catalog.get::<bool>(b"NeedsRendering") == Some(true) {
        return true;
    }
    let Some(form) = catalog.get::<Dict<'_>>(b"AcroForm").filter(|form| form.contains_key(b"XFA")) else { return false };
    let has_fields = form.get::<Array<'_>>(b"Fields").is_some_and(|fields| fields.raw_iter().next().is_some());
    !has_fields || is_dynamic(pdf, &form)
}

/// Whether the form's configuration says that its pages are built when it is opened (XFA 3.3, `dynamicRender`).
fn is_dynamic(pdf: &Pdf, form: &Dict<'_>) -> bool {
    let says_so = |stream: &Stream<'_>| {
        let packet = stream.decoded_data().unwrap_or_default();
        let value = memmem::find(&packet, b"<dynamicRender").map(|at| &packet[at..]).unwrap_or_default();
        let value = value.splitn(2, |octet| *octet == b'>').nth(1).unwrap_or_default();
        value.trim_ascii_start().starts_with(b"required")
    };
    match form.get::<Stream<'_>>(b"XFA") {
        Some(whole) => says_so(&whole),
        // The packets' names are between them.
        None => form.get::<Array<'_>>(b"XFA").is_some_and(|packets| {
            let streams = packets.raw_iter().filter_map(|packet| pdf.xref().get::<Stream<'_>>(packet.as_obj_ref()?.into()));
            streams.into_iter().any(|packet| says_so(&packet))
        }),
    }
}

/// What the page tree leads to. `Count` of its nodes is what a writer believed, and is not read.
#[derive(Default)]
struct PageTree {
    pages: usize,
    /// References that lead to nothing, and nodes without kids: the reader leaves them out.
    missing: usize,
}

impl PageTree {
    fn of(pdf: &Pdf, catalog: &Dict<'_>) -> Option<Self> {
        let mut tree = Self::default();
        let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
        seen.extend(catalog.get_ref(b"Pages").map(ObjectIdentifier::from));
        let root = catalog.get::<Dict<'_>>(b"Pages")?;
        let mut open = vec![root.get::<Array<'_>>(b"Kids")?.raw_iter()];
        while let Some(kids) = open.last_mut() {
            let Some(kid) = kids.next() else {
                open.pop();
                continue;
            };
            let node = match kid {
                MaybeRef::Ref(reference) if !seen.insert(reference.into()) => continue,
                MaybeRef::Ref(reference) => pdf.xref().get::<Dict<'_>>(reference.into()),
                MaybeRef::NotRef(object) => Object::into_dict(object),
            };
            let Some(node) = node else {
                tree.missing += 1;
                continue;
            };
            let is_node = node.get::<Name<'_>>(b"Type").is_some_and(|kind| *kind == *b"Pages");
            match node.get::<Array<'_>>(b"Kids") {
                Some(kids) if is_node => open.push(kids.raw_iter()),
                // The reader would show a node that does not call itself one as an empty page.
                Some(_) => tree.missing += 1,
                None if is_node => tree.missing += 1,
                None => tree.pages += 1,
            }
        }
        Some(tree)
    }
}
