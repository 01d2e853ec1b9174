//! The dependency graph of a crate's files, and its cycles.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Module;

/// The first use of an item of another file: its line, and the path by which the item is named.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) path: String,
}

/// The uses between files of a crate, by their paths from `src/`. A re-export is not a use; a file that imports a re-exported item uses
/// the file that defines it.
pub(super) type Graph = BTreeMap<(String, String), Place>;

#[derive(Clone, Copy, Debug)]
enum Target {
    Module(usize),
    /// An item that this module defines, or re-exports from another crate.
    Item(usize),
}

/// Maximum number of re-exports followed for a name; more means that `use` declarations form a cycle.
const MOST_STEPS: usize = 16;

pub(super) fn graph(modules: &[Module]) -> Graph {
    let mut graph = Graph::new();
    for (id, module) in modules.iter().enumerate() {
        let imports = module.imports.iter().filter(|import| !import.re_exported).map(|import| (&import.path, import.line));
        let mentions = module.mentions.iter().map(|mention| (&mention.path, mention.line));
        for (path, line) in imports.chain(mentions) {
            if let Some(Target::Item(target)) = resolve(modules, id, path, MOST_STEPS)
                && modules[target].file != module.file
            {
                let edge = (module.file.clone(), modules[target].file.clone());
                graph.entry(edge).or_insert_with(|| Place { line, path: path.join("::") });
            }
        }
    }
    graph
}

/// Resolves `path` in the module `from`; `None` for names of other crates and local names.
fn resolve(modules: &[Module], from: usize, path: &[String], steps: usize) -> Option<Target> {
    let mut at = from;
    for (index, segment) in path.iter().enumerate() {
        at = match segment.as_str() {
            "crate" => 0,
            "self" => at,
            "super" => modules[at].parent?,
            name => {
                let found = if index + 1 == path.len() {
                    item(modules, at, name, steps).or_else(|| module(modules, at, name, steps))
                } else {
                    module(modules, at, name, steps).or_else(|| item(modules, at, name, steps))
                };
                match found? {
                    Target::Module(inner) => inner,
                    item => return Some(item),
                }
            }
        };
    }
    Some(Target::Module(at))
}

fn item(modules: &[Module], at: usize, name: &str, steps: usize) -> Option<Target> {
    if modules[at].items.contains(name) {
        return Some(Target::Item(at));
    }
    imported(modules, at, name, steps, |target| matches!(target, Target::Item(_)))
}

fn module(modules: &[Module], at: usize, name: &str, steps: usize) -> Option<Target> {
    if let Some(child) = modules[at].children.get(name) {
        return Some(Target::Module(*child));
    }
    imported(modules, at, name, steps, |target| matches!(target, Target::Module(_)))
}

/// Resolves `name` through the `use` declarations of the module `at`. A module and a function may have the same name; `wanted` chooses.
fn imported(modules: &[Module], at: usize, name: &str, steps: usize, wanted: fn(&Target) -> bool) -> Option<Target> {
    let steps = steps.checked_sub(1)?;
    let imports = &modules[at].imports;
    let by_name = imports.iter().filter(|import| import.name.as_deref() == Some(name));
    let mut named = by_name.filter_map(|import| {
        let of_other_crate = || (import.re_exported && is_of_other_crate(modules, at, &import.path)).then_some(Target::Item(at));
        resolve(modules, at, &import.path, steps).or_else(of_other_crate)
    });
    let globs = imports.iter().filter(|import| import.name.is_none());
    let holders = globs.filter_map(|import| match resolve(modules, at, &import.path, steps)? {
        Target::Module(holder) => Some(holder).filter(|holder| *holder != at),
        Target::Item(_) => None,
    });
    let mut held =
        holders.flat_map(|holder| [item(modules, holder, name, steps), module(modules, holder, name, steps)]).flatten();
    named.find(wanted).or_else(|| held.find(wanted))
}

fn is_of_other_crate(modules: &[Module], at: usize, path: &[String]) -> bool {
    let is_here = |first: &str| matches!(first, "crate" | "self" | "super") || modules[at].children.contains_key(first);
    let imported = |first: &str| modules[at].imports.iter().any(|import| import.name.as_deref() == Some(first));
    path.first().is_some_and(|first| !is_here(first) && !imported(first))
}

/// The strongly connected components with two or more nodes.
pub(super) fn cycles<'a>(edges: impl IntoIterator<Item = (&'a str, &'a str)>) -> BTreeSet<BTreeSet<&'a str>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in edges {
        next.entry(from).or_default().insert(to);
    }
    let reached: BTreeMap<_, _> = next.keys().map(|from| (*from, reach(&next, from))).collect();
    let returning = reached.iter().filter(|(from, ahead)| ahead.contains(*from));
    returning
        .map(|(from, ahead)| {
            let back = |other: &&&str| reached.get(**other).is_some_and(|onward| onward.contains(from));
            ahead.iter().filter(back).copied().collect()
        })
        .collect()
}

fn reach<'a>(next: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = next.get(from).into_iter().flatten().copied().collect();
    while let Some(here) = open.pop() {
        if reached.insert(here) {
            open.extend(next.get(here).into_iter().flatten());
        }
    }
    reached
}

/// The nodes in topological order, lowest first; those of a cycle are grouped.
pub(super) fn lowest_first<'a>(things: &BTreeSet<&'a str>, edges: &BTreeSet<(&'a str, &'a str)>) -> Vec<BTreeSet<&'a str>> {
    let mut open: Vec<_> = cycles(edges.iter().copied()).into_iter().collect();
    let in_cycle: BTreeSet<_> = open.iter().flatten().copied().collect();
    open.extend(things.difference(&in_cycle).map(|thing| BTreeSet::from([*thing])));
    open.sort();
    let mut order: Vec<BTreeSet<&str>> = Vec::new();
    let stands = |order: &[BTreeSet<&str>], thing: &str| order.iter().any(|group| group.contains(thing));
    let is_ready = |order: &[BTreeSet<&str>], group: &BTreeSet<&str>| {
        let outward = edges.iter().filter(|(from, to)| group.contains(from) && !group.contains(to));
        outward.map(|(_, to)| to).all(|to| stands(order, to))
    };
    while let Some(next) = open.iter().position(|group| is_ready(&order, group)) {
        order.push(open.remove(next));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::super::super::example;
    use super::super::source;
    use super::*;

    fn edges(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<_> = files.iter().map(|(path, text)| example(&format!("ca/src/{path}"), text)).collect();
        graph(&source::read(&files, "ca/src/")).keys().map(|(from, to)| format!("{from} -> {to}")).collect()
    }

    const KEYS: (&str, &str) =
        ("keys/mod.rs", "mod store; mod queue; pub(crate) use store::{load, Row as Stored}; pub(crate) enum Purpose { A }");
    const STORE: (&str, &str) = ("keys/store.rs", "pub(crate) fn load() {} pub(crate) struct Row;");

    #[test]
    fn a_use_is_resolved_to_the_defining_file_through_re_exports() {
        let lib = ("lib.rs", "mod keys; mod feed; mod crls; pub use keys::Stored;");
        let queue = ("keys/queue.rs", "use super::Purpose; fn f(stored: super::Stored) {}");
        let feed = ("feed.rs", "use crate::keys; fn f() { keys::load(); let keys = 1; keys.load() }");
        let crls = ("crls.rs", "fn f() { vec![crate::Stored, crate::keys::Purpose::A] }");
        let found = edges(&[lib, KEYS, STORE, queue, feed, crls]);
        let expected = [
            "crls.rs -> keys/mod.rs",
            "crls.rs -> keys/store.rs",
            "feed.rs -> keys/store.rs",
            "keys/queue.rs -> keys/mod.rs",
            "keys/queue.rs -> keys/store.rs",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_that_names_a_re_exported_item_uses_it() {
        let keys = ("keys/mod.rs", "mod store; pub(crate) use store::load; fn all() { load() }");
        assert_eq!(edges(&[("lib.rs", "mod keys;"), keys, STORE]), ["keys/mod.rs -> keys/store.rs"]);
    }

    #[test]
    fn names_are_resolved_through_globs_and_renamed_modules() {
        let feed = ("feed.rs", "use crate::keys::*; fn f() { load() }");
        let crls = ("crls.rs", "use crate::keys as held; fn f() { held::load() }");
        let found = edges(&[("lib.rs", "mod keys; mod feed; mod crls;"), KEYS, STORE, feed, crls]);
        assert_eq!(found, ["crls.rs -> keys/store.rs", "feed.rs -> keys/store.rs"]);
    }

    #[test]
    fn a_name_of_another_crate_belongs_to_the_file_that_re_exports_it() {
        let keys = ("keys/mod.rs", "mod store; pub(crate) use pki::PublicKey; pub(crate) use pki::key as curve;");
        let feed = ("feed.rs", "use pki::Digest; fn f(key: crate::keys::PublicKey) {}");
        assert_eq!(edges(&[("lib.rs", "mod keys; mod feed;"), keys, STORE, feed]), ["feed.rs -> keys/mod.rs"]);
    }

    #[test]
    fn a_module_and_a_function_with_the_same_name_are_distinguished() {
        let follow = ("feed/follow.rs", "pub(crate) fn follow() {} pub(crate) struct Page;");
        let feed = ("feed/mod.rs", "mod follow; pub(crate) use follow::follow;");
        let server = ("server.rs", "use crate::feed; fn f() { feed::follow() }");
        assert_eq!(edges(&[("lib.rs", "mod feed; mod server;"), feed, follow, server]), ["server.rs -> feed/follow.rs"]);
    }

    #[test]
    fn cyclic_use_declarations_do_not_loop() {
        let one = ("one.rs", "pub(crate) use crate::two::Lost; fn f() -> Lost {}");
        let two = ("two.rs", "pub(crate) use crate::one::Lost;");
        assert!(edges(&[("lib.rs", "mod one; mod two;"), one, two]).is_empty());
    }

    #[test]
    fn cycles_and_topological_order_are_found() {
        let edges = BTreeSet::from([("a", "b"), ("b", "c"), ("c", "b"), ("d", "a"), ("e", "f")]);
        assert_eq!(cycles(edges.iter().copied()), BTreeSet::from([BTreeSet::from(["b", "c"])]));
        let order = lowest_first(&BTreeSet::from(["a", "b", "c", "d", "e", "f"]), &edges);
        let order: Vec<Vec<_>> = order.into_iter().map(|group| group.into_iter().collect()).collect();
        assert_eq!(order, [vec!["b", "c"], vec!["a"], vec!["d"], vec!["f"], vec!["e"]]);
    }
}
