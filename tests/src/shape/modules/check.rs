//! Checks the modules of a crate against their declared order.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{File, Finding};
use super::graph::{Graph, cycles, graph, lowest_first};
use super::{DECLARATION, Declaration, parts, source};

pub(super) struct Crate<'a> {
    pub(super) folder: &'a str,
    top_level: BTreeSet<&'a str>,
    graph: Graph,
}

/// `lib.rs` and `mod.rs`. They have no place in the order; cycles through them are found among the files.
const OWN: [&str; 2] = ["lib", "mod"];

/// The library crates among the files.
pub(super) fn crates(files: &[File]) -> Vec<Crate<'_>> {
    files.iter().filter_map(|file| file.path.strip_suffix("/src/lib.rs")).map(|folder| Crate::read(files, folder)).collect()
}

/// A use between two entries of a folder, the innermost that contains both files.
struct Crossing<'a> {
    folder: Vec<&'a str>,
    from: &'a str,
    to: &'a str,
    files: (&'a str, &'a str),
}

/// `None` if one of the two files is the folder's `lib.rs` or `mod.rs`.
fn crossing<'a>(from: &'a str, to: &'a str) -> Option<Crossing<'a>> {
    let files = (from, to);
    let (from, to) = (parts(from), parts(to));
    let together = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let crossing = Crossing { from: from.get(together)?, to: to.get(together)?, folder: from[..together].to_vec(), files };
    (!OWN.contains(&crossing.from) && !OWN.contains(&crossing.to)).then_some(crossing)
}

impl<'a> Crate<'a> {
    fn read(files: &'a [File], folder: &'a str) -> Self {
        let src = format!("{folder}/src/");
        let modules = source::read(files, &src);
        let declared: BTreeSet<_> = modules.iter().map(|module| module.file.as_str()).collect();
        let of_crate = files.iter().filter_map(|file| file.path.strip_prefix(&src)).filter(|file| declared.contains(file));
        let top_level = of_crate.filter_map(|file| parts(file).first().copied()).filter(|module| !OWN.contains(module)).collect();
        Self { folder, top_level, graph: graph(&modules) }
    }

    pub(super) fn check(&self, declaration: &Declaration) -> Vec<Finding> {
        let order = declaration.order.get(self.folder).map_or(&[][..], Vec::as_slice);
        let excepted =
            |from: &str, to: &str| declaration.exception.iter().any(|exception| exception.covers(self.folder, from, to));
        let uses = self.graph.keys().map(|(from, to)| (from.as_str(), to.as_str())).filter(|(from, to)| !excepted(from, to));
        let uses: BTreeSet<_> = uses.collect();
        let mut findings = self.judge_names(order);
        findings.extend(self.judge_order(order, &uses));
        findings.extend(self.judge_files(&uses));
        findings.extend(self.judge_folders(&uses));
        findings
    }

    /// The order must list every top-level module and nothing else.
    fn judge_names(&self, order: &[String]) -> Vec<Finding> {
        let finding = |fault, remedy| Finding { path: DECLARATION.to_owned(), line: 1, fault, remedy };
        let declared: BTreeSet<_> = order.iter().map(String::as_str).collect();
        let missing = self.top_level.difference(&declared);
        let missing =
            missing.map(|module| finding(format!("no place for `{module}` of {}", self.folder), "put it above what it uses"));
        let gone = declared.difference(&self.top_level);
        missing.chain(gone.map(|module| finding(format!("no module `{module}` in {}", self.folder), "take it out"))).collect()
    }

    fn judge_order(&self, order: &[String], uses: &BTreeSet<(&str, &str)>) -> Vec<Finding> {
        let place = |module: &str| order.iter().position(|other| other == module);
        let is_upward = |one: &str, other: &str| place(one).zip(place(other)).is_some_and(|(one, other)| one < other);
        let crossings = uses.iter().filter_map(|(from, to)| crossing(from, to));
        let upward = crossings.filter(|crossing| crossing.folder.is_empty() && is_upward(crossing.from, crossing.to));
        upward
            .map(|Crossing { from, to, files, .. }| {
                let fault = format!("`{from}` stands below `{to}` and uses it: {}", self.tell(files));
                self.finding(files, fault, "move what is used to the lower module, or pass it in as a value")
            })
            .collect()
    }

    fn judge_files(&self, uses: &BTreeSet<(&str, &str)>) -> Vec<Finding> {
        let cycles = cycles(uses.iter().copied());
        let inside = |cycle: &BTreeSet<&str>| {
            let inside = uses.iter().filter(|(from, to)| cycle.contains(from) && cycle.contains(to));
            inside.copied().collect::<Vec<_>>()
        };
        cycles.iter().map(|cycle| self.cycle(format!("a cycle of {} files", cycle.len()), &inside(cycle))).collect()
    }

    /// Cycles among the entries of each folder inside a top-level module; the top-level modules themselves have a declared order.
    fn judge_folders(&self, uses: &BTreeSet<(&str, &str)>) -> Vec<Finding> {
        let mut folders: BTreeMap<Vec<&str>, Vec<Crossing<'_>>> = BTreeMap::new();
        for crossing in uses.iter().filter_map(|(from, to)| crossing(from, to)).filter(|crossing| !crossing.folder.is_empty()) {
            folders.entry(crossing.folder.clone()).or_default().push(crossing);
        }
        let mut findings = Vec::new();
        for (folder, crossings) in folders {
            for cycle in cycles(crossings.iter().map(|crossing| (crossing.from, crossing.to))) {
                let inside = crossings.iter().filter(|crossing| cycle.contains(crossing.from) && cycle.contains(crossing.to));
                let inside: Vec<_> = inside.map(|crossing| crossing.files).collect();
                findings.push(self.cycle(format!("a cycle of {} entries of `{}/`", cycle.len(), folder.join("/")), &inside));
            }
        }
        findings
    }

    fn cycle(&self, what: String, inside: &[(&str, &str)]) -> Finding {
        let told: Vec<_> = inside.iter().map(|files| format!("\n    {}", self.tell(*files))).collect();
        self.finding(inside[0], format!("{what}:{}\n   ", told.concat()), "move what they share to a file below them")
    }

    fn tell(&self, (from, to): (&str, &str)) -> String {
        let place = &self.graph[&(from.to_owned(), to.to_owned())];
        format!("{from}:{} names {} of {to}", place.line, place.path)
    }

    fn finding(&self, (from, to): (&str, &str), fault: String, remedy: &'static str) -> Finding {
        let line = self.graph[&(from.to_owned(), to.to_owned())].line;
        Finding { path: format!("{}/src/{from}", self.folder), line, fault, remedy }
    }

    /// Prints each top-level module with those that it uses, in topological order, lowest first. Modules of a cycle share a line.
    pub(super) fn print(&self) {
        let crossings = self.graph.keys().filter_map(|(from, to)| crossing(from, to));
        let between = crossings.filter(|crossing| crossing.folder.is_empty());
        let between: BTreeSet<_> = between.map(|crossing| (crossing.from, crossing.to)).collect();
        println!("\n{}", self.folder);
        for group in lowest_first(&self.top_level, &between) {
            let used =
                between.iter().filter(|(one, other)| group.contains(one) && !group.contains(other)).map(|(_, other)| *other);
            let join = |names: BTreeSet<&str>| names.into_iter().collect::<Vec<_>>().join(" ");
            println!("  {:24} {}", join(group.clone()), join(used.collect()));
        }
    }
}
