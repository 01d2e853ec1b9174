//! Crate boundaries are trust boundaries: every dependency between crates of the workspace, and on reserved crates of others, must be in
//! the table of docs/architecture.md. Build and development dependencies count too.

use std::collections::BTreeSet;
use std::fmt;

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Each crate of the workspace, and the crates of the workspace that it may depend on.
const TABLE: &[(&str, &[&str])] = &[
    ("pki", &[]),
    ("policies", &["pki"]),
    ("chassis", &["pki"]),
    ("ca-contract", &["pki", "policies"]),
    ("ca", &["pki", "policies", "chassis", "ca-contract"]),
    ("crl", &["pki", "chassis", "ca-contract"]),
    ("i18n", &["pki"]),
    ("pages", &["pki", "chassis", "i18n"]),
    ("examination", &[]),
    ("registration", &["pki", "policies", "chassis", "ca-contract", "i18n", "examination"]),
    ("papers", &["registration", "policies", "pki", "i18n"]),
    ("mails", &["registration", "policies", "pki", "chassis", "i18n"]),
    ("ra-portal", &["registration", "papers", "mails", "pages", "policies", "pki", "chassis", "i18n"]),
    ("token", &["pki"]),
    ("station", &["pki", "ca-contract", "token"]),
    (
        "deployment",
        &["pki", "policies", "chassis", "ca-contract", "ca", "crl", "registration", "mails", "pages", "ra-portal", "token"],
    ),
    ("demo", &["pki", "policies", "chassis", "ca-contract", "crl", "papers", "mails", "token", "station", "deployment"]),
    ("sceau", &["pki", "chassis", "ca-contract", "ca", "examination", "registration", "token", "station", "deployment", "demo"]),
    ("test-databases", &[]),
    ("fixtures", &["pki", "policies", "chassis", "ca-contract", "i18n", "registration", "papers"]),
    (
        "testbed",
        &["pki", "policies", "chassis", "ca-contract", "ca", "registration", "mails", "token", "station", "deployment", "demo"],
    ),
    (
        "tests",
        &[
            "pki",
            "policies",
            "chassis",
            "ca-contract",
            "ca",
            "crl",
            "i18n",
            "pages",
            "registration",
            "papers",
            "mails",
            "ra-portal",
            "token",
            "station",
            "deployment",
            "demo",
            "test-databases",
            "fixtures",
            "testbed",
        ],
    ),
    ("fuzz", &["pki", "policies", "ca-contract", "examination", "deployment"]),
];

/// Test fixtures: any crate may declare these as development dependencies, and only as such, in addition to the table.
const FIXTURES: &[&str] = &["test-databases", "fixtures", "testbed"];

/// External crates that only some crates of the workspace may depend on: one accesses the database, one encodes and parses DER.
const RESERVED: &[(&str, &[&str])] = &[
    ("sqlx", &["chassis", "test-databases"]),
    ("x509-cert", &["pki"]),
    ("der", &["pki"]),
    ("cms", &["pki"]),
    ("spki", &["pki"]),
    ("const-oid", &["pki"]),
    ("rcgen", &["pki", "deployment", "tests"]),
    ("openssl", &["token", "tests", "fuzz"]),
    ("ocsp", &["tests"]),
    ("fluent-bundle", &["i18n"]),
    ("askama", &["pages", "mails", "ra-portal"]),
    ("lettre", &["mails"]),
    ("rlibphonenumber", &["registration"]),
    ("krilla", &["papers"]),
    ("proxy-protocol-rs", &["chassis"]),
    ("hayro", &["examination"]),
    ("heic-decoder", &["examination"]),
    ("rustix", &["examination"]),
];

/// Crates that may use a reserved crate in their own tests only: the listeners' tests generate throwaway certificates.
const IN_TESTS: &[(&str, &str)] = &[("chassis", "rcgen")];

/// A dependency declared in the manifest of `from`.
#[derive(Clone, Debug, PartialEq)]
struct Edge {
    from: String,
    to: String,
    kind: DependencyKind,
}

#[derive(Debug, PartialEq)]
enum Breach {
    /// A dependency between two crates of the workspace that is not in the table.
    Edge(Edge),
    /// A dependency on an external crate that is reserved for `owners`.
    Reserved { edge: Edge, owners: &'static [&'static str] },
    /// A crate of the workspace without a row in the table.
    NoRow(String),
    /// A row without a crate.
    NoMember(&'static str),
}

impl fmt::Display for Breach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edge(Edge { from, to, kind }) => write!(
                out,
                "`{from}` declares `{to}` ({kind} dependency), which the table does not allow: ask through a crate that `{from}` \
                 may use, or move the boundary with a page in docs/decisions/ and a change of tests/src/dependencies.rs"
            ),
            Self::Reserved { edge: Edge { from, to, kind }, owners } => write!(
                out,
                "`{from}` declares `{to}` ({kind} dependency), which only {} may name: use what that crate offers, or have it \
                 offer what is missing",
                owners.join(", ")
            ),
            Self::NoRow(member) => {
                write!(out, "`{member}` is a crate of the workspace without a row: give it one in tests/src/dependencies.rs")
            }
            Self::NoMember(row) => {
                write!(out, "`{row}` has a row and is no crate of the workspace: take it out of tests/src/dependencies.rs")
            }
        }
    }
}

fn check(members: &BTreeSet<String>, edges: &[Edge]) -> Vec<Breach> {
    let row = |of: &str| TABLE.iter().find(|(name, _)| *name == of);
    let mut breaches = Vec::new();
    breaches.extend(members.iter().filter(|member| row(member).is_none()).cloned().map(Breach::NoRow));
    breaches.extend(TABLE.iter().map(|(name, _)| *name).filter(|name| !members.contains(*name)).map(Breach::NoMember));
    for edge in edges {
        let allowed = row(&edge.from).map_or(&[][..], |(_, allowed)| allowed);
        let for_tests = edge.kind == DependencyKind::Development && FIXTURES.contains(&edge.to.as_str());
        if members.contains(&edge.to) && !allowed.contains(&edge.to.as_str()) && !for_tests {
            breaches.push(Breach::Edge(edge.clone()));
        }
        let in_tests = edge.kind == DependencyKind::Development && IN_TESTS.contains(&(edge.from.as_str(), edge.to.as_str()));
        let reserved = RESERVED.iter().find(|(name, _)| *name == edge.to);
        if let Some((_, owners)) = reserved
            && !owners.contains(&edge.from.as_str())
            && !in_tests
        {
            let edge = edge.clone();
            breaches.push(Breach::Reserved { edge, owners });
        }
    }
    breaches
}

#[test]
fn every_crate_depends_only_on_what_the_table_allows() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().expect("cargo describes the workspace");
    let mut members = BTreeSet::new();
    let mut edges = Vec::new();
    for package in metadata.workspace_packages() {
        members.insert(package.name.to_string());
        edges.extend(package.dependencies.iter().map(|declared| Edge {
            from: package.name.to_string(),
            to: declared.name.clone(),
            kind: declared.kind,
        }));
    }
    let breaches: Vec<_> = check(&members, &edges).iter().map(Breach::to_string).collect();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

fn members() -> BTreeSet<String> {
    TABLE.iter().map(|(name, _)| (*name).to_owned()).collect()
}

fn edge(from: &str, to: &str, kind: DependencyKind) -> Edge {
    Edge { from: from.to_owned(), to: to.to_owned(), kind }
}

#[test]
fn a_workspace_within_the_table_is_accepted() {
    let edges = [edge("ca", "pki", DependencyKind::Normal), edge("chassis", "sqlx", DependencyKind::Normal)];
    assert_eq!(check(&members(), &edges), []);
}

#[test]
fn a_forbidden_normal_build_or_development_dependency_is_refused() {
    for kind in [DependencyKind::Normal, DependencyKind::Build, DependencyKind::Development] {
        let forbidden = edge("crl", "ca", kind);
        assert_eq!(check(&members(), std::slice::from_ref(&forbidden)), [Breach::Edge(forbidden)]);
    }
}

#[test]
fn a_reserved_crate_is_refused_to_all_but_its_owners() {
    let forbidden = edge("ca", "sqlx", DependencyKind::Development);
    let breaches = check(&members(), std::slice::from_ref(&forbidden));
    assert_eq!(breaches, [Breach::Reserved { edge: forbidden, owners: &["chassis", "test-databases"] }]);
}

#[test]
fn an_exception_for_tests_does_not_apply_to_the_product() {
    assert_eq!(check(&members(), &[edge("chassis", "rcgen", DependencyKind::Development)]), []);
    assert_eq!(check(&members(), &[edge("chassis", "rcgen", DependencyKind::Normal)]).len(), 1);
}

#[test]
fn a_fixture_is_allowed_as_a_development_dependency_only() {
    assert_eq!(check(&members(), &[edge("chassis", "test-databases", DependencyKind::Development)]), []);
    let forbidden = edge("chassis", "test-databases", DependencyKind::Normal);
    assert_eq!(check(&members(), std::slice::from_ref(&forbidden)), [Breach::Edge(forbidden)]);
}

#[test]
fn a_crate_without_a_row_is_refused_with_its_dependencies() {
    let mut members = members();
    members.insert("portal".to_owned());
    let forbidden = edge("portal", "ca", DependencyKind::Normal);
    let breaches = check(&members, std::slice::from_ref(&forbidden));
    assert_eq!(breaches, [Breach::NoRow("portal".to_owned()), Breach::Edge(forbidden)]);
}

#[test]
fn a_row_without_a_crate_is_refused() {
    let mut members = members();
    members.remove("token");
    assert_eq!(check(&members, &[]), [Breach::NoMember("token")]);
}

#[test]
fn a_refusal_names_the_crate_the_edge_and_the_remedy() {
    let breach = Breach::Edge(edge("crl", "ca", DependencyKind::Development)).to_string();
    assert!(breach.starts_with("`crl` declares `ca` (dev dependency)") && breach.contains("docs/decisions/"), "{breach}");
}

/// Crates that only tests and maintainers use.
const NOT_OF_THE_PROGRAM: [&str; 5] = ["test-databases", "fixtures", "testbed", "tests", "fuzz"];

/// The events of a crate that is missing in the list would never be logged, those of a library would be.
#[test]
fn every_crate_of_the_program_is_in_the_list_of_those_that_log() {
    let program = TABLE.iter().map(|(name, _)| *name).filter(|name| !NOT_OF_THE_PROGRAM.contains(name));
    let expected: BTreeSet<_> = program.map(|name| name.replace('-', "_")).collect();
    let logging: BTreeSet<_> = chassis::telemetry::CRATES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(logging, expected);
}
