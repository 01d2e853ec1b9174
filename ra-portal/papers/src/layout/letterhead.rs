//! The letterhead of every document: logo and supplier.

use super::lines::Alignment;
use super::mark::Mark;
use super::seal::seal;
use super::sheet::{LEFT, MEASURE, Place, Sheet, mm};
use super::style::{BLUE, PAPER, SMALL, SUPPLIER};

/// Bottom edge of the letterhead, in points.
const ENDS: f32 = mm(30.0);

impl Sheet {
    /// Draws the letterhead: the supplier on the left, the document's reference on the right, `reserved` points from the edge.
    pub(crate) fn letterhead(&mut self, supplier: &str, below: &str, reference: &[String], reserved: f32) {
        let centre = mm(20.0);
        self.decorate(seal(LEFT + mm(6.5), centre, mm(6.5), BLUE, PAPER));
        let place = |top: f32, alignment| Place { x: LEFT + mm(17.0), top, width: MEASURE - mm(17.0) - reserved, alignment };
        let half = |top: f32| Place { width: mm(88.0), ..place(top, Alignment::Start) };
        self.paragraph_at(supplier, half(centre - 17.0), &SUPPLIER);
        self.paragraph_at(below, half(centre + 1.0), &SMALL);
        let mut top = centre - 14.0;
        for line in reference {
            self.paragraph_at(line, place(top, Alignment::End), &SMALL);
            top += SMALL.leading;
        }
        self.decorate(Mark::rectangle(LEFT, ENDS, MEASURE, 1.2, BLUE));
        self.cursor = ENDS + mm(5.5);
    }
}
