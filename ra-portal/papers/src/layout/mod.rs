//! A small flow layout for A4 documents: stacked blocks, page breaks, and the structure that screen readers need.

mod blocks;
mod colour;
mod face;
mod finish;
mod letterhead;
mod lines;
mod mark;
mod seal;
mod sheet;
mod style;
mod table;
mod tree;

pub use finish::PaperError;

pub(super) use blocks::{Tone, WritingBox};
pub(super) use face::printable;
pub(super) use finish::{Imprint, date_time};
pub(super) use lines::{Alignment, Style};
pub(super) use mark::Mark;
pub(super) use sheet::{LEFT, MEASURE, Place, RIGHT, Sheet, mm};
pub(super) use style::{ADDRESS, BODY, HAIRLINE, LABEL, PIN, SMALL, STRONG};
pub(super) use table::{Cell, Table, end, start};
