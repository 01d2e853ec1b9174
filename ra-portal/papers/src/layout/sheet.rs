//! A document during layout: its pages, what is drawn on each, and its logical structure.

use krilla::tagging::{Tag, TagKind};

use super::lines::{Alignment, Line, Style};
use super::mark::Mark;
use super::tree::{ContentId, ElementId, Tree};

/// A4, in points.
pub(crate) const WIDTH: f32 = mm(210.0);
/// A4, in points.
pub(crate) const HEIGHT: f32 = mm(297.0);
/// Left edge of the text.
pub(crate) const LEFT: f32 = mm(20.0);
/// Right edge of the text.
pub(crate) const RIGHT: f32 = WIDTH - LEFT;
/// Width of the text.
pub(crate) const MEASURE: f32 = RIGHT - LEFT;
/// Top edge of the text on pages after the first.
const TOP: f32 = mm(18.0);
/// Bottom edge of the text on a page.
const BOTTOM: f32 = HEIGHT - mm(22.0);

/// Converts millimetres to points.
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// A piece of drawn content.
pub(crate) struct Content {
    /// The element that it belongs to; `None` for decoration.
    pub(crate) part: Option<ContentId>,
    pub(crate) marks: Vec<Mark>,
}

/// A section title, for the outline.
pub(crate) struct Bookmark {
    pub(crate) title: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// A document during layout.
pub(crate) struct Sheet {
    pub(crate) pages: Vec<Vec<Content>>,
    pub(crate) tree: Tree,
    pub(crate) bookmarks: Vec<Bookmark>,
    /// Where the next block begins, from the top of the last page.
    pub(crate) cursor: f32,
}

impl Sheet {
    pub(crate) fn new() -> Self {
        Self { pages: vec![Vec::new()], tree: Tree::default(), bookmarks: Vec::new(), cursor: TOP }
    }

    /// Leaves a gap, except at the top of a page after the first.
    pub(crate) fn skip(&mut self, height: f32) {
        if self.cursor > TOP {
            self.cursor += height;
        }
    }

    /// Begins a new page if `height` does not fit on this one, and returns whether it did.
    pub(crate) fn ensure(&mut self, height: f32) -> bool {
        let full = self.cursor + height > BOTTOM && self.cursor > TOP;
        if full {
            self.pages.push(Vec::new());
            self.cursor = TOP;
        }
        full
    }

    /// Adds an element at the end of `parent`, or of the document.
    pub(crate) fn element(&mut self, parent: Option<ElementId>, kind: impl Into<TagKind>) -> ElementId {
        self.tree.element(parent, kind)
    }

    /// Draws decoration, which screen readers skip.
    pub(crate) fn decorate(&mut self, marks: impl IntoIterator<Item = Mark>) {
        self.push(None, marks.into_iter().collect());
    }

    /// Draws content that belongs to an element.
    pub(crate) fn draw(&mut self, element: ElementId, marks: impl IntoIterator<Item = Mark>) {
        let part = self.tree.content(element);
        self.push(Some(part), marks.into_iter().collect());
    }

    /// Draws lines downwards from `top`, each within `x` and `x + width`. The cursor does not move.
    pub(crate) fn lines_at(&mut self, element: ElementId, lines: Vec<Line>, place: Place, style: &Style) {
        let mut top = place.top;
        for line in lines {
            let mark = placed(line, place.x, place.width, top, place.alignment, style);
            self.draw(element, [mark]);
            top += style.leading;
        }
    }

    /// Draws lines at the cursor, on as many pages as needed.
    pub(crate) fn flow(&mut self, element: ElementId, lines: Vec<Line>, x: f32, style: &Style) {
        for line in lines {
            self.ensure(style.leading);
            let mark = placed(line, x, 0.0, self.cursor, Alignment::Start, style);
            self.draw(element, [mark]);
            self.cursor += style.leading;
        }
    }

    /// Draws a paragraph at any place on the page. The cursor does not move.
    pub(crate) fn paragraph_at(&mut self, text: &str, place: Place, style: &Style) {
        let paragraph = self.element(None, Tag::P);
        self.lines_at(paragraph, style.wrap(text, place.width), place, style);
    }

    /// Draws a line, never broken, at any place on the page. The cursor does not move.
    pub(crate) fn line_at(&mut self, text: &str, place: Place, style: &Style) {
        let paragraph = self.element(None, Tag::P);
        self.lines_at(paragraph, vec![style.line(text)], place, style);
    }

    fn push(&mut self, part: Option<ContentId>, marks: Vec<Mark>) {
        if let Some(page) = self.pages.last_mut() {
            page.push(Content { part, marks });
        }
    }
}

/// Where lines are drawn, in points from the upper left corner of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) alignment: Alignment,
}

/// Draws a line between `x` and `x + width`; `top` is the top of its line box.
pub(crate) fn placed(line: Line, x: f32, width: f32, top: f32, alignment: Alignment, style: &Style) -> Mark {
    let x = match alignment {
        Alignment::Start => x,
        Alignment::End => x + width - line.width,
    };
    // Noto's capitals are 0.714 em high. Placing the baseline half of that below the middle of the line box centres them.
    let baseline = top + style.leading / 2.0 + style.size * 0.357;
    Mark::line(line, x, baseline, style)
}
