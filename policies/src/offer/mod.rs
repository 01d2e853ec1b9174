//! Offers: the portal's texts about a product, and the requirements of its orders. The CA reads none of this.

mod file;

use std::num::NonZeroU8;

use serde::Deserialize;

use crate::sale::Sale;
use crate::{PieceName, ProductName, Requirements, Text};

pub(crate) use file::OfferReader;

/// A product as the portal offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Offer {
    /// The product.
    pub product: ProductName,
    /// Its price and delivery; if absent, it can no longer be ordered, and the texts are kept for earlier orders.
    pub sale: Option<Sale>,
    /// The object that is sent.
    pub object: Object,
    /// The texts about it.
    pub words: OfferWords,
    /// What an order of it requires.
    pub requirements: Requirements,
}

/// The object that holds the certificates, in common terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Object {
    /// A smart card.
    Card,
    /// A USB key.
    UsbKey,
}

impl Object {
    /// Its name in files and in the message catalogues.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::UsbKey => "usb-key",
        }
    }
}

/// Texts about a product.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferWords {
    /// Its name: `Carte d'expert`.
    pub name: Text,
    /// What it is and for whom, where it can be ordered.
    pub description: Text,
    /// Its name on papers: `Carte d'expert, certificats valables trois ans`.
    pub on_paper: Text,
}

/// A piece of a dossier, as people are told about it and officers examine it. Unlike what an order requires of it
/// ([`RequiredPiece`](crate::RequiredPiece)), this follows the policies in force.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Piece {
    /// The piece.
    pub name: PieceName,
    /// Its title on pages.
    pub title: Text,
    /// What is accepted, shown on the page where it is added.
    pub hint: Text,
    /// Its item in the list of pieces in the printed dossier.
    pub on_paper: Text,
    /// Its name in mails, with its article: `la pièce d'identité`.
    pub in_mail: Text,
    /// How recent it must be; of any age if absent.
    pub dated: Option<Dated>,
    /// Whether an officer accepts it only after consulting the court's list themselves, whose address and day are recorded.
    pub looked_up: bool,
}

/// How recent a piece must be when officers examine it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Dated {
    /// Its date is at most this many months ago (RGS A2 III.2.3: requests and mandates, three).
    #[serde(rename = "within_months")]
    WithinMonths(NonZeroU8),
    /// It is of the present calendar year: courts draw up their lists of experts every year (decree 2004-1463).
    #[serde(rename = "current-year")]
    CurrentYear,
}
