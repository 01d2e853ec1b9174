//! Host names and URLs: they must be under a public top-level domain, never an IP address or an internal name.

use const_oid::db::rfc5280::ID_CE_SUBJECT_ALT_NAME;

use super::element::{Element, SEQUENCE, context};
use super::envelope::Certificate;
use super::finding::{Finding, Rule};

const SUBJECT_ALTERNATIVE_NAME: Rule = Rule::must("subject-alternative-name", "RFC 5280 §4.2.1.6; docs/profiles.md#common-rules");

/// Allowed top-level domains. A closed list, so that names of private networks are refused (pkilint uses the whole Public
/// Suffix List): old generic ones, those of the European Union and its members, of France's neighbours, and of French
/// territories and regions.
const TOP_LEVEL_DOMAINS: &[&str] = &[
    "com", "net", "org", "info", "eu", // generic, and the Union
    "at", "be", "bg", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu", "ie", "it", "lt", "lu", "lv", "mt", "nl",
    "pl", "pt", "ro", "se", "si", "sk", // members
    "ad", "ch", "is", "li", "mc", "no", "uk", // neighbours
    "alsace", "bzh", "corsica", "gf", "gp", "mq", "nc", "paris", "pf", "pm", "re", "tf", "wf", "yt", // France
];

/// Maximum length of a host name in octets.
const LONGEST_HOST: usize = 253;

/// The scheme of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// Without TLS, for status: TLS would need a certificate whose status must be checked first.
    Http,
    /// With TLS.
    Https,
}

impl Scheme {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Http => "http://",
            Self::Https => "https://",
        }
    }
}

/// What is wrong with a URL in an extension that requires one of `schemes`.
pub(super) fn url_problem(url: &[u8], schemes: &[Scheme]) -> Option<&'static str> {
    let Ok(url) = str::from_utf8(url) else {
        return Some("a URL that is not ASCII");
    };
    let Some(rest) = schemes.iter().find_map(|scheme| url.strip_prefix(scheme.prefix())) else {
        return Some("a URL of another scheme");
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    if !is_public(host) {
        return Some("a URL whose host is not under a public suffix");
    }
    let port_fits = port.bytes().all(|octet| octet.is_ascii_digit()) && port.parse().is_ok_and(|port: u16| port > 0);
    let path_fits = path.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"/-._~".contains(&octet));
    (!port_fits || !path_fits).then_some("a URL with an unusual port or path")
}

/// Checks that subjectAltName is a list of public host names.
pub(super) fn check(certificate: &Certificate<'_>) -> Option<Finding> {
    let value = certificate.extension(ID_CE_SUBJECT_ALT_NAME)?;
    let names = Element::only(value).and_then(|element| element.children(SEQUENCE)).unwrap_or_default();
    let is_host =
        |name: &Element<'_>| name.content_of(context(2)).and_then(|host| str::from_utf8(host).ok()).is_some_and(is_public);
    (names.is_empty() || !names.iter().all(is_host))
        .then(|| SUBJECT_ALTERNATIVE_NAME.broken("not a list of host names under a public suffix"))
}

/// Whether `host` is lower case, under an allowed top-level domain, with labels in preferred syntax (RFC 1034 §3.5).
fn is_public(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let under_public = labels.last().is_some_and(|last| TOP_LEVEL_DOMAINS.contains(last));
    host.len() <= LONGEST_HOST && labels.len() > 1 && under_public && labels.iter().all(|label| is_label(label))
}

fn is_label(label: &str) -> bool {
    let letters = label.bytes().all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit() || octet == b'-');
    let encoded = label.as_bytes().get(2..4) == Some(b"--");
    letters && !encoded && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_urls_with_public_hosts_and_an_allowed_scheme_pass() {
        for url in [
            "http://status.sceau.example.org/crl/a-1.crl",
            "http://a.fr",
            "http://crl-2.example.gouv.fr:8080/x",
            "http://example.org:1/",
        ] {
            assert_eq!(url_problem(url.as_bytes(), &[Scheme::Http]), None, "{url}");
        }
        let refused = [
            "https://status.example.org/",
            "HTTP://status.example.org/",
            "http://fr/",
            "http://example.org./",
            "http://.example.org/",
            "http://status.example.test/",
            "http://status.local/",
            "http://localhost/",
            "http://192.0.2.1/",
            "http://[2001:db8::1]/",
            "http://user@example.org/",
            "http://example.org:0/",
            "http://example.org:65536/",
            "http://example.org:+80/",
            "http://example.org:/",
            "http://example.org?x",
            "http://example.org/a?x",
            "http://example.org/a#x",
            "http://a_b.example.org/",
            "http://-a.example.org/",
            "http://xn--mller-kva.fr/",
            "http://Status.example.org/",
            "http://",
            "",
        ];
        for url in refused {
            assert!(url_problem(url.as_bytes(), &[Scheme::Http]).is_some(), "{url}");
        }
        assert!(url_problem(b"http://\xff.example.org/", &[Scheme::Http]).is_some());
        assert_eq!(url_problem(b"https://status.example.org/ca.cer", &[Scheme::Http, Scheme::Https]), None);
    }

    /// RFC 1034 §3.1: a label has at most 63 octets, a name at most 253 as text.
    #[test]
    fn labels_and_names_have_limits() {
        let host = |first: usize| format!("{}.{}.{}.{}.fr", "a".repeat(first), "b".repeat(63), "c".repeat(63), "d".repeat(62));
        assert!(is_public(&format!("{}.fr", "a".repeat(63))) && !is_public(&format!("{}.fr", "a".repeat(64))));
        assert_eq!((host(59).len(), host(60).len()), (253, 254));
        assert!(is_public(&host(59)) && !is_public(&host(60)));
    }
}
