//! The URLs at which relying parties find CA certificates, CRLs and OCSP responders.

use serde::Deserialize;

use crate::AuthorityName;

/// Special-use top-level domains (RFC 6761 and its registry, RFC 6762 appendix G).
const NOT_PUBLIC: [&str; 14] = [
    "alt",
    "arpa",
    "corp",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localhost",
    "onion",
    "private",
    "test",
];

/// `http://` and a host with a public top-level domain.
///
/// Plain HTTP, because checking a TLS certificate must not require TLS (RFC 5280 §8).
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct StatusSite(String);

/// Why status cannot be published at a URL.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotAStatusSite {
    #[error("`{0}` is not a plain http URL, expected http:// and a host: reading status must not require TLS (RFC 5280 §8)")]
    NotPlainHttp(String),
    #[error(
        "`{0}` is not a host under a public suffix, expected a host such as status.sceau.example.org: \
             relying parties must reach it"
    )]
    NotAPublicHost(String),
}

impl StatusSite {
    /// The URL of a CA's DER certificate.
    pub(crate) fn certificate_url(&self, authority: &AuthorityName) -> String {
        format!("{}/ca/{authority}.cer", self.0)
    }

    /// The URL of a CA's DER CRL.
    pub(crate) fn crl_url(&self, authority: &AuthorityName) -> String {
        format!("{}/crl/{authority}.crl", self.0)
    }

    /// The URL of the OCSP responder for a CA.
    pub(crate) fn ocsp_url(&self, authority: &AuthorityName) -> String {
        format!("{}/ocsp/{authority}", self.0)
    }
}

impl TryFrom<String> for StatusSite {
    type Error = NotAStatusSite;

    fn try_from(url: String) -> Result<Self, Self::Error> {
        let Some(host) = url.strip_prefix("http://") else {
            return Err(NotAStatusSite::NotPlainHttp(url));
        };
        if is_public_host(host) { Ok(Self(url)) } else { Err(NotAStatusSite::NotAPublicHost(host.to_owned())) }
    }
}

/// Whether `host` is a lower-case host name (RFC 1123 §2.1) of several labels, of which the last is neither a number nor a
/// special-use domain.
fn is_public_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let Some((_, top)) = host.rsplit_once('.') else {
        return false;
    };
    host.len() <= 253
        && host.split('.').all(is_label)
        && top.bytes().any(|byte| byte.is_ascii_lowercase())
        && !NOT_PUBLIC.contains(&top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_under_the_site() {
        let site = StatusSite::try_from("http://status.sceau.example.org".to_owned()).unwrap();
        let name = "advanced".parse().unwrap();
        assert_eq!(site.certificate_url(&name), "http://status.sceau.example.org/ca/advanced.cer");
        assert_eq!(site.crl_url(&name), "http://status.sceau.example.org/crl/advanced.crl");
        assert_eq!(site.ocsp_url(&name), "http://status.sceau.example.org/ocsp/advanced");
    }

    #[test]
    fn only_plain_http_with_a_public_host_is_accepted() {
        for bad in ["https://status.sceau.example.org", "status.sceau.example.org", "ldap://status.sceau.example.org", ""] {
            assert!(matches!(StatusSite::try_from(bad.to_owned()), Err(NotAStatusSite::NotPlainHttp(_))), "{bad}");
        }
        for host in [
            "",
            "localhost",
            "status.localhost",
            "sceau.test",
            "sceau.local",
            "status.sceau.internal",
            "127.0.0.1",
            "[::1]",
            "status.sceau.example.org:8080",
            "status.sceau.example.org/",
            "user@sceau.example.org",
            "Status.sceau.example.org",
            "-a.example.org",
            "a..example.org",
            "example.org.",
        ] {
            let refused = StatusSite::try_from(format!("http://{host}"));
            assert!(matches!(refused, Err(NotAStatusSite::NotAPublicHost(_))), "{host}");
        }
    }
}
