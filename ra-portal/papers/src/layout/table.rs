//! Tables: cells that wrap, rows that are not split, header cells tagged for screen readers.

use krilla::tagging::{TableHeaderScope, Tag};

use super::lines::{Alignment, Line, Style};
use super::mark::Mark;
use super::sheet::{LEFT, MEASURE, Place, Sheet, placed};
use super::style::{BLUE, BODY, HAIRLINE, LABEL, PALE, STRONG};
use super::tree::ElementId;

/// Space above and below the text of a cell, in points.
const PADDING: f32 = 3.0;
/// Space left and right of the text of a cell, in points.
const GUTTER: f32 = 6.0;

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// In points, including padding.
    pub(crate) width: f32,
    pub(crate) alignment: Alignment,
}

/// Emphasis of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    Muted,
    Plain,
    Strong,
}

/// A cell of one or more paragraphs.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    paragraphs: Vec<String>,
    voice: Voice,
}

/// A table whose first column contains the row headers.
#[derive(Debug)]
pub(crate) struct Table {
    /// Distance from the left edge of the text.
    pub(crate) indent: f32,
    pub(crate) columns: Vec<Column>,
    /// The column headers, unless the row headers suffice.
    pub(crate) header: Option<Vec<String>>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Cell {
    /// A cell of one paragraph.
    pub(crate) fn of(text: impl Into<String>) -> Self {
        Self::lines(vec![text.into()])
    }

    /// A cell of several paragraphs.
    pub(crate) fn lines(paragraphs: Vec<String>) -> Self {
        Self { paragraphs, voice: Voice::Plain }
    }

    /// The same cell, emphasised.
    pub(crate) fn strong(self) -> Self {
        Self { voice: Voice::Strong, ..self }
    }

    /// The same cell as secondary text.
    pub(crate) fn muted(self) -> Self {
        Self { voice: Voice::Muted, ..self }
    }

    const fn style(&self) -> Style {
        match self.voice {
            Voice::Muted => LABEL,
            Voice::Plain => BODY,
            Voice::Strong => STRONG,
        }
    }
}

impl Table {
    /// Labelled values.
    pub(crate) fn of_facts(rows: Vec<(String, Cell)>) -> Self {
        let named = MEASURE * 0.31;
        Self {
            indent: 0.0,
            columns: vec![start(named), start(MEASURE - named)],
            header: None,
            rows: rows.into_iter().map(|(name, value)| vec![Cell::of(name).muted(), value]).collect(),
        }
    }

    fn width(&self) -> f32 {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// The columns, each with its left edge.
    fn placed(&self) -> Vec<(f32, Column)> {
        let mut x = LEFT + self.indent;
        let mut place = |column: &Column| {
            let begins = x;
            x += column.width;
            (begins, *column)
        };
        self.columns.iter().map(&mut place).collect()
    }
}

/// A column of text.
pub(crate) const fn start(width: f32) -> Column {
    Column { width, alignment: Alignment::Start }
}

/// A column of amounts.
pub(crate) const fn end(width: f32) -> Column {
    Column { width, alignment: Alignment::End }
}

impl Sheet {
    /// Draws a table at the cursor.
    pub(crate) fn table(&mut self, table: &Table) {
        let element = self.element(None, Tag::Table);
        let columns = table.placed();
        if let Some(header) = &table.header {
            let group = self.element(Some(element), Tag::THead);
            self.header(Some(group), header, table);
        }
        let body = self.element(Some(element), Tag::TBody);
        for cells in &table.rows {
            self.row(body, cells, &columns, table);
        }
        self.cursor += 6.0;
    }

    /// Draws the header row. Without a group it is a repetition on a further page, thus decoration.
    fn header(&mut self, group: Option<ElementId>, names: &[String], table: &Table) {
        let columns = table.placed();
        let style = Style { colour: BLUE, ..STRONG };
        let wrapped: Vec<_> =
            names.iter().zip(&columns).map(|(name, (_, column))| style.wrap(name, column.width - 2.0 * GUTTER)).collect();
        let height = tallest(&wrapped) + 2.0 * PADDING;
        self.ensure(height + BODY.leading * 2.0);
        let top = self.cursor;
        self.decorate(Mark::rectangle(LEFT + table.indent, top, table.width(), height, PALE));
        let row = group.map(|group| self.element(Some(group), Tag::TR));
        for (lines, (x, column)) in wrapped.into_iter().zip(columns) {
            let place = inside(x, column, top);
            match row {
                Some(row) => {
                    let cell = self.element(Some(row), Tag::TH(TableHeaderScope::Column));
                    self.lines_at(cell, lines, place, &style);
                }
                None => self.decorate(lines.into_iter().enumerate().map(|(index, line)| {
                    let below = f32::from(u16::try_from(index).unwrap_or(0)) * style.leading;
                    placed(line, place.x, place.width, place.top + below, place.alignment, &style)
                })),
            }
        }
        self.cursor = top + height;
    }

    fn row(&mut self, body: ElementId, cells: &[Cell], columns: &[(f32, Column)], table: &Table) {
        let wrap = |(cell, (_, column)): (&Cell, &(f32, Column))| -> Vec<Line> {
            cell.paragraphs.iter().flat_map(|text| cell.style().wrap(text, column.width - 2.0 * GUTTER)).collect()
        };
        let wrapped: Vec<Vec<Line>> = cells.iter().zip(columns).map(wrap).collect();
        let height = tallest(&wrapped) + 2.0 * PADDING;
        if self.ensure(height)
            && let Some(header) = &table.header
        {
            self.header(None, header, table);
        }
        let top = self.cursor;
        let row = self.element(Some(body), Tag::TR);
        for (index, ((lines, cell), (x, column))) in wrapped.into_iter().zip(cells).zip(columns).enumerate() {
            let element = match index {
                0 => self.element(Some(row), Tag::TH(TableHeaderScope::Row)),
                _ => self.element(Some(row), Tag::TD),
            };
            self.lines_at(element, lines, inside(*x, *column, top), &cell.style());
        }
        self.cursor = top + height;
        self.decorate(Mark::rectangle(LEFT + table.indent, self.cursor - 0.3, table.width(), 0.6, HAIRLINE));
    }
}

fn tallest(cells: &[Vec<Line>]) -> f32 {
    cells.iter().map(|lines| lines.iter().map(|_| BODY.leading).sum::<f32>()).fold(0.0, f32::max)
}

const fn inside(x: f32, column: Column, top: f32) -> Place {
    Place { x: x + GUTTER, top: top + PADDING, width: column.width - 2.0 * GUTTER, alignment: column.alignment }
}
