//! The limits of a listener's connections and requests.

use std::time::Duration;

/// The limits of a listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Concurrent connections. Further ones are closed without a response.
    pub connections: usize,
    /// How long the handshake may take, and then the header of a request. With HTTP/1.1 also how long a connection may be idle
    /// between requests.
    pub header_timeout: Duration,
    /// How long a request may take from its header to the header of the response, without the time that handlers wait for its
    /// body; otherwise 503. Must be longer than every deadline and long poll of the router, and than the grace of `pace`. Also the
    /// time that requests get when the listener stops.
    pub request_timeout: Duration,
    /// The slowest permitted body of a request; otherwise 408.
    pub pace: Pace,
    /// Maximum length of a request's body in octets; otherwise 413. Routers may set less with axum's `DefaultBodyLimit`.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            header_timeout: Duration::from_secs(15),
            request_timeout: Duration::from_secs(75),
            pace: Pace::default(),
            body: 1024 * 1024,
        }
    }
}

/// The slowest permitted body. Only the time during which a handler waits for octets counts, not the time that it spends on
/// those that have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long a handler waits for the next octets, and how far the body may be behind the minimum rate.
    pub grace: Duration,
    /// The minimum rate after that. Zero is treated as one.
    pub octets_per_second: u64,
}

/// A mobile connection through a short tunnel, and one that is as slow as early mobile data services.
impl Default for Pace {
    fn default() -> Self {
        Self { grace: Duration::from_secs(60), octets_per_second: 4 * 1024 }
    }
}

impl Pace {
    /// How long a handler waits in total for this many octets and the next ones.
    pub(super) fn patience(self, received: u64) -> Duration {
        self.grace + Duration::from_millis(received.saturating_mul(1000) / self.octets_per_second.max(1))
    }
}
