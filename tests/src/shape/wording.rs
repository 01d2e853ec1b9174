//! A source file begins with a doc comment, and contains no unfinished code and no `#[allow]`.

use super::{File, Finding, assert_none, example, places, repository};

/// Marks of unfinished code.
const UNFINISHED: &[&str] = &["todo!(", "unimplemented!(", "TODO", "FIXME", "XXX"];

/// In two parts, so that the rule does not find this file.
const QUIETED: &[&str] = &[concat!("#", "[allow("), concat!("#", "![allow(")];

fn check(files: &[File]) -> Vec<Finding> {
    files.iter().filter(|file| file.is_rust()).flat_map(judge_source).collect()
}

fn judge_source(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !file.text.starts_with("//!") {
        let remedy = "begin the file with a sentence that says what it is for";
        findings.push(file.finding(1, "no `//!`", remedy));
    }
    for (line, text) in file.product_lines() {
        if let Some(mark) = UNFINISHED.iter().find(|mark| has_word(text, mark)) {
            let remedy = "finish it, or remove it and file an issue";
            findings.push(file.finding(line, format!("`{mark}`"), remedy));
        }
    }
    for (line, text) in file.lines() {
        if QUIETED.iter().any(|attribute| text.contains(attribute)) {
            let remedy = "fix it, or `expect` it with a reason";
            findings.push(file.finding(line, "a lint is allowed", remedy));
        }
    }
    findings
}

/// Whether `text` has `word` with no letter, digit or underscore before or after it.
fn has_word(text: &str, word: &str) -> bool {
    let in_word = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + word.len()..].chars().next();
        !before.is_some_and(in_word) && (word.ends_with('(') || !after.is_some_and(in_word))
    })
}

#[test]
fn every_source_file_has_a_doc_comment_and_is_finished() {
    assert_none(&check(&repository::files()));
}

#[test]
fn a_source_file_without_a_doc_comment_is_refused() {
    let files =
        [example("ca/src/keys.rs", "use pki::Name;\n"), example("ca/src/feed.rs", "//! The feed.\n"), example("README.md", "#")];
    assert_eq!(places(&check(&files)), ["ca/src/keys.rs:1"]);
}

#[test]
fn unfinished_code_is_refused_in_the_product_only() {
    let text = "//! Keys.\nlet key = todo!();\n// TODO rotate\nconst PREFIX: &str = \"XXXX\";\nunimplemented!(\"later\")\nmod tests {\n    // FIXME";
    let files = [example("ca/src/keys.rs", text), example("ca/src/keys/tests.rs", text)];
    assert_eq!(places(&check(&files)), ["ca/src/keys.rs:2", "ca/src/keys.rs:3", "ca/src/keys.rs:5"]);
}

#[test]
fn allowed_lints_are_refused_in_tests_too() {
    let text = format!("//! Keys.\n{}dead_code)]\n{}unused)]\n", QUIETED[0], QUIETED[1]);
    assert_eq!(
        places(&check(&[example("tests/tests/faults.rs", &text)])),
        ["tests/tests/faults.rs:2", "tests/tests/faults.rs:3"]
    );
}
