//! Drawing primitives: text and filled shapes.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;

use super::colour::Colour;
use super::face::Run;
use super::lines::{Line, Style};

/// Something drawn on a page; coordinates in points from the upper left corner of the page.
pub(crate) enum Mark {
    Text { x: f32, baseline: f32, runs: Vec<Run>, size: f32, colour: Colour },
    Shape { path: Path, colour: Colour },
}

impl Mark {
    /// A line of text that begins at `x`.
    pub(crate) fn line(line: Line, x: f32, baseline: f32, style: &Style) -> Self {
        Self::Text { x, baseline, runs: line.runs, size: style.size, colour: style.colour }
    }

    /// A filled rectangle; `None` if it is empty.
    pub(crate) fn rectangle(x: f32, y: f32, width: f32, height: f32, colour: Colour) -> Option<Self> {
        Self::rectangles(&[(x, y, width, height)], colour)
    }

    /// Filled rectangles `(x, y, width, height)` as one shape.
    pub(crate) fn rectangles(all: &[(f32, f32, f32, f32)], colour: Colour) -> Option<Self> {
        let mut builder = PathBuilder::new();
        for (x, y, width, height) in all {
            builder.push_rect(Rect::from_xywh(*x, *y, *width, *height)?);
        }
        Some(Self::Shape { path: builder.finish()?, colour })
    }

    /// The outline of a rectangle, `stroke` points thick, drawn inside its edges.
    pub(crate) fn frame(x: f32, y: f32, width: f32, height: f32, stroke: f32, colour: Colour) -> Option<Self> {
        let sides = [
            (x, y, width, stroke),
            (x, y + height - stroke, width, stroke),
            (x, y + stroke, stroke, height - 2.0 * stroke),
            (x + width - stroke, y + stroke, stroke, height - 2.0 * stroke),
        ];
        Self::rectangles(&sides, colour)
    }

    pub(crate) fn draw(&self, surface: &mut Surface<'_>) {
        let fill = |Colour(red, green, blue): Colour| Fill {
            paint: rgb::Color::new(red, green, blue).into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::NonZero,
        };
        match self {
            Self::Text { x, baseline, runs, size, colour } => {
                surface.set_fill(Some(fill(*colour)));
                let mut x = *x;
                for run in runs {
                    surface.draw_glyphs(Point::from_xy(x, *baseline), &run.glyphs, run.font.clone(), &run.text, *size, false);
                    x += run.advance * size;
                }
            }
            Self::Shape { path, colour } => {
                surface.set_fill(Some(fill(*colour)));
                surface.draw_path(path);
            }
        }
    }
}
