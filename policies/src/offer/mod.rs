//! Offers: what the portal says of a product, and what it asks of whoever orders it. The CA reads none of it.

mod file;

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
    /// Its price and delivery; if absent, it can no longer be ordered, while earlier orders keep their words.
    pub sale: Option<Sale>,
    /// What is sent.
    pub object: Object,
    /// What people read of it.
    pub words: OfferWords,
    /// What an order of it asks.
    pub requirements: Requirements,
}

/// What holds the certificates, as people know it.
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
    /// Its name in files and in the catalogues of texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::UsbKey => "usb-key",
        }
    }
}

/// What people read of a product.
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

/// What people read of a piece of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PieceWords {
    /// The piece.
    pub name: PieceName,
    /// Its title on pages.
    pub title: Text,
    /// What is accepted, on the page where it is added.
    pub hint: Text,
    /// The item in the list of pieces of the printed dossier.
    pub on_paper: Text,
    /// How mails name it, with its article: `la pièce d'identité`.
    pub in_mail: Text,
}
