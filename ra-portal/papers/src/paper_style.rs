//! What all documents have in common: letterhead, footer, format of addresses.

use std::borrow::Cow;

use i18n::Words;
use krilla::embed::EmbeddedFile;
use pki::Timestamp;
use registration::people::{Country, PostalAddress, proposed_spelling};
use registration::settings::Supplier;

use super::layout::{Imprint, PaperError, Sheet, printable};

/// The supplier, in whose name a document is written, and its language.
#[derive(Clone, Copy)]
pub(super) struct PaperStyle<'a> {
    pub(super) words: Words,
    pub(super) supplier: &'a Supplier,
}

impl PaperStyle<'_> {
    /// An empty document with its letterhead; `reference` stands on the right, `reserved` points from the edge.
    pub(super) fn sheet(&self, reference: &[String], reserved: f32) -> Sheet {
        let mut sheet = Sheet::new();
        sheet.letterhead(&self.supplier.name, &self.words.say("papers-service"), reference, reserved);
        sheet
    }

    /// Renders the document.
    pub(super) fn finish(
        &self,
        sheet: Sheet,
        title: &str,
        made_at: Timestamp,
        attachment: Option<EmbeddedFile>,
    ) -> Result<Vec<u8>, PaperError> {
        let telephone = self.supplier.support_telephone.as_str();
        let address = self.supplier.address.join(", ");
        let footer = self
            .words
            .with("papers-footer", [("supplier", self.supplier.name.as_str()), ("address", &address), ("telephone", telephone)]);
        let page = |page: usize, count: usize| {
            self.words.with("papers-page", [("page", page.to_string().as_str()), ("count", count.to_string().as_str())])
        };
        let imprint = Imprint {
            title,
            language: self.words.language().tag(),
            author: &self.supplier.name,
            made_at,
            footer: &footer,
            page: &page,
        };
        sheet.finish(&imprint, attachment)
    }
}

/// A text as entered, with typographic apostrophes, or, if no font has its letters, transliterated to Latin.
///
/// Not for data of an identity document, which is printed as entered or not at all.
pub(super) fn drawable(text: &str) -> Cow<'_, str> {
    if !printable(text) {
        return proposed_spelling(text).map_or_else(|| text.into(), Into::into);
    }
    if text.contains('\'') { text.replace('\'', "’").into() } else { text.into() }
}

/// The lines of an address as on an envelope.
pub(super) fn address_lines(address: &PostalAddress, words: Words) -> Vec<String> {
    let PostalAddress { recipient, complement, street, country, .. } = address;
    let mut lines = vec![recipient.clone()];
    lines.extend(complement.clone());
    lines.extend([street.clone(), address.locality()]);
    if *country != Country::FRANCE {
        lines.push(words.country(country.as_str()));
    }
    lines.iter().map(|line| drawable(line).into_owned()).collect()
}
