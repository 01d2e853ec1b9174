//! Whether a form came from one of our own pages.
//!
//! Browsers say where a form was sent from: `Sec-Fetch-Site`, or `Origin` with every POST. Nobody else's page can forge either, so
//! that a form without them, or from elsewhere, is refused (OWASP CSRF cheat sheet, "Fetch Metadata"). Cookies are `SameSite=Lax` besides.

use http::header::ORIGIN;
use http::{HeaderMap, Method};

/// Where an entrance is: `https://host[:port]` without a slash at the end (RFC 6454 §6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// From its serialisation, as the configuration names it.
    #[must_use]
    pub fn new(serialised: impl Into<String>) -> Self {
        Self(serialised.into())
    }

    /// Whether a request that may change something was sent from a page of this origin. Requests that only read always may.
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

    fn judged(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        Origin::new("https://sceau.example.org").sent(&Method::POST, &headers)
    }

    #[test]
    fn a_form_of_the_same_origin_is_ours() {
        assert!(judged(&[("sec-fetch-site", "same-origin")]));
        assert!(judged(&[("origin", "https://sceau.example.org")]));
    }

    #[test]
    fn a_form_from_elsewhere_or_from_nowhere_is_not() {
        for headers in [
            &[][..],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://id.sceau.example.org")],
            &[("origin", "null")],
            // The browser's own word counts, not a header that older ones send.
            &[("sec-fetch-site", "cross-site"), ("origin", "https://sceau.example.org")],
        ] {
            assert!(!judged(headers), "{headers:?}");
        }
    }
}
