//! Whoever is told to wait (429) is told how long: only the mechanism that sets both status and `Retry-After` names the status.

use super::{File, Finding, assert_none, example, places, repository};

/// Spellings of the status.
const NAMES: &[&str] = &["TOO_MANY_REQUESTS", "from_u16(429)"];

/// Where it may be named: where status and header are set together, where errors are described, and a client that reads it.
const ALLOWED: &[&str] = &[
    "chassis/src/http/bounded.rs",
    "chassis/src/http/refusal.rs",
    "pages/src/admission.rs",
    "pages/src/fault.rs",
    "pages/src/shell.rs",
    "ca/contract/src/client.rs",
];

fn check(files: &[File]) -> Vec<Finding> {
    let others = files.iter().filter(|file| file.is_rust() && !ALLOWED.contains(&file.path.as_str()));
    let named = |file: &File| {
        let lines = file.product_lines().filter(|(_, text)| NAMES.iter().any(|name| text.contains(name)));
        lines.map(|(line, _)| file.finding(line, "429 by hand", "say when to try again: `pages::too_many`")).collect::<Vec<_>>()
    };
    others.flat_map(named).collect()
}

#[test]
fn only_the_mechanism_that_says_when_to_try_again_answers_429() {
    assert_none(&check(&repository::files()));
    let files = repository::files();
    for path in ALLOWED {
        let file = files.iter().find(|file| file.path == *path).unwrap_or_else(|| panic!("{path} does not exist"));
        assert!(file.text.contains(NAMES[0]), "{path} does not name the status any more");
    }
}

#[test]
fn a_handler_that_answers_429_itself_is_refused() {
    let text = "//! A page.\nfn f() -> Response {\n    page_with(StatusCode::TOO_MANY_REQUESTS, &page)\n}\n";
    let files = [example("ra-portal/src/web/holder/puk.rs", text), example("tests/tests/journeys/puk.rs", text)];
    assert_eq!(places(&check(&files)), ["ra-portal/src/web/holder/puk.rs:3"]);
}
