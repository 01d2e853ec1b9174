//! Every decision is linked from docs/architecture.md.

use super::{File, Finding, assert_none, example, places, repository};

fn check(files: &[File]) -> Vec<Finding> {
    let architecture = files.iter().find(|file| file.path == "docs/architecture.md").map_or("", |file| &file.text);
    let pages = files.iter().filter(|file| file.path.starts_with("docs/decisions/"));
    let unlinked = pages.filter(|page| !architecture.contains(&format!("({})", page.path.trim_start_matches("docs/"))));
    unlinked.map(|page| page.finding(1, "not linked from docs/architecture.md", "link it where the decision applies")).collect()
}

#[test]
fn every_decision_is_linked_from_the_architecture() {
    assert_none(&check(&repository::files()));
}

#[test]
fn a_decision_without_a_link_is_refused() {
    let files = [
        example("docs/architecture.md", "One text of SQL ([why](decisions/sql.md))."),
        example("docs/decisions/sql.md", ""),
        example("docs/decisions/lost.md", ""),
    ];
    assert_eq!(places(&check(&files)), ["docs/decisions/lost.md:1"]);
}
