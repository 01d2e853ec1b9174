//! Building blocks of documents: titles, paragraphs, lists, notices, boxes to fill in.

use krilla::tagging::{ListNumbering, Tag};

use super::lines::{Alignment, Style};
use super::mark::Mark;
use super::sheet::{Bookmark, LEFT, MEASURE, Place, Sheet};
use super::style::{BLUE, BODY, DANGER, GREY, HEADING, INK, LABEL, PALE, PAPER, STRONG, TITLE};

/// Minimum height, in points, that must remain below the title of a section.
const KEPT_TOGETHER: f32 = 30.0;
/// Indentation of list items, in points.
const INDENT: f32 = 16.0;
/// Space between the edge of a notice and its text, in points.
const PADDING: f32 = 10.0;

/// Space between adjacent boxes, in points.
const GAP: f32 = 6.0;

/// Emphasis of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Warning,
}

/// A labelled box to fill in.
pub(crate) struct WritingBox {
    pub(crate) label: String,
    /// As a fraction of the text width.
    pub(crate) share: f32,
}

impl Sheet {
    /// The document title.
    pub(crate) fn title(&mut self, text: &str) {
        self.headed(text, 1, &TITLE);
        self.cursor += 4.0;
    }

    /// A section title.
    pub(crate) fn heading(&mut self, text: &str) {
        self.skip(12.0);
        self.ensure(HEADING.leading + KEPT_TOGETHER);
        self.headed(text, 2, &HEADING);
        self.cursor += 3.0;
    }

    fn headed(&mut self, text: &str, level: u16, style: &Style) {
        let level = std::num::NonZeroU16::new(level).unwrap_or(std::num::NonZeroU16::MIN);
        let heading = self.element(None, Tag::Hn(level, Some(text.to_owned())));
        self.bookmarks.push(Bookmark { title: text.to_owned(), page: self.pages.len() - 1, y: self.cursor });
        self.flow(heading, style.wrap(text, MEASURE), LEFT, style);
    }

    /// A paragraph over the full text width.
    pub(crate) fn paragraph(&mut self, text: &str, style: &Style) {
        let paragraph = self.element(None, Tag::P);
        self.flow(paragraph, style.wrap(text, MEASURE), LEFT, style);
        self.cursor += 4.0;
    }

    /// A list, numbered or with bullets.
    pub(crate) fn list(&mut self, numbering: ListNumbering, items: &[String]) {
        let list = self.element(None, Tag::L(numbering));
        for (index, text) in items.iter().enumerate() {
            let item = self.element(Some(list), Tag::LI);
            let label = self.element(Some(item), Tag::Lbl);
            let body = self.element(Some(item), Tag::LBody);
            let said = if numbering == ListNumbering::Decimal { format!("{}.", index + 1) } else { "•".to_owned() };
            let lines = BODY.wrap(text, MEASURE - INDENT);
            self.ensure(BODY.leading);
            let place = Place { x: LEFT + 2.0, top: self.cursor, width: INDENT, alignment: Alignment::Start };
            self.lines_at(label, vec![STRONG.line(&said)], place, &Style { colour: BLUE, ..STRONG });
            self.flow(body, lines, LEFT + INDENT, &BODY);
            self.cursor += 3.0;
        }
    }

    /// A block of paragraphs set apart from the text, the first of them bold.
    pub(crate) fn notice(&mut self, tone: Tone, paragraphs: &[String]) {
        let colour = if tone == Tone::Warning { DANGER } else { BLUE };
        let style = |index| if index == 0 { Style { colour, ..STRONG } } else { BODY };
        let width = MEASURE - 2.0 * PADDING - 3.0;
        let wrapped: Vec<_> = paragraphs.iter().enumerate().map(|(index, text)| style(index).wrap(text, width)).collect();
        let text: f32 = wrapped.iter().flatten().map(|_| BODY.leading).sum();
        let height = text + 2.0 * PADDING - 4.0;
        self.skip(6.0);
        self.ensure(height);
        let (top, bottom) = (self.cursor, self.cursor + height);
        self.decorate(Mark::rectangle(LEFT, top, MEASURE, height, PALE));
        self.decorate(Mark::rectangle(LEFT, top, 3.0, height, colour));
        self.cursor = top + PADDING - 2.0;
        for (index, lines) in wrapped.into_iter().enumerate() {
            let paragraph = self.element(None, Tag::P);
            self.flow(paragraph, lines, LEFT + 3.0 + PADDING, &style(index));
        }
        self.cursor = bottom + 8.0;
    }

    /// A centred line in a frame.
    pub(crate) fn framed(&mut self, text: &str, style: &Style) {
        let line = style.line(text);
        let (width, height) = (line.width + 4.0 * PADDING, style.leading + PADDING);
        self.ensure(height);
        let (x, top) = (LEFT + (MEASURE - width) / 2.0, self.cursor);
        self.decorate(Mark::frame(x, top, width, height, 1.2, BLUE));
        let paragraph = self.element(None, Tag::P);
        let place = Place { x: x + 2.0 * PADDING, top: top + PADDING / 2.0, width: line.width, alignment: Alignment::Start };
        self.lines_at(paragraph, vec![line], place, style);
        self.cursor = top + height + 8.0;
    }

    /// Adjacent boxes to be filled in by hand.
    pub(crate) fn writing_boxes(&mut self, height: f32, boxes: &[WritingBox]) {
        self.skip(8.0);
        self.ensure(height);
        let top = self.cursor;
        let mut x = LEFT;
        for writing in boxes {
            // The gap after the last box would lie beyond the text width.
            let width = (MEASURE + GAP) * writing.share - GAP;
            self.decorate(Mark::frame(x, top, width, height, 0.8, GREY));
            let place = Place { x: x + 7.0, top: top + 5.0, width: width - 14.0, alignment: Alignment::Start };
            self.paragraph_at(&writing.label, place, &LABEL);
            x += width + GAP;
        }
        self.cursor = top + height + 6.0;
    }

    /// A QR code of `size` × `size` modules: `dark` says, row by row, which of them are dark.
    pub(crate) fn code(&mut self, described: &str, (x, top, edge): (f32, f32, f32), size: usize, dark: &[bool]) {
        let figure = self.element(None, Tag::Figure(Some(described.to_owned())));
        let module = edge / f32::from(u16::try_from(size).unwrap_or(u16::MAX));
        let step = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * module;
        let modules: Vec<_> = dark
            .iter()
            .enumerate()
            .filter(|(_, dark)| **dark)
            .map(|(index, _)| (x + step(index % size), top + step(index / size), module, module))
            .collect();
        let ground = Mark::rectangle(x, top, edge, edge, PAPER);
        self.draw(figure, ground.into_iter().chain(Mark::rectangles(&modules, INK)));
    }
}
