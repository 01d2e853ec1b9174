//! What every paper of the house has: its head, its foot, how it writes addresses.

use std::borrow::Cow;

use i18n::Words;
use krilla::embed::EmbeddedFile;
use pki::Timestamp;
use registration::people::{Country, PostalAddress, proposed_spelling};
use registration::settings::Supplier;

use super::layout::{Imprint, PaperError, Sheet, printable};

/// Who speaks, in which language.
#[derive(Clone, Copy)]
pub(super) struct House<'a> {
    pub(super) words: Words,
    pub(super) supplier: &'a Supplier,
}

impl House<'_> {
    /// An empty paper under the house's head; `reference` stands at its right, `reserved` points from the edge.
    pub(super) fn sheet(&self, reference: &[String], reserved: f32) -> Sheet {
        let mut sheet = Sheet::new();
        sheet.letterhead(&self.supplier.name, &self.words.say("papers-service"), reference, reserved);
        sheet
    }

    /// The finished paper.
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

/// A text as typed, its apostrophes curved as the house writes them; where no face has its letters, a Latin spelling of them.
///
/// Never what an identity document says: that is printed as typed or not at all.
pub(super) fn drawable(text: &str) -> Cow<'_, str> {
    if !printable(text) {
        return proposed_spelling(text).map_or_else(|| text.into(), Into::into);
    }
    if text.contains('\'') { text.replace('\'', "’").into() } else { text.into() }
}

/// The lines of an address as they stand on an envelope.
pub(super) fn address_lines(address: &PostalAddress, words: Words) -> Vec<String> {
    let PostalAddress { recipient, complement, street, postcode, town, country } = address;
    let mut lines = vec![recipient.clone()];
    lines.extend(complement.clone());
    lines.extend([street.clone(), format!("{postcode} {town}")]);
    if *country != Country::FRANCE {
        lines.push(words.country(country.as_str()));
    }
    lines.iter().map(|line| drawable(line).into_owned()).collect()
}
