//! Which libraries and programs are built as test programs. That compiles and links their crate a second time, so those without
//! tests are excluded (`test = false`), and doc comments are not searched for examples (`doctest = false`). Conversely, no test may
//! be in a place where nothing runs it.

use std::fs;
use std::path::Path;

use cargo_metadata::{MetadataCommand, Target};

/// What a target builds, and the sources below its folder.
struct Source<'a> {
    tests: bool,
    doctests: bool,
    text: &'a str,
}

impl Source<'_> {
    fn fault(&self) -> Option<&'static str> {
        let has = |starts: &[&str]| self.text.lines().any(|line| starts.iter().any(|start| line.trim_start().starts_with(start)));
        let tested = has(&["#[test]", "#[tokio::test"]) || self.text.contains("proptest! {");
        let fences = self.text.lines().filter_map(|line| line.trim().strip_prefix("//")?.get(1..)?.trim().strip_prefix("```"));
        let examples = fences.step_by(2).any(|language| matches!(language, "" | "rust"));
        match (self.tests, tested) {
            (false, true) => Some("has tests that nothing runs: remove `test = false`"),
            (true, false) => Some("has no tests: set `test = false`"),
            _ if self.doctests => Some("is searched for examples: set `doctest = false`"),
            _ if examples => Some("has a code block that nothing compiles: write a test, or say ```text"),
            _ => None,
        }
    }
}

fn texts_below(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    let read = |path: &Path| fs::read_to_string(path).expect("a source can be read");
    let is_source = |path: &Path| path.extension().is_some_and(|extension| extension == "rs");
    let texts = entries.map(|path| match path.is_dir() {
        true => texts_below(&path),
        false if is_source(&path) => read(&path),
        false => String::new(),
    });
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn test_programs_are_built_where_there_are_tests_and_only_there() {
    let metadata = MetadataCommand::new().no_deps().exec().expect("cargo describes the workspace");
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let is_code = |target: &&Target| target.is_lib() || target.is_bin();
        for target in package.targets.iter().filter(is_code) {
            let folder = target.src_path.parent().expect("a source is in a folder");
            let text = texts_below(folder.as_std_path());
            let source = Source { tests: target.test, doctests: target.is_lib() && target.doctest, text: &text };
            faults.extend(source.fault().map(|fault| format!("{} {fault}", package.name)));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn each_kind_of_mistake_is_found() {
    let tested = "mod tests {\n    #[test]\n    fn it_holds() {}\n}\n";
    let fault = |tests, doctests, text: &str| Source { tests, doctests, text }.fault().is_some();
    assert!(fault(false, false, tested) && !fault(true, false, tested));
    assert!(fault(true, false, "fn main() {}") && !fault(false, false, "fn main() {}"));
    assert!(fault(true, true, tested));
    let example = |language| format!("/// ```{language}\n/// open();\n/// ```\n{tested}");
    assert!(fault(true, false, &example("")) && fault(true, false, &example("rust")) && !fault(true, false, &example("text")));
}
