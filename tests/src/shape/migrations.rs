//! Both engines have the same migrations: `…/migrations/sqlite` and `…/migrations/postgres` contain the same file names.

use std::collections::BTreeSet;

use super::{File, Finding, assert_none, example, places, repository};

const ENGINES: [&str; 2] = ["sqlite", "postgres"];

fn check(files: &[File]) -> Vec<Finding> {
    let paths: BTreeSet<_> = files.iter().map(|file| file.path.as_str()).collect();
    files.iter().filter(|file| file.path.contains("/migrations/")).filter_map(|file| judge_one(file, &paths)).collect()
}

fn judge_one(file: &File, paths: &BTreeSet<&str>) -> Option<Finding> {
    let place = "put it into the folders sqlite and postgres, once each";
    let twin = file.path.rsplit_once('/').and_then(|(folder, name)| {
        let (history, engine) = folder.rsplit_once('/')?;
        let other = ENGINES.iter().find(|other| **other != engine).filter(|_| ENGINES.contains(&engine))?;
        Some(format!("{history}/{other}/{name}"))
    });
    match twin {
        None => Some(file.finding(1, "a migration of no engine", place)),
        Some(twin) if !paths.contains(twin.as_str()) => {
            Some(file.finding(1, format!("no {twin}"), "write the other engine's text under the same name"))
        }
        Some(_) => None,
    }
}

#[test]
fn both_engines_have_the_same_migrations() {
    assert_none(&check(&repository::files()));
}

#[test]
fn a_migration_without_its_counterpart_or_outside_both_folders_is_refused() {
    let files = [
        example("ca/migrations/sqlite/0001_keys.sql", ""),
        example("ca/migrations/postgres/0001_keys.sql", ""),
        example("ca/migrations/sqlite/0002_codes.sql", ""),
        example("ca/migrations/0003_feed.sql", ""),
    ];
    assert_eq!(places(&check(&files)), ["ca/migrations/sqlite/0002_codes.sql:1", "ca/migrations/0003_feed.sql:1"]);
}
