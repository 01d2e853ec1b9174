//! Hosts that product and documents may name: those of the example domain, loopback, and a few where standards are published or XML
//! namespaces are defined.

use super::{File, Finding, assert_none, example, places, repository};

/// The example domain; its subdomains are allowed too.
const OURS: &str = "sceau.example.org";

const OTHERS: &[&str] = &["127.0.0.1", "www.apache.org", "www.etsi.org", "www.itu.int", "www.rfc-editor.org", "www.w3.org"];

fn check(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(strangers).collect()
}

/// Other hosts in product code, data and documents. Tests may invent some.
fn strangers(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, text) in file.product_lines() {
        for host in hosts(text).filter(|host| !is_known(host)) {
            let remedy = "use a host under sceau.example.org, or add a host that publishes standards to tests/src/shape/hosts.rs";
            findings.push(file.finding(line, format!("`{host}` is not an allowed host"), remedy));
        }
    }
    findings
}

fn is_known(host: &str) -> bool {
    host.strip_suffix(OURS).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')) || OTHERS.contains(&host)
}

/// The hosts of the HTTP URLs in a line, except placeholders filled in at run time and names without a dot.
fn hosts(line: &str) -> impl Iterator<Item = &str> {
    let starts =
        ["http://", "https://"].into_iter().flat_map(|scheme| line.match_indices(scheme).map(|(at, _)| at + scheme.len()));
    starts.filter_map(|start| {
        let rest = &line[start..];
        let end =
            rest.find(|character: char| !character.is_ascii_alphanumeric() && !".-".contains(character)).unwrap_or(rest.len());
        let filled_in_later = rest[end..].starts_with(['{', '$', '<']);
        Some(rest[..end].trim_end_matches('.')).filter(|host| host.contains('.') && !filled_in_later)
    })
}

#[test]
fn the_repository_names_no_foreign_host() {
    assert_none(&check(&repository::files()));
}

#[test]
fn foreign_hosts_are_refused_outside_tests() {
    let text = "http://status.sceau.example.org/ocsp/x\n//! https://www.rfc-editor.org/rfc/rfc6960.\nhttp://127.0.0.1:8080 http://localhost:8080\n\
        format!(\"https://{host}/\")\nhttp://evilsceau.example.org/\n\"https://example.com/\" http://sceau.example.org.evil.net\n";
    let files = [example("policies/products.toml", text), example("tests/tests/journeys.rs", text)];
    let place = "policies/products.toml";
    assert_eq!(places(&check(&files)), [format!("{place}:5"), format!("{place}:6"), format!("{place}:6")]);
}
