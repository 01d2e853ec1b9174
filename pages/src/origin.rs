//! Protection against cross-site request forgery.
//!
//! Browsers state where a form was sent from in `Sec-Fetch-Site`, or in `Origin` with every POST. Pages of other sites cannot
//! forge either, so a form without them, or from another site, is refused (OWASP CSRF cheat sheet, "Fetch Metadata"). In
//! addition cookies are `SameSite=Lax`.

use http::header::ORIGIN;
use http::{HeaderMap, Method};

/// The origin of an entrance: `https://host[:port]` without a trailing slash (RFC 6454 §6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Takes the serialised origin from the configuration.
    #[must_use]
    pub fn new(serialised: impl Into<String>) -> Self {
        Self(serialised.into())
    }

    /// Whether the host is a name that belongs to this service alone, so that browsers may be told to use HTTPS only for it.
    ///
    /// `localhost` is every program on the reader's machine, whatever its port, and the policy does not apply to addresses
    /// (RFC 6797 §8.1.1).
    pub(crate) fn has_public_host(&self) -> bool {
        let authority = self.0.split_once("://").map_or(self.0.as_str(), |(_, authority)| authority);
        // A name in brackets is an IPv6 address.
        let host = if authority.starts_with('[') { return false } else { authority.split(':').next().unwrap_or_default() };
        let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
        // Browsers take a name for an IPv4 address if its last label is a number, such as `127.1` (WHATWG URL, "ends in a number").
        let number = last.strip_prefix("0x").map_or_else(|| last.bytes().all(|c| c.is_ascii_digit()), |_| true);
        !number && !last.eq_ignore_ascii_case("localhost")
    }

    /// Whether a request that may change something was sent from a page of this origin. Requests with a safe method always
    /// pass.
    pub(crate) fn sent(&self, method: &Method, headers: &HeaderMap) -> bool {
        if matches!(*method, Method::GET | Method::HEAD) {
            return true;
        }
        let said = |name: &str| headers.get(name).map(http::HeaderValue::as_bytes);
        match said("sec-fetch-site") {
            Some(site) => site == b"same-origin",
            None => said(ORIGIN.as_str()) == Some(self.0.as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        Origin::new("https://sceau.example.org").sent(&Method::POST, &headers)
    }

    #[test]
    fn a_form_from_the_same_origin_is_accepted() {
        assert!(checked(&[("sec-fetch-site", "same-origin")]));
        assert!(checked(&[("origin", "https://sceau.example.org")]));
    }

    #[test]
    fn a_form_from_another_or_an_unknown_origin_is_refused() {
        for headers in [
            &[][..],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://id.sceau.example.org")],
            &[("origin", "null")],
            // `Sec-Fetch-Site` takes precedence over `Origin`, which older browsers send.
            &[("sec-fetch-site", "cross-site"), ("origin", "https://sceau.example.org")],
        ] {
            assert!(!checked(headers), "{headers:?}");
        }
    }

    #[test]
    fn only_names_of_this_service_are_for_https_only() {
        for host in ["sceau.example.org", "sceau.example.org:8443", "localhost.example.org", "127.0.0.1.example.org", "a.b.c."] {
            assert!(Origin::new(format!("https://{host}")).has_public_host(), "{host}");
        }
        let loopback = ["localhost", "localhost:8443", "LocalHost", "localhost.", "id.localhost", "a.b.LOCALHOST:1", ""];
        let addresses = ["127.0.0.1", "127.0.0.1:8443", "127.1", "2130706433", "0x7f000001", "[::1]", "[::1]:8443", "192.0.2.7"];
        for host in loopback.into_iter().chain(addresses) {
            assert!(!Origin::new(format!("https://{host}")).has_public_host(), "{host}");
        }
    }
}
