//! The logo: a wax seal with a keyhole, as vector shapes.

use std::f32::consts::TAU;

use krilla::geom::PathBuilder;

use super::colour::Colour;
use super::mark::Mark;

/// Number of bumps along the edge.
const BUMPS: u8 = 20;

/// The logo around a centre.
pub(crate) fn seal(x: f32, y: f32, radius: f32, colour: Colour, paper: Colour) -> Vec<Mark> {
    let shapes = [
        (edge(x, y, radius), colour),
        (disc(x, y, radius * 0.76), paper),
        (disc(x, y, radius * 0.70), colour),
        (disc(x, y - radius * 0.16, radius * 0.21), paper),
        (stem(x, y, radius), paper),
    ];
    shapes.into_iter().filter_map(|(path, colour)| Some(Mark::Shape { path: path?, colour })).collect()
}

fn edge(x: f32, y: f32, radius: f32) -> Option<krilla::geom::Path> {
    let mut builder = PathBuilder::new();
    let at = |turn: f32, reach: f32| (x + reach * (turn * TAU).cos(), y + reach * (turn * TAU).sin());
    let (start_x, start_y) = at(0.0, radius * 0.92);
    builder.move_to(start_x, start_y);
    for bump in 0..BUMPS {
        let turn = |half: f32| (f32::from(bump) + half) / f32::from(BUMPS);
        let ((top_x, top_y), (end_x, end_y)) = (at(turn(0.5), radius * 1.08), at(turn(1.0), radius * 0.92));
        builder.quad_to(top_x, top_y, end_x, end_y);
    }
    builder.close();
    builder.finish()
}

fn disc(x: f32, y: f32, radius: f32) -> Option<krilla::geom::Path> {
    /// Length of the handles of a cubic Bézier quarter circle, relative to its radius.
    const HANDLE: f32 = 0.552_285;
    let h = radius * HANDLE;
    let mut builder = PathBuilder::new();
    builder.move_to(x + radius, y);
    builder.cubic_to(x + radius, y + h, x + h, y + radius, x, y + radius);
    builder.cubic_to(x - h, y + radius, x - radius, y + h, x - radius, y);
    builder.cubic_to(x - radius, y - h, x - h, y - radius, x, y - radius);
    builder.cubic_to(x + h, y - radius, x + radius, y - h, x + radius, y);
    builder.close();
    builder.finish()
}

fn stem(x: f32, y: f32, radius: f32) -> Option<krilla::geom::Path> {
    let mut builder = PathBuilder::new();
    builder.move_to(x - radius * 0.08, y - radius * 0.1);
    builder.line_to(x + radius * 0.08, y - radius * 0.1);
    builder.line_to(x + radius * 0.17, y + radius * 0.38);
    builder.line_to(x - radius * 0.17, y + radius * 0.38);
    builder.close();
    builder.finish()
}
