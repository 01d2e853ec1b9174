//! The registration authority re-exports no type of the contract: pages, papers and mails use its own types, and cannot name the
//! contract.

use super::{File, Finding, assert_none, example, places, repository};

/// The crate that may name the contract, unlike the crates above it.
const REGISTRATION: &str = "ra-portal/registration/src/";

const CONTRACT: &str = "ca_contract";

fn check(files: &[File]) -> Vec<Finding> {
    files.iter().filter(|file| file.path.starts_with(REGISTRATION) && file.is_rust()).flat_map(judge_one).collect()
}

/// Public re-exports and type aliases that name the contract, or something that the file imports from it.
fn judge_one(file: &File) -> Vec<Finding> {
    let statements: Vec<(usize, String)> = statements(file).collect();
    let imported = statements.iter().filter(|(_, text)| words(text).next() == Some("use") && is_of_contract(text));
    let imported: Vec<&str> =
        imported.flat_map(|(_, text)| words(text).skip(1)).filter(|word| !KEYWORDS.contains(word)).collect();
    let handed_on = |text: &str| {
        let words: Vec<&str> = words(text).collect();
        match words.as_slice() {
            ["pub", "use", first, ..] => imported.contains(first) || *first == CONTRACT,
            ["pub", "type", named @ ..] => named.iter().any(|word| imported.contains(word) || *word == CONTRACT),
            _ => false,
        }
    };
    let remedy = "give registration a type of its own, and convert where the contract's answer is read";
    let findings = statements.iter().filter(|(_, text)| handed_on(text));
    findings.map(|(line, _)| file.finding(*line, "hands a type of the contract on", remedy)).collect()
}

const KEYWORDS: &[&str] = &["as", "self", "crate", "super", "_"];

fn is_of_contract(statement: &str) -> bool {
    words(statement).any(|word| word == CONTRACT)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty())
}

/// The statements of a file that begin with `use`, `pub use` or `pub type` at the start of a line, up to their semicolons.
fn statements(file: &File) -> impl Iterator<Item = (usize, String)> {
    let begins = |text: &str| ["use ", "pub use ", "pub type "].iter().any(|start| text.trim_start().starts_with(start));
    file.lines().filter(move |(_, text)| begins(text)).map(|(line, _)| {
        let rest = file.text.lines().skip(line - 1).collect::<Vec<_>>().join("\n");
        (line, rest.split(';').next().unwrap_or_default().to_owned())
    })
}

#[test]
fn registration_re_exports_no_type_of_the_contract() {
    assert_none(&check(&repository::files()));
}

#[test]
fn a_re_exported_type_of_the_contract_is_refused() {
    let text = "pub use ca_contract::holder::CodeFault;\nuse ca_contract::revocation as contract;\nuse ca_contract::statement::{self, Officer};\n\
        pub use contract::{\n    Evidence,\n};\npub use crate::orders::Evidence;\npub type Code = ca_contract::Der;\npub(crate) use contract::Source;\n\
        pub use statement::OrderNumber as Number;\npub type OfficerId = Id<OfficerMark>;\n\
        pub type Reason = contract::HolderReason;\n";
    let files = [example("ra-portal/registration/src/holders/mod.rs", text), example("deployment/src/lib.rs", text)];
    let place = "ra-portal/registration/src/holders/mod.rs";
    assert_eq!(places(&check(&files)), [1, 4, 8, 10, 12].map(|line| format!("{place}:{line}")));
}
