//! What the certificate authority must be able to show for years (docs/operating.md#retention) is neither changed nor deleted.

use super::{File, Finding, assert_none, example, places, repository};

/// Tables whose rows are evidence: CRLs, what was certified and revoked, who asked for it, and the ledger of every zone.
const KEPT: &[&str] = &[
    "certificates",
    "crls",
    "intents",
    "ledger",
    "revocation_progress",
    "revocation_requests",
    "revocations",
    "revoked_serials",
];

fn check(files: &[File]) -> Vec<Finding> {
    files.iter().filter(|file| file.is_rust() || file.path.ends_with(".sql")).flat_map(check_one).collect()
}

fn check_one(file: &File) -> Vec<Finding> {
    let code = file.product_lines().filter(|(_, text)| !text.trim_start().starts_with("//"));
    let finding = |(line, text): (usize, &str)| {
        let table = KEPT.iter().find(|table| changes(text, table))?;
        let remedy = "insert another row instead, or change docs/operating.md#retention first";
        Some(file.finding(line, format!("rows of the table `{table}` are changed or deleted"), remedy))
    };
    code.filter_map(finding).collect()
}

/// Whether a line of SQL changes or deletes existing rows of the table.
fn changes(line: &str, table: &str) -> bool {
    let line = line.to_lowercase();
    let words: Vec<&str> = line.split(|character: char| !character.is_alphanumeric() && character != '_').collect();
    let after =
        |phrase: &[&str]| words.windows(phrase.len() + 1).any(|words| words.starts_with(phrase) && words.last() == Some(&table));
    after(&["delete", "from"])
        || after(&["truncate"])
        || after(&["truncate", "table"])
        || after(&["drop", "table"])
        || after(&["drop", "table", "if", "exists"])
        || after(&["replace", "into"])
        || words.windows(3).any(|words| words[0] == "update" && words[1] == table && words[2] == "set")
}

#[test]
fn nothing_deletes_what_must_be_kept() {
    assert_none(&check(&repository::files()));
}

#[test]
fn statements_that_change_evidence_are_refused() {
    let text = "\"delete from crls where number < $1\"\n\"select der from crls\"\n\"insert into crls (issuer) values ($1)\"\n\
        \"update certificates set der = $1\"\n\"delete from feed where at < $1\"\n\"DELETE FROM Ledger\"\nfor update of crls\n";
    let files =
        [example("ca/src/crls/store.rs", text), example("ca/migrations/0099_lean.sql", "drop table if exists intents;\n")];
    let expected =
        ["ca/src/crls/store.rs:1", "ca/src/crls/store.rs:4", "ca/src/crls/store.rs:6", "ca/migrations/0099_lean.sql:1"];
    assert_eq!(places(&check(&files)), expected);
}
