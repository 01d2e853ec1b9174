//! Which host a request is for (RFC 9110 §7.2, RFC 9112 §3.2, RFC 9113 §8.3.1).
//!
//! No handler uses it, and its value is not compared with ours, which a proxy may not know. It has to be one valid value, because
//! programs before and behind this one may decide by it, and would disagree on requests with two.

use std::net::Ipv6Addr;

use axum::extract::Request;
use http::header::HOST;
use http::{StatusCode, Version};

use super::problem::Problem;

/// Longest name in the Domain Name System, and longest part of one (RFC 1035 §2.3.4).
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// The refusal of a request whose host is missing, stated more than once, or malformed.
pub(super) fn refuse(request: &Request) -> Option<Problem> {
    let problem = |code: &str, title: &str| Some(Problem::new(StatusCode::BAD_REQUEST, code, title));
    let mut hosts = request.headers().get_all(HOST).iter();
    let (host, second) = (hosts.next(), hosts.next());
    let target = request.uri().authority().map(http::uri::Authority::as_str);
    if second.is_some() {
        return problem("http.several-hosts", "The request states its host more than once");
    }
    let host = host.map(|host| host.to_str().unwrap_or_default());
    if !host.into_iter().chain(target).all(is_valid) {
        return problem("http.bad-host", "The host of the request is malformed");
    }
    let (version, http2) = (request.version(), request.version() >= Version::HTTP_2);
    // In HTTP/1.1 the target of a request to a proxy does not replace the field; in HTTP/2 `:authority` does.
    if host.is_none() && version >= Version::HTTP_11 && (target.is_none() || !http2) {
        return problem("http.no-host", "The request does not state its host");
    }
    // A proxy's client may name the proxy in the field.
    if http2 && host.zip(target).is_some_and(|(host, target)| !host.eq_ignore_ascii_case(target)) {
        return problem("http.several-hosts", "The request states two hosts");
    }
    None
}

/// Whether the text is a host name or an IP address, perhaps with a port. User names, which do not belong here, and characters that
/// no name in the Domain Name System has are refused.
fn is_valid(text: &str) -> bool {
    let (is_host, port) = match text.strip_prefix('[').and_then(|literal| literal.split_once(']')) {
        Some((address, port)) => (address.parse::<Ipv6Addr>().is_ok(), port),
        None => {
            let (name, port) = text.split_at(text.find(':').unwrap_or(text.len()));
            (is_name(name), port)
        }
    };
    is_host && is_port(port)
}

fn is_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_label = |label: &str| {
        let characters = label.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-' || octet == b'_');
        characters && (1..=LONGEST_LABEL).contains(&label.len())
    };
    name.len() <= LONGEST_NAME && name.split('.').all(is_label)
}

/// Whether nothing or a port follows the host. An empty port is the default one (RFC 3986 §3.2.3).
fn is_port(text: &str) -> bool {
    let Some(port) = text.strip_prefix(':') else { return text.is_empty() };
    port.is_empty() || (port.bytes().all(|octet| octet.is_ascii_digit()) && port.parse::<u16>().is_ok())
}
