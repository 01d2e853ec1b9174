//! Golden messages: this program reads those of each release, which are stored line by line as they were sent.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ca_contract::events::TokenChange;
use ca_contract::holder::{CodeFault, PukStatus, TokenStatus};
use ca_contract::officers::{OfficerKeyError, OfficerRole};
use ca_contract::revocation::{HolderReason, OfficersReason, RequestChannel, RequestReason, RevokedByCode};
use ca_contract::status::{StatusChange, StatusEvents};
use pki::Curve;
use pki::certificate::NotAdmitted;
use pki::crl::RevocationReason;
use pki::csr::RequestError;
use serde_json::Value;

use super::operations::{ALL, Messages, words};
use super::specimens;

/// The folder into which the generator writes; it is renamed for a release.
const UNRELEASED: &str = "unreleased";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Request,
    Answer,
    /// A problem document with the member `refusal`.
    Refusal,
}

/// A message of a release.
#[derive(Debug)]
pub(crate) struct Golden {
    pub(crate) operation: String,
    pub(crate) kind: Kind,
    pub(crate) text: String,
    /// The first request of the same file.
    pub(crate) request: String,
}

impl Golden {
    pub(crate) fn value(&self) -> Value {
        serde_json::from_str(&self.text).expect("a golden message is JSON")
    }
}

fn releases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

fn below(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

fn messages_of(release: &Path) -> Vec<Golden> {
    below(&release.join("messages")).iter().flat_map(|file| messages_in(file)).collect()
}

fn messages_in(file: &Path) -> Vec<Golden> {
    let operation = file.file_stem().and_then(|stem| stem.to_str()).expect("an operation's name").to_owned();
    let text = fs::read_to_string(file).expect("a golden file is read");
    let request = text.lines().find_map(|line| line.strip_prefix("request ")).expect("a golden request").to_owned();
    let message = |line: &str| {
        let (kind, text) = line.split_once(' ').expect("a kind and a message");
        let kind = match kind {
            "request" => Kind::Request,
            "answer" => Kind::Answer,
            "refusal" => Kind::Refusal,
            other => panic!("{}: {other}", file.display()),
        };
        Golden { operation: operation.clone(), kind, text: text.to_owned(), request: request.clone() }
    };
    text.lines().map(message).collect()
}

/// The messages of all releases.
fn all() -> Vec<Golden> {
    below(&releases()).iter().filter(|release| release.is_dir()).flat_map(|release| messages_of(release)).collect()
}

/// The messages of the newest version: those written since the last release, or otherwise those of the last release.
pub(crate) fn newest() -> Vec<Golden> {
    let all = below(&releases());
    messages_of(all.iter().rfind(|release| release.is_dir()).expect("a release"))
}

pub(crate) fn operation(name: &str) -> &'static Messages {
    ALL.iter().find(|operation| operation.name == name).unwrap_or_else(|| panic!("{name} is no longer an operation"))
}

#[test]
fn requests_of_every_release_are_accepted_and_mean_the_same() {
    for golden in all().iter().filter(|golden| golden.kind == Kind::Request) {
        assert_eq!((operation(&golden.operation).read_request)(&golden.text), Ok(golden.value()), "{golden:?}");
    }
}

#[test]
fn answers_and_refusals_of_every_release_are_read() {
    for golden in all() {
        let operation = operation(&golden.operation);
        match golden.kind {
            Kind::Request => {}
            Kind::Answer => assert_eq!((operation.read_answer)(&golden.request, &golden.text), Ok(()), "{golden:?}"),
            Kind::Refusal => {
                let read = (operation.read_refusal)(&golden.request, &golden.text);
                assert_eq!(read, Ok(golden.value()["refusal"].clone()), "{golden:?}");
            }
        }
    }
}

/// Every string in a message, and every name of a field.
fn strings(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(into.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
        Value::Object(fields) => fields.iter().for_each(|(name, field)| {
            into.insert(name.clone());
            strings(field, into);
        }),
        _ => {}
    }
}

/// Enums within messages, each with an operation whose golden messages contain all their variants. Refusals are listed
/// automatically.
fn variants() -> Vec<(&'static str, Vec<String>)> {
    let kinds = |kinds: &[&str]| kinds.iter().copied().map(str::to_owned).collect();
    vec![
        ("FollowTokens", kinds(&TokenChange::KINDS)),
        ("FollowTokens", words::<RequestChannel>()),
        ("FollowTokens", words::<RequestReason>()),
        ("FollowStatus", kinds(&StatusChange::KINDS)),
        ("FollowStatus", words::<StatusEvents>()),
        ("FollowStatus", words::<RevocationReason>()),
        ("FindCertificateHolder", words::<TokenStatus>()),
        ("FindCertificateHolder", words::<PukStatus>()),
        ("ListApproved", words::<Curve>()),
        ("ListOfficers", words::<OfficerRole>()),
        ("RevokeByCode", words::<HolderReason>()),
        ("RevokeByCode", words::<RevokedByCode>()),
        ("RevokeByCode", kinds(&["email", "token", "web", "telephone"])),
        ("RevokeByOfficers", words::<OfficersReason>()),
        ("SetCode", words::<CodeFault>()),
        ("SetCode", words::<NotAdmitted>()),
        ("Approve", words::<NotAdmitted>()),
        ("Issue", words::<RequestError>()),
        ("RenewOfficer", words::<OfficerKeyError>()),
    ]
}

#[test]
fn every_operation_refusal_event_and_word_has_a_golden_message() {
    let all = all();
    let mut missing = Vec::new();
    for operation in ALL {
        let of_it = || all.iter().filter(|golden| golden.operation == operation.name);
        for kind in [Kind::Request, Kind::Answer] {
            if !of_it().any(|golden| golden.kind == kind) {
                missing.push(format!("{}: a {kind:?}", operation.name));
            }
        }
        let refused = |word: &str| of_it().any(|golden| golden.kind == Kind::Refusal && golden.value()["refusal"]["why"] == word);
        missing.extend(
            (operation.refusals)().iter().filter(|word| !refused(word)).map(|word| format!("{}: {word}", operation.name)),
        );
    }
    for (operation, words) in variants() {
        assert!(!words.is_empty(), "{operation}: an enum has variants");
        let mut told = BTreeSet::new();
        all.iter().filter(|golden| golden.operation == operation).for_each(|golden| strings(&golden.value(), &mut told));
        missing.extend(words.iter().filter(|word| !told.contains(*word)).map(|word| format!("{operation}: {word}")));
    }
    assert!(missing.is_empty(), "no golden message (`make golden` writes them):\n{}", missing.join("\n"));
}

/// Refusals are listed by serde itself, so that the test above finds a new one.
#[test]
fn variants_are_listed_by_serde() {
    assert_eq!((operation("FetchRevocationReceipt").refusals)(), ["unknown-request", "not-yet-published"]);
    assert_eq!((operation("DossierKey").refusals)(), ["rate-limited"]);
    assert_eq!((operation("ListOfficers").refusals)(), [""; 0]);
    assert_eq!((operation("Approve").refusals)().len(), 11);
    assert_eq!(words::<RequestChannel>(), ["web", "telephone", "officers"]);
}

/// Writes the messages of this program into the folder of unreleased ones. Folders of releases are never changed.
#[test]
#[ignore = "writes files; run it with `make golden`"]
fn write_golden_messages() {
    let folder = releases().join(UNRELEASED).join("messages");
    fs::create_dir_all(&folder).expect("a folder");
    for file in specimens::all() {
        fs::write(folder.join(format!("{}.txt", file.operation)), file.lines).expect("a file is written");
    }
}
