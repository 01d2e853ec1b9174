//! The listeners of a zone.

/// Which listener serves a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entrance {
    /// The public listener, which requests no client certificate.
    Public,
    /// The listener that requests a client certificate but does not require one.
    Certificate,
}

impl Entrance {
    /// Both listeners.
    pub const ALL: [Self; 2] = [Self::Public, Self::Certificate];
}
