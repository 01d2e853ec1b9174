//! Names such as `utils` or `helpers`, which say nothing about the contents, are refused for folders, files and modules.

use super::{File, Finding, assert_none, example, places, repository};

const FORBIDDEN: &[&str] =
    &["utils", "util", "helpers", "helper", "common", "types", "misc", "models", "stuff", "shared", "lib2"];

const REMEDY: &str = "name it after the thing that it holds, or move what it holds to where it is used";

fn check(files: &[File]) -> Vec<Finding> {
    let in_crates = files.iter().filter(|file| !file.path.starts_with("docs/"));
    in_crates.flat_map(|file| path(file).into_iter().chain(modules(file))).collect()
}

fn path(file: &File) -> Option<Finding> {
    let stem = |part: &str| part.split_once('.').map_or(part, |(stem, _)| stem).to_owned();
    let name = file.path.split('/').map(stem).find(|name| FORBIDDEN.contains(&name.as_str()))?;
    Some(file.finding(1, format!("`{name}` in its path says nothing"), REMEDY))
}

fn modules(file: &File) -> Vec<Finding> {
    let declared = file.lines().filter(|_| file.is_rust()).filter_map(|(line, text)| Some((line, module(text)?)));
    let refused = declared.filter(|(_, name)| FORBIDDEN.contains(name));
    refused.map(|(line, name)| file.finding(line, format!("the module name `{name}` says nothing"), REMEDY)).collect()
}

/// The name of the module that a line declares.
fn module(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
    let name = words.next().filter(|word| *word == "mod").and(words.next())?;
    Some(name.trim_end_matches(';'))
}

#[test]
fn no_folder_file_or_module_has_a_meaningless_name() {
    assert_none(&check(&repository::files()));
}

#[test]
fn meaningless_names_of_folders_files_and_modules_are_refused() {
    let files = [
        example("ca/src/common/keys.rs", ""),
        example("crl/src/utils.rs", ""),
        example("token/src/lib.rs", "//! Tokens.\n\npub(crate) mod helpers {\nmod misc;\nmod pin;\n"),
        example("docs/types.md", ""),
    ];
    assert_eq!(
        places(&check(&files)),
        ["ca/src/common/keys.rs:1", "crl/src/utils.rs:1", "token/src/lib.rs:3", "token/src/lib.rs:4"]
    );
}
