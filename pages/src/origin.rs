//! Where the portal's two entrances are, and whether a form came from one of their own pages.
//!
//! Browsers say where a form was sent from: `Sec-Fetch-Site`, or `Origin` with every POST. Nobody else's page can forge either, so
//! that a form without them, or from elsewhere, is not ours (OWASP CSRF cheat sheet, "Fetch Metadata"). Cookies are `SameSite=Lax` besides.

use http::header::ORIGIN;
use http::{HeaderMap, Method};

use super::Entrance;

/// Where the two entrances are: `https://host:port` without a slash at the end.
#[derive(Clone, Debug)]
pub struct Sites {
    /// The public entrance.
    pub public: String,
    /// The entrance that asks for a certificate.
    pub certificate: String,
}

impl Sites {
    /// Where an entrance is.
    #[must_use]
    pub fn of(&self, entrance: Entrance) -> &str {
        match entrance {
            Entrance::Public => &self.public,
            Entrance::Certificate => &self.certificate,
        }
    }

    /// Whether a request that may change something came from a page of this entrance.
    pub(super) fn sent_from(&self, entrance: Entrance, method: &Method, headers: &HeaderMap) -> bool {
        if matches!(*method, Method::GET | Method::HEAD) {
            return true;
        }
        let said = |name: &str| headers.get(name).map(http::HeaderValue::as_bytes);
        match said("sec-fetch-site") {
            Some(site) => site == b"same-origin",
            None => said(ORIGIN.as_str()) == Some(self.of(entrance).as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(headers: &[(&'static str, &'static str)]) -> bool {
        let sites =
            Sites { public: "https://sceau.example.org".to_owned(), certificate: "https://id.sceau.example.org".to_owned() };
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        sites.sent_from(Entrance::Public, &Method::POST, &headers)
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
