//! Migrations are one text for both engines, in `…/migrations`. Those of release 0.1.0 are pairs: `…/migrations/sqlite` and
//! `…/migrations/postgres` contain the same file names.

use std::collections::BTreeSet;

use super::{File, Finding, assert_none, example, places, repository};

const ENGINES: [&str; 2] = ["sqlite", "postgres"];

/// The last pair of each history.
const LAST_PAIRS: [(&str, &str); 2] =
    [("ca/migrations", "0009_officer_roles.sql"), ("ra-portal/registration/migrations", "0012_officer_certificates.sql")];

fn check(files: &[File]) -> Vec<Finding> {
    let paths: BTreeSet<_> = files.iter().map(|file| file.path.as_str()).collect();
    files.iter().filter(|file| file.path.contains("/migrations/")).filter_map(|file| judge_one(file, &paths)).collect()
}

fn judge_one(file: &File, paths: &BTreeSet<&str>) -> Option<Finding> {
    let (folder, name) = file.path.rsplit_once('/')?;
    if let Some((_, last)) = LAST_PAIRS.iter().find(|(history, _)| *history == folder) {
        let numbered_after = name > *last;
        return (!numbered_after).then(|| file.finding(1, format!("not numbered after {last}"), "give it the next number"));
    }
    let engine = folder.rsplit_once('/').and_then(|(history, engine)| {
        let last = LAST_PAIRS.iter().find(|(paired, _)| *paired == history)?.1;
        let other = ENGINES.iter().find(|other| **other != engine).filter(|_| ENGINES.contains(&engine))?;
        Some((last, format!("{history}/{other}/{name}")))
    });
    let Some((last, twin)) = engine else {
        return Some(file.finding(1, "a migration of no history", "put it into the folder `migrations` of its zone"));
    };
    if name > last {
        return Some(file.finding(1, "a migration for one engine", "write one text for both, in the folder above"));
    }
    let lacks = !paths.contains(twin.as_str());
    lacks.then(|| file.finding(1, format!("no {twin}"), "release 0.1.0 has both: restore it"))
}

#[test]
fn migrations_are_one_text_for_both_engines_and_those_of_the_first_release_are_pairs() {
    assert_none(&check(&repository::files()));
}

#[test]
fn a_later_pair_a_missing_counterpart_a_low_number_and_another_folder_are_refused() {
    let files = [
        example("ca/migrations/sqlite/0003_issuance.sql", ""),
        example("ca/migrations/postgres/0003_issuance.sql", ""),
        example("ca/migrations/sqlite/0004_revocation.sql", ""),
        example("ca/migrations/sqlite/0010_leaves.sql", ""),
        example("ca/migrations/postgres/0010_leaves.sql", ""),
        example("ca/migrations/0010_leaves.sql", ""),
        example("ca/migrations/0009_leaves.sql", ""),
        example("ca/migrations/mysql/0003_issuance.sql", ""),
        example("station/migrations/0001_tokens.sql", ""),
    ];
    let expected = [
        "ca/migrations/sqlite/0004_revocation.sql:1",
        "ca/migrations/sqlite/0010_leaves.sql:1",
        "ca/migrations/postgres/0010_leaves.sql:1",
        "ca/migrations/0009_leaves.sql:1",
        "ca/migrations/mysql/0003_issuance.sql:1",
        "station/migrations/0001_tokens.sql:1",
    ];
    assert_eq!(places(&check(&files)), expected);
}
