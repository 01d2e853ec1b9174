//! Everything that a zone writes is an act (`chassis::act`): only an act begins a transaction that writes, commits it, and wakes
//! waiting tasks afterwards. The zones themselves use none of these functions, except where they define how an announcement wakes a
//! task.

use super::{File, Finding, assert_none, example, places, repository};

/// The zones, each with the file that defines how its announcements wake tasks.
const ZONES: &[(&str, &str)] = &[("ca/src/", "announcements.rs"), ("ra-portal/registration/src/", "core.rs")];

/// Functions that begin a transaction that writes.
const BEGINNING: &[&str] = &["begin_write"];

/// Functions that wake a waiting task.
const WAKING: &[&str] = &["notify_one", "notify_waiters", "notify_last"];

fn check(files: &[File]) -> Vec<Finding> {
    ZONES.iter().flat_map(|zone| files.iter().flat_map(|file| judge_file(file, *zone))).collect()
}

fn judge_file(file: &File, (folder, waking): (&str, &str)) -> Vec<Finding> {
    let Some(path) = file.path.strip_prefix(folder) else { return Vec::new() };
    let lines = || file.product_lines().filter(|(_, text)| !text.trim_start().starts_with("//"));
    let begins = lines().filter(|(_, text)| BEGINNING.iter().any(|word| text.contains(word)));
    let begins = begins.map(|(line, _)| file.finding(line, "a transaction that is no act", "begin an act: `core.begin(actor)`"));
    let wakes = lines().filter(|(_, text)| path != waking && WAKING.iter().any(|word| text.contains(word)));
    let wakes = wakes.map(|(line, _)| file.finding(line, "a task is woken by hand", "announce it in the act: `act.announce(…)`"));
    begins.chain(wakes).collect()
}

#[test]
fn everything_that_a_zone_writes_is_an_act() {
    assert_none(&check(&repository::files()));
}

#[test]
fn a_transaction_begun_and_a_task_woken_by_hand_are_refused() {
    let files = [
        example("ra-portal/registration/src/desk/review.rs", "fn f() {\n    let mut tx = core.db.begin_write().await?;\n}"),
        example("ra-portal/registration/src/messages.rs", "// notify_one\nfn f() {\n    core.mail_waits.notify_one();\n}"),
        example("ra-portal/registration/src/core.rs", "fn announce() { self.mail_waits.notify_one() }"),
        example("ra-portal/registration/src/desk/tests/mod.rs", "let mut tx = db.begin_write().await.unwrap();"),
        example("ra-portal/registration/src/desk/queue.rs", "let mut tx = core.db.begin_read().await?;"),
        example("chassis/src/act.rs", "let tx = zone.database().begin_write().await?;"),
        example("ca/src/announcements.rs", "fn announce() { self.crl_due.notify_one() }"),
        example("ca/src/crls/mod.rs", "fn f() { core.crl_due.notify_one() }"),
    ];
    let found =
        ["ca/src/crls/mod.rs:1", "ra-portal/registration/src/desk/review.rs:2", "ra-portal/registration/src/messages.rs:3"];
    assert_eq!(places(&check(&files)), found);
}
