//! The top-level modules of a crate (the folders and files right below its `src/`) have a declared order, lowest first: each uses only
//! modules before it. There are no dependency cycles between files, nor between the entries of a folder. `order.toml` declares the orders
//! and the exceptions. `cargo test -p tests --lib shape::modules -- --nocapture` prints what each module uses.

mod check;
mod graph;
mod path;
mod source;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{File, Finding, assert_none, example, places, repository};
use check::{Crate, crates};

const DECLARATION: &str = "tests/src/shape/modules/order.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Declaration {
    /// The top-level modules of each crate, lowest first, by the crate's folder.
    order: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    exception: Vec<Exception>,
}

/// Excepts the uses of anything in `to` by anything in `from`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    #[serde(rename = "crate")]
    folder: String,
    /// A file or folder, relative to `src/` and without `.rs`.
    from: String,
    to: String,
    /// The page in `docs/decisions/` with the reason.
    decision: String,
}

impl Declaration {
    fn read(files: &[File]) -> Self {
        let text = files.iter().find(|file| file.path == DECLARATION).map_or("", |file| &file.text);
        toml::from_str(text).unwrap_or_else(|error| panic!("{DECLARATION}: {error}"))
    }
}

impl Exception {
    fn covers(&self, folder: &str, from: &str, to: &str) -> bool {
        let is_in = |file: &str, place: &str| parts(file).starts_with(&parts(place));
        self.folder == folder && is_in(from, &self.from) && is_in(to, &self.to)
    }
}

/// The components of a file's path, without `.rs`.
fn parts(file: &str) -> Vec<&str> {
    file.trim_end_matches(".rs").split('/').collect()
}

fn check(crates: &[Crate<'_>], declaration: &Declaration) -> Vec<Finding> {
    crates.iter().flat_map(|one| one.check(declaration)).collect()
}

/// Exceptions that are no longer needed.
fn idle(crates: &[Crate<'_>], mut declaration: Declaration) -> Vec<String> {
    let told = |folder: &str, declaration: &Declaration| {
        let of_crate = crates.iter().filter(|one| one.folder == folder);
        of_crate.flat_map(|one| one.check(declaration)).map(|finding| finding.to_string()).collect::<Vec<_>>()
    };
    let mut idle = Vec::new();
    for index in 0..declaration.exception.len() {
        let folder = declaration.exception[index].folder.clone();
        let found = told(&folder, &declaration);
        let exception = declaration.exception.remove(index);
        if told(&folder, &declaration) == found {
            idle.push(format!("{}: {} -> {}", exception.folder, exception.from, exception.to));
        }
        declaration.exception.insert(index, exception);
    }
    idle
}

#[test]
fn modules_keep_to_their_order_without_cycles() {
    let files = repository::files();
    let crates = crates(&files);
    crates.iter().for_each(Crate::print);
    assert_none(&check(&crates, &Declaration::read(&files)));
}

#[test]
fn every_crate_has_its_order() {
    let files = repository::files();
    let declared: Vec<_> = Declaration::read(&files).order.into_keys().collect();
    let mut crates: Vec<_> = crates(&files).iter().map(|one| one.folder.to_owned()).collect();
    crates.sort();
    assert_eq!(declared, crates);
}

#[test]
fn every_exception_is_needed_and_has_its_decision() {
    let files = repository::files();
    let declaration = Declaration::read(&files);
    for exception in &declaration.exception {
        let is_page = |file: &File| file.path == format!("docs/decisions/{}", exception.decision);
        assert!(files.iter().any(is_page), "no page docs/decisions/{}", exception.decision);
    }
    assert_eq!(idle(&crates(&files), declaration), Vec::<String>::new(), "no longer needed: take them out of {DECLARATION}");
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: &str = "order.ca = ['keys', 'feed', 'crls']";

    /// Three modules, each of which uses only those before it.
    fn in_order() -> Vec<File> {
        vec![
            example("ca/src/lib.rs", "mod crls; mod feed; mod keys; fn run() { crls::sign() }"),
            example("ca/src/crls/mod.rs", "mod number; mod sign; pub(crate) use sign::sign;"),
            example("ca/src/crls/number.rs", "pub(super) struct Number;"),
            example(
                "ca/src/crls/sign.rs",
                "use super::number::Number;\nuse crate::feed::{self, Event};\npub(crate) fn sign() {}",
            ),
            example("ca/src/feed.rs", "use crate::keys::Key;\npub(crate) struct Event;"),
            example("ca/src/keys.rs", "pub(crate) struct Key;"),
        ]
    }

    fn with(path: &str, text: &str) -> Vec<File> {
        let mut files = in_order();
        files.retain(|file| file.path != path);
        files.push(example(path, text));
        files
    }

    fn found(files: &[File], declaration: &str) -> Vec<String> {
        places(&check(&crates(files), &toml::from_str(declaration).expect("the example is a declaration")))
    }

    #[test]
    fn a_crate_in_order_has_no_findings() {
        assert!(found(&in_order(), ORDER).is_empty());
    }

    #[test]
    fn a_use_of_a_later_module_is_refused_in_every_form() {
        let forms = [
            "use crate::feed::Event;",
            "fn f(event: crate::feed::Event) {}",
            "fn f() { vec![super::feed::Event] }",
            "use super::feed as status; struct S(status::Event);",
        ];
        for form in forms {
            let files = with("ca/src/keys.rs", &format!("pub(crate) struct Key;\n{form}"));
            // The second finding is the resulting cycle of the two files.
            assert_eq!(found(&files, ORDER), ["ca/src/keys.rs:2", "ca/src/feed.rs:1"], "{form}");
        }
        let reversed = "order.ca = ['feed', 'keys', 'crls']";
        assert_eq!(found(&in_order(), reversed), ["ca/src/feed.rs:1"]);
    }

    #[test]
    fn a_module_may_use_what_the_root_defines_unless_the_root_uses_it() {
        let root = "mod crls; mod feed; mod keys; pub struct Settings; ";
        let keys = "pub(crate) struct Key;\nfn f(settings: crate::Settings) {}";
        let mut files = with("ca/src/keys.rs", keys);
        files.retain(|file| file.path != "ca/src/lib.rs");
        files.push(example("ca/src/lib.rs", root));
        assert!(found(&files, ORDER).is_empty());
        files.pop();
        files.push(example("ca/src/lib.rs", &format!("{root}pub fn run() {{ keys::Key; }}")));
        assert_eq!(found(&files, ORDER), ["ca/src/keys.rs:2"]);
    }

    #[test]
    fn a_cycle_within_a_module_is_refused() {
        let files = with("ca/src/crls/number.rs", "pub(super) struct Number;\n\nfn f() { super::sign::sign() }");
        // Once as files, once as entries of their folder.
        assert_eq!(found(&files, ORDER), ["ca/src/crls/number.rs:3", "ca/src/crls/number.rs:3"]);
    }

    #[test]
    fn a_cycle_of_folders_without_a_cycle_of_files_is_refused() {
        let mut files = with("ca/src/crls/mod.rs", "mod issuers; mod number; mod sign; pub(crate) use sign::sign;");
        files.push(example("ca/src/crls/issuers/mod.rs", "pub(super) mod name; mod last;"));
        files.push(example("ca/src/crls/issuers/name.rs", "pub(crate) struct Name;"));
        files.push(example("ca/src/crls/issuers/last.rs", "use super::super::number::Number;"));
        assert!(found(&files, ORDER).is_empty());
        files.retain(|file| file.path != "ca/src/crls/number.rs");
        files.push(example("ca/src/crls/number.rs", "pub(super) struct Number(super::issuers::name::Name);"));
        assert_eq!(found(&files, ORDER), ["ca/src/crls/issuers/last.rs:1"]);
    }

    #[test]
    fn a_module_missing_from_the_order_and_a_name_without_module_are_refused() {
        assert_eq!(found(&in_order(), "order.ca = ['keys', 'feed']"), [format!("{DECLARATION}:1")]);
        assert_eq!(found(&in_order(), "order.ca = ['keys', 'feed', 'crls', 'codes']"), [format!("{DECLARATION}:1")]);
    }

    #[test]
    fn an_exception_covers_only_its_uses_and_is_reported_when_unused() {
        let exception = "[[exception]]\ncrate = 'ca'\nfrom = 'keys'\nto = 'feed'\ndecision = ''";
        let declaration = format!("{ORDER}\n{exception}");
        let files = with("ca/src/keys.rs", "pub(crate) struct Key;\nuse crate::feed::Event;");
        assert!(found(&files, &declaration).is_empty());
        let read = || toml::from_str(&declaration).expect("the example is a declaration");
        assert!(idle(&crates(&files), read()).is_empty());
        assert_eq!(idle(&crates(&in_order()), read()), ["ca: keys -> feed"]);
        let files = with("ca/src/keys.rs", "pub(crate) struct Key;\nuse crate::crls::sign;");
        assert_eq!(found(&files, &declaration), ["ca/src/keys.rs:2", "ca/src/crls/sign.rs:2"]);
    }
}
