//! The policies' files. The first line of an input, a comment, names the file that it takes the place of.

use std::fs;
use std::path::Path;

use policies::Policies;
use tempfile::TempDir;

use crate::target::Target;

pub(crate) const TARGET: Target = Target { name: "policies", at_most: 32 << 10, check, seeds };

/// The folder of the policies that the program carries.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../policies");

fn check(input: &[u8]) -> bool {
    thread_local! {
        static COPY: TempDir = copy();
    }
    COPY.with(|copy| {
        let first_line = input.split(|octet| *octet == b'\n').next().unwrap_or_default();
        let files = names();
        let Some(file) = files.iter().find(|file| first_line == comment(file).trim_end().as_bytes()) else { return false };
        let path = copy.path().join(file);
        fs::write(&path, input).expect("a temporary file can be written");
        let accepted = Policies::from_dir(copy.path()).is_ok();
        fs::copy(Path::new(FOLDER).join(file), &path).expect("a file can be copied");
        accepted
    })
}

fn copy() -> TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder can be made");
    fs::create_dir(copy.path().join("profiles")).expect("a temporary folder can be made");
    for file in names() {
        fs::copy(Path::new(FOLDER).join(&file), copy.path().join(&file)).expect("a file can be copied");
    }
    copy
}

/// The files, from the folder.
fn names() -> Vec<String> {
    let mut names = toml_files("");
    names.retain(|name| name != "Cargo.toml");
    names.extend(toml_files("profiles/"));
    names.sort();
    names
}

fn toml_files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(Path::new(FOLDER).join(folder)).expect("the policies can be listed");
    let names = entries.map(|entry| entry.expect("a folder's entry").file_name().into_string().expect("names are UTF-8"));
    names.filter(|name| name.ends_with(".toml")).map(|name| format!("{folder}{name}")).collect()
}

fn comment(file: &str) -> String {
    format!("# {file}\n")
}

fn seeds() -> Vec<Vec<u8>> {
    let read = |file: &String| fs::read_to_string(Path::new(FOLDER).join(file)).expect("a file can be read");
    names().iter().map(|file| (comment(file) + &read(file)).into_bytes()).collect()
}
