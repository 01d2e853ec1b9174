//! How many pages an uploaded file has, and which of them have a picture.

use zeroize::Zeroizing;

/// The pages of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// How many there are; none, if a file of an earlier version would be refused today.
    pub count: usize,
    /// The numbers of those that could not be drawn, from 1.
    pub not_drawn: Vec<usize>,
}

impl Pages {
    pub(super) fn of(pictures: &[Option<Zeroizing<Vec<u8>>>]) -> Self {
        let not_drawn = pictures.iter().zip(1..).filter(|(picture, _)| picture.is_none()).map(|(_, page)| page);
        Self { count: pictures.len(), not_drawn: not_drawn.collect() }
    }

    /// Whether there is a picture of the page with this number.
    #[must_use]
    pub fn has(&self, page: usize) -> bool {
        (1..=self.count).contains(&page) && !self.not_drawn.contains(&page)
    }
}
