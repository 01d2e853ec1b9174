//! The text files in the work tree, including new ones.

use std::fs;
use std::path::Path;

use super::File;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Every text file except those of Git and cargo.
pub(super) fn files() -> Vec<File> {
    let mut files = Vec::new();
    collect(Path::new(ROOT), "", &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder of the work tree can be listed") {
        let entry = entry.expect("a folder of the work tree can be listed");
        let name = entry.file_name().into_string().expect("names are UTF-8");
        let kind = entry.file_type().expect("an entry has a type");
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            if !matches!(name.as_str(), ".git" | "target") {
                collect(&entry.path(), &format!("{path}/"), files);
            }
        } else if kind.is_file()
            && path != "Cargo.lock"
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            files.push(File { path, text });
        }
    }
}

#[test]
fn the_work_tree_includes_hidden_folders_but_no_build_output() {
    let files = files();
    let has = |path: &str| files.iter().any(|file| file.path == path);
    assert!(has("Cargo.toml") && has(".ci/run") && has("tests/src/shape/repository.rs"));
    assert!(!files.iter().any(|file| file.path.starts_with("target/") || file.path.starts_with(".git/")));
}
