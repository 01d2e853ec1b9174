//! Text styles of all documents.

use super::colour::Colour;
use super::face::Weight;
use super::lines::Style;

pub(crate) const INK: Colour = Colour(0x1c, 0x1f, 0x26);
pub(crate) const BLUE: Colour = Colour(0x1f, 0x3a, 0x6e);
pub(crate) const GREY: Colour = Colour(0x53, 0x5b, 0x69);
pub(crate) const HAIRLINE: Colour = Colour(0xc9, 0xd0, 0xdc);
pub(crate) const PALE: Colour = Colour(0xee, 0xf2, 0xf8);
pub(crate) const PAPER: Colour = Colour(0xff, 0xff, 0xff);
pub(crate) const DANGER: Colour = Colour(0xa4, 0x16, 0x1a);

const fn style(size: f32, leading: f32, weight: Weight, colour: Colour) -> Style {
    Style { size, leading, weight, colour }
}

/// The document title.
pub(crate) const TITLE: Style = style(19.0, 25.0, Weight::Bold, BLUE);
/// A section title.
pub(crate) const HEADING: Style = style(11.5, 16.0, Weight::Bold, BLUE);
/// Body text.
pub(crate) const BODY: Style = style(9.5, 13.5, Weight::Regular, INK);
/// Emphasised text.
pub(crate) const STRONG: Style = Style { weight: Weight::Bold, ..BODY };
/// The label of a value.
pub(crate) const LABEL: Style = Style { colour: GREY, ..BODY };
/// Secondary text.
pub(crate) const SMALL: Style = style(8.0, 11.0, Weight::Regular, GREY);
/// The supplier's name in the letterhead.
pub(crate) const SUPPLIER: Style = style(13.0, 17.0, Weight::Bold, BLUE);
/// An address in an envelope window.
pub(crate) const ADDRESS: Style = style(10.0, 12.0, Weight::Regular, INK);
/// A PIN.
pub(crate) const PIN: Style = style(30.0, 38.0, Weight::Bold, INK);
