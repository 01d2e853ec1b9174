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
}
